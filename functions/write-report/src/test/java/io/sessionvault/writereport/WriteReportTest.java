package io.sessionvault.writereport;

import static io.sessionvault.writereport.RunInBucket.GONE;
import static io.sessionvault.writereport.RunInBucket.MEMBER;
import static io.sessionvault.writereport.RunInBucket.STARTED;
import static io.sessionvault.writereport.RunInBucket.VAULT;
import static io.sessionvault.writereport.RunInBucket.unlogged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.LogSweep.VerdictCount;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.writereport.WriteReport.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.model.NotFoundException;

class WriteReportTest {
    private static final String RUNBOOK = "https://wiki.example/vault";

    private final List<String> diary = new ArrayList<>();
    private final BucketInMemory s3 = new BucketInMemory(diary);
    private final Topic topic = new Topic(diary);
    private final Hub hub = new Hub(diary);
    private final CountedMetrics metrics = new CountedMetrics(diary);

    @Test
    void writesTheReportTellsOfItAndMakesItTheLatestInThisOrder() throws IOException {
        Answer answer = write(runWithFinding("run-1"));

        assertThat(diary)
                .containsExactly(
                        "put runs/run-1/report.findings.jsonl",
                        "put runs/run-1/report.csv",
                        "put runs/run-1/report.junit.xml",
                        "put runs/run-1/report.html",
                        "put runs/run-1/report.json",
                        "publish",
                        "put runs/run-1/report.message.txt",
                        "put latest.json",
                        "put security-hub.json",
                        "import 1",
                        "put security-hub.json",
                        "flush",
                        "flush");
        assertThat(answer).isEqualTo(new Answer("runs/run-1/report.json", false, 1, 0, 1, 0));
        assertThat(s3.text("latest.json"))
                .isEqualTo(
                        "{\"run\":\"run-1\",\"startedAt\":\"2026-11-24T03:00:00Z\","
                                + "\"report\":\"runs/run-1/report.json\"}");
        assertThat(s3.contentTypes)
                .containsEntry("runs/run-1/report.html", "text/html; charset=utf-8")
                .containsEntry("runs/run-1/report.json", "application/json");
        assertThat(s3.text("runs/run-1/report.html")).startsWith("<!DOCTYPE html>");
        assertThat(s3.text("runs/run-1/report.csv")).contains("SESSION-UNLOGGED");
        assertThat(s3.text("runs/run-1/report.junit.xml")).contains("SESSION-UNLOGGED");
        assertThat(topic.messages)
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.topicArn()).isEqualTo(Topic.ARN);
                    assertThat(message.subject())
                            .isEqualTo("Session Vault: 1 new, 0 resolved; not covered");
                    assertThat(message.message())
                            .contains("s3://reports/runs/run-1/report.json", RUNBOOK);
                });
    }

    @Test
    void theSameRunMadeAgainWritesTheSameBytesAndSendsNoSecondMessage() throws IOException {
        RunOutput output = runWithFinding("run-1");
        write(output);
        Map<String, String> first = texts();

        write(output);

        assertThat(texts()).isEqualTo(first);
        assertThat(topic.messages).hasSize(1);
    }

    @Test
    void aRunThatIsStoppedBeforeTheMessageSendsItWhenItIsMadeAgain() throws IOException {
        RunOutput output = runWithFinding("run-1");
        topic.failure = NotFoundException.builder().message("no topic").build();
        assertThatThrownBy(() -> write(output)).isSameAs(topic.failure);
        assertThat(metrics.values).doesNotContainKey("ComplianceRunsSucceeded");
        assertThat(s3.objects)
                .containsKey("runs/run-1/report.json")
                .doesNotContainKeys("latest.json", "runs/run-1/report.message.txt");

        topic.failure = null;
        write(output);

        assertThat(topic.messages).hasSize(1);
        assertThat(s3.objects).containsKey("latest.json");
    }

    @Test
    void whatSecurityHubRefusesFailsTheFunctionWhenAllElseIsDone() {
        RunOutput output = runWithFinding("run-1");
        hub.refuse = true;

        assertThatThrownBy(() -> write(output))
                .isInstanceOf(SecurityHubIncompleteException.class)
                .hasMessageContaining("SESSION-UNLOGGED/410987654321/eu-west-1/ada-1: Denied: no");
        assertThat(s3.objects).containsKey("latest.json");
        assertThat(diary)
                .endsWith(
                        "put latest.json",
                        "put security-hub.json",
                        "import 1",
                        "put security-hub.json",
                        "flush");
        assertThat(metrics.values).doesNotContainKey("ComplianceRunsSucceeded");
    }

    @Test
    void anOrganizationInWhichAllIsWellIsCoveredAndNobodyIsTold() throws IOException {
        Answer answer = write(RunInBucket.wellIn(s3).output());

        assertThat(answer).isEqualTo(new Answer("runs/run-1/report.json", true, 0, 0, 0, 0));
        assertThat(topic.messages).isEmpty();
        assertThat(hub.findings).isEmpty();
        assertThat(metrics.values)
                .containsEntry("ComplianceRunsSucceeded", 1.0)
                .containsEntry("FindingsHigh", 0.0)
                .containsEntry("AccountsCovered", 2.0)
                .containsEntry("RegionsWaitingForEncryption", 2.0);
    }

    @Test
    void theNextRunTellsWhatIsResolvedAndKeepsFirstDays() throws IOException {
        RunInBucket first = RunInBucket.first(s3).well(VAULT);
        first.sweep(MEMBER, Coverage.NOT_COVERED, unlogged("ada-1"), unlogged("ada-2"));
        write(first.output());
        RunInBucket second = next("run-2", Duration.ofDays(1)).well(VAULT);
        second.sweep(MEMBER, Coverage.NOT_COVERED, unlogged("ada-2"), unlogged("ada-3"));

        Answer answer = write(second.output());

        assertThat(answer).isEqualTo(new Answer("runs/run-2/report.json", false, 2, 0, 1, 1));
        assertThat(shown("run-2"))
                .extracting(ReportedFinding::since)
                .containsExactly(LocalDate.parse("2026-11-24"), LocalDate.parse("2026-11-25"));
        assertThat(topic.messages.getLast().message())
                .contains("New (1):\nHIGH SESSION-UNLOGGED 410987654321 eu-west-1 ada-3")
                .contains("Resolved (1):\nHIGH SESSION-UNLOGGED 410987654321 eu-west-1 ada-1");
    }

    @Test
    void aFailureOfOneAccountIsAFindingOfItsOwn() throws IOException {
        RunInBucket run = RunInBucket.wellIn(s3).list(GONE);
        run.sweepFailed(RunInBucket.accountInput(GONE), "States.Timeout", null);

        Answer answer = write(run.output());

        assertThat(answer).isEqualTo(new Answer("runs/run-1/report.json", false, 0, 1, 1, 0));
        assertThat(report("run-1").accounts().getLast().coverage()).isEqualTo(Coverage.UNKNOWN);
    }

    @Test
    void suppressionsHoldAndWhatIsWrongWithThemIsAFinding() throws IOException {
        s3.with(
                "suppressions.json",
                """
                {"suppressions": [
                  {"rule": "SESSION-UNLOGGED", "reason": "lab", "expires": "2026-11-24"},
                  {"rule": "LOG-KEY", "reason": "old", "expires": "2026-11-23"},
                  {"rule": "LOG-KEYS", "reason": "old", "expires": "2026-12-23"}
                ]}
                """);

        write(runWithFinding("run-1"));

        assertThat(report("run-1").summary().suppressed()).isOne();
        assertThat(report("run-1").changes().appeared())
                .flatExtracting(WrittenReport.Group::examples)
                .extracting(ReportedFinding::id)
                .containsExactly(
                        "SUPPRESSION-INVALID/-/-//suppressions/2/rule",
                        "SUPPRESSION-EXPIRED/-/-/LOG-KEY/*/*/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "not JSON", "{\"schema\":\"session-vault/report/0\"}", "{}"})
    void aReportOfTheRunBeforeThatCannotBeReadIsAFinding(String earlier) throws IOException {
        if (!earlier.equals("gone")) {
            s3.with("runs/run-1/report.json", earlier);
        }

        write(next("run-2", Duration.ofDays(1)).well(VAULT).output());

        assertThat(shown("run-2"))
                .extracting(ReportedFinding::id)
                .containsExactly("CHECK-FAILED/-/-/previous-report");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "not JSON\n", "", "{}\n", "null\n", "{\"state\":\"OPEN\"}\n"})
    void findingsOfTheRunBeforeThatCannotBeReadAreAFinding(String earlier) throws IOException {
        write(runWithFinding("run-1"));
        s3.objects.remove("runs/run-1/report.findings.jsonl");
        if (!earlier.equals("gone")) {
            s3.with("runs/run-1/report.findings.jsonl", earlier);
        }

        write(next("run-2", Duration.ofDays(1)).well(VAULT).output());

        assertThat(shown("run-2"))
                .extracting(ReportedFinding::id)
                .containsExactly("CHECK-FAILED/-/-/previous-report");
    }

    /// It has each finding by itself, in the report.
    @Test
    void aReportOfTheVersionBeforeIsRead() throws IOException {
        s3.with(
                "runs/run-1/report.json",
                """
                {"schema": "session-vault/report/1", "findings": [{
                  "id": "SESSION-UNLOGGED/410987654321/eu-west-1/ada-1",
                  "finding": {"rule": "SESSION-UNLOGGED", "account": "410987654321",
                    "region": "eu-west-1", "resource": "ada-1", "detail": "no log",
                    "at": "2026-11-23T10:00:00Z"},
                  "since": "2026-11-20", "seen": "2026-11-24"}]}
                """);

        Answer answer = write(next("run-2", Duration.ofDays(1)).well(VAULT).well(MEMBER).output());

        assertThat(answer.resolved()).isOne();
        assertThat(hub.findings)
                .singleElement()
                .satisfies(gone ->
                        assertThat(gone.productFields())
                                .containsEntry("session-vault/state", "resolved"));
    }

    /// The whole of it: what comes in, what is written, and the run after.
    @Test
    void aMassOfFindingsIsToldOnceAndEachOfThemIsKept() throws IOException {
        RunInBucket first = RunInBucket.first(s3).well(VAULT);
        first.sweep(MEMBER, Coverage.NOT_COVERED, sessions(0, 30_000));
        Answer answer = write(first.output());

        assertThat(answer.appeared()).isEqualTo(30_000);
        assertThat(report("run-1").findings())
                .singleElement()
                .satisfies(group -> assertThat(group.count()).isEqualTo(30_000));
        assertThat(s3.text("runs/run-1/report.findings.jsonl").lines()).hasSize(30_000);
        assertThat(s3.text("runs/run-1/report.json").length()).isLessThan(100_000);
        assertThat(s3.text("runs/run-1/report.html").length()).isLessThan(200_000);
        assertThat(s3.text("runs/run-1/report.csv").lines()).hasSize(1 + 20 + 1);
        assertThat(hub.findings).hasSize(21);
        assertThat(topic.messages.getFirst().message())
                .contains("New (30000):\nHIGH SESSION-UNLOGGED, 30,000 findings, such as ");
        assertThat(metrics.values).containsEntry("FindingsHigh", 30_000.0);

        RunInBucket second = next("run-2", Duration.ofDays(1)).well(VAULT);
        second.sweep(MEMBER, Coverage.NOT_COVERED, sessions(25_000, 30_001));

        assertThat(write(second.output()))
                .isEqualTo(new Answer("runs/run-2/report.json", false, 5_001, 0, 1, 25_000));
    }

    private static LocatedFinding[] sessions(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> unlogged("ada-%05d".formatted(i)))
                .toArray(LocatedFinding[]::new);
    }

    @Test
    void anOlderRunThatIsRedrivenDoesNotBecomeTheLatest() throws IOException {
        RunOutput older = runWithFinding("run-1");
        write(older);
        write(next("run-2", Duration.ofDays(1)).well(VAULT).output());

        write(older);

        assertThat(s3.text("latest.json")).contains("\"run-2\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not JSON", "{}", "null", "{\"run\":\"x\"}"})
    void aLatestRunThatCannotBeReadIsReplaced(String latest) throws IOException {
        s3.with("latest.json", latest);

        write(RunInBucket.wellIn(s3).output());

        assertThat(s3.text("latest.json")).contains("\"run-1\"");
    }

    @Test
    void logsOfEveryBatchAreCounted() throws IOException {
        RunInBucket run = RunInBucket.wellIn(s3);
        run.batch(
                "k2",
                new VerdictCount(1, 1, 0, 0, 3),
                new LocatedFinding(Rule.LOG_EMPTY, MEMBER, null, "k2", "0 bytes"));

        write(run.output());

        assertThat(report("run-1").summary().logs()).isEqualTo(new VerdictCount(6, 1, 1, 0, 3));
        assertThat(metrics.values).containsEntry("LogsNonCompliant", 1.0);
    }

    @Test
    void withoutTopicAndSecurityHubTheReportIsWrittenAllTheSame() throws IOException {
        new WriteReport(
                        s3.bucket(),
                        RunInBucket.NAMES,
                        new ResultReader(s3.bucket(), RunInBucket.ORGANIZATION),
                        new Notification(topic, Optional.empty(), s3.bucket(), ""),
                        Optional.empty(),
                        new ReportMetrics(metrics))
                .write(runWithFinding("run-1"));

        assertThat(topic.messages).isEmpty();
        assertThat(s3.objects).containsKey("latest.json");
    }

    @Test
    void theHandlerAnswersWhereTheReportIs() throws IOException {
        RunInBucket run = RunInBucket.wellIn(s3);
        run.output();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();

        new WriteReportHandler(report())
                .handleRequest(RunInBucket.input(run.state.toString()), answer, new NoContext());

        assertThat(answer.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"report\":\"runs/run-1/report.json\",\"covered\":true,\"findings\":0,"
                                + "\"unknown\":0,\"appeared\":0,\"resolved\":0}");
    }

    private RunOutput runWithFinding(String id) {
        return new RunInBucket(s3, id, STARTED, null)
                .well(VAULT)
                .sweep(MEMBER, Coverage.NOT_COVERED, unlogged("ada-1"))
                .output();
    }

    private RunInBucket next(String id, Duration later) {
        return new RunInBucket(s3, id, STARTED.plus(later), "runs/run-1/report.json");
    }

    private Answer write(RunOutput output) throws IOException {
        return report().write(output);
    }

    private WriteReport report() {
        return new WriteReport(
                s3.bucket(),
                RunInBucket.NAMES,
                new ResultReader(s3.bucket(), RunInBucket.ORGANIZATION),
                new Notification(topic, Optional.of(Topic.ARN), s3.bucket(), RUNBOOK),
                Optional.of(
                        new SecurityHub(
                                hub,
                                new SecurityFindings(VAULT, RunInBucket.IRELAND, RUNBOOK),
                                s3.bucket())),
                new ReportMetrics(metrics));
    }

    private List<ReportedFinding> shown(String run) throws IOException {
        return report(run).shown();
    }

    private WrittenReport report(String run) throws IOException {
        return ComplianceJson.MAPPER.readValue(
                s3.text("runs/" + run + "/report.json"), WrittenReport.class);
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        s3.objects.keySet().forEach(key -> texts.put(key, s3.text(key)));
        return texts;
    }
}

package io.sessionvault.writereport;

import static io.sessionvault.writereport.RunInBucket.MEMBER;
import static io.sessionvault.writereport.RunInBucket.VAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.account.RegionName;
import io.sessionvault.report.Report;
import io.sessionvault.report.Report.Changes;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.ComplianceStatus;
import software.amazon.awssdk.services.securityhub.model.RecordState;
import software.amazon.awssdk.services.securityhub.model.Resource;
import software.amazon.awssdk.services.securityhub.model.SecurityHubException;

class SecurityHubTest {
    private static final RegionName IRELAND = new RegionName("eu-west-1");
    private final Hub hub = new Hub(new ArrayList<>());
    private final BucketInMemory bucket = new BucketInMemory();

    @Test
    void importsWhatIsOpenAndArchivesWhatIsNot() {
        assertThat(importing(Reports.rich())).isEmpty();

        assertThat(hub.findings)
                .extracting(
                        AwsSecurityFinding::generatorId,
                        AwsSecurityFinding::recordState,
                        finding -> finding.compliance().status(),
                        finding -> finding.severity().labelAsString())
                .containsExactly(
                        tuple(
                                "LOG-UPLOADER",
                                RecordState.ACTIVE,
                                ComplianceStatus.FAILED,
                                "CRITICAL"),
                        tuple(
                                "VAULT-VERSIONING",
                                RecordState.ACTIVE,
                                ComplianceStatus.FAILED,
                                "CRITICAL"),
                        tuple(
                                "ACCOUNT-UNREACHABLE",
                                RecordState.ACTIVE,
                                ComplianceStatus.NOT_AVAILABLE,
                                "HIGH"),
                        tuple(
                                "SESSION-UNLOGGABLE",
                                RecordState.ARCHIVED,
                                ComplianceStatus.FAILED,
                                "MEDIUM"),
                        tuple(
                                "STARTER-CANNOT-ENCRYPT",
                                RecordState.ACTIVE,
                                ComplianceStatus.WARNING,
                                "MEDIUM"),
                        tuple(
                                "PREFERENCES-DRIFT",
                                RecordState.ARCHIVED,
                                ComplianceStatus.PASSED,
                                "HIGH"),
                        tuple(
                                "SESSION-UNLOGGED",
                                RecordState.ARCHIVED,
                                ComplianceStatus.NOT_AVAILABLE,
                                "HIGH"));
        assertThat(hub.findings)
                .allSatisfy(finding -> {
                    assertThat(finding.awsAccountId()).isEqualTo(VAULT.value());
                    assertThat(finding.productArn())
                            .isEqualTo(
                                    "arn:aws:securityhub:eu-west-1:310987654321:"
                                            + "product/310987654321/default");
                    assertThat(finding.updatedAt()).isEqualTo("2026-11-24T03:00:00Z");
                    assertThat(finding.findingProviderFields().severity().label())
                            .isEqualTo(finding.severity().label());
                    assertThat(finding.workflow()).isNull();
                    assertThat(finding.description()).isNotBlank();
                });
    }

    @Test
    void aFindingCarriesItsFirstDayItsAccountAndItsControls() {
        importing(Reports.rich());

        AwsSecurityFinding suppressed = hub.findings.get(3);
        assertThat(suppressed.id()).isEqualTo("SESSION-UNLOGGABLE/310987654321/eu-west-1/bob-1");
        assertThat(suppressed.createdAt()).isEqualTo("2026-11-23T00:00:00Z");
        assertThat(suppressed.lastObservedAt()).isEqualTo("2026-11-24T00:00:00Z");
        assertThat(suppressed.resources())
                .extracting(
                        Resource::type, Resource::id, Resource::region, Resource::partitionAsString)
                .containsExactly(
                        tuple("Other", "bob-1", "eu-west-1", "aws"),
                        tuple("AwsAccount", "AWS::::Account:310987654321", "eu-west-1", "aws"));
        assertThat(suppressed.compliance().relatedRequirements())
                .isEqualTo(Rule.SESSION_UNLOGGABLE.controls());
        assertThat(suppressed.productFields())
                .containsEntry("session-vault/state", "suppressed")
                .containsEntry("session-vault/acceptedUntil", "2026-12-24")
                .containsEntry("session-vault/acceptedBecause", "jump host, ticket 7");
        assertThat(hub.findings.get(1).resources()).hasSize(1);
        assertThat(hub.findings.get(5).productFields())
                .containsEntry("session-vault/state", "resolved");
        assertThat(hub.findings.get(6).productFields())
                .containsEntry("session-vault/state", "out of sight");
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, 1", "100, 100", "101, 100 1", "250, 100 100 50"})
    void importsAHundredAtATime(int findings, String batches) {
        importing(Reports.withFindings(findings));

        assertThat(String.join(" ", hub.batches.stream().map(String::valueOf).toList()))
                .isEqualTo(batches);
    }

    @Test
    void tellsWhatWasRefused() {
        hub.refuse = true;

        assertThat(importing(Reports.withFindings(101))).hasSize(101);
    }

    @Test
    void aBatchThatFailsDoesNotStopTheOthers() {
        hub.failure = SecurityHubException.builder().message("not subscribed").build();

        assertThat(importing(Reports.withFindings(101)))
                .containsExactly("100 findings: not subscribed", "1 findings: not subscribed");
    }

    @Test
    void noFieldIsLongerThanSecurityHubTakes() {
        String name = "\ud83d\ude00".repeat(600);
        Report report =
                Reports.report(
                        List.of(finding(name + "a", name.repeat(9)), finding(name + "b", " ")),
                        new Changes(List.of(), List.of(), List.of()));

        importing(report);

        assertThat(hub.findings)
                .allSatisfy(finding -> {
                    assertThat(finding.id().length()).isLessThanOrEqualTo(512);
                    assertThat(finding.title().length()).isLessThanOrEqualTo(256);
                    assertThat(finding.description().length()).isBetween(1, 1024);
                    assertThat(finding.remediation().recommendation().text().length())
                            .isLessThanOrEqualTo(512);
                    assertThat(finding.resources())
                            .allSatisfy(resource ->
                                    assertThat(resource.id().length()).isBetween(1, 512));
                });
        assertThat(hub.findings).extracting(AwsSecurityFinding::id).doesNotHaveDuplicates();
    }

    /// Security Hub would take an hour for a hundred thousand.
    @Test
    void ofManyFindingsWithOneCauseOneStandsForThoseThatAreNotImported() {
        importing(Reports.withFindings(3_000));

        assertThat(hub.findings).hasSize(21);
        assertThat(hub.findings.getLast().id()).startsWith("SESSION-UNLOGGED#");
        assertThat(hub.findings.getLast().description()).startsWith("2,980 more of 3,000 findings");
        assertThat(hub.findings.getLast().recordState()).isEqualTo(RecordState.ACTIVE);
    }

    @Test
    void whatWasImportedAndIsNowToldByAnotherIsArchived() {
        List<ReportedFinding> few = Reports.withFindings(400).findings();
        importing(Reports.withFindings(3_000), few);

        assertThat(hub.findings.stream().filter(SecurityHubTest::isToldByAnother)).hasSize(380);
        assertThat(hub.findings).hasSize(400 + 1);
    }

    @Test
    void whatStoodForOthersIsArchivedWhenAllAreShownOrNoneIsLeft() {
        Report many = Reports.withFindings(3_000);
        ReportedFinding rest =
                Reports.folded(many).findings().getFirst().rest("file").orElseThrow();

        importing(Reports.withFindings(400), List.of(rest));
        assertThat(hub.findings).hasSize(401);
        assertThat(hub.findings.getLast()).matches(SecurityHubTest::isToldByAnother);

        hub.findings.clear();
        bucket.objects.clear();
        importing(
                Reports.report(List.of(), new Changes(List.of(), many.findings(), List.of())),
                List.of(rest));
        assertThat(hub.findings)
                .singleElement()
                .satisfies(gone -> {
                    assertThat(gone.id()).isEqualTo(rest.id());
                    assertThat(gone.productFields())
                            .containsEntry("session-vault/state", "resolved");
                });
    }

    /// Otherwise they would be active there until Security Hub forgets them.
    @Test
    void whatWasImportedIsArchivedAlsoIfTheRunsBetweenCouldNot() {
        importing(Reports.withFindings(3));
        hub.failure = SecurityHubException.builder().message("throttled").build();
        importing(Reports.withFindings(2));
        hub.failure = null;
        hub.findings.clear();

        importing(Reports.withFindings(1));

        assertThat(hub.findings)
                .extracting(AwsSecurityFinding::id, AwsSecurityFinding::recordState)
                .containsExactlyInAnyOrder(
                        tuple(id(0), RecordState.ACTIVE),
                        tuple(id(1), RecordState.ARCHIVED),
                        tuple(id(2), RecordState.ARCHIVED));
        hub.findings.clear();
        importing(Reports.withFindings(1));
        assertThat(hub.findings).hasSize(1);
    }

    private static String id(int session) {
        return "SESSION-UNLOGGED/410987654321/eu-west-1/session-%05d".formatted(session);
    }

    /// One finding of a cause that is gone does not make the others so.
    @Test
    void whatStandsForOthersIsNotResolvedWhileOneOfThemIsOpen() {
        Report many = Reports.withFindings(3_000);
        importing(many);
        hub.findings.clear();
        List<ReportedFinding> open = many.findings().subList(0, 300);

        importing(
                Reports.report(
                        open,
                        new Changes(List.of(), many.findings().subList(300, 3_000), List.of())));

        assertThat(hub.findings.stream().filter(each -> each.id().contains("#")))
                .singleElement()
                .matches(SecurityHubTest::isToldByAnother);
    }

    private static boolean isToldByAnother(AwsSecurityFinding finding) {
        return finding.recordState() == RecordState.ARCHIVED
                && "shown with others of its cause"
                        .equals(finding.productFields().get("session-vault/state"));
    }

    @ParameterizedTest
    @CsvSource({
        "us-gov-west-1, arn:aws-us-gov:securityhub:us-gov-west-1:",
        "cn-north-1, arn:aws-cn:securityhub:cn-north-1:",
        "eusc-de-east-1, arn:aws-eusc:securityhub:eusc-de-east-1:",
    })
    void namesTheProductInEachPartition(String region, String start) {
        assertThat(
                        new SecurityFindings(VAULT, new RegionName(region), "")
                                .of(Reports.folded(Reports.withFindings(1)), List.of())
                                .getFirst()
                                .productArn())
                .startsWith(start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "javascript:alert(1)", "wiki/vault", "ftp://x"})
    void namesOnlyAWebAddressAsRunbook(String runbook) {
        assertThat(url(runbook)).isNull();
        assertThat(url("https://wiki.example/vault")).isEqualTo("https://wiki.example/vault");
    }

    private static String url(String runbook) {
        return new SecurityFindings(VAULT, IRELAND, runbook)
                .of(Reports.folded(Reports.withFindings(1)), List.of())
                .getFirst()
                .remediation()
                .recommendation()
                .url();
    }

    private static ReportedFinding finding(String resource, String detail) {
        return Reports.found(new LocatedFinding(Rule.LOG_NAME, MEMBER, IRELAND, resource, detail));
    }

    private List<String> importing(Report report) {
        return importing(report, shownBefore(report));
    }

    private List<String> importing(Report report, List<ReportedFinding> before) {
        try {
            return new SecurityHub(hub, new SecurityFindings(VAULT, IRELAND, ""), bucket.bucket())
                    .take(Reports.folded(report), before);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Everything that is not new.
    private static List<ReportedFinding> shownBefore(Report report) {
        return Stream.of(
                        report.findings().stream()
                                .filter(each -> !report.changes().appeared().contains(each.id())),
                        report.changes().resolved().stream(),
                        report.changes().outOfSight().stream())
                .flatMap(each -> each)
                .toList();
    }
}

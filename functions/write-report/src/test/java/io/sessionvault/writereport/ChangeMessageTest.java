package io.sessionvault.writereport;

import static io.sessionvault.writereport.RunInBucket.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.report.Report;
import io.sessionvault.report.Report.Changes;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeMessageTest {
    @Test
    void listsWhatIsNewAndWhatIsResolved() throws IOException {
        ChangeMessage message = message(Reports.rich());

        assertThat(message.subject()).isEqualTo("Session Vault: 3 new, 1 resolved; not covered");
        assertThat(new String(message.bytes(), StandardCharsets.UTF_8))
                .isEqualTo(Golden.text("report.message.txt"));
    }

    @Test
    void nothingNewAndNothingResolvedIsNoMessage() {
        assertThat(ChangeMessage.of(Reports.folded(Reports.covered()), "s3://b/k", "")).isEmpty();
        assertThat(
                        ChangeMessage.of(
                                Reports.folded(
                                        Reports.report(
                                                Reports.rich().findings(),
                                                new Changes(
                                                        List.of(),
                                                        List.of(),
                                                        Reports.rich().changes().outOfSight()))),
                                "s3://b/k",
                                ""))
                .isEmpty();
    }

    @Test
    void tellsAFewFindingsOfOneCauseOneByOneAndManyInOneLine() {
        assertThat(message(Reports.withFindings(5)).text())
                .contains("New (5):", "session-00000: ", "session-00004: ");
        assertThat(message(Reports.withFindings(6)).text())
                .contains("New (6):\nHIGH SESSION-UNLOGGED, 6 findings, such as 410987654321")
                .doesNotContain("session-00001");
    }

    @Test
    void listsFiftyLinesAndCountsTheRest() {
        assertThat(message(withCauses(50)).text()).contains("New (50):").doesNotContain(" more");
        assertThat(message(withCauses(51)).text()).contains("New (51):", "\nand 1 more lines\n");
    }

    private static Report withCauses(int count) {
        List<ReportedFinding> findings =
                IntStream.range(0, count)
                        .mapToObj(i ->
                                Reports.found(
                                        new LocatedFinding(
                                                Rule.LOG_NAME,
                                                MEMBER,
                                                null,
                                                "k" + i,
                                                "odd".repeat(i + 1))))
                        .toList();
        return Reports.report(
                findings,
                new Changes(
                        findings.stream().map(ReportedFinding::id).toList(), List.of(), List.of()));
    }

    @Test
    void isNeverLargerThanTheTopicTakes() {
        String longName = "\u20ac".repeat(5_000);
        List<ReportedFinding> findings =
                IntStream.range(0, 200)
                        .mapToObj(i ->
                                Reports.found(
                                        new LocatedFinding(
                                                Rule.LOG_NAME,
                                                MEMBER,
                                                null,
                                                i + longName,
                                                longName)))
                        .toList();
        ChangeMessage message =
                message(
                        Reports.report(
                                findings,
                                new Changes(
                                        findings.stream().map(ReportedFinding::id).toList(),
                                        findings,
                                        List.of())));

        assertThat(message.text().getBytes(StandardCharsets.UTF_8).length).isLessThan(256 * 1024);
        assertThat(message.subject()).hasSizeLessThanOrEqualTo(100).matches("[\\x20-\\x7e]+");
        assertThat(message.text().lines()).allMatch(line -> line.length() <= 400);
    }

    @Test
    void noNameMakesALineOfItsOwnOrTurnsTheText() {
        LocatedFinding finding =
                new LocatedFinding(
                        Rule.LOG_NAME, MEMBER, null, "a\r\nResolved (9):\u2028x\u202ey\u0000", "d");

        String text =
                message(
                                Reports.report(
                                        List.of(Reports.found(finding)),
                                        new Changes(List.of(finding.id()), List.of(), List.of())))
                        .text();

        assertThat(text).contains("LOW LOG-NAME 410987654321 a Resolved (9): x y : d\n");
    }

    @Test
    void leavesOutTheRunbookThatNobodyNamed() {
        assertThat(
                        ChangeMessage.of(Reports.folded(Reports.rich()), "s3://b/k", "")
                                .orElseThrow()
                                .text())
                .endsWith("Report: s3://b/k\n");
    }

    private static ChangeMessage message(Report report) {
        return ChangeMessage.of(
                        Reports.folded(report),
                        "s3://reports/runs/daily-2026-11-24/report.json",
                        "https://wiki.example/vault")
                .orElseThrow();
    }
}

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
        assertThat(ChangeMessage.of(Reports.covered(), "s3://b/k", "")).isEmpty();
        assertThat(
                        ChangeMessage.of(
                                Reports.report(
                                        Reports.rich().findings(),
                                        new Changes(
                                                List.of(),
                                                List.of(),
                                                Reports.rich().changes().outOfSight())),
                                "s3://b/k",
                                ""))
                .isEmpty();
    }

    @Test
    void listsFiftyAndCountsTheRest() {
        assertThat(message(Reports.withFindings(50)).text())
                .contains("New (50):", "session-00049:")
                .doesNotContain(" more");
        assertThat(message(Reports.withFindings(51)).text())
                .contains("New (51):", "session-00049:", "\nand 1 more\n")
                .doesNotContain("session-00050:");
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
        assertThat(ChangeMessage.of(Reports.rich(), "s3://b/k", "").orElseThrow().text())
                .endsWith("Report: s3://b/k\n");
    }

    private static ChangeMessage message(Report report) {
        return ChangeMessage.of(
                        report,
                        "s3://reports/runs/daily-2026-11-24/report.json",
                        "https://wiki.example/vault")
                .orElseThrow();
    }
}

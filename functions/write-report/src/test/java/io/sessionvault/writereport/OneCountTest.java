package io.sessionvault.writereport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.sessionvault.report.FoldedReport;
import io.sessionvault.report.OpenCount;
import io.sessionvault.report.Report;
import io.sessionvault.report.Report.AcceptedUntil;
import io.sessionvault.report.Report.Changes;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.rule.Severity;
import io.sessionvault.writereport.page.PageView;
import io.sessionvault.writereport.page.RuleFindings;
import io.sessionvault.writereport.page.Tile.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whoever reads two places of a report, or two of its forms, reads one number of findings.
class OneCountTest {
    private static final String ALL =
            "3 findings; beside them 4 could not be told, 5 advice, 6 suppressed";

    /// 3 findings, 4 of which nobody knows, 5 of advice; 6 are accepted, two of each.
    private static final Report REPORT =
            Reports.report(
                    Stream.of(
                                    open(Rule.SESSION_UNLOGGED, 2),
                                    open(Rule.VAULT_VERSIONING, 1),
                                    open(Rule.ACCOUNT_UNSEEN, 4),
                                    open(Rule.STARTER_CANNOT_ENCRYPT, 5),
                                    accepted(Rule.SESSION_UNLOGGED),
                                    accepted(Rule.ACCOUNT_UNSEEN),
                                    accepted(Rule.STARTER_CANNOT_ENCRYPT))
                            .flatMap(List::stream)
                            .toList(),
                    new Changes(List.of("new"), List.of(), List.of()));

    private static final FoldedReport FOLDED = Reports.folded(REPORT);
    private static final PageView PAGE = PageView.of(FOLDED);

    @Test
    void eachOpenFindingIsOfOneKind() {
        OpenCount open = REPORT.open();
        assertThat(open.text()).isEqualTo(ALL);
        assertThat(open.total() + open.unknown() + open.advice() + open.suppressed())
                .isEqualTo(REPORT.findings().size());
        assertThat(OpenCount.of(List.of()).text())
                .isEqualTo("0 findings; beside them 0 could not be told, 0 advice, 0 suppressed");
    }

    @Test
    void thePageHasOneCount() {
        assertThat(PAGE.verdict().because())
                .isEqualTo(
                        "1 critical and 2 high findings; 4 things could not be told; 5 things should be"
                                + " better; 6 suppressed.");
        assertThat(PAGE.tiles().getFirst().figure()).isEqualTo("3");
        assertThat(PAGE.tiles().getFirst().lines())
                .extracting(Line::count)
                .containsExactly(1L, 2L, 0L, 0L, 4L, 5L, 6L);
        assertThat(
                        Arrays.stream(Severity.values())
                                .mapToInt(severity -> PAGE.open().of(severity))
                                .sum())
                .isEqualTo(3);
        assertThat(PAGE.matrix().rows().getFirst().open().text()).isEqualTo(ALL);
        assertThat(PAGE.groups())
                .filteredOn(group -> group.rule().meaning() == Rule.Meaning.BROKEN)
                .extracting(RuleFindings::count, RuleFindings::suppressed)
                .containsExactlyInAnyOrder(tuple(1, 0), tuple(2, 2));
        assertThat(ReportPage.render(FOLDED)).contains("<span id=\"shown\">" + ALL);
    }

    @Test
    void messageTableAndJunitHaveIt() throws Exception {
        assertThat(ChangeMessage.of(FOLDED, "s3://reports/report.json", ""))
                .hasValueSatisfying(message -> assertThat(message.text()).contains(ALL));
        assertThat(new String(ReportJunit.write(FOLDED), StandardCharsets.UTF_8)).contains(ALL);
        List<String> rows =
                new String(ReportCsv.write(FOLDED), StandardCharsets.UTF_8).lines().toList();
        assertThat(rows).filteredOn(row -> row.startsWith("open,")).hasSize(3);
        assertThat(rows).filteredOn(row -> row.startsWith("could not be told,")).hasSize(4);
        assertThat(rows).filteredOn(row -> row.startsWith("advice,")).hasSize(5);
        assertThat(rows).filteredOn(row -> row.startsWith("suppressed,")).hasSize(6);
    }

    @Test
    void metricsHaveIt() {
        CountedMetrics metrics = new CountedMetrics(new ArrayList<>());
        new ReportMetrics(metrics).count(REPORT);
        assertThat(metrics.values)
                .containsEntry("FindingsCritical", 1.0)
                .containsEntry("FindingsHigh", 2.0)
                .containsEntry("FindingsUnknown", 4.0);
    }

    private static List<ReportedFinding> open(Rule rule, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> finding(rule, "open-" + number))
                .toList();
    }

    private static List<ReportedFinding> accepted(Rule rule) {
        return IntStream.range(0, 2)
                .mapToObj(number -> finding(rule, "accepted-" + number))
                .map(found ->
                        new ReportedFinding(
                                found.id(),
                                found.finding(),
                                found.since(),
                                found.seen(),
                                new AcceptedUntil("agreed", found.seen().plusDays(9))))
                .toList();
    }

    private static ReportedFinding finding(Rule rule, String resource) {
        return Reports.found(
                new LocatedFinding(
                        rule, RunInBucket.MEMBER, RunInBucket.IRELAND, resource, "it is so"));
    }
}

package io.sessionvault.writereport.page;

import static io.sessionvault.writereport.page.Reports.accepted;
import static io.sessionvault.writereport.page.Reports.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {
    private static final ReportedFinding CRITICAL = finding(Rule.LOG_UPLOADER, "a");
    private static final ReportedFinding HIGH = finding(Rule.SESSION_UNLOGGED, "b");
    private static final ReportedFinding ADVICE = finding(Rule.STARTER_CANNOT_ENCRYPT, "ada");
    private static final ReportedFinding UNKNOWN = finding(Rule.ACCOUNT_UNREACHABLE, "c");

    @ParameterizedTest
    @MethodSource
    void saysWhatTheReportIsWorth(
            boolean covered, List<ReportedFinding> findings, Coverage coverage, String sentence) {
        var verdict = Verdict.of(Reports.of(covered, List.of(), findings, List.of()));
        assertThat(verdict.coverage()).isEqualTo(coverage);
        assertThat(verdict.word() + ": " + verdict.because()).isEqualTo(sentence);
    }

    static Stream<Arguments> saysWhatTheReportIsWorth() {
        return Stream.of(
                Arguments.of(
                        true,
                        List.of(),
                        Coverage.COVERED,
                        "Covered: everything could be looked at and nothing is wrong."),
                Arguments.of(
                        true,
                        List.of(accepted(HIGH, "agreed")),
                        Coverage.COVERED,
                        "Covered: everything could be looked at and nothing is wrong; 1"
                                + " suppressed."),
                // An advice speaks against nothing, and is not concealed either.
                Arguments.of(
                        true,
                        List.of(ADVICE),
                        Coverage.COVERED,
                        "Covered: everything could be looked at and nothing is wrong; 1 thing should"
                                + " be better."),
                Arguments.of(
                        true,
                        List.of(ADVICE, accepted(HIGH, "agreed"), accepted(ADVICE, "agreed")),
                        Coverage.COVERED,
                        "Covered: everything could be looked at and nothing is wrong; 1 thing should"
                                + " be better; 2 suppressed."),
                Arguments.of(
                        false,
                        List.of(UNKNOWN, ADVICE),
                        Coverage.UNKNOWN,
                        "Not known: nothing was found to be wrong, but 1 thing could not be told; 1"
                                + " thing should be better."),
                Arguments.of(
                        false,
                        List.of(HIGH, ADVICE),
                        Coverage.NOT_COVERED,
                        "Not covered: 1 high finding; 1 thing should be better."),
                Arguments.of(
                        false,
                        List.of(ADVICE),
                        Coverage.UNKNOWN,
                        "Not known: nothing was found to be wrong, but the run gives no verdict; 1"
                                + " thing should be better."),
                Arguments.of(
                        false,
                        List.of(CRITICAL, HIGH, finding(Rule.SESSION_UNLOGGED, "d"), UNKNOWN),
                        Coverage.NOT_COVERED,
                        "Not covered: 1 critical and 2 high findings; 1 thing could not be told."),
                Arguments.of(
                        false,
                        List.of(HIGH, accepted(UNKNOWN, "agreed")),
                        Coverage.NOT_COVERED,
                        "Not covered: 1 high finding; 1 suppressed."),
                Arguments.of(
                        false,
                        List.of(UNKNOWN, finding(Rule.LOG_UNDETERMINED, "e")),
                        Coverage.UNKNOWN,
                        "Not known: nothing was found to be wrong, but 2 things could not be told."),
                // A summary that contradicts its findings makes nothing green.
                Arguments.of(
                        true,
                        List.of(UNKNOWN),
                        Coverage.UNKNOWN,
                        "Not known: nothing was found to be wrong, but 1 thing could not be told."),
                Arguments.of(
                        true, List.of(HIGH), Coverage.NOT_COVERED, "Not covered: 1 high finding."),
                Arguments.of(
                        false,
                        List.of(),
                        Coverage.UNKNOWN,
                        "Not known: nothing was found to be wrong, but the run gives no verdict."));
    }
}

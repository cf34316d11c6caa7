package io.sessionvault.writereport.page;

import static io.sessionvault.writereport.page.Reports.accepted;
import static io.sessionvault.writereport.page.Reports.account;
import static io.sessionvault.writereport.page.Reports.finding;
import static io.sessionvault.writereport.page.Reports.region;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.Encryption;
import io.sessionvault.compliance.AccountSweep.RegionSweep;
import io.sessionvault.compliance.AccountSweep.SessionCount;
import io.sessionvault.report.Report.ReportedAccount;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.writereport.page.Matrix.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTest {
    private static final RegionSweep FRANKFURT = region("eu-central-1", Coverage.COVERED);
    private static final RegionSweep IRELAND = region("eu-west-1", Coverage.NOT_COVERED);

    @Test
    void tellsRegionsThatNobodyCouldAskAboutFromThoseThatAreNotGoverned() {
        var matrix =
                matrix(
                        account("seen", Coverage.NOT_COVERED, FRANKFURT, IRELAND),
                        account("small", Coverage.COVERED, FRANKFURT),
                        account("unreachable", Coverage.UNKNOWN),
                        account("closed", Coverage.LEFT_ALONE));
        assertThat(matrix.regions())
                .extracting(RegionName::value)
                .containsExactly("eu-central-1", "eu-west-1");
        assertThat(coverages(matrix, "seen"))
                .containsExactly(Coverage.COVERED, Coverage.NOT_COVERED);
        assertThat(coverages(matrix, "small"))
                .containsExactly(Coverage.COVERED, Coverage.LEFT_ALONE);
        assertThat(coverages(matrix, "unreachable")).containsOnly(Coverage.UNKNOWN).hasSize(2);
        assertThat(coverages(matrix, "closed")).containsOnly(Coverage.LEFT_ALONE).hasSize(2);
    }

    /// "Not covered" above a row in which all is green leaves nobody any the wiser.
    @Test
    void everyFindingOfAnAccountHasACell() {
        for (var region : Arrays.asList(null, "eu-central-1", "eu-west-1", "us-gov-east-1")) {
            var found = findingIn(region);
            var row =
                    Matrix.of(
                                    Reports.of(
                                            false,
                                            List.of(
                                                    account(
                                                            "found",
                                                            Coverage.NOT_COVERED,
                                                            FRANKFURT),
                                                    account(
                                                            new AccountId("000000000001"),
                                                            "other",
                                                            Coverage.COVERED,
                                                            region("eu-west-1", Coverage.COVERED))),
                                            List.of(found, accepted(found, "agreed")),
                                            List.of()),
                                    Integer.MAX_VALUE)
                            .rows()
                            .getFirst();
            var red =
                    Stream.concat(
                                    Stream.of(row.whole())
                                            .filter(each -> each.mark().equals("not-covered"))
                                            .map(Matrix.Whole::tip),
                                    row.cells().stream()
                                            .filter(each -> each.mark().equals("not-covered"))
                                            .map(Matrix.Cell::tip))
                            .toList();
            assertThat(red).as(region).singleElement().asString().endsWith("; 1 finding");
            assertThat(row.summary()).contains("not covered");
        }
    }

    /// The sweep knows more than the findings that are shown.
    @Test
    void noRowIsBetterThanItsAccount() {
        var matrix = matrix(account("seen", Coverage.NOT_COVERED, FRANKFURT));
        assertThat(matrix.rows().getFirst().whole().coverage()).isEqualTo(Coverage.NOT_COVERED);
        assertThat(matrix(account("fine", Coverage.COVERED, FRANKFURT)).rows().getFirst().whole())
                .isEqualTo(new Matrix.Whole(Coverage.COVERED, "account as a whole: covered"));
    }

    private static ReportedFinding findingIn(@Nullable String region) {
        var found =
                new LocatedFinding(
                        Rule.ROLE_WITHOUT_POLICY,
                        Reports.ACCOUNT,
                        region == null ? null : new RegionName(region),
                        "role",
                        "it is so");
        return new ReportedFinding(found.id(), found, Reports.TODAY, Reports.TODAY, null);
    }

    @Test
    void beginsWithWhatHasToBeLookedAt() {
        var report =
                Reports.of(
                        false,
                        List.of(
                                account(
                                        new AccountId("000000000001"),
                                        "a-closed",
                                        Coverage.LEFT_ALONE),
                                account(new AccountId("000000000002"), "b-fine", Coverage.COVERED),
                                account(
                                        new AccountId("000000000003"),
                                        "c-unknown",
                                        Coverage.UNKNOWN),
                                account(
                                        new AccountId("000000000004"),
                                        "d-wrong",
                                        Coverage.NOT_COVERED),
                                account("e-worse", Coverage.NOT_COVERED)),
                        List.of(finding(Rule.SESSION_UNLOGGED, "a"), finding(Rule.LOG_EMPTY, "b")),
                        List.of());
        var matrix = Matrix.of(report, Integer.MAX_VALUE);
        assertThat(matrix.rows())
                .extracting(row -> row.account().name())
                .containsExactly("e-worse", "d-wrong", "c-unknown", "b-fine", "a-closed");
        assertThat(matrix.rows().getFirst().open().total()).isEqualTo(2);
        assertThat(matrix.problems()).isEqualTo(3);
    }

    @Test
    void saysEachRowAndEachCellInWords() {
        var busy =
                new RegionSweep(
                        new RegionName("us-east-1"),
                        Coverage.NOT_COVERED,
                        null,
                        new SessionCount(1200, 1, 0, 2));
        var matrix = matrix(account("seen", Coverage.NOT_COVERED, FRANKFURT, IRELAND, busy));
        var row = matrix.rows().getFirst();
        assertThat(row.summary())
                .isEqualTo("Regions: 2 not covered (eu-west-1, us-east-1); 1 covered");
        assertThat(row.cells().getLast().tip())
                .isEqualTo("us-east-1: not covered; sessions: 1,200 logged, 1 unlogged, 2 waiting");
        assertThat(row.cells()).extracting(Cell::x).containsExactly(28, 48, 68);
        assertThat(matrix.width()).isEqualTo(88);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "COVERED     | ENCRYPTED     | encrypted   | covered, streams encrypted",
                "COVERED     | WAITING       | unencrypted | covered, streams not encrypted yet",
                "COVERED     | NOT_ASKED_FOR | covered     | covered",
                "COVERED     | UNKNOWN       | covered     | covered, encryption of streams unknown",
                "COVERED     | -             | covered     | covered",
                "NOT_COVERED | ENCRYPTED     | not-covered | not covered, streams encrypted",
                "NOT_COVERED | WAITING       | not-covered | not covered, streams not encrypted yet",
                "UNKNOWN     | UNKNOWN       | unknown     | unknown, encryption of streams unknown",
                "LEFT_ALONE  | WAITING       | left-alone  | left alone",
                "LEFT_ALONE  | ENCRYPTED     | left-alone  | left alone",
            })
    void tellsLoggedFromLoggedAndEncrypted(
            Coverage coverage, @Nullable Encryption encryption, String mark, String words) {
        var cell =
                matrix(account("any", coverage, region("eu-west-1", coverage, encryption)))
                        .rows()
                        .getFirst()
                        .cells()
                        .getFirst();
        assertThat(cell.mark()).isEqualTo(mark);
        assertThat(cell.tip()).isEqualTo("eu-west-1: " + words + "; sessions: 0 logged");
    }

    @Test
    void namesTheRegionsInWhichEncryptionWaits() {
        var row =
                matrix(
                                account(
                                        "behind",
                                        Coverage.NOT_COVERED,
                                        region(
                                                "eu-central-1",
                                                Coverage.COVERED,
                                                Encryption.ENCRYPTED),
                                        region("eu-west-1", Coverage.COVERED, Encryption.WAITING),
                                        region(
                                                "eu-west-2",
                                                Coverage.COVERED,
                                                Encryption.NOT_ASKED_FOR),
                                        region(
                                                "us-east-1",
                                                Coverage.NOT_COVERED,
                                                Encryption.WAITING)))
                        .rows()
                        .getFirst();
        assertThat(row.summary())
                .isEqualTo(
                        "Regions: 1 not covered (us-east-1); 3 covered, of these 1 with encrypted"
                                + " streams, 1 not encrypted yet (eu-west-1)");
    }

    @Test
    void drawsSoManyAccountsAsAPageBearsAndCountsTheOthers() {
        var accounts = new ArrayList<ReportedAccount>();
        for (int i = 0; i < 10_000; i++) {
            accounts.add(
                    account(
                            "a" + i,
                            i < 3 ? Coverage.UNKNOWN : Coverage.COVERED,
                            region("eu-central-1", Coverage.COVERED),
                            region("eu-west-1", Coverage.COVERED)));
        }

        var matrix =
                Matrix.of(Reports.of(false, accounts.reversed(), List.of(), List.of()), 1_000_000);

        assertThat(matrix.rows()).hasSizeBetween(1_000, 2_000);
        assertThat(matrix.hidden()).isEqualTo(10_000 - matrix.rows().size());
        assertThat(matrix.problems()).isEqualTo(3);
        assertThat(matrix.rows())
                .extracting(row -> row.account().name())
                .startsWith("a0", "a1", "a2");
    }

    private static Matrix matrix(ReportedAccount... accounts) {
        return Matrix.of(
                Reports.of(false, List.of(accounts), List.of(), List.of()), Integer.MAX_VALUE);
    }

    private static List<Coverage> coverages(Matrix matrix, String account) {
        return matrix.rows().stream()
                .filter(row -> row.account().name().equals(account))
                .flatMap(row -> row.cells().stream())
                .map(Cell::coverage)
                .toList();
    }
}

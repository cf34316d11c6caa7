package io.sessionvault.writereport;

import static io.sessionvault.writereport.RunInBucket.IRELAND;
import static io.sessionvault.writereport.RunInBucket.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.report.Report;
import io.sessionvault.report.Report.Changes;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCsvTest {
    @Test
    void aRichReportIsTheTableOnRecord() throws IOException {
        assertThat(write(Reports.rich())).isEqualTo(Golden.text("report.csv"));
    }

    /// For a finding of a whole account: of all its Regions.
    @Test
    void tellsTheEncryptionOfTheRegionsThatAFindingIsAbout() {
        assertThat(row(MEMBER, null, "a"))
                .endsWith(",ENCRYPTED eu-central-1; WAITING eu-west-1,1\r\n");
        assertThat(row(MEMBER, IRELAND, "a")).endsWith(",WAITING eu-west-1,1\r\n");
        assertThat(row(MEMBER, new RegionName("us-east-1"), "a")).endsWith("/a,,1\r\n");
        assertThat(row(null, null, "a")).endsWith("/a,,1\r\n");
    }

    @Test
    void aReportWithoutFindingsHasOnlyTheHeader() {
        assertThat(write(Reports.covered()))
                .startsWith("state,severity,rule,")
                .endsWith(",id,encryption,count\r\n");
        assertThat(write(Reports.covered()).lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff0b1",
                "\uff0d1", "\uff201"
            })
    void noCellIsAFormula(String resource) {
        String row = row(resource);

        assertThat(row).contains("'" + resource.charAt(0));
        assertThat(row).doesNotContain("," + resource).doesNotContain(",\"" + resource);
    }

    /// A spreadsheet may be set to another separator, and then begins a cell where nobody meant one.
    @ParameterizedTest
    @ValueSource(strings = {";", "\t", "\n", "\r", "; ", "\n  "})
    void noPartOfACellIsAFormulaWhateverTheSeparatorIs(String separator) {
        assertThat(row("a" + separator + "=1+1"))
                .contains("a" + separator + "'=1+1")
                .doesNotContain(separator + "=1+1");
    }

    @Test
    void quotesWhatWouldBreakARow() {
        assertThat(row("a,b")).contains(",\"a,b\",");
        assertThat(row("say \"x\"")).contains(",\"say \"\"x\"\"\",");
        assertThat(row("a\nb")).contains(",\"a\nb\",");
        assertThat(row("plain =+-@ text")).contains(",plain =+-@ text,");
    }

    private static String row(String resource) {
        return row(MEMBER, null, resource);
    }

    private static String row(
            @Nullable AccountId account, @Nullable RegionName region, String resource) {
        Report report =
                Reports.report(
                        List.of(
                                Reports.found(
                                        new LocatedFinding(
                                                Rule.LOG_NAME,
                                                account,
                                                region,
                                                resource,
                                                "detail"))),
                        new Changes(List.of(), List.of(), List.of()));
        String csv = write(report);
        return csv.substring(csv.indexOf("\r\n") + 2);
    }

    private static String write(Report report) {
        return new String(ReportCsv.write(Reports.folded(report)), StandardCharsets.UTF_8);
    }
}

package io.sessionvault.writereport.page;

import static io.sessionvault.writereport.page.Reports.accepted;
import static io.sessionvault.writereport.page.Reports.account;
import static io.sessionvault.writereport.page.Reports.finding;
import static io.sessionvault.writereport.page.Reports.region;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.Encryption;
import io.sessionvault.compliance.ReactionTimes;
import io.sessionvault.report.Report;
import io.sessionvault.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class TileTest {
    private static final Report REPORT =
            Reports.of(
                    false,
                    List.of(
                            account(
                                    "one",
                                    Coverage.NOT_COVERED,
                                    region("eu-central-1", Coverage.COVERED, Encryption.ENCRYPTED),
                                    region("eu-west-1", Coverage.COVERED, Encryption.WAITING),
                                    region("eu-west-2", Coverage.COVERED, Encryption.NOT_ASKED_FOR),
                                    region("eu-west-3", Coverage.COVERED, null),
                                    region("us-east-1", Coverage.NOT_COVERED, Encryption.WAITING),
                                    region("us-east-2", Coverage.LEFT_ALONE, Encryption.WAITING)),
                            account(
                                    "other",
                                    Coverage.COVERED,
                                    region(
                                            "eu-central-1",
                                            Coverage.COVERED,
                                            Encryption.ENCRYPTED))),
                    List.of(
                            finding(Rule.STARTER_CANNOT_ENCRYPT, "ada"),
                            accepted(finding(Rule.STARTER_CANNOT_ENCRYPT, "bob"), "agreed"),
                            finding(Rule.LOG_EMPTY, "log")),
                    List.of());

    @Test
    void countsOfTheCoveredRegionsThoseWithEncryptedStreamsAndThoseThatWait() {
        assertThat(lines("Regions of accounts"))
                .startsWith("covered", "of these, encrypted", "of these, not encrypted yet");
        assertThat(count("Regions of accounts", "of these, encrypted")).isEqualTo(2);
        assertThat(count("Regions of accounts", "of these, not encrypted yet")).isOne();
    }

    @Test
    void countsAdviceBesideTheFindings() {
        assertThat(count("Findings", "beside them, advice")).isOne();
    }

    @Test
    void tellsHowChangesWereFollowedWhereItIsKnown() {
        assertThat(Tile.of(REPORT)).noneMatch(tile -> tile.title().startsWith("Looks"));
        assertThat(Tile.of(Reports.with(REPORT, new ReactionTimes(1234, 94L))).getLast())
                .isEqualTo(
                        new Tile(
                                "Looks after a change, 24 hours",
                                "1,234",
                                List.of(new Tile.Line("seconds, the slowest", 94, "waiting"))));
        assertThat(Tile.of(Reports.with(REPORT, ReactionTimes.notRead("Throttling"))).getLast())
                .extracting(Tile::figure)
                .isEqualTo("not known");
        assertThat(Tile.of(Reports.with(REPORT, new ReactionTimes(0, null))).getLast().lines())
                .isEmpty();
    }

    private static long count(String tile, String line) {
        return tile(tile).lines().stream()
                .filter(each -> each.name().equals(line))
                .mapToLong(Tile.Line::count)
                .sum();
    }

    private static List<String> lines(String tile) {
        return tile(tile).lines().stream().map(Tile.Line::name).toList();
    }

    private static Tile tile(String title) {
        return Tile.of(REPORT).stream()
                .filter(tile -> tile.title().equals(title))
                .findFirst()
                .orElseThrow();
    }
}

package io.sessionvault.writereport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.report.Glob;
import io.sessionvault.report.Suppression;
import io.sessionvault.report.Suppressions;
import io.sessionvault.report.Suppressions.Fault;
import io.sessionvault.rule.Rule;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuppressionFileTest {
    private static final String GOOD =
            "{\"rule\":\"LOG-KEY\",\"reason\":\"old key\",\"expires\":\"2027-01-31\"}";
    private static final Suppression READ =
            new Suppression(
                    Rule.LOG_KEY, null, null, Glob.ANY, "old key", LocalDate.parse("2027-01-31"));

    @Test
    void readsEntriesForOneResourceAndForAll() {
        Suppressions suppressions =
                SuppressionFile.read(
                        """
                        {"suppressions": [
                          {"rule": "SESSION-UNLOGGABLE", "account": "111122223333", "region": "eu-west-1",
                           "resource": "ada-*", "reason": "jump host", "expires": "2027-03-31"},
                          {"rule": "LOG-KEY", "reason": "old key", "expires": "2027-01-31"}
                        ]}
                        """);

        assertThat(suppressions)
                .isEqualTo(
                        new Suppressions(
                                List.of(
                                        new Suppression(
                                                Rule.SESSION_UNLOGGABLE,
                                                new AccountId("111122223333"),
                                                new RegionName("eu-west-1"),
                                                new Glob("ada-*"),
                                                "jump host",
                                                LocalDate.parse("2027-03-31")),
                                        READ),
                                List.of(),
                                true));
    }

    @Test
    void anEmptyListSuppressesNothing() {
        assertThat(SuppressionFile.read("{\"suppressions\":[]}")).isEqualTo(Suppressions.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`7` | /suppressions/1 | it is not an object",
                "{RE} | /suppressions/1 | it has no 'rule'",
                "{\"rule\":\"LOG-KEY\",\"expires\":\"2027-01-31\"} | /suppressions/1 | it has no 'reason'",
                "{\"rule\":\"LOG-KEY\",\"reason\":\"x\"} | /suppressions/1 | it has no 'expires'",
                "{\"rule\":\"LOG-KEYS\",RE} | /suppressions/1/rule | no rule 'LOG-KEYS'",
                "{\"rule\":\"LOG_KEY\",RE} | /suppressions/1/rule | no rule 'LOG_KEY'",
                "{\"rule\":\"SUPPRESSION-EXPIRED\",RE} | /suppressions/1/rule | cannot be suppressed",
                "{\"rule\":\"SUPPRESSION-INVALID\",RE} | /suppressions/1/rule | cannot be suppressed",
                "{\"rule\":\"LOG-KEY\",\"acount\":\"111122223333\",RE} | /suppressions/1 | it has [acount]",
                "{\"rule\":\"LOG-KEY\",\"account\":\"1\",RE} | /suppressions/1/account | 12 digits",
                "{\"rule\":\"LOG-KEY\",\"account\":111122223333,RE} | /suppressions/1/account | not a text",
                "{\"rule\":\"LOG-KEY\",\"account\":null,RE} | /suppressions/1/account | not a text",
                "{\"rule\":\"LOG-KEY\",\"region\":\"Ireland\",RE} | /suppressions/1/region | eu-central-1",
                "{\"rule\":\"LOG-KEY\",\"resource\":\"\",RE} | /suppressions/1/resource | not a text",
                "{\"rule\":\"LOG-KEY\",\"reason\":\" \",\"expires\":\"2027-01-31\"} | /suppressions/1/reason | not a text",
                "{\"rule\":\"LOG-KEY\",\"reason\":\"x\",\"expires\":\"soon\"} | /suppressions/1/expires | soon",
                "{\"rule\":\"LOG-KEY\",\"reason\":\"x\",\"expires\":\"2027-02-30\"} | /suppressions/1/expires | 2027-02-30",
            })
    void saysWhereAnEntryIsWrongAndKeepsTheOthers(String entry, String place, String problem) {
        String full = entry.replace("RE}", "\"reason\":\"x\",\"expires\":\"2027-01-31\"}");

        Suppressions suppressions =
                SuppressionFile.read("{\"suppressions\":[" + GOOD + "," + full + "]}");

        assertThat(suppressions.entries()).containsExactly(READ);
        assertThat(suppressions.isComplete()).isTrue();
        assertThat(suppressions.faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.place()).isEqualTo(place);
                    assertThat(fault.problem()).contains(problem);
                });
    }

    @Test
    void saysEverythingThatIsWrongWithAnEntry() {
        assertThat(SuppressionFile.read("{\"suppressions\":[{\"account\":\"1\"}]}").faults())
                .extracting(Fault::place)
                .containsExactly(
                        "/suppressions/0",
                        "/suppressions/0/account",
                        "/suppressions/0",
                        "/suppressions/0");
    }

    @Test
    void tellsOfNamesBesideTheList() {
        Suppressions suppressions =
                SuppressionFile.read("{\"suppressions\":[" + GOOD + "],\"version\":1}");

        assertThat(suppressions.entries()).containsExactly(READ);
        assertThat(suppressions.faults()).extracting(Fault::place).containsExactly("/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | it is not an object with a list 'suppressions'",
                "`` | it is not an object with a list 'suppressions'",
                "{\"suppressions\":{}} | it is not an object with a list 'suppressions'",
                "{\"suppressions\":[]} x | line 1, column 21: ",
                "{\"suppressions\":[,]} | line 1, column 18: ",
                "{\"suppressions\":[],\"suppressions\":[]} | line 1, column 34: Duplicate field",
            })
    void saysWhereTheFileIsWrong(String text, String problem) {
        Suppressions suppressions = SuppressionFile.read(text);

        assertThat(suppressions.isComplete()).isFalse();
        assertThat(suppressions.entries()).isEmpty();
        assertThat(suppressions.faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.place()).isEqualTo("suppressions.json");
                    assertThat(fault.problem()).startsWith(problem);
                });
    }
}

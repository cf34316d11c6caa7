package io.sessionvault.vault;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixPatternTest {
    private static final PrefixPattern BOTH = PrefixPattern.parse("{accountId}/{region}");

    @ParameterizedTest
    @CsvSource({
        "{accountId},                  222222222222,                   222222222222",
        "{accountId}/{region},         222222222222/eu-central-1,      222222222222/*",
        "logs/{accountId},             logs/222222222222,              logs/222222222222",
        "ssm/v1.0/{accountId}/{region},ssm/v1.0/222222222222/eu-central-1,ssm/v1.0/222222222222/*",
        "-a_.b-/{accountId},           -a_.b-/222222222222,            -a_.b-/222222222222"
    })
    void fillsThePattern(String pattern, String prefix, String inAnyRegion) {
        PrefixPattern parsed = PrefixPattern.parse(pattern);

        assertThat(parsed.prefix(MEMBER, FRANKFURT)).isEqualTo(prefix);
        assertThat(parsed.prefixInAnyRegion(MEMBER)).isEqualTo(inAnyRegion);
        assertThat(parsed).hasToString(pattern);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "logs",
                "{region}",
                "{accountId}/{accountId}",
                "{accountId}/{region}/{region}",
                "/{accountId}",
                "{accountId}/",
                "logs//{accountId}",
                "./{accountId}",
                "{accountId}/..",
                "{accountid}",
                "{account}/{region}",
                "x{accountId}",
                "{accountId}-{region}",
                "${aws:PrincipalAccount}",
                "*/{accountId}",
                "lögs/{accountId}",
                "log s/{accountId}",
                "logs\n/{accountId}",
                "{{accountId}}",
                "{region}/{accountId}",
                "{region}/logs/{accountId}",
                ".logs/{accountId}",
                "a'b/{accountId}",
                "a!b/{accountId}",
                "(logs)/{accountId}"
            })
    void refusesWhatIsNotAPattern(String text) {
        assertThatThrownBy(() -> PrefixPattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a prefix pattern has");
    }

    @Test
    void keepsItsSegmentsWhenTheGivenListChanges() {
        List<String> given = new ArrayList<>(List.of("{accountId}"));
        PrefixPattern pattern = new PrefixPattern(given);

        given.add("{region}");

        assertThat(pattern).hasToString("{accountId}");
    }

    @ParameterizedTest
    @CsvSource({
        "{accountId},          222222222222/jo-0e34861185201706f.log, '', jo-0e34861185201706f.log",
        "{accountId}/{region}, 222222222222/eu-central-1/jo-1.log, eu-central-1, jo-1.log",
        "logs/{accountId},     logs/222222222222/Standard_Stream/stderr, '', Standard_Stream/stderr",
        "{accountId},          222222222222/a+b%2F ü.log, '', a+b%2F ü.log"
    })
    void placesAKeyUnderItsAccount(String pattern, String key, String region, String name) {
        Optional<Placement> placement = PrefixPattern.parse(pattern).place(key);

        assertThat(placement).isPresent();
        assertThat(placement.get().account()).isEqualTo(MEMBER);
        assertThat(placement.get().region().map(Object::toString).orElse("")).isEqualTo(region);
        assertThat(placement.get().name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jo-1.log",
                "222222222222/eu-central-1",
                "222222222222/eu-central-1/",
                "/222222222222/eu-central-1/jo-1.log",
                "//222222222222/eu-central-1/jo-1.log",
                "222222222222//eu-central-1/jo-1.log",
                "222222222222/jo-1.log",
                "222222222222/../333333333333/eu-central-1/jo-1.log",
                "./222222222222/eu-central-1/jo-1.log",
                "1222222222222/eu-central-1/jo-1.log",
                "x222222222222/eu-central-1/jo-1.log",
                "222222222222 /eu-central-1/jo-1.log",
                "22222222222/eu-central-1/jo-1.log",
                "eu-central-1/222222222222/jo-1.log",
                "222222222222/nowhere/jo-1.log",
                "222222222222/EU-CENTRAL-1/jo-1.log",
                "222222222222%2Feu-central-1/jo-1.log",
                "222222222222\\eu-central-1\\jo-1.log"
            })
    void placesNoKeyThatIsNotUnderAPrefix(String key) {
        assertThat(BOTH.place(key)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Logs/222222222222/x", "222222222222/x", "logs-2/222222222222/x"})
    void placesNoKeyUnderAnotherLiteral(String key) {
        assertThat(PrefixPattern.parse("logs/{accountId}").place(key)).isEmpty();
    }

    @Test
    void leavesStepsUpwardsInTheName() {
        // S3 knows no directories: the key stays under the account that it names first.
        assertThat(BOTH.place("222222222222/eu-central-1/../../333333333333/eu-west-1/jo-1.log"))
                .contains(
                        new Placement(
                                MEMBER,
                                Optional.of(FRANKFURT),
                                "../../333333333333/eu-west-1/jo-1.log"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{accountId}               | 222222222222/",
                "logs/{accountId}          | logs/222222222222/",
                "{accountId}/{region}      | 222222222222/",
                "{accountId}/ssm/{region}  | 222222222222/ssm/"
            })
    void listsOnePrefixForAllRegions(String pattern, String prefix) {
        assertThat(PrefixPattern.parse(pattern).listingPrefix(MEMBER)).isEqualTo(prefix);
    }
}

package io.sessionvault.onboardaccount;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.ReleaseRequest;
import io.sessionvault.reconcile.ReturnPoint.Wish;
import io.sessionvault.reconcile.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person asks for who lets an account go, or go on.
class ManualRequestsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AccountId ACCOUNT = new AccountId("410987654321");
    private static final RegionName IRELAND = new RegionName("eu-west-1");
    private static final Scope IN_IRELAND = new Scope.Regions(new TreeSet<>(List.of(IRELAND)));

    @Test
    void anAccountIsLetGoAsAWhole() {
        assertThat(read("\"mode\": \"release\""))
                .isEqualTo(
                        new Signal.Release(
                                new ReleaseRequest(ACCOUNT, new Scope.Account(), new TreeMap<>()),
                                Optional.empty()));
    }

    @Test
    void aRegionIsLetGoWithTheTextThatAPersonNames() {
        assertThat(
                        read(
                                "\"mode\": \"Release\", \"regions\": [\"eu-west-1\"], \"confirm\": \"abc\","
                                        + " \"version\": {\"eu-west-1\": \"3\"}"))
                .isEqualTo(
                        new Signal.Release(
                                new ReleaseRequest(
                                        ACCOUNT,
                                        IN_IRELAND,
                                        new TreeMap<>(Map.of(IRELAND, new Wish.OfVersion("3")))),
                                Optional.of("abc")));
        assertThat(read("\"mode\": \"release\", \"version\": {\"eu-west-1\": \"none\"}"))
                .isEqualTo(
                        new Signal.Release(
                                new ReleaseRequest(
                                        ACCOUNT,
                                        new Scope.Account(),
                                        new TreeMap<>(Map.of(IRELAND, new Wish.NoDocument()))),
                                Optional.empty()));
    }

    @Test
    void anAccountOrARegionGoesOn() {
        assertThat(read("\"mode\": \"resume\""))
                .isEqualTo(new Signal.Resume(ACCOUNT, new Scope.Account()));
        assertThat(read("\"mode\": \"resume\", \"regions\": [\"eu-west-1\"]"))
                .isEqualTo(new Signal.Resume(ACCOUNT, IN_IRELAND));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"mode\": \"releas\" | mode of a manual request must be \"plan\" or \"apply\", or \"release\" or \"resume\", and is \"releas\"",
                "\"mode\": \"release\", \"region\": \"eu-west-1\" | region of a manual request must be left out with mode \"release\", and is \"eu-west-1\"",
                "\"mode\": \"release\", \"regions\": [] | regions of a manual request must be a list of Regions that is not empty, and is []",
                "\"mode\": \"release\", \"regions\": null | regions of a manual request must be a list of Regions that is not empty, and is null",
                "\"mode\": \"release\", \"regions\": \"eu-west-1\" | regions of a manual request must be a list of Regions that is not empty, and is \"eu-west-1\"",
                "\"mode\": \"release\", \"regions\": [\"Ireland\"] | regions of a manual request must be of Regions such as eu-central-1, and is \"Ireland\"",
                "\"mode\": \"release\", \"regions\": [1] | regions of a manual request must be of Regions such as eu-central-1, and is 1",
                "\"mode\": \"release\", \"confirm\": true | confirm of a manual request must be what an earlier answer said, and is true",
                "\"mode\": \"release\", \"confirm\": \"\" | confirm of a manual request must be what an earlier answer said, and is \"\"",
                "\"mode\": \"release\", \"version\": \"3\" | version of a manual request must be an object with Regions in it, and is \"3\"",
                "\"mode\": \"release\", \"version\": {\"eu-west-1\": 3} | version of a manual request must be the number of a version as a text, or \"none\", for each, and is {\"eu-west-1\":3}",
                "\"mode\": \"release\", \"version\": {\"eu-west-1\": \"$LATEST\"} | version of a manual request must be the number of a version as a text, or \"none\", for each, and is {\"eu-west-1\":\"$LATEST\"}",
                "\"mode\": \"release\", \"regions\": [\"eu-west-1\"], \"version\": {\"eu-west-2\": \"3\"} | version of a manual request must be of Regions in regions, and is {\"eu-west-2\":\"3\"}",
                "\"mode\": \"apply\", \"regions\": [\"eu-west-1\"] | regions of a manual request must be left out with mode \"apply\", and is [\"eu-west-1\"]",
                "\"mode\": \"plan\", \"confirm\": \"abc\" | confirm of a manual request must be left out with mode \"plan\", and is \"abc\"",
                "\"mode\": \"resume\", \"confirm\": \"abc\" | confirm of a manual request must be left out with mode \"resume\", and is \"abc\""
            })
    void whatIsMalformedIsNamedWithItsValue(String fields, String reason) {
        assertThat(read(fields)).isEqualTo(new Signal.Unreadable("manual request", reason));
    }

    private static Signal read(String fields) {
        try {
            return LifecycleEvents.read(
                            JSON.readTree("{\"accountId\": \"410987654321\", " + fields + "}"))
                    .getFirst();
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }
}

package io.sessionvault.aws;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.reconcile.Observation;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.account.AccountClient;

class PartitionRegionsTest {
    private final FakeHttp http = new FakeHttp();
    private final PartitionRegions regions =
            new PartitionRegions(FakeHttp.build(http, AccountClient.builder(), IRELAND));

    @Test
    void listsTheRegionsOfAllPagesWhateverTheirStatus() {
        http.json(
                        200,
                        "{\"Regions\": [{\"RegionName\": \"eu-west-1\","
                                + " \"RegionOptStatus\": \"ENABLED_BY_DEFAULT\"}], \"NextToken\": \"t\"}")
                .json(
                        200,
                        "{\"Regions\": [{\"RegionName\": \"eu-central-1\","
                                + " \"RegionOptStatus\": \"DISABLED\"}]}");

        assertThat(regions.list()).isEqualTo(new Observation.Seen<>(Set.of(IRELAND, FRANKFURT)));
        assertThat(http.bodies).hasSize(2).noneMatch(body -> body.contains("RegionOptStatus"));
    }

    @Test
    void leavesOutNamesThatNoPrefixCanHave() {
        http.json(
                200,
                "{\"Regions\": [{\"RegionName\": \"eu-west-1\"},"
                        + " {\"RegionName\": \"eu-west-1a.new\"}, {}]}");

        assertThat(regions.list()).isEqualTo(new Observation.Seen<>(Set.of(IRELAND)));
    }

    @Test
    void tellsWhatStoodInTheWay() {
        http.json(403, "{\"__type\": \"AccessDeniedException\"}");

        assertThat(regions.list()).isInstanceOf(Observation.Unseen.class);
    }
}

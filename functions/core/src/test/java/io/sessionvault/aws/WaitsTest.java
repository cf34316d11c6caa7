package io.sessionvault.aws;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.Change;
import io.sessionvault.reconcile.Change.RegionalChange;
import io.sessionvault.reconcile.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What would lock people out stays as it is; what was refused just before the switch is asked
/// again.
class WaitsTest {
    private static final RegionalChange CHANGE = create(IRELAND);
    private static final Map<RegionName, List<String>> FREE = Map.of(IRELAND, List.of());
    private static final Map<RegionName, String> HELD = Map.of(IRELAND, "it is held by now");

    @Test
    void aRefusalIsNoLockOut() {
        assertThat(new Waits(FREE, HELD).of(List.of(CHANGE, CHANGE)))
                .contains(
                        List.of(
                                new Outcome.Refused(CHANGE, "it is held by now"),
                                new Outcome.Refused(CHANGE, "it is held by now")));
    }

    @Test
    void whatWouldLockOutIsBlocked() {
        List<String> lacks = List.of("role app lacks s3:PutObject");

        assertThat(new Waits(Map.of(IRELAND, lacks), Map.of()).of(List.of(CHANGE)))
                .contains(List.of(new Outcome.Blocked(CHANGE, lacks)));
    }

    @Test
    void whatNothingIsInTheWayOfIsMade() {
        assertThat(new Waits(FREE, Map.of()).of(List.of(CHANGE))).isEmpty();
        assertThat(new Waits(FREE, HELD).of(List.of(create(FRANKFURT)))).isEmpty();
    }

    private static RegionalChange create(RegionName region) {
        return new Change.CreatePreferences(region, Map.of());
    }
}

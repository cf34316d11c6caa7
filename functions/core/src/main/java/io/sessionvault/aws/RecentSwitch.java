package io.sessionvault.aws;

import io.sessionvault.compliance.RepairSetting;
import io.sessionvault.compliance.SwitchState;
import io.sessionvault.reconcile.Observation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The repair switch as an instance of a function has read it a moment ago. Thread-safe.
///
/// A pause has to be in effect a minute after somebody asked for it, so what lets changes happen is
/// believed for a third of that: the rest is for Systems Manager to tell of the new value. A pause
/// itself, and what could not be read, is asked for again each time: an account whose message is
/// settled as paused after the pause was lifted might be in no list of the run that lifting starts.
public final class RecentSwitch {
    static final Duration KEPT = Duration.ofSeconds(20);

    private final RepairSwitch repairs;
    private final InstantSource clock;
    private @Nullable Kept kept;

    private record Kept(Observation<SwitchState> state, Instant until) {}

    /// @param clock what time it is
    public RecentSwitch(RepairSwitch repairs, InstantSource clock) {
        this.repairs = repairs;
        this.clock = clock;
    }

    /// The parameter's name.
    public String parameter() {
        return repairs.parameter();
    }

    /// What it says, or said at most 20 seconds ago.
    public synchronized Observation<SwitchState> read() {
        Kept known = kept;
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.state();
        }
        Observation<SwitchState> state = repairs.read();
        kept = letsChangesHappen(state) ? new Kept(state, clock.instant().plus(KEPT)) : null;
        return state;
    }

    private static boolean letsChangesHappen(Observation<SwitchState> state) {
        return switch (state) {
            case Observation.Unseen<SwitchState> _ -> false;
            case Observation.Seen<SwitchState>(SwitchState seen) ->
                    seen.setting() != RepairSetting.PAUSED;
        };
    }
}

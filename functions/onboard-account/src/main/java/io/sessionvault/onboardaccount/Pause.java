package io.sessionvault.onboardaccount;

import io.sessionvault.compliance.SwitchState;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.util.function.Supplier;

/// Whether people hold back every change to accounts for now.
final class Pause {
    private final String parameter;
    private final Supplier<Observation<SwitchState>> repairs;

    /// @param parameter the repair switch's parameter
    /// @param repairs reads what it says
    Pause(String parameter, Supplier<Observation<SwitchState>> repairs) {
        this.parameter = parameter;
        this.repairs = repairs;
    }

    /// What holds for an account.
    sealed interface Answer {
        /// It may be reconciled.
        record GoOn() implements Answer {}

        /// It is left as it is.
        ///
        /// @param reason who holds it back, for people to read
        record Held(String reason) implements Answer {}

        /// Nobody can tell, so it is left as it is and asked again.
        ///
        /// @param reason what could not be read, for people to read
        record Unknown(String reason) implements Answer {}
    }

    /// Asks before an account is reconciled. To look at one changes nothing and needs no switch.
    Answer answer(Mode mode) {
        return switch (mode) {
            case PLAN -> new Answer.GoOn();
            case APPLY -> answer(repairs.get());
        };
    }

    private Answer answer(Observation<SwitchState> read) {
        return switch (read) {
            case Observation.Unseen<SwitchState>(ServiceError error) ->
                    new Answer.Unknown(
                            "the repair switch " + parameter + " could not be read: " + error);
            case Observation.Seen<SwitchState>(SwitchState state) ->
                    switch (state.setting()) {
                        // Off is about repairs of runs; accounts that appear are onboarded.
                        case ON, OFF -> new Answer.GoOn();
                        case PAUSED ->
                                new Answer.Held("the repair switch " + parameter + " is " + state);
                    };
        };
    }
}

package io.sessionvault.onboardaccount;

import io.sessionvault.account.AccountId;
import io.sessionvault.compliance.ComplianceMode;
import io.sessionvault.compliance.SwitchState;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.Reach;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.settings.Switch;
import java.util.function.Function;
import java.util.function.Supplier;

/// How far a reaction may go: as far as a compliance run that repairs where the stack is one that
/// repairs, and else to what only adds a permission.
final class ReactionPermit {
    private final String parameter;
    private final Supplier<Observation<SwitchState>> repairs;
    private final Function<AccountId, Observation<Boolean>> hasOptedOut;
    private final Rules rules;

    /// What the stack was deployed for.
    ///
    /// @param compliance whether runs repair
    /// @param mode whether accounts that appear are changed
    /// @param grants whether reactions add missing permissions where runs do not repair
    record Rules(ComplianceMode compliance, Mode mode, Switch grants) {
        /// How far to go while the repair switch is on.
        private Reach whenOn() {
            return switch (compliance) {
                case ENFORCE -> Reach.REPAIR;
                case OBSERVE -> whenOff();
            };
        }

        /// How far to go while repairs are switched off, which does not hold back onboarding
        /// either.
        private Reach whenOff() {
            return switch (grants) {
                case ON -> mode == Mode.APPLY ? Reach.GRANT : Reach.LOOK;
                case OFF -> Reach.LOOK;
            };
        }
    }

    /// What holds for all accounts now.
    sealed interface Answer {
        /// They may be looked at, and changed so far.
        ///
        /// @param reach how far, unless an account has opted out
        record UpTo(Reach reach) implements Answer {}

        /// People hold everything back.
        ///
        /// @param reason who does, for people to read
        record Held(String reason) implements Answer {}

        /// Nobody can tell.
        ///
        /// @param reason what could not be read, for people to read
        record Unknown(String reason) implements Answer {}
    }

    /// @param parameter the repair switch's parameter
    /// @param repairs reads what it says
    /// @param hasOptedOut reads whether an account is left out of repairs
    ReactionPermit(
            String parameter,
            Supplier<Observation<SwitchState>> repairs,
            Function<AccountId, Observation<Boolean>> hasOptedOut,
            Rules rules) {
        this.parameter = parameter;
        this.repairs = repairs;
        this.hasOptedOut = hasOptedOut;
        this.rules = rules;
    }

    /// Asks before an account is looked at.
    Answer answer() {
        return switch (repairs.get()) {
            case Observation.Unseen<SwitchState>(ServiceError error) ->
                    new Answer.Unknown(
                            "the repair switch " + parameter + " could not be read: " + error);
            case Observation.Seen<SwitchState>(SwitchState state) ->
                    switch (state.setting()) {
                        case ON -> new Answer.UpTo(rules.whenOn());
                        case OFF -> new Answer.UpTo(rules.whenOff());
                        case PAUSED ->
                                new Answer.Held("the repair switch " + parameter + " is " + state);
                    };
        };
    }

    /// How far to go with an account: only to look where it has opted out of repairs.
    ///
    /// @param reach what holds for all accounts
    Observation<Reach> of(AccountId account, Reach reach) {
        return switch (reach) {
            case LOOK -> new Observation.Seen<>(reach);
            case GRANT, REPAIR ->
                    switch (hasOptedOut.apply(account)) {
                        case Observation.Unseen<Boolean>(ServiceError error) ->
                                new Observation.Unseen<>(error);
                        case Observation.Seen<Boolean>(Boolean isOut) ->
                                new Observation.Seen<>(isOut ? Reach.LOOK : reach);
                    };
        };
    }
}

package io.sessionvault.sweepaccount;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import io.sessionvault.account.AccountId;
import io.sessionvault.aws.RepairSwitch;
import io.sessionvault.aws.RepairTag;
import io.sessionvault.compliance.Run;
import io.sessionvault.compliance.SwitchState;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether an account may be changed, or handed to those who change it: a run that does it must be one
/// that repairs; the switch must still be on (a run takes a while), and the account must not have
/// opted out. What cannot be read permits no repair.
final class RepairPermit {
    private static final Logger LOG = LoggerFactory.getLogger(RepairPermit.class);

    private final RepairSwitch repairs;
    private final RepairTag tag;

    RepairPermit(RepairSwitch repairs, RepairTag tag) {
        this.repairs = repairs;
        this.tag = tag;
    }

    /// How far to go with an account, whatever it looks like.
    Mode modeFor(Run run, AccountId account) {
        return switch (run.mode()) {
            case PLAN -> Mode.PLAN;
            case APPLY -> isSwitchedOn(account) && !hasOptedOut(account) ? Mode.APPLY : Mode.PLAN;
        };
    }

    /// Tells whether an account may be handed to those who change it.
    ///
    /// @throws UndecidedException when switch or tag cannot be read
    boolean mayHandOn(AccountId account) {
        return isOn(known(account, "the repair switch", repairs.read()))
                && !known(account, "the account's tags", tag.isOff(account));
    }

    private static <T> T known(AccountId account, String what, Observation<T> read) {
        return switch (read) {
            case Observation.Seen<T>(T value) -> value;
            case Observation.Unseen<T>(ServiceError error) ->
                    throw new UndecidedException(account, what, error);
        };
    }

    private static boolean isOn(SwitchState state) {
        return switch (state.setting()) {
            case ON -> true;
            case OFF, PAUSED -> false;
        };
    }

    private boolean isSwitchedOn(AccountId account) {
        return switch (repairs.read()) {
            case Observation.Seen<SwitchState>(SwitchState state) -> isOn(state);
            case Observation.Unseen<SwitchState>(ServiceError error) -> {
                LOG.error(
                        "repair switch cannot be read, account is only looked at",
                        entry("account", account.value()),
                        entry("cause", error.toString()));
                yield false;
            }
        };
    }

    private boolean hasOptedOut(AccountId account) {
        return switch (tag.isOff(account)) {
            case Observation.Seen<Boolean>(Boolean isOff) -> isOff;
            case Observation.Unseen<Boolean>(ServiceError error) -> {
                LOG.error(
                        "account's tags cannot be read, account is only looked at",
                        entry("account", account.value()),
                        entry("cause", error.toString()));
                yield true;
            }
        };
    }
}

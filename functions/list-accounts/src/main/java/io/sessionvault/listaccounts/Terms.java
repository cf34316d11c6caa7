package io.sessionvault.listaccounts;

import io.sessionvault.compliance.ComplianceMode;
import io.sessionvault.compliance.RepairSetting;
import io.sessionvault.compliance.SwitchState;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.Observation;

/// What the stack's parameters settle for every run.
///
/// @param compliance what may be done about what is found
/// @param onboarding what an event does to an account that appears
/// @param concurrency how many of a run's parts are looked at side by side
record Terms(ComplianceMode compliance, Mode onboarding, int concurrency) {
    /// How far a run may go. Configuration and switch have to allow a repair, and the starter must
    /// not have asked for less.
    Mode mode(RunRequest request, Observation<SwitchState> repairs) {
        boolean apply =
                switch (compliance) {
                    case OBSERVE -> false;
                    case ENFORCE -> !asksToLookOnly(request) && isOn(repairs);
                };
        return apply ? Mode.APPLY : Mode.PLAN;
    }

    /// Whether a run onboards accounts that were never governed: asked for, by a stack that onboards
    /// what appears. The switch is asked for each account: a run that lifting a pause has started may
    /// begin before Systems Manager tells of the new value.
    boolean onboards(RunRequest request) {
        return request.onboard() && !asksToLookOnly(request) && onboarding == Mode.APPLY;
    }

    private static boolean asksToLookOnly(RunRequest request) {
        return request.mode().filter(Mode.PLAN::equals).isPresent();
    }

    private static boolean isOn(Observation<SwitchState> repairs) {
        return repairs instanceof Observation.Seen<SwitchState>(SwitchState state)
                && state.setting() == RepairSetting.ON;
    }
}

package io.sessionvault.sweepaccount;

import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.aws.StoredControlPolicies;
import io.sessionvault.compliance.Run;
import io.sessionvault.organization.ControlPolicies;
import io.sessionvault.organization.ControlTree;
import io.sessionvault.reconcile.Observation;
import org.jspecify.annotations.Nullable;

/// The control policies that a run has read for all of its accounts, kept for the accounts that this
/// instance of the function sweeps.
final class RunControlPolicies {
    private final ReportsBucket reports;
    private @Nullable Kept kept;

    private record Kept(String run, ControlPolicies policies) {}

    RunControlPolicies(ReportsBucket reports) {
        this.reports = reports;
    }

    synchronized ControlPolicies of(Run run) {
        Kept known = kept;
        if (known == null || !known.run().equals(run.id())) {
            known = new Kept(run.id(), StoredControlPolicies.read(reports, run));
            // What could not be read now may be read for the next account.
            kept =
                    known.policies().service() instanceof Observation.Seen<ControlTree> _
                            ? known
                            : null;
        }
        return known.policies();
    }
}

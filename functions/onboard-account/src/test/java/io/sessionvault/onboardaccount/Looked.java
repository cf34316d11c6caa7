package io.sessionvault.onboardaccount;

import io.sessionvault.account.AccountId;
import io.sessionvault.reconcile.Change;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ObservedAccount;
import io.sessionvault.reconcile.Plan;
import io.sessionvault.reconcile.Reaction;
import io.sessionvault.reconcile.Reconciliation;
import io.sessionvault.reconcile.ServiceError;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Accounts that were looked at.
final class Looked {
    private Looked() {}

    /// An account as it should be, or one of which a role lacks the logging policy.
    static Reaction at(AccountId account, boolean drifted) {
        Plan plan =
                new Plan(
                        drifted
                                ? List.of(
                                        new Change.AttachPolicy(
                                                "app",
                                                "arn:aws:iam::"
                                                        + account
                                                        + ":policy/SessionVaultLogWriter"))
                                : List.of(),
                        List.of(),
                        List.of(),
                        new TreeSet<>(),
                        List.of(),
                        List.of());
        ObservedAccount seen =
                new ObservedAccount(
                        new Observation.Unseen<>(
                                new ServiceError(
                                        ErrorKind.REJECTED, "None", "not told", Optional.empty())),
                        Optional.empty(),
                        new TreeMap<>(),
                        new TreeMap<>());
        return new Reaction.Looked(
                new Reconciliation(account, Mode.PLAN, plan, List.of(), plan, seen), false);
    }
}

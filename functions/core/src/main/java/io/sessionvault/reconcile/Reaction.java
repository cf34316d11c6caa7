package io.sessionvault.reconcile;

import java.util.List;
import java.util.stream.Stream;

/// What became of an account in which something was changed.
public sealed interface Reaction {
    /// It was not entered.
    ///
    /// @param result why
    record Ended(AccountResult.NotEntered result) implements Reaction {}

    /// It was looked at, and perhaps changed.
    ///
    /// @param reconciliation what was found and done
    /// @param isNeverGoverned whether nothing that the vault makes is in the account
    record Looked(Reconciliation reconciliation, boolean isNeverGoverned) implements Reaction {
        /// Tells whether the account differs from what it should be, and is one that the vault
        /// governs.
        public boolean isDrifted() {
            return !isNeverGoverned && (!reconciliation.isGoverned() || !unlogged().isEmpty());
        }

        /// Where somebody has changed a document from which the vault went back. No plan mends that,
        /// because the Region is held.
        public List<Notice.RolledBackNotLogged> unlogged() {
            return reconciliation.remaining().notices().stream()
                    .flatMap(notice ->
                            notice instanceof Notice.RolledBackNotLogged unlogged
                                    ? Stream.of(unlogged)
                                    : Stream.empty())
                    .toList();
        }

        /// Tells whether trying again soon may bring more: a call failed in a way that passes, or
        /// AWS does not tell yet of what was changed.
        public boolean mayPass() {
            return reconciliation.outcomes().stream().anyMatch(Looked::mayPass)
                    || reconciliation.remaining().obstacles().stream().anyMatch(Looked::mayPass)
                    || isUnderWay();
        }

        private boolean isUnderWay() {
            return reconciliation.outcomes().stream()
                    .anyMatch(outcome ->
                            outcome instanceof Outcome.Applied(Change change)
                                    && reconciliation.remaining().changes().contains(change));
        }

        private static boolean mayPass(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Failed failed -> mayPass(failed.error());
                case Outcome.Refused _ -> true;
                case Outcome.Applied _, Outcome.Blocked _ -> false;
            };
        }

        private static boolean mayPass(Obstacle obstacle) {
            return switch (obstacle) {
                case Obstacle.UnseenRegion unseen -> mayPass(unseen.error());
                case Obstacle.UnseenIdentity unseen -> mayPass(unseen.error());
                case Obstacle.UnseenKey unseen -> mayPass(unseen.error());
                case Obstacle.UnusableKey unusable -> unusable.isPassing();
                case Obstacle.TakenAlias _,
                        Obstacle.UnprovenRole _,
                        Obstacle.UnprovenStarter _,
                        Obstacle.UnusablePreferences _,
                        Obstacle.NoGovernedRegion _ ->
                        false;
            };
        }

        private static boolean mayPass(ServiceError error) {
            return switch (error.kind()) {
                case TRANSIENT, STALE -> true;
                case DENIED, REJECTED -> false;
            };
        }
    }
}

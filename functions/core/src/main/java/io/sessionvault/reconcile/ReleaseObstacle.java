package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import java.util.List;

/// Why something of an account cannot be let go yet.
public sealed interface ReleaseObstacle {
    /// Where it stands in the way: the Region's name, or `global`.
    String place();

    /// It is not known what a Region gets back.
    ///
    /// @param region the Region
    /// @param reason why
    record UnclearText(RegionName region, String reason) implements ReleaseObstacle {
        @Override
        public String place() {
            return region.value();
        }

        /// What a person may do about it.
        public String remedy() {
            return "say which text it gets back, with \"version\": {\""
                    + region
                    + "\": \"3\"}, or \"none\" for no document";
        }

        @Override
        public String toString() {
            return "REJECTED " + region + ": " + reason + "; " + remedy();
        }
    }

    /// The preferences of a Region could not be seen.
    ///
    /// @param region the Region
    /// @param error what the call answered
    record UnseenRegion(RegionName region, ServiceError error) implements ReleaseObstacle {
        @Override
        public String place() {
            return region.value();
        }

        @Override
        public String toString() {
            return "UNSEEN " + region + ": " + error.kind() + " " + error.withoutRequest();
        }
    }

    /// The account's IAM side could not be seen.
    ///
    /// @param error what the call answered
    record UnseenIdentity(ServiceError error) implements ReleaseObstacle {
        @Override
        public String place() {
            return Change.GLOBAL;
        }

        @Override
        public String toString() {
            return "UNSEEN roles and policies: " + error.kind() + " " + error.withoutRequest();
        }
    }

    /// Others have the logging policy, and IAM deletes no policy that somebody has.
    ///
    /// @param by who, such as `user jane`
    record PolicyInUse(List<String> by) implements ReleaseObstacle {
        /// Copies the list.
        public PolicyInUse {
            by = List.copyOf(by);
        }

        @Override
        public String place() {
            return Change.GLOBAL;
        }

        @Override
        public String toString() {
            return "REJECTED policy "
                    + LogPolicy.NAME
                    + " cannot be deleted while others have it: "
                    + String.join(", ", by)
                    + "; detach it there, and release again";
        }
    }

    /// The account did not tell its Regions, so that a document may name the vault in one that nobody
    /// looked at.
    record UntoldRegions() implements ReleaseObstacle {
        @Override
        public String place() {
            return Change.GLOBAL;
        }

        @Override
        public String toString() {
            return "REJECTED the account does not tell its Regions (account:ListRegions), so the policy "
                    + LogPolicy.NAME
                    + " stays";
        }
    }
}

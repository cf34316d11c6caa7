package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import java.util.List;
import java.util.stream.Collectors;

/// Something that no change of the vault's can put right.
public sealed interface Obstacle {
    /// A role that can run the agent cannot write its logs: switching preferences would lock its
    /// users out.
    ///
    /// @param roleName the role
    /// @param missing what it cannot do
    record UnprovenRole(String roleName, List<LogPermission> missing) implements Obstacle {
        @Override
        public String toString() {
            String actions =
                    missing.stream()
                            .map(LogPermission::action)
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", "));
            return "BLOCKED role " + roleName + " cannot " + actions + " (" + where() + ")";
        }

        private String where() {
            if (missing.stream().anyMatch(permission -> permission.region().isEmpty())) {
                return "needed in every Region";
            }
            return missing.stream()
                    .flatMap(permission -> permission.region().stream())
                    .map(RegionName::value)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
    }

    /// None of the Regions that the configuration governs is enabled in the account, so nothing
    /// would be governed at all.
    record NoGovernedRegion() implements Obstacle {
        @Override
        public String toString() {
            return "REJECTED none of the governed Regions is enabled in the account";
        }
    }

    /// The Region's document is not one that may be merged into; it stays untouched.
    ///
    /// @param region the Region
    /// @param reason what is wrong with it
    record UnusablePreferences(RegionName region, String reason) implements Obstacle {
        @Override
        public String toString() {
            return "REJECTED " + region + ": " + reason;
        }
    }

    /// The account's IAM side could not be seen.
    ///
    /// @param error what the call answered
    record UnseenIdentity(ServiceError error) implements Obstacle {
        @Override
        public String toString() {
            return "UNSEEN roles and policies: " + error;
        }
    }

    /// The Region could not be seen.
    ///
    /// @param region the Region
    /// @param error what the call answered
    record UnseenRegion(RegionName region, ServiceError error) implements Obstacle {
        @Override
        public String toString() {
            return "UNSEEN " + region + ": " + error;
        }
    }
}

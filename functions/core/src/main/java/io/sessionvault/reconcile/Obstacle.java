package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import io.sessionvault.vault.KeyArn;
import java.util.List;

/// Something that no change of the vault's can put right.
public sealed interface Obstacle {
    /// A role that can run the agent was not shown to be able to do what it must: switching
    /// preferences would lock its users out.
    ///
    /// @param roleName the role
    /// @param lacks what it was not shown to be able to do
    record UnprovenRole(String roleName, List<Lack> lacks) implements Obstacle {
        /// Copies the list.
        public UnprovenRole {
            lacks = List.copyOf(lacks);
        }

        /// What it cannot do, where and why, and what to do about it.
        public String explanation() {
            return LackText.of(lacks);
        }

        @Override
        public String toString() {
            return "BLOCKED role " + roleName + " " + explanation();
        }
    }

    /// A principal that may start sessions was not shown to be able to use the session key:
    /// switching preferences to the key would lock it out.
    ///
    /// @param name what people call it
    /// @param lacks the keys that it was not shown to be able to use
    record UnprovenStarter(String name, List<Lack> lacks) implements Obstacle {
        /// Copies the list.
        public UnprovenStarter {
            lacks = List.copyOf(lacks);
        }

        /// What it cannot do, where and why, and what to do about it.
        public String explanation() {
            return LackText.of(lacks) + "; " + StarterRemedy.of(lacks);
        }

        @Override
        public String toString() {
            return "BLOCKED " + name + ", which may start sessions, " + explanation();
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

    /// The session key in a Region cannot encrypt sessions: switching preferences to it would lock
    /// users out. A key that is not enabled is left as it is, because somebody wanted it so.
    ///
    /// @param key the key
    /// @param seen that it does not exist, or its state
    record UnusableKey(KeyArn key, SessionKey seen) implements Obstacle {
        /// Tells whether it goes away by itself.
        public boolean isPassing() {
            return seen instanceof SessionKey.Present(KeyState state) && state.isPassing();
        }

        @Override
        public String toString() {
            return (isPassing() ? "TRANSIENT " : "BLOCKED ")
                    + key.region()
                    + ": session key "
                    + key
                    + (switch (seen) {
                        case SessionKey.Absent() ->
                                " does not exist: enable the Region in account "
                                        + key.account()
                                        + " if it is not, then reconcile that account";
                        case SessionKey.Closed(String refusal) ->
                                " does not let this account use it: "
                                        + refusal
                                        + "; reconcile account "
                                        + key.account()
                                        + ", which gives each replica the primary key's policy";
                        case SessionKey.Present(KeyState state) ->
                                " is " + state + ": " + remedy(state);
                    });
        }

        private static String remedy(KeyState state) {
            if (state.isPassing()) {
                return "it will be looked at again";
            }
            return switch (state.name()) {
                case "Disabled" -> "enable it, or exclude the Region";
                case "PendingDeletion", "PendingReplicaDeletion" ->
                        "cancel its deletion and enable it, or exclude the Region";
                default -> "look at it in KMS, or exclude the Region";
            };
        }
    }

    /// The session key in a Region could not be seen, so nobody knows whether it can encrypt
    /// sessions.
    ///
    /// @param key the key
    /// @param error what the call answered
    record UnseenKey(KeyArn key, ServiceError error) implements Obstacle {
        /// What a person may do about it.
        public String remedy() {
            return "see that the Region is enabled in account "
                    + key.account()
                    + " and that the onboarding's role may read the key there";
        }

        @Override
        public String toString() {
            return "UNSEEN "
                    + key.region()
                    + ": session key "
                    + key
                    + ": "
                    + error
                    + "; "
                    + remedy();
        }
    }

    /// An alias that belongs to the session key names another key, perhaps that of an earlier
    /// vault.
    ///
    /// @param key the session key in that Region
    /// @param alias the alias
    /// @param otherKeyId the id of the key that it names
    record TakenAlias(KeyArn key, String alias, String otherKeyId) implements Obstacle {
        @Override
        public String toString() {
            return "REJECTED "
                    + key.region()
                    + ": "
                    + alias
                    + " names key "
                    + otherKeyId
                    + ": delete that alias, or point it at session key "
                    + key;
        }
    }
}

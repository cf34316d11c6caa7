package io.sessionvault.reconcile;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import java.util.List;

/// What a person should know about a governed account.
public sealed interface Notice {
    /// Somebody cannot use the session key. Where preferences do not name it yet, sessions are
    /// logged and the encryption of their stream waits; where they do, this principal cannot open
    /// sessions.
    ///
    /// @param name what people call the principal
    /// @param isStarter whether it starts sessions; otherwise it receives them
    /// @param lacks the keys that it was not shown to be able to use
    record CannotEncrypt(String name, boolean isStarter, List<Lack> lacks) implements Notice {
        /// Copies the list.
        public CannotEncrypt {
            lacks = List.copyOf(lacks);
        }

        /// What it cannot do, where and why, and what to do about it.
        public String explanation() {
            return LackText.of(lacks) + (isStarter ? "; " + StarterRemedy.of(lacks) : "");
        }

        @Override
        public String toString() {
            return "ENCRYPTION WAITS for " + name + ", which " + explanation();
        }
    }

    /// Service control policies let nobody run the agent or start a session in a Region, so there is
    /// nothing to log.
    ///
    /// @param region the Region
    /// @param by what denies it
    record RegionClosed(RegionName region, String by) implements Notice {
        @Override
        public String toString() {
            return "CLOSED " + region + ": nobody can open sessions there: " + by;
        }
    }

    /// Service or resource control policies could not be read, so that the proof does not cover
    /// them.
    ///
    /// @param error what the call answered
    record UnreadControlPolicies(ServiceError error) implements Notice {
        @Override
        public String toString() {
            return "NOT PROVEN against service and resource control policies, which could not be read: "
                    + error.withoutRequest()
                    + "; let the vault read them (docs/deploy.md, delegation policy)";
        }
    }

    /// The account cannot forward changes of its roles and their policies, or that could not be told:
    /// who begins to run the agent may be seen by the next scheduled run, not within minutes.
    ///
    /// @param why what keeps them from being forwarded
    record IamChangesLate(String why) implements Notice {
        @Override
        public String toString() {
            return "LATE: changes of roles and their policies may be seen by scheduled runs only: "
                    + why;
        }
    }

    /// A Region that is not governed still logs to the vault or encrypts with its key, so its sessions
    /// need the logging policy.
    ///
    /// @param region the Region
    /// @param named what of the vault's its preferences name
    record StillLogs(RegionName region, List<String> named) implements Notice {
        /// Copies the list.
        public StillLogs {
            named = List.copyOf(named);
        }

        /// What its preferences name, and what that means.
        public String explanation() {
            return "is not governed, and its preferences name "
                    + String.join(" and ", named)
                    + ": sessions there need the policy "
                    + LogPolicy.NAME
                    + " and the vault's keys for as long as they do";
        }

        @Override
        public String toString() {
            return "NOT GOVERNED, STILL LOGS " + region + ": the Region " + explanation();
        }
    }

    /// A governed Region is held: its document stays as it is.
    ///
    /// @param region the Region
    /// @param hold since when and why
    record RegionHeld(RegionName region, Hold hold) implements Notice {
        @Override
        public String toString() {
            return "HELD " + region + " " + hold;
        }
    }

    /// In a Region in which the vault went back, sessions may not be logged to it any more.
    ///
    /// @param region the Region
    /// @param what what its document lacks
    record RolledBackNotLogged(RegionName region, String what) implements Notice {
        /// What is wrong, and why the vault leaves it.
        public String explanation() {
            return "is held since the vault went back, so that it does not write its preferences, and"
                    + " sessions there may not be logged: "
                    + what;
        }

        @Override
        public String toString() {
            return "HELD, NOT LOGGED " + region + ": the Region " + explanation();
        }
    }

    /// The account is held as a whole, and nothing of it is changed.
    ///
    /// @param account the account
    /// @param hold since when and why
    record AccountHeld(AccountId account, Hold hold) implements Notice {
        @Override
        public String toString() {
            return "HELD account " + account + " " + hold;
        }
    }

    /// Each governed Region is held by itself, so that nothing of the account is changed.
    record AllRegionsHeld() implements Notice {
        @Override
        public String toString() {
            return "HELD every governed Region";
        }
    }
}

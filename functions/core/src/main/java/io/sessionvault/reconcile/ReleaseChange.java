package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.PreferencesDocument;
import java.util.List;

/// One change that lets an account or a Region go.
public sealed interface ReleaseChange extends Change {
    /// Write down what is held, before anything else, so that no other run switches it back.
    ///
    /// @param scope what is let go
    /// @param holds all that is held then
    record WriteHold(Scope scope, Holds holds) implements ReleaseChange {
        @Override
        public Sign sign() {
            return Sign.ADD;
        }

        @Override
        public String place() {
            return GLOBAL;
        }

        @Override
        public String summary() {
            return "hold of " + scope;
        }
    }

    /// A change to one Region's preferences.
    sealed interface Regional extends ReleaseChange {
        /// The Region.
        RegionName region();

        @Override
        default String place() {
            return region().value();
        }
    }

    /// Write the text of an earlier version as the newest version, and make it the default.
    ///
    /// @param region the Region
    /// @param source the version whose text it is
    /// @param text the text
    /// @param newestVersion the newest version; a newer one makes the change fail as stale
    record GiveBack(
            RegionName region, String source, ObservedHistory.Text text, String newestVersion)
            implements Regional {
        @Override
        public Sign sign() {
            return Sign.CHANGE;
        }

        @Override
        public String summary() {
            return "document " + PreferencesDocument.NAME + ": the text of version " + source;
        }
    }

    /// Make the newest version the default one.
    ///
    /// @param region the Region
    /// @param version the newest version
    record MakeDefault(RegionName region, String version) implements Regional {
        @Override
        public Sign sign() {
            return Sign.CHANGE;
        }

        @Override
        public String summary() {
            return "document " + PreferencesDocument.NAME + ": default version " + version;
        }
    }

    /// Delete the document with all of its versions.
    ///
    /// @param region the Region
    /// @param newestVersion the newest version; a newer one makes the change fail as stale
    record DeletePreferences(RegionName region, String newestVersion) implements Regional {
        @Override
        public Sign sign() {
            return Sign.REMOVE;
        }

        @Override
        public String summary() {
            return "document " + PreferencesDocument.NAME;
        }
    }

    /// A change to the account's IAM side. All of these come after the last change to a Region.
    sealed interface OfIdentity extends ReleaseChange {
        @Override
        default Sign sign() {
            return Sign.REMOVE;
        }

        @Override
        default String place() {
            return GLOBAL;
        }
    }

    /// Detach the logging policy from a role.
    ///
    /// @param roleName the role
    /// @param policyArn the policy
    record DetachPolicy(String roleName, String policyArn) implements OfIdentity {
        @Override
        public String summary() {
            return "role " + roleName + ": policy " + LogPolicy.NAME;
        }
    }

    /// Delete the logging policy that stands in a role.
    ///
    /// @param roleName the role
    record DeleteInlinePolicy(String roleName) implements OfIdentity {
        @Override
        public String summary() {
            return "role " + roleName + ": inline policy " + LogPolicy.NAME;
        }
    }

    /// Delete the logging policy with all of its versions.
    ///
    /// @param arn the policy
    /// @param otherVersions the versions that are not the default and have to go first
    record DeleteLogPolicy(String arn, List<String> otherVersions) implements OfIdentity {
        /// Copies the versions.
        public DeleteLogPolicy {
            otherVersions = List.copyOf(otherVersions);
        }

        @Override
        public String summary() {
            return "policy " + LogPolicy.NAME;
        }
    }
}

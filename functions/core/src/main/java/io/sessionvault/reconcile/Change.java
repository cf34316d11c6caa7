package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.vault.KeyArn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One change to one account. It carries all that applying it needs: applying decides nothing.
public sealed interface Change permits Change.Governing, ReleaseChange {
    /// The place of what is not in a Region.
    String GLOBAL = "global";

    /// Tells whether the change adds something, changes what is there or takes it away.
    Sign sign();

    /// What changes, in a few words without the account and Region.
    String summary();

    /// Where it changes: the Region's name, or `global`.
    String place();

    /// Whether something is added, changed or removed. Only who lets an account or a Region go has
    /// something removed.
    enum Sign {
        /// Something new.
        ADD("+"),
        /// Something existing.
        CHANGE("~"),
        /// Something existing that goes.
        REMOVE("-");

        private final String symbol;

        Sign(String symbol) {
            this.symbol = symbol;
        }

        /// The sign as a plan shows it.
        public String symbol() {
            return symbol;
        }
    }

    /// A change that makes an account look as it should.
    sealed interface Governing extends Change {}

    /// A change to the account's IAM side. All of these come before the first change to a Region.
    sealed interface IdentityChange extends Governing {
        @Override
        default String place() {
            return GLOBAL;
        }
    }

    /// A change to the session key in one Region of the account that owns it. All of these come
    /// before the first change to a Region's preferences.
    sealed interface KeyChange extends Governing {
        /// The Region.
        RegionName region();

        @Override
        default String place() {
            return region().value();
        }
    }

    /// A change to one Region.
    sealed interface RegionalChange extends Governing {
        /// The Region.
        RegionName region();

        @Override
        default String place() {
            return region().value();
        }

        /// Tells whether people may be locked out by it whose sessions opened before: by a key that
        /// their client or their target may not use, or by a bucket whose encryption the target
        /// looks at first. Of a text that becomes the default nobody compared it with the one before.
        default boolean mayLockOut() {
            return switch (this) {
                case CreatePreferences _, SetDefaultVersion _ -> true;
                case UpdatePreferences update ->
                        update.changed().stream().anyMatch(LOCKING::contains);
                case SetHostManagement _ -> false;
            };
        }
    }

    /// What of preferences decides whether a session opens. The encryption of a bucket is looked at
    /// where one is named and `s3EncryptionEnabled` is set, so each of both may bring it about.
    ///
    /// Source: amazon-ssm-agent, `shell.go`, `validate`.
    List<String> LOCKING =
            List.of("inputs.s3BucketName", "inputs.s3EncryptionEnabled", "inputs.kmsKeyId");

    /// Create the logging policy.
    ///
    /// @param document its document
    record CreateLogPolicy(Map<String, Object> document) implements IdentityChange {
        @Override
        public Sign sign() {
            return Sign.ADD;
        }

        @Override
        public String summary() {
            return "policy " + LogPolicy.NAME;
        }
    }

    /// Give the logging policy a new default version.
    ///
    /// @param arn the policy
    /// @param document the new document
    /// @param versionToDelete the version that has to make room first; empty when there is room
    record UpdateLogPolicy(
            String arn, Map<String, Object> document, Optional<String> versionToDelete)
            implements IdentityChange {
        @Override
        public Sign sign() {
            return Sign.CHANGE;
        }

        @Override
        public String summary() {
            return "policy "
                    + LogPolicy.NAME
                    + versionToDelete
                            .map(version -> " (its oldest version " + version + " makes room)")
                            .orElse("");
        }
    }

    /// Create AWS's default role for Default Host Management.
    record CreateHostManagementRole() implements IdentityChange {
        @Override
        public Sign sign() {
            return Sign.ADD;
        }

        @Override
        public String summary() {
            return "role " + HostManagement.ROLE_NAME;
        }
    }

    /// Attach a managed policy to a role.
    ///
    /// @param roleName the role
    /// @param policyArn the policy
    record AttachPolicy(String roleName, String policyArn) implements IdentityChange {
        @Override
        public Sign sign() {
            return Sign.ADD;
        }

        @Override
        public String summary() {
            return "role "
                    + roleName
                    + ": attach policy "
                    + policyArn.substring(policyArn.lastIndexOf('/') + 1);
        }
    }

    /// Write the logging policy into a role that can have no more managed policies.
    ///
    /// @param roleName the role
    /// @param document the document
    /// @param sign whether the role has an older one
    record PutInlinePolicy(String roleName, Map<String, Object> document, Sign sign)
            implements IdentityChange {
        @Override
        public String summary() {
            return "role "
                    + roleName
                    + ": inline policy "
                    + LogPolicy.NAME
                    + " (its managed policies are at their quota)";
        }
    }

    /// Create a replica of the session key.
    ///
    /// @param primary the primary key
    /// @param region the replica's Region
    /// @param policy the replica's policy
    record CreateReplica(KeyArn primary, RegionName region, Map<String, Object> policy)
            implements KeyChange {
        @Override
        public Sign sign() {
            return Sign.ADD;
        }

        @Override
        public String summary() {
            return "session key: replica of the one in " + primary.region();
        }
    }

    /// Give a replica the primary key's policy.
    ///
    /// @param replica the replica
    /// @param policy the primary key's policy
    record UpdateReplicaPolicy(KeyArn replica, Map<String, Object> policy) implements KeyChange {
        @Override
        public RegionName region() {
            return replica.region();
        }

        @Override
        public Sign sign() {
            return Sign.CHANGE;
        }

        @Override
        public String summary() {
            return "session key: the primary key's policy";
        }
    }

    /// Give a replica an alias that the primary key has.
    ///
    /// @param replica the replica
    /// @param alias the alias, with `alias/` before its name
    record CreateKeyAlias(KeyArn replica, String alias) implements KeyChange {
        @Override
        public RegionName region() {
            return replica.region();
        }

        @Override
        public Sign sign() {
            return Sign.ADD;
        }

        @Override
        public String summary() {
            return "session key: " + alias;
        }
    }

    /// Give a key the tag that just-in-time node access asks for.
    ///
    /// @param key the primary key or a replica
    record TagKey(KeyArn key) implements KeyChange {
        @Override
        public RegionName region() {
            return key.region();
        }

        @Override
        public Sign sign() {
            return Sign.ADD;
        }

        @Override
        public String summary() {
            return "session key: tag " + NodeAccessTag.NAME;
        }
    }

    /// Create the preferences document.
    ///
    /// @param region the Region
    /// @param content the document
    record CreatePreferences(RegionName region, Map<String, Object> content)
            implements RegionalChange {
        @Override
        public Sign sign() {
            return Sign.ADD;
        }

        @Override
        public String summary() {
            return "document " + PreferencesDocument.NAME;
        }
    }

    /// Write a new version of the preferences document and make it the default.
    ///
    /// @param region the Region
    /// @param content the merged document
    /// @param newestVersion the version that it was merged from; a newer one makes the change fail
    ///     as stale
    /// @param defaultVersion the default version
    /// @param changed the fields that differ
    record UpdatePreferences(
            RegionName region,
            Map<String, Object> content,
            String newestVersion,
            String defaultVersion,
            List<String> changed)
            implements RegionalChange {
        @Override
        public Sign sign() {
            return Sign.CHANGE;
        }

        @Override
        public String summary() {
            return "document "
                    + PreferencesDocument.NAME
                    + ": "
                    + String.join(", ", changed)
                    + (newestVersion.equals(defaultVersion)
                            ? ""
                            : "; version "
                                    + newestVersion
                                    + ", the newest, comes in the place of the default "
                                    + defaultVersion);
        }
    }

    /// Make the newest version of the preferences document the default one.
    ///
    /// @param region the Region
    /// @param version the newest version
    /// @param defaultVersion the version that was the default
    record SetDefaultVersion(RegionName region, String version, String defaultVersion)
            implements RegionalChange {
        @Override
        public Sign sign() {
            return Sign.CHANGE;
        }

        @Override
        public String summary() {
            return "document "
                    + PreferencesDocument.NAME
                    + ": default version "
                    + defaultVersion
                    + " -> "
                    + version;
        }
    }

    /// Switch Default Host Management on.
    ///
    /// @param region the Region
    record SetHostManagement(RegionName region) implements RegionalChange {
        @Override
        public Sign sign() {
            return Sign.ADD;
        }

        @Override
        public String summary() {
            return "setting Default Host Management: " + HostManagement.ROLE_NAME;
        }
    }
}

package io.sessionvault.sweep;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.AgentReading;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.vault.Vault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A Session document, other than the preferences: of the account, of another one that shares it,
/// or of AWS.
public sealed interface SessionDocument {
    /// AWS's document for sessions in containers. It cannot be given a bucket, and nobody but AWS
    /// can give a document this name.
    ///
    /// Source: ECS developer guide, "Monitor Amazon ECS containers with ECS Exec"; Systems Manager
    /// API reference, `CreateDocument`, `Name`.
    String ECS_EXEC = "AmazonECS-ExecuteInteractiveCommand";

    /// The inputs that decide whether and where a session is logged.
    List<String> LOGGING_FIELDS = List.of("s3BucketName", "s3KeyPrefix", "s3EncryptionEnabled");

    /// Its name.
    String name();

    /// It can be read.
    ///
    /// @param name its name
    /// @param versions the content of its default and its newest version, as parsed JSON; sessions
    ///     may use either
    record Read(String name, List<Map<String, Object>> versions) implements SessionDocument {
        /// Copies the versions.
        public Read {
            versions = List.copyOf(versions);
        }

        /// Tells whether its sessions surely forward a port, which leaves nothing to log.
        boolean isPort() {
            return versions.stream().allMatch(SessionDocument::isPort);
        }

        /// Tells whether some of its sessions may forward a port.
        boolean maybePort() {
            return versions.stream().anyMatch(SessionDocument::isPort);
        }

        /// Tells whether its sessions surely are shells, which somebody has to type into.
        boolean isShell() {
            return versions.stream()
                    .allMatch(content -> "Standard_Stream".equals(content.get("sessionType")));
        }

        /// Tells whether its sessions surely leave a log under an account's prefix.
        boolean isLogged(Vault vault, AccountId account, RegionName region) {
            String prefix = vault.prefixes().prefix(account, region);
            return versions.stream()
                    .allMatch(content -> whyNotLogged(content, vault.bucket(), prefix).isEmpty());
        }
    }

    /// It is there and is not a JSON object.
    ///
    /// @param name its name
    record Malformed(String name) implements SessionDocument {}

    /// It could not be read.
    ///
    /// @param name its name
    /// @param error what the call answered
    record Unseen(String name, ServiceError error) implements SessionDocument {}

    private static boolean isPort(Map<String, Object> content) {
        return "Port".equals(content.get("sessionType"));
    }

    /// Why sessions by a document do not surely leave a log under a prefix of a bucket; empty when
    /// they do.
    ///
    /// Documents that run a command usually have no inputs. Whether Session Manager then takes
    /// those of the preferences is not documented, so they do not surely log.
    ///
    /// Source: Systems Manager user guide, "Session document schema".
    static Optional<String> whyNotLogged(
            Map<String, Object> content, String bucket, String prefix) {
        if (isPort(content)) {
            return Optional.of("its sessions forward a port, which is never logged");
        }
        if (!(content.get("inputs") instanceof Map<?, ?> inputs)) {
            return Optional.of("it has no inputs that name a bucket");
        }
        Optional<String> ambiguity = AgentReading.ambiguity(content, LOGGING_FIELDS);
        if (ambiguity.isPresent()) {
            return ambiguity;
        }
        Set<String> feeding = PreferencesDocument.feedingParameters(content, LOGGING_FIELDS);
        if (!feeding.isEmpty()) {
            return Optional.of(
                    "whoever starts a session chooses where it is logged by the parameters "
                            + String.join(", ", feeding));
        }
        return differing(inputs, "s3BucketName", bucket)
                .or(() -> differing(inputs, "s3KeyPrefix", prefix))
                .or(() -> differing(inputs, "s3EncryptionEnabled", true));
    }

    private static Optional<String> differing(Map<?, ?> inputs, String field, Object wanted) {
        return AgentReading.isSame(field, inputs.get(field), wanted)
                ? Optional.empty()
                : Optional.of("its " + field + " is not " + wanted);
    }
}

package io.sessionvault.preferences;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The content of `SSM-SessionManagerRunShell`, as parsed JSON: maps, lists, strings, numbers,
/// booleans and nulls.
///
/// Source: Systems Manager user guide, "Session document schema".
public final class PreferencesDocument {
    /// The document that holds an account's preferences in one Region.
    public static final String NAME = "SSM-SessionManagerRunShell";

    private static final String INPUTS = "inputs";
    private static final String PARAMETERS = "parameters";

    private PreferencesDocument() {}

    /// What merging an existing document gives.
    public sealed interface Merge {
        /// The content to write; equal to the existing content when nothing has to change.
        ///
        /// @param content the merged document
        /// @param changed the names of the fields that differ from the existing document, for
        ///     people to read
        record Merged(Map<String, Object> content, List<String> changed) implements Merge {}

        /// The existing document is not one that may be merged into; it has to stay as it is.
        ///
        /// @param reason what is wrong with it
        record Refused(String reason) implements Merge {}
    }

    /// The document of an account that has none: AWS's own defaults, and the vault's settings.
    public static Map<String, Object> create(VaultSettings settings) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("s3BucketName", "");
        inputs.put("s3KeyPrefix", "");
        inputs.put("s3EncryptionEnabled", true);
        inputs.put("cloudWatchLogGroupName", "");
        inputs.put("cloudWatchEncryptionEnabled", true);
        inputs.put("cloudWatchStreamingEnabled", false);
        inputs.put("kmsKeyId", "");
        inputs.put("runAsEnabled", false);
        inputs.put("runAsDefaultUser", "");
        inputs.put("idleSessionTimeout", "20");
        inputs.put("maxSessionDuration", "");
        inputs.put("shellProfile", new LinkedHashMap<>(Map.of("linux", "", "windows", "")));
        inputs.putAll(settings.inputs());
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("schemaVersion", "1.0");
        content.put(
                "description", "Session Manager preferences; logging is governed by Session Vault");
        content.put("sessionType", "Standard_Stream");
        content.put(INPUTS, inputs);
        return content;
    }

    /// Merges the vault's settings into an existing document. Fields and parameters that the vault
    /// does not own stay as they are.
    ///
    /// A parameter that feeds one of the vault's fields would let whoever starts a session choose
    /// where it is logged: that field gets the vault's text instead. The parameter stays declared,
    /// for it may be passed by name, or feed what no reference shows.
    ///
    /// Source: Systems Manager API reference, `InvalidParameters`: only parameters that the
    /// document declares may be passed; user guide, "Data elements and parameters": a parameter
    /// with `interpolationType` reaches commands without a reference.
    public static Merge merge(Map<String, Object> existing, VaultSettings settings) {
        Map<String, Object> owned = settings.inputs();
        Optional<String> reason = whyNotMergeable(existing, owned.keySet());
        if (reason.isPresent()) {
            return new Merge.Refused(reason.get());
        }
        Map<String, Object> inputs = new LinkedHashMap<>();
        if (existing.get(INPUTS) instanceof Map<?, ?> kept) {
            kept.forEach((name, value) -> inputs.put((String) name, value));
        }
        Set<String> changed = new HashSet<>();
        owned.forEach((field, wanted) -> {
            if (!AgentReading.isSame(field, inputs.get(field), wanted)) {
                inputs.put(field, wanted);
                changed.add(field);
            }
        });
        if (changed.isEmpty()) {
            return new Merge.Merged(existing, List.of());
        }
        Map<String, Object> content = new LinkedHashMap<>(existing);
        content.put(INPUTS, inputs);
        return new Merge.Merged(
                content,
                inputs.keySet().stream()
                        .filter(changed::contains)
                        .map(field -> INPUTS + "." + field)
                        .toList());
    }

    private static Optional<String> whyNotMergeable(
            Map<String, Object> document, Collection<String> owned) {
        if (!"1.0".equals(document.get("schemaVersion"))) {
            return Optional.of(
                    "schemaVersion is not \"1.0\", the only one that Session Manager reads");
        }
        if (!"Standard_Stream".equals(document.get("sessionType"))) {
            return Optional.of("sessionType is not \"Standard_Stream\"");
        }
        for (String part : List.of(INPUTS, PARAMETERS)) {
            if (!(document.getOrDefault(part, Map.of()) instanceof Map<?, ?>)) {
                return Optional.of(part + " is not an object");
            }
        }
        return AgentReading.ambiguity(document, owned);
    }

    /// The names of the parameters that feed some fields of a Session document's inputs, of this
    /// document or another: whoever starts a session chooses what those fields hold.
    public static Set<String> feedingParameters(
            Map<String, Object> document, Collection<String> fields) {
        Set<String> feeding = new LinkedHashSet<>();
        if (document.get(INPUTS) instanceof Map<?, ?> inputs
                && document.get(PARAMETERS) instanceof Map<?, ?> parameters) {
            fields.forEach(field -> feeding.addAll(ParameterReferences.in(inputs.get(field))));
            feeding.retainAll(parameters.keySet());
        }
        return feeding;
    }
}

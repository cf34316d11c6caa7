package io.sessionvault.preferences;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /// Merges the vault's settings into an existing document. Fields that the vault does not own
    /// stay.
    ///
    /// A parameter that feeds `inputs` would let whoever starts a session choose the bucket, so it
    /// goes: where a field that stays refers to it, the parameter's default takes its place, and a
    /// field without such a default goes too.
    public static Merge merge(Map<String, Object> existing, VaultSettings settings) {
        if (!"1.0".equals(existing.get("schemaVersion"))) {
            return new Merge.Refused(
                    "schemaVersion is not \"1.0\", the only one that Session Manager reads");
        }
        if (!"Standard_Stream".equals(existing.get("sessionType"))) {
            return new Merge.Refused("sessionType is not \"Standard_Stream\"");
        }
        if (!(existing.getOrDefault(INPUTS, Map.of()) instanceof Map<?, ?> inputs)) {
            return new Merge.Refused("inputs is not an object");
        }
        if (!(existing.getOrDefault(PARAMETERS, Map.of()) instanceof Map<?, ?>)) {
            return new Merge.Refused("parameters is not an object");
        }
        Map<String, Object> content = withoutFeedingParameters(existing);
        Map<String, Object> merged = new LinkedHashMap<>();
        if (content.get(INPUTS) instanceof Map<?, ?> kept) {
            kept.forEach((name, value) -> merged.put((String) name, value));
        }
        merged.putAll(settings.inputs());
        content.put(INPUTS, merged);
        return new Merge.Merged(content, changedFields(existing, content, inputs, merged));
    }

    /// The names of the parameters that feed the inputs of a Session document, of this one or
    /// another: whoever starts a session chooses what they hold.
    public static Set<String> feedingParameters(Map<String, Object> document) {
        Set<String> feeding = ParameterReferences.in(document.get(INPUTS));
        feeding.retainAll(
                document.get(PARAMETERS) instanceof Map<?, ?> parameters
                        ? parameters.keySet()
                        : Set.of());
        return feeding;
    }

    /// A copy of the document without the parameters that feed its inputs.
    private static Map<String, Object> withoutFeedingParameters(Map<String, Object> document) {
        Map<String, Object> content = new LinkedHashMap<>(document);
        // A default may itself refer to a parameter: look again until none feeds the inputs.
        while (content.get(PARAMETERS) instanceof Map<?, ?> parameters) {
            Set<String> feeding = feedingParameters(content);
            if (feeding.isEmpty()) {
                break;
            }
            Map<Object, Object> remaining = new LinkedHashMap<>(parameters);
            remaining.keySet().removeAll(feeding);
            content.put(PARAMETERS, Map.of());
            content = ParameterReferences.resolveFields(content, feeding, parameters);
            if (remaining.isEmpty()) {
                content.remove(PARAMETERS);
            } else {
                content.put(PARAMETERS, remaining);
            }
        }
        return content;
    }

    private static List<String> changedFields(
            Map<String, Object> existing,
            Map<String, Object> content,
            Map<?, ?> inputs,
            Map<String, Object> merged) {
        Set<String> changed = new LinkedHashSet<>();
        Set<Object> names = new LinkedHashSet<>(merged.keySet());
        names.addAll(inputs.keySet());
        for (Object name : names) {
            if (!merged.containsKey(name) || !Objects.equals(inputs.get(name), merged.get(name))) {
                changed.add(INPUTS + "." + name);
            }
        }
        for (String name : existing.keySet()) {
            if (!name.equals(INPUTS) && !Objects.equals(existing.get(name), content.get(name))) {
                changed.add(name);
            }
        }
        return List.copyOf(changed);
    }
}

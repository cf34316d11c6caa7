package io.sessionvault.preferences;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How the SSM Agent reads a Session document where that is not plain equality.
///
/// Source: amazon-ssm-agent, `docparser.go` (booleans, and `encoding/json`, which takes a name
/// whatever the case of its letters) and `fileutil.BuildS3Path` (`path.Join`).
public final class AgentReading {
    private static final List<String> PARTS =
            List.of("schemaVersion", "sessionType", "inputs", "parameters");

    private AgentReading() {}

    /// Tells whether the agent takes what a field of `inputs` holds for what is wanted there.
    public static boolean isSame(String field, @Nullable Object found, Object wanted) {
        return switch (field) {
            case "s3KeyPrefix" ->
                    found instanceof String text && clean(text).equals(clean(wanted.toString()));
            case "s3EncryptionEnabled" -> wanted.equals(found) || wanted.toString().equals(found);
            case String _ -> wanted.equals(found);
        };
    }

    /// Why agent and vault may read different values from a document; empty when they cannot.
    ///
    /// Of a field that is there twice, in two spellings, one wins, and which one is up to whoever
    /// stores and reads the document.
    ///
    /// @param fields the fields of `inputs` that matter
    public static Optional<String> ambiguity(
            Map<String, Object> document, Collection<String> fields) {
        return otherSpelling(document, PARTS)
                .map(part -> "the document has " + part)
                .or(() ->
                        document.get("inputs") instanceof Map<?, ?> inputs
                                ? otherSpelling(inputs, fields).map(field -> "inputs has " + field)
                                : Optional.empty())
                .map(name ->
                        name + " in another spelling, which the agent takes for the same field");
    }

    private static Optional<String> otherSpelling(Map<?, ?> object, Collection<String> known) {
        return known.stream()
                .filter(name ->
                        object.keySet().stream()
                                .map(String::valueOf)
                                .anyMatch(other ->
                                        other.equalsIgnoreCase(name) && !other.equals(name)))
                .findFirst();
    }

    /// A prefix without the segments that mean nothing. A slash at its front stays. `..` stays,
    /// too: what it takes away may be a reference, which only the agent can resolve.
    static String clean(String prefix) {
        String segments =
                Arrays.stream(prefix.split("/"))
                        .filter(segment -> !segment.isEmpty() && !segment.equals("."))
                        .collect(Collectors.joining("/"));
        return prefix.startsWith("/") ? "/" + segments : segments;
    }
}

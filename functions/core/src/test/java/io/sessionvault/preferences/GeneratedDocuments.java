package io.sessionvault.preferences;

import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Preferences documents that may be merged into, as accounts have them.
public final class GeneratedDocuments {
    private GeneratedDocuments() {}

    /// Documents with any of the known fields, fields that nobody knows, and parameters that feed them or
    /// do not.
    public static Arbitrary<Map<String, Object>> documents() {
        Arbitrary<Map<String, Object>> inputs =
                objects(
                        Arbitraries.of(
                                "s3BucketName",
                                "s3KeyPrefix",
                                "s3EncryptionEnabled",
                                "kmsKeyId",
                                "idleSessionTimeout",
                                "maxSessionDuration",
                                "shellProfile",
                                "runAsDefaultUser",
                                "unknown"),
                        values());
        Arbitrary<Object> parameter =
                Combinators.combine(Arbitraries.of(true, false), values())
                        .as((hasDefault, value) ->
                                hasDefault
                                        ? new LinkedHashMap<>(Map.of("default", value))
                                        : Map.of("type", "String"));
        Arbitrary<Map<String, Object>> parameters =
                objects(Arbitraries.of("a", "b", "c"), parameter);
        Arbitrary<Map<String, Object>> others =
                objects(Arbitraries.of("description", "properties", "extension"), values());
        return Combinators.combine(inputs, parameters, others, Arbitraries.of(true, false))
                .as((in, params, rest, hasParameters) -> {
                    Map<String, Object> document = new LinkedHashMap<>(rest);
                    document.put("schemaVersion", "1.0");
                    document.put("sessionType", "Standard_Stream");
                    document.put("inputs", in);
                    if (hasParameters) {
                        document.put("parameters", params);
                    }
                    return document;
                });
    }

    private static Arbitrary<Object> values() {
        Arbitrary<Object> texts =
                Arbitraries.of(
                                "",
                                "true",
                                "20",
                                "{{a}}",
                                "{{ b }}",
                                "x{{c}}y{{a}}",
                                "{{ssm:p}}",
                                "{{",
                                "}}",
                                "a",
                                "{{unknown}}",
                                "{",
                                "{{a",
                                "b}}")
                        .list()
                        .ofMaxSize(2)
                        .map(parts -> String.join("", parts));
        Arbitrary<Object> leaves =
                Arbitraries.oneOf(texts, texts, Arbitraries.of(true, false, 1, 2.5));
        return Arbitraries.oneOf(
                leaves,
                leaves,
                leaves.list().ofMaxSize(2).map(list -> (Object) list),
                objects(Arbitraries.of("linux", "windows"), leaves).map(object -> (Object) object));
    }

    private static Arbitrary<Map<String, Object>> objects(
            Arbitrary<String> names, Arbitrary<Object> values) {
        return Arbitraries.maps(names, values).ofMaxSize(6).map(LinkedHashMap::new);
    }
}

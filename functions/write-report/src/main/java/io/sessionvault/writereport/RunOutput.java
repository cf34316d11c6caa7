package io.sessionvault.writereport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.compliance.Run;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.report.Failure;
import java.io.IOException;
import java.io.InputStream;

/// What the state machine hands over at the end of a run.
///
/// @param run the run
/// @param listedKey the key of the list of accounts in the reports bucket
/// @param listedCount how many accounts it has
/// @param accounts where the results of the sweep of the accounts are
/// @param logs where the results of the check of the stored logs are
/// @param vault the answer of the check of the vault, or its error
record RunOutput(
        Run run,
        String listedKey,
        int listedCount,
        MapOutput accounts,
        MapOutput logs,
        JsonNode vault) {
    /// What became of a map state.
    sealed interface MapOutput {
        /// It finished.
        ///
        /// @param manifestKey the key of its results' manifest in the reports bucket
        record Written(String manifestKey) implements MapOutput {}

        /// It failed as a whole.
        ///
        /// @param failure why
        record Failed(Failure failure) implements MapOutput {}
    }

    /// Reads the input of the function.
    ///
    /// @throws IllegalArgumentException when it is not the output of a run; the message says what is
    ///     wrong
    static RunOutput read(InputStream input) throws IOException {
        try {
            JsonNode root = ComplianceJson.MAPPER.readTree(input);
            Run run = ComplianceJson.MAPPER.treeToValue(required(root, "run"), Run.class);
            JsonNode listed = required(root, "listed");
            return new RunOutput(
                    run,
                    required(listed, "key").asText(),
                    required(listed, "count").asInt(),
                    map(root, "swept"),
                    map(root, "judged"),
                    root.path("vault"));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    "the input is not the output of a run: " + malformed.getOriginalMessage(),
                    malformed);
        }
    }

    /// The failure that a state's `Catch` left in place of its result.
    static Failure failure(JsonNode result, String whenThereIsNone) {
        return result.path("Error").isTextual()
                ? StepError.failure(result.path("Error").asText(), result.path("Cause").asText(""))
                : new Failure("Unreadable", whenThereIsNone);
    }

    private static MapOutput map(JsonNode root, String name) {
        JsonNode result = root.path(name);
        JsonNode key = result.path("ResultWriterDetails").path("Key");
        return key.isTextual()
                ? new MapOutput.Written(key.asText())
                : new MapOutput.Failed(
                        failure(result, "the run has neither results nor an error at $." + name));
    }

    private static JsonNode required(JsonNode parent, String name) {
        JsonNode child = parent.path(name);
        if (((TreeNode) child).isMissingNode() || child.isNull()) {
            throw new IllegalArgumentException(
                    "the input is not the output of a run: it has no '" + name + "'");
        }
        return child;
    }
}

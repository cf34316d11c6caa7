package io.sessionvault.local.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Writes what became of a map's children: a file for those that succeeded, one for those that did
/// not, one for those that were never started, and a manifest that names the files. A file without
/// children is not written.
///
/// Source: Step Functions developer guide, "ResultWriter (Map)".
///
/// @param s3 S3, with the credentials of the state machine's role
/// @param bucket the bucket
/// @param folder the folder there, with a slash at its end
record ResultFiles(S3Client s3, String bucket, String folder) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Writes the files.
    ///
    /// @param mapRunArn whose results they are
    /// @param ended the children that ended, in that order
    /// @param pending the inputs of those that were not started
    /// @return the manifest's key
    /// @throws StateError when S3 refuses
    String write(String mapRunArn, List<Execution> ended, List<JsonNode> pending) {
        ArrayNode good = JSON.createArrayNode();
        ArrayNode bad = JSON.createArrayNode();
        ArrayNode waiting = JSON.createArrayNode();
        for (Execution child : ended) {
            switch (child.outcome()) {
                case Outcome.Succeeded(JsonNode output) ->
                        good.add(
                                details(child, "SUCCEEDED")
                                        .put("Output", output.toString())
                                        .set("OutputDetails", included()));
                case Outcome.Failed failed ->
                        bad.add(
                                details(child, status(failed))
                                        .put("Error", failed.error())
                                        .put("Cause", failed.reason()));
                case Outcome.Aborted _ -> bad.add(details(child, "ABORTED"));
            }
        }
        pending.forEach(input ->
                waiting.addObject()
                        .put("Status", "PENDING")
                        .put("Input", input.toString())
                        .set("InputDetails", included()));
        ObjectNode manifest =
                JSON.createObjectNode()
                        .put("DestinationBucket", bucket)
                        .put("MapRunArn", mapRunArn);
        ObjectNode files = manifest.putObject("ResultFiles");
        try {
            file(files.putArray("FAILED"), "FAILED_0.json", bad);
            file(files.putArray("PENDING"), "PENDING_0.json", waiting);
            file(files.putArray("SUCCEEDED"), "SUCCEEDED_0.json", good);
            String key = folder + "manifest.json";
            put(key, bytes(manifest));
            return key;
        } catch (SdkException refused) {
            throw new StateError("States.ResultWriterFailed", String.valueOf(refused.getMessage()));
        }
    }

    private void file(ArrayNode listed, String name, ArrayNode children) {
        if (!children.isEmpty()) {
            byte[] content = bytes(children);
            put(folder + name, content);
            listed.addObject().put("Key", folder + name).put("Size", content.length);
        }
    }

    private void put(String key, byte[] content) {
        s3.putObject(
                ask -> ask.bucket(bucket).key(key).contentType("application/json"),
                RequestBody.fromBytes(content));
    }

    private static String status(Outcome.Failed failed) {
        return failed.error().equals(StateError.TIMEOUT) ? "TIMED_OUT" : "FAILED";
    }

    private static ObjectNode details(Execution child, String status) {
        ObjectNode details =
                JSON.createObjectNode()
                        .put("ExecutionArn", child.arn())
                        .put("Input", child.input().toString());
        details.set("InputDetails", included());
        return details.put("Name", child.name())
                .put("RedriveCount", child.redrives())
                .put("StartDate", Runner.time(child.startTime()))
                .put(
                        "StateMachineArn",
                        child.arn()
                                .substring(0, child.arn().lastIndexOf(':'))
                                .replaceFirst(":(execution|express):", ":stateMachine:"))
                .put("Status", status)
                .put("StopDate", Runner.time(child.stopTime()));
    }

    private static ObjectNode included() {
        return JSON.createObjectNode().put("Included", true);
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}

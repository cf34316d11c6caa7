package io.sessionvault.local.statemachine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.statemachine.ReferencePath.Scope;
import io.sessionvault.local.statemachine.State.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Invokes a function for a task, again and again if its retriers say so.
final class TaskCall {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TaskCall() {}

    /// What the call returns.
    ///
    /// @throws StateError when the last attempt fails
    static JsonNode result(Task task, Scope scope, Surroundings surroundings) {
        List<Retrier> retriers = task.retriers();
        int[] waits = new int[retriers.size()];
        while (true) {
            try {
                return attempt(task, scope, surroundings);
            } catch (StateError error) {
                int matching = matching(retriers, error);
                if (matching < 0 || waits[matching] == retriers.get(matching).attempts()) {
                    throw error;
                }
                surroundings
                        .pause()
                        .accept(
                                retriers.get(matching)
                                        .wait(waits[matching]++, surroundings.chance()));
            }
        }
    }

    private static int matching(List<Retrier> retriers, StateError error) {
        for (int index = 0; index < retriers.size(); index++) {
            if (error.isAmong(retriers.get(index).errors())) {
                return index;
            }
        }
        return -1;
    }

    private static JsonNode attempt(Task task, Scope scope, Surroundings surroundings) {
        String function = task.functionName().evaluate(scope).asText();
        String payload = task.payload().evaluate(scope).toString();
        Instant start = surroundings.clock().instant();
        InvocationResult result = surroundings.functions().invoke(function, payload);
        Duration taken = Duration.between(start, surroundings.clock().instant());
        if (taken.compareTo(task.timeout()) > 0) {
            // Here an answer that comes too late is dropped; Step Functions would not wait for it.
            throw new StateError(
                    StateError.TIMEOUT,
                    "the call took more than " + task.timeout().toSeconds() + " s");
        }
        return switch (result) {
            case InvocationResult.Answered(String body) -> answer(body);
            case InvocationResult.Failed failed ->
                    throw new StateError(failed.errorType(), failed.body());
            case InvocationResult.TimedOut(Duration limit) ->
                    throw lambdaError(
                            "Sandbox.Timedout",
                            "Task timed out after " + limit.toSeconds() + ".00 seconds");
            case InvocationResult.Crashed crashed ->
                    throw lambdaError(
                            "Runtime.ExitError",
                            "Runtime exited with error: exit status " + crashed.exitCode());
        };
    }

    /// Source: Step Functions developer guide, "Invoke a Lambda function with Step Functions".
    private static JsonNode answer(String body) {
        try {
            return JSON.createObjectNode()
                    .put("ExecutedVersion", "$LATEST")
                    .put("StatusCode", 200)
                    .set("Payload", JSON.readTree(body));
        } catch (JsonProcessingException malformed) {
            throw new StateError(StateError.RUNTIME, "the function's answer is no JSON: " + body);
        }
    }

    private static StateError lambdaError(String type, String message) {
        return new StateError(
                type,
                JSON.createObjectNode()
                        .put("errorType", type)
                        .put("errorMessage", message)
                        .toString());
    }
}

package io.sessionvault.local.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.local.statemachine.Interruption.Before;
import io.sessionvault.local.statemachine.Interruption.BeforeResult;
import io.sessionvault.local.statemachine.ReferencePath.Scope;
import io.sessionvault.local.statemachine.State.DistributedMap;
import io.sessionvault.local.statemachine.State.Flow;
import io.sessionvault.local.statemachine.State.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Takes an execution from state to state.
///
/// @param machineArn the state machine's ARN
/// @param definition its states
/// @param limit how long an execution may take
/// @param interruption where it is stopped
/// @param stopped whether the map that it is a child of has been stopped
record Runner(
        String machineArn,
        Definition definition,
        Duration limit,
        Surroundings surroundings,
        Interruption interruption,
        BooleanSupplier stopped) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    /// The execution was stopped.
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// Runs the execution from the state that it is in, until it ends.
    void run(Execution execution) {
        Instant deadline = now().plus(limit);
        boolean running = true;
        while (running) {
            State state = definition.state(execution.at());
            try {
                stopIf(interruption.equals(new Before(execution.at())));
                running = step(execution, state);
                if (now().isAfter(deadline)) {
                    throw new StateError(StateError.TIMEOUT, "the execution took too long");
                }
            } catch (StateError uncaught) {
                execution.end(
                        new Outcome.Failed(execution.at(), uncaught.error(), uncaught.reason()),
                        now());
                running = false;
            } catch (Stopped _) {
                execution.end(new Outcome.Aborted(execution.at()), now());
                running = false;
            }
        }
    }

    /// Does one state; true when another comes after it.
    private boolean step(Execution execution, State state) {
        Flow flow = state.flow();
        JsonNode input = execution.data();
        Scope scope = new Scope(input, context(execution));
        JsonNode output;
        try {
            requireFits(input, flow.name());
            JsonNode result = perform(execution, state, scope);
            stopIf(interruption.equals(new BeforeResult(flow.name())));
            output = output(flow, scope, result);
        } catch (StateError error) {
            Catcher catcher = catcher(flow, error).orElseThrow(() -> error);
            ObjectNode caught =
                    JSON.createObjectNode()
                            .put("Error", error.error())
                            .put("Cause", error.reason());
            execution.proceed(catcher.resultPath().put(input, caught), catcher.next());
            return true;
        }
        if (flow.next() == null) {
            execution.succeed(output, now());
            return false;
        }
        execution.proceed(output, flow.next());
        return true;
    }

    private JsonNode perform(Execution execution, State state, Scope scope) {
        JsonNode effective = state.flow().inputPath().select(scope, StateError.RUNTIME);
        Scope inner = new Scope(effective, scope.context());
        return switch (state) {
            case Task task -> TaskCall.result(task, inner, surroundings);
            case DistributedMap map -> {
                MapRun run = execution.mapRuns().get(map.flow().name());
                if (run == null) {
                    run = MapRun.read(machineArn, execution.arn(), map, inner, surroundings.s3());
                    execution.mapRuns().put(map.flow().name(), run);
                }
                yield run.run(surroundings, interruption);
            }
        };
    }

    private JsonNode output(Flow flow, Scope scope, JsonNode result) {
        JsonNode selected = flow.resultSelector().evaluate(new Scope(result, scope.context()));
        JsonNode combined = flow.resultPath().put(scope.data(), selected);
        JsonNode output =
                flow.outputPath().select(new Scope(combined, scope.context()), StateError.RUNTIME);
        requireFits(output, flow.name());
        return output;
    }

    private static Optional<Catcher> catcher(Flow flow, StateError error) {
        return flow.catchers().stream()
                .filter(catcher -> error.isAmong(catcher.errors()))
                .findFirst();
    }

    private void stopIf(boolean here) {
        if (here || stopped.getAsBoolean()) {
            throw new Stopped();
        }
    }

    private static void requireFits(JsonNode data, String state) {
        int size = Batching.size(data);
        if (size > StateMachine.LARGEST_DATA) {
            throw new StateError(
                    StateError.DATA_LIMIT, "state " + state + " has data of " + size + " bytes");
        }
    }

    /// Source: Step Functions developer guide, "Accessing execution data from the Context object".
    private ObjectNode context(Execution execution) {
        ObjectNode context = JSON.createObjectNode();
        ObjectNode about = context.putObject("Execution");
        about.put("Id", execution.arn());
        about.set("Input", execution.input());
        about.put("Name", execution.name())
                .put("RedriveCount", execution.redrives())
                .put("StartTime", time(execution.startTime()));
        context.putObject("State").put("Name", execution.at());
        context.putObject("StateMachine").put("Id", machineArn);
        return context;
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    private Instant now() {
        return surroundings.clock().instant();
    }
}

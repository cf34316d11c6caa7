package io.sessionvault.local.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.local.statemachine.Interruption.Never;
import software.amazon.awssdk.arns.Arn;

/// A state machine of type STANDARD.
public final class StateMachine {
    /// Source: Step Functions developer guide, "Quotas related to task executions": what a state
    /// takes and gives at most, in bytes.
    static final int LARGEST_DATA = 256 * 1024;

    private final Arn arn;
    private final Definition definition;
    private final Surroundings surroundings;

    /// @param arn the state machine's ARN
    public StateMachine(Arn arn, Definition definition, Surroundings surroundings) {
        this.arn = arn;
        this.definition = definition;
        this.surroundings = surroundings;
    }

    /// Starts an execution and runs it to its end.
    ///
    /// @param name the execution's name
    /// @param input what it is started with
    public Execution start(String name, JsonNode input) {
        return start(name, input, new Never());
    }

    /// Starts an execution and runs it to its end, or until it is interrupted.
    ///
    /// @param name the execution's name
    /// @param input what it is started with
    public Execution start(String name, JsonNode input, Interruption interruption) {
        Execution execution =
                new Execution(
                        arn.toString().replace(":stateMachine:", ":execution:") + ":" + name,
                        name,
                        surroundings.clock().instant(),
                        input,
                        definition.startAt());
        runner(interruption).run(execution);
        return execution;
    }

    /// Lets an execution that failed or was stopped go on: from the state in which it ended, and in
    /// a map with the children that have not succeeded. Its name, start and input stay.
    ///
    /// Source: Step Functions developer guide, "Restarting state machine executions with redrive".
    ///
    /// @throws IllegalStateException when it has succeeded
    public void redrive(Execution execution, Interruption interruption) {
        execution.redrive();
        runner(interruption).run(execution);
    }

    /// Lets an execution that failed or was stopped go on to its end.
    ///
    /// @throws IllegalStateException when it has succeeded
    public void redrive(Execution execution) {
        redrive(execution, new Never());
    }

    private Runner runner(Interruption interruption) {
        return new Runner(
                arn.toString(),
                definition,
                definition.timeout(),
                surroundings,
                interruption,
                () -> false);
    }
}

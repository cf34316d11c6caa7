package io.sessionvault.local.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An execution of a state machine, with what it has done so far: enough to go on after it failed
/// or was stopped. Used by one thread at a time.
public final class Execution {
    private final String arn;
    private final String name;
    private final Instant startTime;
    private final JsonNode input;
    private final List<String> completed = new ArrayList<>();
    private final Map<String, MapRun> mapRuns = new HashMap<>();
    private String at;
    private JsonNode data;
    private Instant stopTime;
    private @Nullable Outcome outcome;
    private int redrives;

    Execution(String arn, String name, Instant startTime, JsonNode input, String startAt) {
        this.arn = arn;
        this.name = name;
        this.startTime = startTime;
        this.stopTime = startTime;
        this.input = input;
        this.at = startAt;
        this.data = input;
    }

    /// Its ARN.
    public String arn() {
        return arn;
    }

    /// Its name.
    public String name() {
        return name;
    }

    /// When it was started for the first time.
    public Instant startTime() {
        return startTime;
    }

    /// What it was started with.
    public JsonNode input() {
        return input;
    }

    /// The states that have come to their end, in order; those whose error was caught, too.
    public List<String> completed() {
        return List.copyOf(completed);
    }

    /// How often it was redriven.
    public int redrives() {
        return redrives;
    }

    /// How it ended.
    ///
    /// @throws IllegalStateException while it runs
    public Outcome outcome() {
        if (outcome == null) {
            throw new IllegalStateException(name + " is running");
        }
        return outcome;
    }

    /// Its map runs, by the name of their state.
    Map<String, MapRun> mapRuns() {
        return mapRuns;
    }

    /// The state that it is in.
    String at() {
        return at;
    }

    /// The input of that state.
    JsonNode data() {
        return data;
    }

    /// When it ended.
    Instant stopTime() {
        return stopTime;
    }

    /// Goes on to the next state.
    void proceed(JsonNode output, String next) {
        completed.add(at);
        at = next;
        data = output;
    }

    /// Ends with its last state.
    void succeed(JsonNode output, Instant now) {
        completed.add(at);
        end(new Outcome.Succeeded(output), now);
    }

    /// Ends in the state that it is in.
    void end(Outcome how, Instant now) {
        outcome = how;
        stopTime = now;
    }

    /// Begins to go on.
    void redrive() {
        if (outcome() instanceof Outcome.Succeeded) {
            throw new IllegalStateException(name + " has succeeded, so it cannot be redriven");
        }
        outcome = null;
        redrives++;
    }
}

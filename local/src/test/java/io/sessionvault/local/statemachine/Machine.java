package io.sessionvault.local.statemachine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.MovableClock;
import io.sessionvault.local.aws.LocalAws;
import io.sessionvault.local.aws.organizations.Organization;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.Endpoint;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// A state machine with toy functions, on the stand-in's S3.
final class Machine implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String INVOKE = "arn:aws:states:::lambda:invoke";

    static final AccountId ACCOUNT = new AccountId("111122223333");
    static final Arn ARN = Arn.fromString("arn:aws:states:us-east-1:111122223333:stateMachine:toy");

    /// One call of a function.
    record Call(String function, JsonNode payload) {}

    private final MovableClock clock = new MovableClock();
    private final LocalAws aws = LocalAws.start(Organization.of(ACCOUNT), 0, clock);
    private final Map<String, Function<JsonNode, InvocationResult>> functions =
            new ConcurrentHashMap<>();
    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private int parallel = 1;

    /// Has a function do something.
    Machine with(String function, Function<JsonNode, InvocationResult> work) {
        functions.put(function, work);
        return this;
    }

    /// Has a function answer something.
    Machine answering(String function, String answer) {
        return with(function, payload -> new InvocationResult.Answered(answer));
    }

    /// Has a function answer what it gets.
    Machine echoing(String function) {
        return with(function, payload -> new InvocationResult.Answered(payload.toString()));
    }

    Machine parallel(int most) {
        parallel = most;
        return this;
    }

    StateMachine running(String definition) {
        return new StateMachine(ARN, Definition.read(definition), surroundings());
    }

    Surroundings surroundings() {
        // A fixed "chance" of a half: jitter then halves each wait.
        return new Surroundings(
                s3(),
                this::invoke,
                pauses::add,
                clock,
                half(),
                parallel,
                Thread.ofVirtual().factory());
    }

    Execution run(String definition, String input) {
        return running(definition).start("run-1", json(input));
    }

    /// What an execution returns.
    JsonNode output(String definition, String input) {
        return output(run(definition, input));
    }

    static JsonNode output(Execution execution) {
        return switch (execution.outcome()) {
            case Outcome.Succeeded(JsonNode output) -> output;
            case Outcome.Failed failed -> throw new AssertionError(failed.toString());
            case Outcome.Aborted aborted -> throw new AssertionError(aborted.toString());
        };
    }

    MovableClock clock() {
        return clock;
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    List<JsonNode> payloads(String function) {
        return calls().stream()
                .filter(call -> call.function().equals(function))
                .map(Call::payload)
                .toList();
    }

    List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    S3Client s3() {
        Endpoint endpoint =
                new Endpoint(
                        aws.endpoint(),
                        LocalAws.credentialsFor(ACCOUNT),
                        account -> Optional.empty(),
                        new Endpoint.Policies.Ignored());
        return endpoint.client(
                S3Client.builder().forcePathStyle(true),
                LocalAws.credentialsFor(ACCOUNT),
                new RegionName("us-east-1"));
    }

    Machine bucket(String name) {
        s3().createBucket(ask -> ask.bucket(name));
        return this;
    }

    Machine object(String bucket, String key, String content) {
        s3().putObject(ask -> ask.bucket(bucket).key(key), RequestBody.fromString(content));
        return this;
    }

    JsonNode stored(String bucket, String key) {
        return json(
                s3().getObjectAsBytes(ask -> ask.bucket(bucket).key(key))
                        .asString(StandardCharsets.UTF_8));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    @Override
    public void close() {
        aws.close();
    }

    private InvocationResult invoke(String function, String payload) {
        calls.add(new Call(function, json(payload)));
        Function<JsonNode, InvocationResult> work = functions.get(function);
        if (work == null) {
            throw new StateError("Lambda.ResourceNotFoundException", "no function " + function);
        }
        return work.apply(json(payload));
    }

    private static RandomGenerator half() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return Long.MIN_VALUE;
            }

            @Override
            public double nextDouble() {
                return 0.5;
            }
        };
    }
}

package io.sessionvault.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.bench.loopback.LoopbackAws;
import io.sessionvault.bench.loopback.Operation;
import io.sessionvault.bench.loopback.Served;
import io.sessionvault.bench.loopback.StoredVault;
import java.util.Optional;

/// Subjects that work on the loopback server, which counts what they ask.
record LoopbackSubjects(LoopbackAws aws, StoredVault vault) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// One that checks one log.
    Subject check(Variant variant) {
        return new Subject(
                variant,
                aws.endpoint(),
                Events.arrivals(vault, 1),
                aws::served,
                (answer, verdicts, invocations) ->
                        wrongBatch(answer)
                                .or(() -> wrongVerdicts(verdicts, invocations))
                                .or(() -> wrongCalls(aws.served(), Work.CHECK, invocations)));
    }

    /// One that asks for nothing, or only for the head.
    Subject bare(Variant variant, Work work) {
        return new Subject(
                variant,
                aws.endpoint(),
                Events.arrivals(vault, 1),
                aws::served,
                (answer, _, invocations) ->
                        wrongBatch(answer).or(() -> wrongCalls(aws.served(), work, invocations)));
    }

    /// One that judges the stored logs.
    Subject stored(Variant variant) {
        return new Subject(
                variant,
                aws.endpoint(),
                Events.stored(vault.keys()),
                aws::served,
                (answer, _, invocations) ->
                        wrongSweep(answer, vault.keys().size())
                                .or(() ->
                                        wrongCalls(
                                                aws.served(),
                                                Work.HEAD,
                                                (long) invocations * vault.keys().size())));
    }

    /// What is wrong with the answer to a batch from a queue.
    static Optional<String> wrongBatch(String answer) {
        JsonNode failures = json(answer).path("batchItemFailures");
        return failures.isArray() && failures.isEmpty()
                ? Optional.empty()
                : Optional.of("messages would come back: " + answer);
    }

    /// What is wrong with the answer to a batch of stored logs.
    static Optional<String> wrongSweep(String answer, int size) {
        JsonNode sweep = json(answer);
        int compliant = sweep.at("/count/compliant").asInt(sweep.path("heads").asInt());
        return compliant == size
                ? Optional.empty()
                : Optional.of("%d of %d logs are compliant".formatted(compliant, size));
    }

    /// What is wrong with the verdicts written.
    static Optional<String> wrongVerdicts(Verdicts verdicts, long logs) {
        return verdicts.compliant() == logs
                ? Optional.empty()
                : Optional.of(
                        "%d verdicts for %d logs: %s"
                                .formatted(verdicts.compliant(), logs, verdicts.tail()));
    }

    /// What is wrong with the questions asked about some logs.
    static Optional<String> wrongCalls(Served served, Work work, long logs) {
        boolean isRight =
                served.of(Operation.HEAD_OBJECT) == work.heads() * logs
                        && (work != Work.CHECK || served.of(Operation.LIST_OBJECT_VERSIONS) == logs)
                        && served.of(Operation.PUT_EVENTS) == 0
                        && served.of(Operation.OTHER) == 0;
        return isRight
                ? Optional.empty()
                : Optional.of("asked for %s to check %d logs".formatted(served.calls(), logs));
    }

    /// How often it was asked who the members are, which does not grow with the logs.
    static long aboutMembers(Served served, Work work) {
        return served.of(Operation.LIST_ACCOUNTS)
                + (work == Work.CHECK ? served.of(Operation.GET_OBJECT) : 0);
    }

    private static JsonNode json(String answer) {
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(answer, malformed);
        }
    }
}

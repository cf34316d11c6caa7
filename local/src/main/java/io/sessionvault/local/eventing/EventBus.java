package io.sessionvault.local.eventing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.event.ruler.Machine;

/// An event bus whose rules send to queues or start state machines, and which remembers what was published. Patterns are
/// matched by the engine that EventBridge itself is built on. A state machine is started by whoever plays Step Functions:
/// the bus keeps what it would have been started with. Thread-safe.
public final class EventBus {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The most that one call of SendMessageBatch takes.
    private static final int SQS_BATCH = 10;

    private final SqsClient queues;
    private final List<EventRule> rules;
    private final Machine machine = Machine.builder().build();
    private final List<PublishedEvent> published = new ArrayList<>();
    private final List<EventRule.Target.StateMachine> starts = new ArrayList<>();

    /// @param queues reaches the queues of the rules
    /// @throws IllegalArgumentException when two rules have one name
    public EventBus(SqsClient queues, List<EventRule> rules) {
        this.queues = queues;
        this.rules = List.copyOf(rules);
        Set<String> names = new HashSet<>();
        for (EventRule rule : rules) {
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException("two rules are named " + rule.name());
            }
            try {
                machine.addRule(rule.name(), rule.pattern());
            } catch (IOException notCompiled) {
                throw new IllegalArgumentException(rule.name(), notCompiled);
            }
        }
    }

    /// Records the event and hands it to the target of each rule that it matches: to a queue as the rule says,
    /// else unchanged.
    ///
    /// @param eventJson an event envelope with at least `source` and `detail-type`
    /// @return the names of the rules it matched, sorted; empty when no rule wants it
    /// @throws IllegalArgumentException when `eventJson` is not an event
    public List<String> publish(String eventJson) {
        List<String> matched = record(eventJson);
        for (EventRule rule : rules) {
            if (matched.contains(rule.name())) {
                switch (rule.target()) {
                    case EventRule.Target.Queue queue ->
                            queues.sendMessage(message ->
                                    message.queueUrl(queue.url())
                                            .messageBody(queue.message(eventJson)));
                    case EventRule.Target.StateMachine start -> start(start, 1);
                }
            }
        }
        return matched;
    }

    private void start(EventRule.Target.StateMachine start, int times) {
        synchronized (starts) {
            starts.addAll(Collections.nCopies(times, start));
        }
    }

    /// The starts of state machines since the last call, oldest first.
    public List<EventRule.Target.StateMachine> takeStarts() {
        synchronized (starts) {
            List<EventRule.Target.StateMachine> taken = List.copyOf(starts);
            starts.clear();
            return taken;
        }
    }

    /// Publishes many events: as [#publish], with fewer calls of the queues.
    ///
    /// @throws IllegalArgumentException when one of them is not an event
    /// @throws IllegalStateException when a queue does not take one
    public void publishAll(List<String> eventsJson) {
        List<List<String>> matched = eventsJson.stream().map(this::record).toList();
        for (EventRule rule : rules) {
            List<String> wanted = new ArrayList<>();
            for (int i = 0; i < matched.size(); i++) {
                if (matched.get(i).contains(rule.name())) {
                    wanted.add(eventsJson.get(i));
                }
            }
            switch (rule.target()) {
                case EventRule.Target.Queue queue ->
                        send(queue.url(), wanted.stream().map(queue::message).toList());
                case EventRule.Target.StateMachine start -> start(start, wanted.size());
            }
        }
    }

    private void send(String url, List<String> eventsJson) {
        for (int from = 0; from < eventsJson.size(); from += SQS_BATCH) {
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            for (String event :
                    eventsJson.subList(from, Math.min(from + SQS_BATCH, eventsJson.size()))) {
                String id = Integer.toString(entries.size());
                entries.add(
                        SendMessageBatchRequestEntry.builder().id(id).messageBody(event).build());
            }
            var refused =
                    queues.sendMessageBatch(ask -> ask.queueUrl(url).entries(entries)).failed();
            if (!refused.isEmpty()) {
                throw new IllegalStateException(url + " did not take " + refused);
            }
        }
    }

    /// Every event published so far, or since the last [#forget()], oldest first, also those that
    /// matched no rule.
    public List<PublishedEvent> published() {
        synchronized (published) {
            return List.copyOf(published);
        }
    }

    /// Forgets the events published so far; what is in the queues stays there.
    public void forget() {
        synchronized (published) {
            published.clear();
        }
    }

    private List<String> record(String eventJson) {
        JsonNode event = parse(eventJson);
        List<String> matched = match(eventJson);
        PublishedEvent told =
                new PublishedEvent(
                        field(event, "source"), field(event, "detail-type"), eventJson, matched);
        synchronized (published) {
            published.add(told);
        }
        return matched;
    }

    private List<String> match(String eventJson) {
        try {
            return machine.rulesForJSONEvent(eventJson).stream().sorted().toList();
        } catch (Exception notMatched) {
            throw new IllegalArgumentException("cannot be matched: " + eventJson, notMatched);
        }
    }

    private static JsonNode parse(String eventJson) {
        try {
            return JSON.readTree(eventJson);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("not an event: " + eventJson, notJson);
        }
    }

    private static String field(JsonNode event, String name) {
        JsonNode value = event.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("an event without `" + name + "`: " + event);
        }
        return value.textValue();
    }
}

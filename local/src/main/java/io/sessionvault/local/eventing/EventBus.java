package io.sessionvault.local.eventing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.event.ruler.Machine;

/// An event bus whose rules send to queues, and which remembers what was published. Patterns are matched by the engine
/// that EventBridge itself is built on. Thread-safe.
public final class EventBus {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SqsClient queues;
    private final List<EventRule> rules;
    private final Machine machine = Machine.builder().build();
    private final List<PublishedEvent> published = new CopyOnWriteArrayList<>();

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

    /// Records the event and sends it, unchanged, to the queue of each rule that it matches.
    ///
    /// @param eventJson an event envelope with at least `source` and `detail-type`
    /// @return the names of the rules it matched, sorted; empty when no rule wants it
    /// @throws IllegalArgumentException when `eventJson` is not an event
    public List<String> publish(String eventJson) {
        JsonNode event = parse(eventJson);
        List<String> matched = match(eventJson);
        published.add(
                new PublishedEvent(
                        field(event, "source"), field(event, "detail-type"), eventJson, matched));
        for (EventRule rule : rules) {
            if (matched.contains(rule.name())) {
                queues.sendMessage(
                        message -> message.queueUrl(rule.queueUrl()).messageBody(eventJson));
            }
        }
        return matched;
    }

    /// Every event published so far, oldest first, also those that matched no rule.
    public List<PublishedEvent> published() {
        return List.copyOf(published);
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

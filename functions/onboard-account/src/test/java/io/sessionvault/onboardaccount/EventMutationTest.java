package io.sessionvault.onboardaccount;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.event.LambdaInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every event with every one of its fields dropped, and given every other type: nothing is settled
/// as asking for nothing unless it is known to, and no other account is ever taken for the event's.
class EventMutationTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path EVENTS = Path.of("../../events/onboard-account");

    /// What asks for nothing as it is, and the fields that say so.
    private static final Map<String, List<String>> NOTHING =
            Map.of(
                    "create-account-failed",
                    List.of(
                            "source",
                            "detail/eventName",
                            "detail/serviceEventDetails/createAccountStatus/state"),
                    "create-account-requested",
                    List.of("source", "detail/eventName"),
                    "invitation-sent",
                    List.of("source", "detail/eventName"),
                    "account-moved",
                    List.of("source", "detail/eventName"));

    private static final List<String> OTHER_TYPES =
            List.of(
                    "null",
                    "true",
                    "7",
                    "7.5",
                    "\"\"",
                    "\"x\"",
                    "[]",
                    "{}",
                    "[\"x\"]",
                    "{\"x\": 1}");

    static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(EVENTS)) {
            return files
                    .map(file -> file.getFileName().toString().replace(".json", ""))
                    .filter(name -> !name.equals("sqs-batch"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatCannotBeReadIsNotSettled(String file) throws IOException {
        JsonNode event = JSON.readTree(EVENTS.resolve(file + ".json").toFile());
        Set<AccountId> own = accounts(LifecycleEvents.read(event));
        int mutants = 0;
        for (String path : paths(event)) {
            for (JsonNode mutant : mutants(event, path)) {
                mutants++;
                List<Signal> signals = LifecycleEvents.read(mutant);
                assertThat(signals).as(path).isNotEmpty();
                assertThat(own).as("%s: %s", path, signals).containsAll(accounts(signals));
                if (signals.stream().anyMatch(Signal.Ignored.class::isInstance)) {
                    assertThat(saysNothing(file, path)).as("%s: %s", path, signals).isTrue();
                }
            }
        }
        assertThat(mutants).isGreaterThan(OTHER_TYPES.size());
    }

    @Test
    void theMessagesOfABatchAreTheEventsOfTheOtherFiles() throws IOException {
        JsonNode batch = JSON.readTree(EVENTS.resolve("sqs-batch.json").toFile());

        assertThat(batch.path("Records"))
                .isNotEmpty()
                .allSatisfy(message ->
                        assertThat(LambdaInput.event(message.path("body").asText()))
                                .hasValueSatisfying(event ->
                                        assertThat(names())
                                                .contains(event.at("/detail/eventName").asText())));
    }

    private static Set<String> names() {
        try (Stream<Path> files = Files.list(EVENTS)) {
            return files.map(EventMutationTest::read)
                    .map(event -> event.at("/detail/eventName").asText())
                    .collect(Collectors.toSet());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A field that does not say that nothing is asked for may be anything.
    private static boolean saysNothing(String file, String mutated) {
        return NOTHING.containsKey(file)
                && NOTHING.getOrDefault(file, List.of()).stream()
                        .noneMatch(deciding ->
                                deciding.equals(mutated) || deciding.startsWith(mutated + "/"));
    }

    private static Set<AccountId> accounts(List<Signal> signals) {
        Set<AccountId> accounts = new TreeSet<>();
        for (Signal signal : signals) {
            switch (signal) {
                case Signal.Appeared appeared -> accounts.add(appeared.account());
                case Signal.Joined joined -> joined.account().ifPresent(accounts::add);
                case Signal.Gone gone -> accounts.add(gone.account());
                case Signal.Release release -> accounts.add(release.request().account());
                case Signal.Resume resume -> accounts.add(resume.account());
                case Signal.Watched watched -> accounts.add(watched.watch().account());
                case Signal.Ignored _, Signal.Unreadable _ -> {}
            }
        }
        return accounts;
    }

    private static List<String> paths(JsonNode event) {
        List<String> paths = new ArrayList<>();
        collect(event, "", paths);
        return paths;
    }

    private static void collect(JsonNode node, String path, List<String> paths) {
        if (!path.isEmpty()) {
            paths.add(path);
        }
        children(node)
                .forEach((name, child) ->
                        collect(child, path.isEmpty() ? name : path + "/" + name, paths));
    }

    private static Map<String, JsonNode> children(JsonNode node) {
        Map<String, JsonNode> children = new TreeMap<>();
        if (node.isObject()) {
            node.properties().forEach(entry -> children.put(entry.getKey(), entry.getValue()));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            children.put(Integer.toString(i), node.path(i));
        }
        return children;
    }

    private static List<JsonNode> mutants(JsonNode event, String path) throws IOException {
        List<JsonNode> mutants = new ArrayList<>();
        JsonNode dropped = event.deepCopy();
        String name = path.substring(path.lastIndexOf('/') + 1);
        switch (parent(dropped, path)) {
            case ObjectNode object -> object.remove(name);
            case ArrayNode array -> array.remove(Integer.parseInt(name));
            case JsonNode other -> throw new IllegalStateException("no parent: " + other);
        }
        mutants.add(dropped);
        for (String value : OTHER_TYPES) {
            JsonNode mutant = event.deepCopy();
            JsonNode other = JSON.readTree(value);
            switch (parent(mutant, path)) {
                case ObjectNode object -> object.set(name, other);
                case ArrayNode array -> array.set(Integer.parseInt(name), other);
                case JsonNode parent -> throw new IllegalStateException("no parent: " + parent);
            }
            mutants.add(mutant);
        }
        return mutants;
    }

    private static JsonNode parent(JsonNode event, String path) {
        return path.contains("/")
                ? event.at("/" + path.substring(0, path.lastIndexOf('/')))
                : event;
    }
}

package io.sessionvault.local.mutation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.checklog.ArrivalReader;
import io.sessionvault.checkstoredlogs.BatchReader;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.event.LambdaInput;
import io.sessionvault.event.QueueMessage;
import io.sessionvault.event.RunInput;
import io.sessionvault.listaccounts.RequestReader;
import io.sessionvault.onboardaccount.LifecycleReader;
import io.sessionvault.sweepaccount.ItemReader;
import io.sessionvault.writereport.OutputReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever arrives, the readers of events answer with what they read or with what they document: an `IOException` for
/// what is not JSON, an `IllegalArgumentException` that says what is wrong for what is not theirs. Anything else would
/// end a batch or hide the cause.
///
/// `-Dmutation.seed=N` repeats a run.
class MutatedEventsTest {
    private static final Path EVENTS = Path.of("../events");

    /// Of these only the pattern of a rule sees something; what they start gets an input of its own.
    private static final String READ_BY_NO_FUNCTION = "state-machine";

    private static final int EACH = 4_000;
    private static final long SEED = Long.getLong("mutation.seed", new Random().nextLong());

    @FunctionalInterface
    interface Reader {
        void read(byte[] input) throws IOException;
    }

    /// @param name of the function, which is that of its folder in `events`
    /// @param reader how it reads
    record Function(String name, Reader reader) {
        List<JsonNode> events() throws IOException {
            List<JsonNode> events = new ArrayList<>();
            try (Stream<Path> files = Files.list(EVENTS.resolve(name))) {
                for (Path file : files.sorted().toList()) {
                    events.add(JsonMapper.builder().build().readTree(file.toFile()));
                }
            }
            return events;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Function> functions() {
        return List.of(
                new Function("onboard-account", input -> eachEvent(input, LifecycleReader::read)),
                new Function("check-log", input -> eachEvent(input, ArrivalReader::read)),
                new Function("list-accounts", input -> RequestReader.read(tree(input))),
                new Function("sweep-account", input -> ItemReader.read(stream(input))),
                new Function("check-stored-logs", input -> BatchReader.read(tree(input))),
                new Function("check-vault", input -> RunInput.read(tree(input))),
                new Function("write-report", input -> OutputReader.read(stream(input))));
    }

    /// A function whose events nobody mutates would be missed.
    @Test
    void everyFolderOfEventsIsMutated() throws IOException {
        try (Stream<Path> folders = Files.list(EVENTS)) {
            assertThat(
                            folders.filter(Files::isDirectory)
                                    .map(each -> each.getFileName().toString())
                                    .filter(each -> !each.equals(READ_BY_NO_FUNCTION)))
                    .containsExactlyInAnyOrderElementsOf(
                            functions().stream().map(Function::name).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void readersThrowOnlyWhatTheyDocument(Function function) throws IOException {
        Thrown thrown = feed(function);

        assertThat(thrown.undocumented()).as("seed %d", SEED).isEmpty();
        assertThat(thrown.refused())
                .as("some are refused, and some are read")
                .isBetween(EACH / 100, EACH - EACH / 100);
    }

    /// The mutations find what they are made for: a reader that trusts the form of an event.
    @Test
    void aReaderThatTrustsTheEventIsFound() throws IOException {
        Thrown thrown =
                feed(
                        new Function(
                                "check-log",
                                input ->
                                        requireNonNull(
                                                tree(input)
                                                        .get("detail")
                                                        .get("object")
                                                        .get("key"))));

        assertThat(thrown.undocumented()).isNotEmpty();
    }

    /// @param undocumented an input for each exception that no reader documents, by what and where it is
    /// @param refused how many inputs were refused, in whatever way
    record Thrown(Map<String, String> undocumented, int refused) {}

    private static Thrown feed(Function function) throws IOException {
        MutatedEvents mutated = new MutatedEvents(SEED);
        List<JsonNode> events = function.events();
        Map<String, String> undocumented = new TreeMap<>();
        int refused = 0;
        for (int i = 0; i < EACH; i++) {
            byte[] input = mutated.next(events.get(i % events.size()));
            try {
                function.reader().read(input);
            } catch (IOException notJson) {
                refused++;
            } catch (RuntimeException thrown) {
                refused++;
                if (!isDocumented(thrown)) {
                    undocumented.putIfAbsent(
                            thrown.getClass() + " at " + thrown.getStackTrace()[0],
                            new String(input, StandardCharsets.UTF_8));
                }
            }
        }
        return new Thrown(undocumented, refused);
    }

    private static boolean isDocumented(RuntimeException thrown) {
        return thrown.getClass() == IllegalArgumentException.class
                && thrown.getMessage() != null
                && !thrown.getMessage().isBlank();
    }

    private static void eachEvent(byte[] input, Consumer<JsonNode> reader) throws IOException {
        switch (LambdaInput.read(stream(input))) {
            case LambdaInput.Direct(JsonNode event) -> reader.accept(event);
            case LambdaInput.Batch(String _, List<QueueMessage> messages) ->
                    messages.forEach(each -> LambdaInput.event(each.body()).ifPresent(reader));
        }
    }

    private static JsonNode tree(byte[] input) throws IOException {
        return ComplianceJson.MAPPER.readTree(stream(input));
    }

    private static InputStream stream(byte[] input) {
        return new ByteArrayInputStream(input);
    }
}

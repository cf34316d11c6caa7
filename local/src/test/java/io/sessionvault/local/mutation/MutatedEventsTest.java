package io.sessionvault.local.mutation;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever arrives, the readers of events answer with what they read or with what they document: an `IOException` for
/// what is not JSON, an `IllegalArgumentException` that says what is wrong for what is not theirs. Anything else would
/// end a batch or hide the cause.
///
/// `-Dmutation.seed=N` repeats a run.
class MutatedEventsTest {
    private static final Path EVENTS = Path.of("../events");
    private static final int EACH = 4_000;
    private static final long SEED = Long.getLong("mutation.seed", new Random().nextLong());

    @FunctionalInterface
    interface Reader {
        void read(byte[] input) throws IOException;
    }

    /// A function, named as its folder in `events`, and how it reads.
    enum Function {
        ONBOARD_ACCOUNT(input -> eachEvent(input, LifecycleReader::read)),
        CHECK_LOG(input -> eachEvent(input, ArrivalReader::read)),
        LIST_ACCOUNTS(input -> RequestReader.read(tree(input))),
        SWEEP_ACCOUNT(input -> ItemReader.read(new ByteArrayInputStream(input))),
        CHECK_STORED_LOGS(input -> BatchReader.read(tree(input))),
        CHECK_VAULT(input -> RunInput.read(tree(input))),
        WRITE_REPORT(input -> OutputReader.read(new ByteArrayInputStream(input)));

        private final Reader reader;

        Function(Reader reader) {
            this.reader = reader;
        }

        List<JsonNode> events() throws IOException {
            Path folder = EVENTS.resolve(name().toLowerCase(Locale.ROOT).replace('_', '-'));
            List<JsonNode> events = new ArrayList<>();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    events.add(JsonMapper.builder().build().readTree(file.toFile()));
                }
            }
            return events;
        }
    }

    @ParameterizedTest
    @EnumSource
    void readersThrowOnlyWhatTheyDocument(Function function) throws IOException {
        MutatedEvents mutated = new MutatedEvents(SEED);
        List<JsonNode> events = function.events();
        Map<String, String> undocumented = new TreeMap<>();
        int refused = 0;

        for (int i = 0; i < EACH; i++) {
            byte[] input = mutated.next(events.get(i % events.size()));
            try {
                function.reader.read(input);
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

        assertThat(undocumented).as("seed %d", SEED).isEmpty();
        assertThat(refused)
                .as("some are refused, and some are read")
                .isBetween(EACH / 100, EACH - EACH / 100);
    }

    private static boolean isDocumented(RuntimeException thrown) {
        return thrown.getClass() == IllegalArgumentException.class
                && thrown.getMessage() != null
                && !thrown.getMessage().isBlank();
    }

    private static void eachEvent(byte[] input, Consumer<JsonNode> reader) throws IOException {
        switch (LambdaInput.read(new ByteArrayInputStream(input))) {
            case LambdaInput.Direct(JsonNode event) -> reader.accept(event);
            case LambdaInput.Batch(List<QueueMessage> messages) ->
                    messages.forEach(each -> LambdaInput.event(each.body()).ifPresent(reader));
        }
    }

    private static JsonNode tree(byte[] input) throws IOException {
        return ComplianceJson.MAPPER.readTree(new ByteArrayInputStream(input));
    }
}

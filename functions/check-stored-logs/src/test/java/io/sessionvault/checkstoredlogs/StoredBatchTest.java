package io.sessionvault.checkstoredlogs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.compliance.Run;
import io.sessionvault.event.ComplianceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredBatchTest {
    private static final String RUN =
            "{'id':'run-1','startedAt':'2026-11-24T03:00:00Z','mode':'PLAN','logs':'ALL'}";

    @ParameterizedTest
    @CsvSource({
        "1764072000",
        "1764072000.123",
        "1.764072E9",
        "'2026-11-24T03:00:00Z'",
        "null",
        "[]"
    })
    void takesTheTimeOfAnItemInAnyFormBecauseTheVersionsHaveTheirs(String time)
            throws JsonProcessingException {
        StoredBatch batch =
                read(
                        "{'BatchInput':{'run':%s},'Items':[{'key':'a','lastModified':%s}]}"
                                .formatted(RUN, time.startsWith("2") ? "'" + time + "'" : time));

        assertThat(batch.first()).isEqualTo("a");
        assertThat(batch.run().logs()).isEqualTo(Run.LogScope.ALL);
    }

    @Test
    void takesTheLeastAndTheGreatestKeyInTheOrderOfS3() throws JsonProcessingException {
        StoredBatch batch =
                read(
                        "{'BatchInput':{'run':%s},'Items':[{'key':'b'},{'key':'\uD83D\uDE00'},{'key':'a'},{'key':'\uFFFD'},{'key':'a'}],'more':1}"
                                .formatted(RUN));

        assertThat(batch).isEqualTo(new StoredBatch(batch.run(), "a", "\uD83D\uDE00", 4, 1));
    }

    @Test
    void namesItsResultAfterItsFirstKey() throws JsonProcessingException {
        StoredBatch batch =
                read("{'BatchInput':{'run':%s},'Items':[{'key':'a'},{'key':'b'}]}".formatted(RUN));

        assertThat(batch.part())
                .isEqualTo("logs/ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}|run.id",
                "[]|run.id",
                "{'BatchInput':{},'Items':[{'key':'a'}]}|run.id",
                "{'BatchInput':{'run':{'id':'x'}},'Items':[{'key':'a'}]}|run.startedAt",
                "{'BatchInput':{'run':RUN}}|no Items",
                "{'BatchInput':{'run':RUN},'Items':[]}|no Items",
                "{'BatchInput':{'run':RUN},'Items':{}}|no Items",
                "{'BatchInput':{'run':RUN},'Items':[{'key':'a'},{}]}|Items[1] has no key",
                "{'BatchInput':{'run':RUN},'Items':[{'key':''}]}|Items[0] has no key",
                "{'BatchInput':{'run':RUN},'Items':[{'key':7}]}|Items[0] has no key",
                "{'BatchInput':{'run':RUN,'concurrency':0},'Items':[{'key':'a'}]}|concurrency",
                "{'BatchInput':{'run':RUN,'concurrency':1.5},'Items':[{'key':'a'}]}|concurrency",
                "{'BatchInput':{'run':RUN,'concurrency':'2'},'Items':[{'key':'a'}]}|concurrency",
                "{'BatchInput':{'run':RUN,'concurrency':null},'Items':[{'key':'a'}]}|concurrency",
                "{'BatchInput':{'run':RUN},'Items':['a']}|Items[0] has no key"
            })
    void saysWhatIsMissing(String input, String message) {
        assertThatThrownBy(() -> read(input.replace("RUN", RUN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    /// 40 is the most that the parameter `RunConcurrency` allows.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 20, 40})
    void batchesSideBySideShareWhatS3AllowsAPrefix(int concurrency) throws JsonProcessingException {
        StoredBatch batch =
                read(
                        "{'BatchInput':{'run':%s,'concurrency':%d},'Items':[{'key':'a'}]}"
                                .formatted(RUN, concurrency));

        assertThat(batch.share() * concurrency)
                .isLessThanOrEqualTo(5_000)
                .isGreaterThan(5_000 - concurrency);
    }

    @Test
    void saysWhatIsMalformedInTheRun() {
        assertThatThrownBy(() ->
                        read(
                                "{'BatchInput':{'run':%s},'Items':[{'key':'a'}]}"
                                        .formatted(RUN.replace("ALL", "SOME"))))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("SOME");
    }

    static Stream<Path> events() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../../events/check-stored-logs"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsEveryEventFile(Path file) throws IOException {
        StoredBatch batch =
                StoredBatch.read(ComplianceJson.MAPPER.readTree(Files.readString(file)));

        assertThat(List.of(batch.first(), batch.last()))
                .allMatch(key -> key.startsWith("410987654321/"));
    }

    private static StoredBatch read(String json) throws JsonProcessingException {
        return StoredBatch.read(ComplianceJson.MAPPER.readTree(json.replace('\'', '"')));
    }
}

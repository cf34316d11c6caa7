package io.sessionvault.writereport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.report.Failure;
import io.sessionvault.writereport.RunOutput.MapOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOutputTest {
    private static final Path EVENTS = Path.of("../../events/write-report");
    private static final String RUN =
            "\"run\":{\"id\":\"r\",\"startedAt\":\"2026-11-24T03:00:00Z\",\"mode\":\"PLAN\","
                    + "\"logs\":\"ALL\"}";

    @Test
    void readsTheStateOfARun() throws IOException {
        RunOutput output = event("daily");

        assertThat(output.run().id()).isEqualTo("daily-2026-11-24");
        assertThat(output.listedKey()).isEqualTo("runs/daily-2026-11-24/accounts.json");
        assertThat(output.listedCount()).isEqualTo(4);
        assertThat(output.accounts())
                .isEqualTo(
                        new MapOutput.Written(
                                "runs/daily-2026-11-24/accounts/"
                                        + "691087d4-4866-3ad6-9bd3-7198d1515076/manifest.json"));
        assertThat(output.vault().path("findings").size()).isOne();
    }

    @Test
    void readsTheStateOfARunWhosePartsFailed() throws IOException {
        RunOutput output = event("parts-failed");

        assertThat(output.accounts()).isInstanceOf(MapOutput.Written.class);
        assertThat(output.logs())
                .isEqualTo(
                        new MapOutput.Failed(
                                new Failure(
                                        "States.ItemReaderFailed",
                                        "Attempting to list the objects of the bucket failed")));
        assertThat(RunOutput.failure(output.vault(), ""))
                .isEqualTo(
                        new Failure(
                                "software.amazon.awssdk.services.sqs.model.SqsException",
                                "Access to the resource is denied"));
    }

    @Test
    void readsARunThatWasBegunBeforeThereWereNoticesAndOneThatHasThem() throws IOException {
        assertThat(event("daily").run().notices()).isEmpty();
        assertThat(event("parts-failed").run().notices())
                .singleElement()
                .asString()
                .startsWith("NOT PROVEN against service and resource control policies");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not JSON | Unrecognized token 'not'",
                "{} | it has no 'run'",
                "[] | it has no 'run'",
                "{\"run\":null} | it has no 'run'",
                "{\"run\":{\"id\":\"r\"}} | startedAt",
                "{RUN} | it has no 'listed'",
                "{RUN,\"listed\":{\"count\":1}} | it has no 'key'",
                "{RUN,\"listed\":{\"key\":\"k\"}} | it has no 'count'",
            })
    void saysWhatIsWrongWithAnInputThatIsNoRun(String input, String problem) {
        assertThatThrownBy(() -> RunOutput.read(RunInBucket.input(input.replace("RUN", RUN))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the input is not the output of a run")
                .hasMessageContaining(problem);
    }

    private static RunOutput event(String scenario) throws IOException {
        return RunOutput.read(Files.newInputStream(EVENTS.resolve(scenario + ".json")));
    }
}

package io.sessionvault.listaccounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.compliance.Run.LogScope;
import io.sessionvault.reconcile.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunRequestTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String EXECUTION =
            "{'name': 'daily-1', 'startTime': '2026-11-24T03:00:00.417Z'}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                            | CHANGED |       | false",
                "null                                          | CHANGED |       | false",
                "{'logs': 'CHANGED'}                           | CHANGED |       | false",
                "{'logs': 'all'}                               | ALL     |       | false",
                "{'logs': null, 'mode': null, 'onboard': null} | CHANGED |       | false",
                "{'mode': 'Plan'}                              | CHANGED | PLAN  | false",
                "{'logs': 'ALL', 'mode': 'APPLY'}              | ALL     | APPLY | false",
                "{'onboard': true}                             | CHANGED |       | true",
                "{'onboard': false, 'logs': 'ALL'}             | ALL     |       | false"
            })
    void readsWhatTheStarterWants(String request, LogScope logs, Mode mode, boolean onboard) {
        assertThat(read(EXECUTION, request))
                .isEqualTo(
                        new RunRequest(
                                "daily-1",
                                Instant.parse("2026-11-24T03:00:00.417Z"),
                                logs,
                                Optional.ofNullable(mode),
                                onboard));
    }

    @Test
    void readsAnExecutionWithoutRequest() {
        assertThat(RunRequest.read(json("{'execution': %s}".formatted(EXECUTION))).logs())
                .isEqualTo(LogScope.CHANGED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'logs': 'NEW'}   | logs must be one of CHANGED, ALL, not \"NEW\"",
                "{'logs': 1}       | logs must be one of CHANGED, ALL, not 1",
                "{'mode': 'fix'}   | mode must be one of PLAN, APPLY, not \"fix\"",
                "{'onboard': 'true'} | onboard must be true or false, not \"true\"",
                "{'onboard': 1}    | onboard must be true or false, not 1",
                "{'onboard': {}}   | onboard must be true or false, not {}",
                "{'log': 'ALL'}    | knows \"logs\", \"mode\" and \"onboard\", not \"log\"",
                "[]                | must be an object",
                "7                  | must be an object"
            })
    void refusesARequestThatItDoesNotKnow(String request, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(EXECUTION, request))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'startTime': '2026-11-24T03:00:00Z'}                           | execution.name",
                "{'name': '', 'startTime': '2026-11-24T03:00:00Z'}               | execution.name",
                "{'name': '../latest', 'startTime': '2026-11-24T03:00:00Z'}      | execution.name",
                "{'name': 7, 'startTime': '2026-11-24T03:00:00Z'}                | execution.name",
                "{'name': 'daily-1'}                                             | execution.startTime",
                "{'name': 'daily-1', 'startTime': 'today'}                       | execution.startTime",
                "{'name': 'daily-1', 'startTime': 1795489200}                    | execution.startTime"
            })
    void refusesAnExecutionWithoutProperNameAndTime(String execution, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(execution, "{}"))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "scheduled-daily, CHANGED, , false",
        "scheduled-weekly, ALL, , false",
        "on-demand, CHANGED, , false",
        "on-demand-plan, ALL, PLAN, false",
        "repair-switch-changed, CHANGED, , true"
    })
    void readsTheEventFiles(String file, LogScope logs, Mode mode, boolean onboard)
            throws IOException {
        RunRequest request =
                RunRequest.read(
                        JSON.readTree(
                                Files.readString(
                                        Path.of("../../events/list-accounts/" + file + ".json"))));

        assertThat(request.logs()).isEqualTo(logs);
        assertThat(request.mode()).isEqualTo(Optional.ofNullable(mode));
        assertThat(request.onboard()).isEqualTo(onboard);
    }

    private static RunRequest read(String execution, String request) {
        return RunRequest.read(
                json("{'execution': %s, 'request': %s}".formatted(execution, request)));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(text, malformed);
        }
    }
}

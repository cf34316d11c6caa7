package io.sessionvault.aws;

import static io.sessionvault.Examples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.sweep.Session;
import io.sessionvault.sweep.SessionHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.SsmException;

/// The history of sessions is read to its last page, no faster than Systems Manager allows.
class SessionReaderTest {
    private static final String NONE = "{\"Sessions\": []}";

    private final FakeHttp http = new FakeHttp();
    private final List<Duration> pauses = new ArrayList<>();
    private final SessionReader reader =
            new SessionReader(
                    FakeHttp.build(http, SsmClient.builder(), IRELAND),
                    () -> Instant.EPOCH,
                    pauses::add);

    @Test
    void readsActiveSessionsFirstAndEveryPageOfTheHistory() {
        http.json(200, "{\"Sessions\": [{\"SessionId\": \"eve-1\"}]}")
                .json(
                        200,
                        """
                        {"Sessions": [{"SessionId": "ada-1", "Owner": "arn:ada", "Target": "i-1",
                          "DocumentName": "SSM-SessionManagerRunShell", "Status": "Terminated",
                          "StartDate": 1795485600, "EndDate": 1795489200}], "NextToken": "t"}
                        """)
                .json(200, "{\"Sessions\": [], \"NextToken\": \"u\"}")
                .json(
                        200,
                        """
                        {"Sessions": [{"SessionId": "bob-1", "Owner": "arn:bob", "Target": "i-2",
                          "DocumentName": "AWS-StartSSHSession", "Status": "Failed",
                          "StartDate": 1795485600}]}
                        """);

        SessionHistory history = reader.read();

        assertThat(history.active()).containsExactly("eve-1");
        assertThat(history.finished())
                .containsExactly(
                        new Session(
                                "ada-1",
                                "arn:ada",
                                "i-1",
                                "SSM-SessionManagerRunShell",
                                false,
                                Instant.ofEpochSecond(1795485600),
                                Optional.of(Instant.ofEpochSecond(1795489200))),
                        new Session(
                                "bob-1",
                                "arn:bob",
                                "i-2",
                                "AWS-StartSSHSession",
                                true,
                                Instant.ofEpochSecond(1795485600),
                                Optional.empty()));
        assertThat(http.operations()).hasSize(4).containsOnly("DescribeSessions");
        assertThat(http.bodies.get(0)).contains("\"State\":\"Active\"", "\"MaxResults\":200");
        assertThat(http.bodies.get(1)).contains("\"State\":\"History\"", "\"MaxResults\":200");
        assertThat(http.bodies.get(3)).contains("\"NextToken\":\"u\"");
        assertThat(http.bodies).noneMatch(body -> body.contains("Filters"));
    }

    @Test
    void readsWhatBeganSinceATimeAndTellsWhoIsConnected() {
        http.json(
                        200,
                        """
                        {"Sessions": [{"SessionId": "ada-1", "Status": "Connected"},
                          {"SessionId": "bob-1", "Status": "Connecting"},
                          {"SessionId": "eve-1", "Status": "Connected"}]}
                        """)
                .json(200, "{\"Sessions\": [{\"SessionId\": \"eve-1\", \"Status\": \"Failed\"}]}");

        assertThat(reader.since(Instant.parse("2026-11-29T10:00:00.5Z")))
                .extracting(seen -> seen.session().id() + " " + seen.state())
                .containsExactly("ada-1 CONNECTED", "bob-1 PENDING", "eve-1 OVER");
        assertThat(http.bodies)
                .allSatisfy(body ->
                        assertThat(body)
                                .contains(
                                        "\"Filters\":[{\"key\":\"InvokedAfter\",\"value\":"
                                                + "\"2026-11-29T10:00:00Z\"}]"));
    }

    @Test
    void takesTimeBetweenPages() {
        http.json(200, NONE).json(200, NONE);

        reader.read();

        assertThat(pauses).containsExactly(Duration.ofMillis(200));
    }

    @Test
    void readsASessionThatTellsLittleAboutItself() {
        http.json(200, NONE).json(200, "{\"Sessions\": [{\"SessionId\": \"ada-1\"}]}");

        assertThat(reader.read().finished())
                .containsExactly(
                        new Session(
                                "ada-1",
                                "somebody",
                                "an unknown target",
                                "",
                                false,
                                Instant.EPOCH,
                                Optional.empty()));
    }

    @Test
    void doesNotTakeHalfAHistoryForTheWhole() {
        http.json(200, NONE)
                .json(200, "{\"Sessions\": [{\"SessionId\": \"ada-1\"}], \"NextToken\": \"t\"}")
                .json(400, "{\"__type\": \"AccessDeniedException\"}");

        assertThatThrownBy(reader::read).isInstanceOf(SsmException.class);
    }
}

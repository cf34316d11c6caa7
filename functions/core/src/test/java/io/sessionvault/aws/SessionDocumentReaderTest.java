package io.sessionvault.aws;

import static io.sessionvault.Examples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.sweep.SessionDocument;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;

class SessionDocumentReaderTest {
    private final FakeHttp http = new FakeHttp();
    private final SessionDocumentReader reader =
            new SessionDocumentReader(FakeHttp.build(http, SsmClient.builder(), IRELAND));

    @Test
    void readsDefaultAndNewestVersionOfTheAccountsOwnSessionDocumentsButNotThePreferences() {
        http.json(
                        200,
                        "{\"DocumentIdentifiers\": [{\"Name\": \"SSM-SessionManagerRunShell\"}],"
                                + " \"NextToken\": \"t\"}")
                .json(
                        200,
                        "{\"DocumentIdentifiers\": [{\"Name\": \"Shell\"}, {\"Name\": \"Tunnel\"}]}");
        content("{\"a\": 1}").content("{\"a\": 2}").content("{\"b\": 1}").content("{\"b\": 1}");

        assertThat(reader.read())
                .containsExactly(
                        new SessionDocument.Read("Shell", List.of(Map.of("a", 1), Map.of("a", 2))),
                        new SessionDocument.Read("Tunnel", List.of(Map.of("b", 1))));
        assertThat(http.bodies.getFirst())
                .contains("{\"Key\":\"Owner\",\"Values\":[\"Self\"]}")
                .contains("{\"Key\":\"DocumentType\",\"Values\":[\"Session\"]}");
        assertThat(http.bodies.get(2)).contains("\"DocumentVersion\":\"$DEFAULT\"", "\"JSON\"");
        assertThat(http.bodies.get(3)).contains("\"DocumentVersion\":\"$LATEST\"", "\"JSON\"");
    }

    @Test
    void forgetsADocumentThatWasDeletedMeanwhile() {
        listed().json(400, "{\"__type\": \"InvalidDocument\"}");

        assertThat(reader.read()).isEmpty();
    }

    @Test
    void saysThatADocumentIsNotJson() {
        listed();
        content("schemaVersion: '1.0'").content("schemaVersion: '1.0'");

        assertThat(reader.read()).containsExactly(new SessionDocument.Malformed("Shell"));
    }

    @Test
    void keepsWhatStoodInTheWayOfOneDocument() {
        listed().json(400, "{\"__type\": \"AccessDeniedException\"}");

        assertThat(reader.read()).singleElement().isInstanceOf(SessionDocument.Unseen.class);
    }

    private FakeHttp listed() {
        return http.json(200, "{\"DocumentIdentifiers\": [{\"Name\": \"Shell\"}]}");
    }

    private SessionDocumentReaderTest content(String text) {
        http.json(200, "{\"Content\": %s}".formatted(Json.write(text)));
        return this;
    }
}

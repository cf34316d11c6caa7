package io.sessionvault.checklog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.checklog.ArrivalEvents.Reading.Arrived;
import io.sessionvault.checklog.ArrivalEvents.Reading.Malformed;
import io.sessionvault.checklog.ArrivalEvents.Reading.Other;
import io.sessionvault.log.Uploader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalEventsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource({
        "log-put, PutObject, 410987654321, Z3DJ8FSSZ5AWSH8V",
        "log-multipart, CompleteMultipartUpload, 510987654321, 3XSSSS6YS3C4DWA7",
        "log-copied, CopyObject, 410987654321, GYA1DQ91K5GQAPEN",
        "log-posted, POST Object, 510987654321, Q5E6EYCNDY0YP57R",
        "failed-session-stderr, PutObject, 410987654321, P981068VCD1GDJFM",
        "other-prefix, PutObject, 510987654321, Y73MY63FCH26W14W"
    })
    void readsTheEventFiles(String file, String reason, String requester, String request)
            throws IOException {
        assertThat(ArrivalEvents.read(event(file)))
                .isInstanceOfSatisfying(
                        Arrived.class,
                        arrived -> {
                            assertThat(arrived.arrival().reason()).isEqualTo(reason);
                            assertThat(arrived.arrival().requestId()).contains(request);
                            assertThat(arrived.arrival().object().uploader())
                                    .isEqualTo(new Uploader.Named(requester));
                            assertThat(arrived.arrival().object().versionId()).isPresent();
                        });
    }

    /// EventBridge does not encode keys: decoding them would make another key of this one.
    @ParameterizedTest
    @CsvSource({"a+b%20c", "a%2Fb", "a%zz", "'  '", "ä\u202e\uD83D\uDE00"})
    void takesTheKeyVerbatim(String key) throws IOException {
        JsonNode event = event("log-put");
        ((ObjectNode) event.at("/detail/object")).put("key", key);

        assertThat(ArrivalEvents.read(event))
                .isInstanceOfSatisfying(
                        Arrived.class,
                        arrived -> assertThat(arrived.arrival().object().key()).isEqualTo(key));
    }

    @ParameterizedTest
    @CsvSource({
        "/detail/bucket, name, bucket.name",
        "/detail, bucket, bucket.name",
        "/detail/object, key, object.key",
        "/detail, object, object.key"
    })
    void namesWhatIsMissing(String parent, String name, String missing) throws IOException {
        JsonNode event = event("log-put");
        ((ObjectNode) event.at(parent)).remove(name);

        assertThat(ArrivalEvents.read(event))
                .isEqualTo(new Malformed("an \"Object Created\" event without detail." + missing));
    }

    @ParameterizedTest
    @CsvSource({
        "/detail/object, key, 1",
        "/detail/object, key, null",
        "/detail/object, key, '\"\"'",
        "/detail/object, key, '[\"k\"]'",
        "/detail/bucket, name, '{}'"
    })
    void whatIsNoTextIsMissing(String parent, String name, String json) throws IOException {
        JsonNode event = event("log-put");
        ((ObjectNode) event.at(parent)).set(name, JSON.readTree(json));

        assertThat(ArrivalEvents.read(event)).isInstanceOf(Malformed.class);
    }

    /// Nobody can tell who uploaded it: that is not the same as nobody.
    @Test
    void anEventWithoutRequesterDoesNotTellTheUploader() throws IOException {
        JsonNode event = event("log-put");
        ((ObjectNode) event.path("detail")).remove("requester");

        assertThat(ArrivalEvents.read(event))
                .isInstanceOfSatisfying(
                        Arrived.class,
                        arrived ->
                                assertThat(arrived.arrival().object().uploader())
                                        .isEqualTo(new Uploader.NotTold()));
    }

    @ParameterizedTest
    @CsvSource({
        "source, aws.ec2",
        "source, ''",
        "detail-type, Object Deleted",
        "detail-type, Object Tags Added"
    })
    void anythingElseIsNotAnArrival(String name, String value) throws IOException {
        JsonNode event = event("log-put");
        ((ObjectNode) event).put(name, value);

        assertThat(ArrivalEvents.read(event)).isInstanceOf(Other.class);
    }

    private static JsonNode event(String name) throws IOException {
        return JSON.readTree(Path.of("../../events/check-log", name + ".json").toFile());
    }
}

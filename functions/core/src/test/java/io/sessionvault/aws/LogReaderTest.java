package io.sessionvault.aws;

import static io.sessionvault.Examples.BUCKET_KEY;
import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.VAULT_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.log.Arrival;
import io.sessionvault.log.Earlier;
import io.sessionvault.log.LogObject;
import io.sessionvault.log.ObjectState;
import io.sessionvault.log.ObjectState.Deleted;
import io.sessionvault.log.ObjectState.Stored;
import io.sessionvault.log.ObjectState.Unknown;
import io.sessionvault.log.Uploader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

class LogReaderTest {
    private static final String KEY = "222222222222/eu-central-1/jo+a@b%2F-0e34861185201706f.log";
    private static final String ETAG = "\"6f0f79337fae66b872d1828b3b9b9e9f\"";
    private static final Map<String, String> ENCRYPTED =
            Map.of(
                    "Content-Length",
                    "42",
                    "ETag",
                    ETAG,
                    "x-amz-server-side-encryption",
                    "aws:kms",
                    "x-amz-server-side-encryption-aws-kms-key-id",
                    BUCKET_KEY.toString());
    private static final Stored STORED =
            new Stored(42, "aws:kms", Optional.of(BUCKET_KEY.toString()), Earlier.NOTHING);

    private final FakeHttp http = new FakeHttp();
    private final LogReader reader =
            new LogReader(
                    new SignedCalls(
                            http,
                            StaticCredentialsProvider.create(
                                    AwsBasicCredentials.create("id", "secret")),
                            "s3",
                            "eu-central-1",
                            DefaultRetryStrategy.doNotRetry()),
                    VAULT_ACCOUNT,
                    FRANKFURT,
                    Optional.of(URI.create("http://127.0.0.1:5000")));

    @Test
    void readsTheVeryVersionThatArrivedUnderItsVerbatimKey() {
        http.answer(200, ENCRYPTED, "");

        assertThat(reader.read(arrival(Optional.of("v+1")), false)).isEqualTo(STORED);
        SdkHttpRequest head = http.requests.getFirst();
        assertThat(head.method()).isEqualTo(SdkHttpMethod.HEAD);
        assertThat(head.encodedPath())
                .isEqualTo(
                        "/session-logs/222222222222/eu-central-1/jo%2Ba%40b%252F-0e34861185201706f.log");
        assertThat(head.firstMatchingRawQueryParameter("versionId")).contains("v+1");
        assertThat(http.requests).hasSize(1);
    }

    @Test
    void sendsNothingThatWouldAskForTheRightToDecrypt() {
        http.answer(200, ENCRYPTED, "");

        reader.read(arrival(Optional.of("v1")), false);

        assertThat(http.requests.getFirst().headers().keySet())
                .extracting(name -> name.toLowerCase(Locale.ROOT))
                .doesNotContain("x-amz-checksum-mode")
                .noneMatch(name -> name.startsWith("x-amz-server-side-encryption"));
    }

    @Test
    void signsWhoHasToOwnTheBucketInEachRequest() {
        http.answer(200, ENCRYPTED, "").answer(200, Map.of(), versions(""));

        reader.read(arrival(Optional.of("v1")), true);

        assertThat(http.requests).hasSize(2).allSatisfy(BucketOwnerTest::assertOwnerIsSigned);
    }

    @Test
    void tellsOfADenialWhoHasToOwnTheBucket() {
        http.answer(403, Map.of(), "");

        assertThat(reader.read(arrival(Optional.of("v1")), true))
                .isInstanceOfSatisfying(
                        Unknown.class,
                        unknown ->
                                assertThat(unknown.reason())
                                        .contains(
                                                "s3://session-logs must belong to account "
                                                        + VAULT_ACCOUNT));
    }

    @Test
    void asksForTheCurrentVersionInABucketWithoutVersions() {
        http.answer(200, ENCRYPTED, "");

        assertThat(reader.read(arrival(Optional.empty()), true)).isEqualTo(STORED);
        assertThat(http.requests)
                .singleElement()
                .satisfies(head -> assertThat(head.rawQueryParameters()).isEmpty());
    }

    @Test
    void doesNotKnowWhichVersionArrivedWhereAnEventNamesNoneAndTheBucketKeepsThem() {
        Map<String, String> versioned = new HashMap<>(ENCRYPTED);
        versioned.put("x-amz-version-id", "v2");
        http.answer(200, versioned, "");

        ObjectState state = reader.read(arrival(Optional.empty()), true);

        assertThat(state).isInstanceOf(Unknown.class);
        assertThat(((Unknown) state).reason()).contains("does not say which version");
    }

    @Test
    void readsAnObjectWhoseEncryptionIsNotReported() {
        http.answer(200, Map.of(), "");

        assertThat(reader.read(arrival(Optional.of("v1")), false))
                .isEqualTo(new Stored(0, "none", Optional.empty(), Earlier.NOTHING));
    }

    @Test
    void keepsAnAlgorithmThatTheSdkDoesNotKnow() {
        http.answer(200, Map.of("x-amz-server-side-encryption", "aws:new"), "");

        assertThat(reader.read(arrival(Optional.of("v1")), false))
                .isEqualTo(new Stored(0, "aws:new", Optional.empty(), Earlier.NOTHING));
    }

    @ParameterizedTest
    @CsvSource({"404", "405"})
    void takesADeleteMarkerForTheReasonOfAMissingObject(int status) {
        http.answer(status, Map.of("x-amz-delete-marker", "true"), "");

        assertThat(reader.read(arrival(Optional.of("v1")), false)).isEqualTo(new Deleted());
    }

    @ParameterizedTest
    @CsvSource({
        "404, no delete marker explains it",
        "405, it may answer later",
        "403, may not read it",
        "400, SSE-C",
        "500, it may answer later",
        "503, it may answer later"
    })
    void doesNotKnowWhatAnyOtherErrorMeans(int status, String meaning) {
        http.answer(status, Map.of("x-amz-request-id", "N4N7GDK58NMKJ12R"), "");

        ObjectState state = reader.read(arrival(Optional.of("v1")), false);

        assertThat(state).isInstanceOf(Unknown.class);
        assertThat(((Unknown) state).reason()).contains(meaning).contains("N4N7GDK58NMKJ12R");
    }

    @Test
    void takesADeleteMarkerForNoExplanationOfADenial() {
        http.answer(403, Map.of("x-amz-delete-marker", "true"), "");

        assertThat(reader.read(arrival(Optional.of("v1")), false)).isInstanceOf(Unknown.class);
    }

    @Test
    void doesNotKnowWhenTheConnectionFails() {
        ObjectState state = reader.read(arrival(Optional.of("v1")), true);

        assertThat(state).isInstanceOf(Unknown.class);
        assertThat(((Unknown) state).reason()).contains("connection refused");
    }

    @Test
    void findsAnEarlierVersionOfTheSameKey() {
        http.answer(200, ENCRYPTED, "").answer(200, Map.of(), versions(version(KEY, "v0")));

        assertThat(reader.read(arrival(Optional.of("v1")), true))
                .isEqualTo(
                        new Stored(
                                42, STORED.algorithm(), STORED.kmsKey(), Earlier.SOMETHING_ELSE));
        SdkHttpRequest list = http.requests.getLast();
        assertThat(list.firstMatchingRawQueryParameter("key-marker")).contains(KEY);
        assertThat(list.firstMatchingRawQueryParameter("version-id-marker")).contains("v1");
        assertThat(list.firstMatchingRawQueryParameter("prefix")).contains(KEY);
    }

    /// The version arrived at 03:00:05.
    @ParameterizedTest
    @CsvSource({
        "2026-11-24T03:00:01.000Z, 42, ALIKE",
        "2026-11-24T03:00:01.000Z, 41, SOMETHING_ELSE",
        "2026-11-24T02:00:01.000Z, 42, SAME_SIZE",
        "yesterday, 42, SOMETHING_ELSE",
        "2026-11-24T03:00:01.000Z, many, SOMETHING_ELSE"
    })
    void tellsALogThatWasSentAgainFromOneThatWasReplaced(
            String time, String size, Earlier expected) {
        http.answer(200, ENCRYPTED, "")
                .answer(200, Map.of(), versions(version(KEY, "v0", time, size)));

        assertThat(reader.read(arrival(Optional.of("v1")), true))
                .isEqualTo(new Stored(42, STORED.algorithm(), STORED.kmsKey(), expected));
    }

    /// An upload in parts is listed where it began, which may be behind what it replaces.
    @ParameterizedTest
    @CsvSource({"2026-11-24T03:00:01.000Z", "2026-11-24T03:00:09.000Z"})
    void anUploadInPartsReplacesWhateverElseIsListed(String time) {
        Map<String, String> head = new HashMap<>(ENCRYPTED);
        head.put("ETag", "\"6f0f79337fae66b872d1828b3b9b9e9f-1\"");
        http.answer(200, head, "")
                .answer(
                        200,
                        Map.of(),
                        versions(version(KEY, "v0", time, "42") + version(KEY, "v1")));

        assertThat(reader.read(arrival(Optional.of("v1")), true))
                .isEqualTo(new Stored(42, STORED.algorithm(), STORED.kmsKey(), Earlier.SAME_SIZE));
        assertThat(http.requests.getLast().rawQueryParameters())
                .doesNotContainKeys("key-marker", "version-id-marker");
    }

    @Test
    void takesAnEarlierDeleteMarkerForAnEarlierVersion() {
        http.answer(200, ENCRYPTED, "")
                .answer(
                        200,
                        Map.of(),
                        versions(
                                "<DeleteMarker><Key>%s</Key><VersionId>d0</VersionId></DeleteMarker>"
                                        .formatted(
                                                URLEncoder.encode(KEY, StandardCharsets.UTF_8))));

        assertThat(reader.read(arrival(Optional.of("v1")), true))
                .isEqualTo(
                        new Stored(
                                42, STORED.algorithm(), STORED.kmsKey(), Earlier.SOMETHING_ELSE));
    }

    @Test
    void takesNeitherOtherKeysNorTheVersionItselfForAnEarlierVersion() {
        http.answer(200, ENCRYPTED, "")
                .answer(200, Map.of(), versions(version(KEY, "v1") + version(KEY + ".2", "other")));

        assertThat(reader.read(arrival(Optional.of("v1")), true)).isEqualTo(STORED);
    }

    @Test
    void doesNotKnowWhenEarlierVersionsCannotBeListed() {
        http.answer(200, ENCRYPTED, "").answer(403, Map.of(), "");

        assertThat(reader.read(arrival(Optional.of("v1")), true)).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Bad gateway</body></html>",
                "<ListBucketResult></ListBucketResult>",
                "<ListVersionsResult><Version><Key>k</Key>",
                "<ListVersionsResult><IsTruncated>false</IsTruncated>",
                "<?xml version=\"1.0\"?><!-- nothing -->"
            })
    void doesNotKnowWhenTheListOfVersionsIsAnythingElse(String body) {
        http.answer(200, ENCRYPTED, "").answer(200, Map.of(), body);

        assertThat(reader.read(arrival(Optional.of("v1")), true)).isInstanceOf(Unknown.class);
    }

    @Test
    void readsAVersionThatIsListedWithoutAskingForEarlierOnes() {
        http.answer(200, ENCRYPTED, "");

        assertThat(reader.readListed(object(Optional.of("v1")), Earlier.SOMETHING_ELSE))
                .isEqualTo(
                        new Stored(
                                42, STORED.algorithm(), STORED.kmsKey(), Earlier.SOMETHING_ELSE));
        assertThat(http.requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"404, Vanished", "403, Unknown", "405, Unknown", "400, Unknown", "503, Unknown"})
    void tellsAListedVersionThatVanishedFromOneThatItCannotRead(int status, String state) {
        http.answer(status, Map.of(), "");

        assertThat(
                        reader.readListed(object(Optional.of("v1")), Earlier.NOTHING)
                                .getClass()
                                .getSimpleName())
                .isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"503, true", "429, true", "500, true", "403, false", "400, false", "405, false"})
    void tellsARefusalThatMayPassFromAnother(int status, boolean mayPass) {
        http.answer(status, Map.of(), "");

        assertThat(reader.readListed(object(Optional.of("v1")), Earlier.NOTHING))
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.mayPass()).isEqualTo(mayPass));
    }

    @Test
    void aConnectionThatFailsMayPass() {
        assertThat(reader.readListed(object(Optional.of("v1")), Earlier.NOTHING))
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.mayPass()).isTrue());
    }

    private static String version(String key, String version, String time, String size) {
        return version(key, version)
                .replace(
                        "</Version>",
                        "<LastModified>%s</LastModified><Size>%s</Size><ETag>%s</ETag></Version>"
                                .formatted(time, size, ETAG.replace("\"", "&quot;")));
    }

    private static Arrival arrival(Optional<String> version) {
        return new Arrival(
                object(version),
                "PutObject",
                Optional.empty(),
                Optional.of(Instant.parse("2026-11-24T03:00:05Z")));
    }

    private static LogObject object(Optional<String> version) {
        return new LogObject("session-logs", KEY, version, new Uploader.NotTold());
    }

    private static String version(String key, String id) {
        return "<Version><Key>%s</Key><VersionId>%s</VersionId></Version>"
                .formatted(URLEncoder.encode(key, StandardCharsets.UTF_8), id);
    }

    private static String versions(String entries) {
        return "<ListVersionsResult><EncodingType>url</EncodingType>"
                + entries
                + "</ListVersionsResult>";
    }
}

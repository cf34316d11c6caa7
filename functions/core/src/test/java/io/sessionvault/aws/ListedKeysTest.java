package io.sessionvault.aws;

import static io.sessionvault.Examples.BUCKET_KEY;
import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.VAULT_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.log.Arrival;
import io.sessionvault.log.Earlier;
import io.sessionvault.log.LogObject;
import io.sessionvault.log.ObjectState;
import io.sessionvault.log.Uploader;
import io.sessionvault.reconcile.Desires;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.sweep.StoredLog;
import io.sessionvault.vault.PrefixPattern;
import io.sessionvault.vault.Vault;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/// Every listing of the bucket's keys: whatever a key holds, it is the key, whether the answer says
/// that it is encoded or not.
class ListedKeysTest {
    private static final String PREFIX = "222222222222/eu-west-1/";
    private static final String TIME = "2026-11-23T03:00:00.000Z";

    /// Keys with what XML cannot hold at all, and with what an encoding changes.
    private static final List<String> KEYS =
            List.of(
                    "ada-1.log",
                    "ops+night-1.log",
                    "a%2Bb-1.log",
                    "a%zz-1.log",
                    "a b&<c>\"'-1.log",
                    "\u00fc\u202e\ud83d\ude00-1.log");

    private static final List<String> NEVER_IN_XML =
            List.of("\u0001-1.log", "\u0000", "\u001b[2J", "\u000b\uffff-1.log");

    /// A listing of the functions'.
    enum Listing {
        SWEEP {
            @Override
            List<String> keys(FakeHttp bucket, String key, String listed) {
                bucket.answer(200, Map.of(), listing("ListBucketResult", "Contents", listed));
                FakeHttp member =
                        new FakeHttp()
                                .json(200, "{\"Sessions\": []}")
                                .json(200, "{\"Sessions\": []}")
                                .json(200, "{\"DocumentIdentifiers\": []}");
                var desired =
                        Desires.in(
                                new Vault(
                                        VAULT_ACCOUNT,
                                        "session-logs",
                                        BUCKET_KEY,
                                        PrefixPattern.parse("{accountId}/{region}")),
                                Desires.member(HostManagement.MANAGE, IRELAND));
                var facts =
                        new SweepReader(client(bucket), () -> Instant.EPOCH, _ -> {})
                                .read(
                                        new AccountReconciler.Visit.Begun(
                                                FakeHttp.member(member), desired, new TreeSet<>()),
                                        Instant.parse("2026-11-24T00:00:00Z"));
                return facts.logs() instanceof Observation.Seen<List<StoredLog>>(var logs)
                        ? logs.stream().map(StoredLog::key).toList()
                        : List.of("unseen");
            }
        },
        VERSIONS {
            @Override
            List<String> keys(FakeHttp bucket, String key, String listed) {
                bucket.answer(200, Map.of(), listing("ListVersionsResult", "Version", listed));
                List<String> keys = new ArrayList<>();
                try {
                    new VersionReader(client(bucket), "session-logs")
                            .keys("", history -> keys.add(history.key()));
                } catch (SdkException unreadable) {
                    return List.of("unseen");
                }
                return keys;
            }
        },
        EARLIER_VERSIONS {
            @Override
            List<String> keys(FakeHttp bucket, String key, String listed) {
                bucket.answer(200, Map.of("Content-Length", "42"), "")
                        .answer(200, Map.of(), listing("ListVersionsResult", "Version", listed));
                return switch (logReader(bucket)
                        .read(
                                new Arrival(
                                        new LogObject(
                                                "session-logs",
                                                key,
                                                Optional.of("v1"),
                                                new Uploader.NotTold()),
                                        "PutObject",
                                        Optional.empty(),
                                        Optional.empty()),
                                true)) {
                    case ObjectState.Stored stored ->
                            stored.earlier() == Earlier.NOTHING ? List.of() : List.of(key);
                    case ObjectState.Unknown _ -> List.of("unseen");
                    case ObjectState.Deleted _, ObjectState.Vanished _ -> List.of("gone");
                };
            }
        };

        abstract List<String> keys(FakeHttp bucket, String key, String listed);

        private static S3Client client(FakeHttp bucket) {
            return FakeHttp.build(bucket, OwnBuckets.builder(VAULT_ACCOUNT, true), FRANKFURT);
        }

        private static LogReader logReader(FakeHttp bucket) {
            return new LogReader(
                    new SignedCalls(
                            bucket,
                            StaticCredentialsProvider.create(
                                    AwsBasicCredentials.create("id", "secret")),
                            "s3",
                            "eu-central-1",
                            DefaultRetryStrategy.doNotRetry()),
                    VAULT_ACCOUNT,
                    FRANKFURT,
                    Optional.of(URI.create("http://127.0.0.1:5000")));
        }

        private static String listing(String root, String entry, String listed) {
            return ("<%1$s><IsTruncated>false</IsTruncated>%3$s"
                            + "<VersionId>v0</VersionId><IsLatest>true</IsLatest>"
                            + "<LastModified>%4$s</LastModified></%2$s></%1$s>")
                    .formatted(root, entry, listed.formatted("<" + entry + ">"), TIME);
        }
    }

    @ParameterizedTest
    @MethodSource("everyListingAndKey")
    void aKeyThatComesEncodedIsTheKey(Listing listing, String key) {
        assertThat(keys(listing, key, encoded(key))).containsExactly(key);
    }

    @ParameterizedTest
    @MethodSource("everyListingAndPlainKey")
    void aKeyThatComesAsItIsIsTheKeyAlthoughItWasAskedForEncoded(Listing listing, String key) {
        assertThat(keys(listing, key, "%s<Key>" + xml(key) + "</Key>")).containsExactly(key);
    }

    @ParameterizedTest
    @EnumSource
    void aKeyThatIsSaidToBeEncodedAndIsNotMakesTheListingUnreadable(Listing listing) {
        assertThat(
                        keys(
                                listing,
                                PREFIX + "a%zz",
                                "<EncodingType>url</EncodingType>%s<Key>a%%zz</Key>"))
                .containsExactly("unseen");
    }

    @ParameterizedTest
    @EnumSource
    void everyListingAsksForEncodedKeys(Listing listing) {
        FakeHttp bucket = new FakeHttp();

        assertThat(listing.keys(bucket, PREFIX + "a", encoded(PREFIX + "a"))).isNotEmpty();

        SdkHttpRequest last = bucket.requests.getLast();
        assertThat(last.firstMatchingRawQueryParameter("encoding-type")).contains("url");
    }

    static Stream<Arguments> everyListingAndKey() {
        return Stream.concat(KEYS.stream(), NEVER_IN_XML.stream()).flatMap(ListedKeysTest::inEach);
    }

    static Stream<Arguments> everyListingAndPlainKey() {
        return KEYS.stream().flatMap(ListedKeysTest::inEach);
    }

    private static Stream<Arguments> inEach(String name) {
        return Arrays.stream(Listing.values()).map(listing -> Arguments.of(listing, PREFIX + name));
    }

    private static List<String> keys(Listing listing, String key, String listed) {
        return listing.keys(new FakeHttp(), key, listed);
    }

    /// What a listing says of the key, with a place for the element that it begins.
    private static String encoded(String key) {
        return "<EncodingType>url</EncodingType>%s<Key>"
                + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%", "%%")
                + "</Key>";
    }

    private static String xml(String key) {
        return key.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("%", "%%");
    }
}

package io.sessionvault.bench.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.SnsException;

/// What AWS's own SDK makes of the canned answers.
class LoopbackAwsTest {
    private static final String BUCKET = "the-vault";
    private static final String KEY_ARN = "arn:aws:kms:us-east-1:310987654321:key/1";
    private static final List<String> KEYS =
            IntStream.range(0, 1500).mapToObj(number -> "a/%04d.log".formatted(number)).toList();

    private final LoopbackAws aws =
            new LoopbackAws(
                    new StoredVault(
                            BUCKET,
                            KEY_ARN,
                            List.of("310987654321", "410987654321"),
                            KEYS.stream().collect(Collectors.toCollection(TreeSet::new))));
    private final S3Client s3 = client(S3Client.builder().forcePathStyle(true));

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void headHasTheKeyAndTheVersionThatWasAskedFor() {
        HeadObjectResponse head =
                s3.headObject(ask -> ask.bucket(BUCKET).key("any/where.log").versionId("v1"));

        assertThat(head.serverSideEncryptionAsString()).isEqualTo("aws:kms");
        assertThat(head.ssekmsKeyId()).isEqualTo(KEY_ARN);
        assertThat(head.versionId()).isEqualTo("v1");
        assertThat(head.contentLength()).isPositive();
    }

    @Test
    void listsEveryVersionOnceOverAllPages() {
        assertThat(s3.listObjectVersionsPaginator(ask -> ask.bucket(BUCKET)).versions())
                .extracting(version -> version.key())
                .containsExactlyElementsOf(KEYS);
        assertThat(aws.served().of(Operation.LIST_OBJECT_VERSIONS)).isEqualTo(2);
    }

    @Test
    void listsEveryKeyOnceOverAllPages() {
        assertThat(s3.listObjectsV2Paginator(ask -> ask.bucket(BUCKET)).contents())
                .extracting(S3Object::key)
                .containsExactlyElementsOf(KEYS);
    }

    @Test
    void noVersionStandsBehindAVersion() {
        ListObjectVersionsResponse following =
                s3.listObjectVersions(ask ->
                        ask.bucket(BUCKET)
                                .prefix(KEYS.getFirst())
                                .keyMarker(KEYS.getFirst())
                                .versionIdMarker(StoredVault.VERSION)
                                .maxKeys(2));

        assertThat(following.versions()).isEmpty();
        assertThat(following.isTruncated()).isFalse();
    }

    @Test
    void keepsAConnectionThroughUploadsOfEveryKind() {
        for (int size : List.of(0, 1, 100_000)) {
            s3.putObject(
                    ask -> ask.bucket(BUCKET).key("report.json"),
                    RequestBody.fromBytes(new byte[size]));
        }

        assertThat(aws.served().of(Operation.PUT_OBJECT)).isEqualTo(3);
    }

    @Test
    void answersOrganizationsAndEventBridge() {
        OrganizationsClient organizations = client(OrganizationsClient.builder());
        EventBridgeClient events = client(EventBridgeClient.builder());

        assertThat(organizations.listAccounts().accounts())
                .extracting(Account::id)
                .containsExactly("310987654321", "410987654321");
        assertThat(
                        events.putEvents(ask ->
                                        ask.entries(
                                                PutEventsRequestEntry.builder()
                                                        .source("bench")
                                                        .build()))
                                .failedEntryCount())
                .isZero();
    }

    @Test
    void refusesWhatItDoesNotKnowAndCountsIt() {
        SnsClient sns = client(SnsClient.builder());

        assertThatThrownBy(sns::listTopics).isInstanceOf(SnsException.class);
        assertThat(aws.served().of(Operation.OTHER)).isPositive();
    }

    @Test
    void countsBeginAnewAfterEachLook() {
        s3.headObject(ask -> ask.bucket(BUCKET).key("a"));

        assertThat(aws.served().total()).isEqualTo(1);
        assertThat(aws.served().total()).isZero();
    }

    @Test
    void latencyDelaysEachAnswer() {
        aws.latency(Duration.ofMillis(50));
        long began = System.nanoTime();

        s3.headObject(ask -> ask.bucket(BUCKET).key("a"));

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThan(Duration.ofMillis(49));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(aws.endpoint())
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
                .region(Region.US_EAST_1)
                .build();
    }
}

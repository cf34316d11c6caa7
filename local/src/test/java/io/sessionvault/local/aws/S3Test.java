package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.account.AccountId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

class S3Test extends StandInTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PART = 5 * 1024 * 1024;

    @SuppressWarnings("NullAway.Init")
    private S3Client s3;

    @BeforeEach
    void createVersionedBucketWithEvents() {
        s3 = management.s3();
        s3.createBucket(c -> c.bucket("vault"));
        s3.putBucketVersioning(v ->
                v.bucket("vault")
                        .versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
        s3.putBucketNotificationConfiguration(n ->
                n.bucket("vault")
                        .notificationConfiguration(c -> c.eventBridgeConfiguration(e -> {})));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "111122223333/jane.doe@example.com-0abc.log",
                "111122223333/a b+c%41%2B.log",
                "/111122223333/leading.log",
                "//two/slashes//",
                "zürich/日本.log",
                "q?uery&amp;=#'\"<>.log",
                "a:b,c=d.log",
            })
    void keepsKeysVerbatim(String key) throws IOException {
        put(key, "content");

        assertThat(s3.getObjectAsBytes(g -> g.bucket("vault").key(key)).asUtf8String())
                .isEqualTo("content");
        assertThat(s3.listObjectsV2(l -> l.bucket("vault")).contents())
                .extracting(S3Object::key)
                .containsExactly(key);
        assertThat(
                        s3.listObjectsV2(l -> l.bucket("vault").encodingType(EncodingType.URL))
                                .contents())
                .extracting(S3Object::key)
                .containsExactly(key);
        assertThat(arrival().at("/detail/object/key").asText()).isEqualTo(key);
    }

    @Test
    void writesOnlyInPlaceOfWhatTheConditionNames() {
        var first =
                s3.putObject(
                        p -> p.bucket("vault").key("k").ifNoneMatch("*"),
                        RequestBody.fromString("one"));
        refusesToPut("*", null);
        s3.putObject(
                p -> p.bucket("vault").key("k").ifMatch(first.eTag()),
                RequestBody.fromString("two"));
        refusesToPut(null, first.eTag());
        s3.deleteObject(d -> d.bucket("vault").key("k"));
        s3.putObject(
                p -> p.bucket("vault").key("k").ifNoneMatch("*"), RequestBody.fromString("three"));
    }

    private void refusesToPut(@Nullable String noneMatch, @Nullable String match) {
        assertThatExceptionOfType(AwsServiceException.class)
                .isThrownBy(() ->
                        s3.putObject(
                                p ->
                                        p.bucket("vault")
                                                .key("k")
                                                .ifNoneMatch(noneMatch)
                                                .ifMatch(match),
                                RequestBody.fromString("other")))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(412));
    }

    @Test
    void tellsOfArrivalsAsS3Does() throws IOException {
        AccountId member = management.createAccount("a");
        events.clear();

        String version =
                administrator(member)
                        .s3()
                        .putObject(p -> p.bucket("vault").key("k"), RequestBody.fromString("hello"))
                        .versionId();

        JsonNode event = arrival();
        assertThat(event.at("/source").asText()).isEqualTo("aws.s3");
        assertThat(event.at("/detail-type").asText()).isEqualTo("Object Created");
        assertThat(event.at("/account").asText()).isEqualTo("111122223333");
        assertThat(event.at("/resources/0").asText()).isEqualTo("arn:aws:s3:::vault");
        assertThat(event.at("/detail/requester").asText()).isEqualTo(member.value());
        assertThat(event.at("/detail/reason").asText()).isEqualTo("PutObject");
        assertThat(event.at("/detail/object/size").asInt()).isEqualTo(5);
        assertThat(event.at("/detail/object/etag").asText())
                .isEqualTo("5d41402abc4b2a76b9719d911017c592");
        assertThat(event.at("/detail/object/version-id").asText()).isEqualTo(version);
    }

    @Test
    void tellsNothingWhereEventsAreOff() {
        s3.createBucket(c -> c.bucket("silent"));

        s3.putObject(p -> p.bucket("silent").key("k"), RequestBody.fromString("x"));

        assertThat(events).isEmpty();
        assertThat(s3.headObject(h -> h.bucket("silent").key("k")).versionId()).isNull();
    }

    @Test
    void encryptsWithTheBucketsDefaultUnlessTheRequestSaysOtherwise() {
        String key = management.kms().createKey().keyMetadata().arn();
        put("before", "x");
        encryptByDefault(key);
        put("default", "x");
        s3.putObject(
                p ->
                        p.bucket("vault")
                                .key("explicit")
                                .serverSideEncryption(ServerSideEncryption.AES256),
                RequestBody.fromString("x"));

        assertThat(head("before").serverSideEncryptionAsString()).isEqualTo("AES256");
        assertThat(head("default").serverSideEncryptionAsString()).isEqualTo("aws:kms");
        assertThat(head("default").ssekmsKeyId()).isEqualTo(key);
        assertThat(head("explicit").serverSideEncryptionAsString()).isEqualTo("AES256");
        assertThat(head("explicit").ssekmsKeyId()).isNull();
    }

    @Test
    void looksForKeysThatAreNoArnInTheCallersAccount() {
        AccountId member = management.createAccount("a");
        String id = management.kms().createKey().keyMetadata().keyId();
        encryptByDefault(id);
        S3Client agent = administrator(member).s3();

        put("own", "x");
        assertThat(head("own").ssekmsKeyId()).endsWith("111122223333:key/" + id);
        assertRefused(
                "KMS.NotFoundException",
                400,
                () ->
                        agent.putObject(
                                p -> p.bucket("vault").key("k"), RequestBody.fromString("x")));

        agent.putObject(
                p -> p.bucket("vault").key("k").serverSideEncryption(ServerSideEncryption.AWS_KMS),
                RequestBody.fromString("x"));
        assertThat(head("k").ssekmsKeyId()).contains(":" + member + ":key/");
    }

    @Test
    void hidesDeletedObjectsBehindMarkers() {
        String version = put("k", "x");
        String marker = s3.deleteObject(d -> d.bucket("vault").key("k")).versionId();

        assertRefusedHead(404, null);
        assertRefusedHead(405, marker);
        assertThat(s3.headObject(h -> h.bucket("vault").key("k").versionId(version)).versionId())
                .isEqualTo(version);
        assertThat(s3.listObjectsV2(l -> l.bucket("vault")).contents()).isEmpty();

        s3.deleteObject(d -> d.bucket("vault").key("k").versionId(marker));

        assertThat(head("k").versionId()).isEqualTo(version);
        assertRefused(
                "NoSuchVersion",
                404,
                () -> s3.getObjectAsBytes(g -> g.bucket("vault").key("k").versionId("none")));
    }

    @Test
    void marksDeletedObjectsInTheHeadersOfRefusals() throws IOException {
        put("k", "x");
        s3.deleteObject(d -> d.bucket("vault").key("k"));

        assertThat(raw("HEAD /vault/k", "127.0.0.1"))
                .startsWith("HTTP/1.1 404")
                .containsIgnoringCase("x-amz-delete-marker: true");
    }

    @Test
    void listsVersionsInPagesAsSmallAsAsked() {
        String first = put("a", "1");
        String second = put("a", "2");
        String other = put("b", "3");
        String marker = s3.deleteObject(d -> d.bucket("vault").key("a")).versionId();

        List<ListObjectVersionsResponse> pages =
                s3.listObjectVersionsPaginator(l -> l.bucket("vault").maxKeys(1)).stream().toList();

        assertThat(pages).hasSize(4);
        assertThat(pages.stream().flatMap(p -> p.deleteMarkers().stream()))
                .extracting(DeleteMarkerEntry::versionId, DeleteMarkerEntry::isLatest)
                .containsExactly(tuple(marker, true));
        assertThat(pages.stream().flatMap(p -> p.versions().stream()))
                .extracting(ObjectVersion::versionId)
                .containsExactly(second, first, other);
        assertThat(s3.listObjectVersions(l -> l.bucket("vault").keyMarker("a")).versions())
                .extracting(ObjectVersion::versionId)
                .containsExactly(other);
    }

    @Test
    void listsObjectsInPagesAndByFolder() {
        for (String key : List.of("1/a", "1/b", "2/a", "3", "1/c")) {
            put(key, "x");
        }

        assertThat(s3.listObjectsV2Paginator(l -> l.bucket("vault").maxKeys(2)).contents())
                .extracting(S3Object::key)
                .containsExactly("1/a", "1/b", "1/c", "2/a", "3");
        assertThat(s3.listObjectsV2(l -> l.bucket("vault").prefix("1/")).contents()).hasSize(3);
        var byFolder =
                s3.listObjectsV2Paginator(l -> l.bucket("vault").delimiter("/").maxKeys(1)).stream()
                        .toList();
        assertThat(byFolder).hasSize(3);
        assertThat(byFolder.stream().flatMap(p -> p.commonPrefixes().stream()))
                .extracting(CommonPrefix::prefix)
                .containsExactly("1/", "2/");
        assertThat(byFolder.getLast().contents()).extracting(S3Object::key).containsExactly("3");
    }

    @Test
    void joinsTheVersionsOfUploadsInParts() throws IOException {
        encryptByDefault(management.kms().createKey().keyMetadata().arn());
        String id = s3.createMultipartUpload(c -> c.bucket("vault").key("big")).uploadId();
        byte[] first = new byte[PART];
        String one = part(id, 1, first);
        String two = part(id, 2, new byte[] {7});

        var done =
                s3.completeMultipartUpload(c ->
                        c.bucket("vault")
                                .key("big")
                                .uploadId(id)
                                .multipartUpload(
                                        m -> m.parts(completed(1, one), completed(2, two))));

        assertThat(done.eTag()).endsWith("-2\"");
        assertThat(head("big").contentLength()).isEqualTo(PART + 1L);
        assertThat(head("big").serverSideEncryptionAsString()).isEqualTo("aws:kms");
        assertThat(arrival().at("/detail/reason").asText()).isEqualTo("CompleteMultipartUpload");
        assertThat(
                        s3.getObjectAsBytes(g ->
                                        g.bucket("vault").key("big").range("bytes=" + PART + "-"))
                                .asByteArray())
                .containsExactly(7);
        assertRefused(
                "NoSuchUpload",
                404,
                () -> s3.abortMultipartUpload(a -> a.bucket("vault").key("big").uploadId(id)));
    }

    @Test
    void refusesPartsThatAreTooSmallOrUnknown() {
        String id = s3.createMultipartUpload(c -> c.bucket("vault").key("big")).uploadId();
        String one = part(id, 1, new byte[] {1});
        String two = part(id, 2, new byte[] {2});

        assertRefused(
                "EntityTooSmall", 400, () -> complete(id, completed(1, one), completed(2, two)));
        assertRefused("InvalidPart", 400, () -> complete(id, completed(1, two)));
        assertRefused(
                "InvalidPartOrder", 400, () -> complete(id, completed(2, two), completed(1, one)));
    }

    @Test
    void copiesOneVersionWithItsMetadata() throws IOException {
        String source =
                s3.putObject(
                                p ->
                                        p.bucket("vault")
                                                .key("a b+c")
                                                .metadata(Map.of("origin", "agent")),
                                RequestBody.fromString("first"))
                        .versionId();
        put("a b+c", "second");

        s3.copyObject(c ->
                c.sourceBucket("vault")
                        .sourceKey("a b+c")
                        .sourceVersionId(source)
                        .destinationBucket("vault")
                        .destinationKey("copy")
                        .metadataDirective(MetadataDirective.COPY));

        assertThat(s3.getObjectAsBytes(g -> g.bucket("vault").key("copy")).asUtf8String())
                .isEqualTo("first");
        assertThat(head("copy").metadata()).containsEntry("origin", "agent");
        assertThat(arrival().at("/detail/reason").asText()).isEqualTo("CopyObject");
    }

    @Test
    void keepsBucketNamesUniqueAndTheirRegionTold() {
        var member = administrator(management.createAccount("a"));

        assertRefused(
                "BucketAlreadyExists", 409, () -> member.s3().createBucket(c -> c.bucket("vault")));
        assertRefused(
                "BucketAlreadyOwnedByYou", 409, () -> s3.createBucket(c -> c.bucket("vault")));
        assertThat(member.s3().headBucket(h -> h.bucket("vault")).bucketRegion())
                .isEqualTo("us-east-1");
        assertRefused("NoSuchBucket", 404, () -> s3.listObjectsV2(l -> l.bucket("none")));
        assertRefused(
                "PermanentRedirect",
                301,
                () -> management.in("eu-west-1").s3().listObjectsV2(l -> l.bucket("vault")));
    }

    @Test
    void letsOnlyTheOwnerChangeTheBucket() {
        S3Client member = administrator(management.createAccount("a")).s3();
        String policy = "{\"Version\": \"2012-10-17\", \"Statement\": []}";

        assertRefused(
                "AccessDenied",
                403,
                () -> member.putBucketPolicy(p -> p.bucket("vault").policy(policy)));
        assertRefused("NoSuchBucketPolicy", 404, () -> s3.getBucketPolicy(g -> g.bucket("vault")));
        s3.putBucketPolicy(p -> p.bucket("vault").policy(policy));
        assertThat(s3.getBucketPolicy(g -> g.bucket("vault")).policy()).isEqualTo(policy);
        assertRefused(
                "AccessDenied",
                403,
                () -> s3.listObjectsV2(l -> l.bucket("vault").expectedBucketOwner("999999999999")));
    }

    @Test
    void findsTheBucketInTheNameOfTheHost() throws IOException {
        put("/1/leading.log", "x");

        assertThat(raw("HEAD //1/leading.log", "vault.localhost")).startsWith("HTTP/1.1 200");
        assertThat(raw("HEAD /1/leading.log", "vault.localhost")).startsWith("HTTP/1.1 404");
    }

    @Test
    void refusesToReadObjectsUnderTheCallersKeyWithoutIt() throws IOException {
        String md5 = "1B2M2Y8AsgTpgAmY7PhCfg==";
        String put =
                raw(
                        "PUT /vault/sse-c",
                        "127.0.0.1",
                        "x-amz-server-side-encryption-customer-algorithm: AES256",
                        "x-amz-server-side-encryption-customer-key-MD5: " + md5);

        assertThat(put).startsWith("HTTP/1.1 200");
        assertThat(raw("HEAD /vault/sse-c", "127.0.0.1")).startsWith("HTTP/1.1 400");
        assertThat(
                        raw(
                                "HEAD /vault/sse-c",
                                "127.0.0.1",
                                "x-amz-server-side-encryption-customer-key-MD5: " + md5))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /vault/k?acl",
                "GET /vault?website",
                "PUT /vault/k?tagging",
                "DELETE /vault",
                "POST /vault?delete",
                "GET /",
            })
    void answers501ToWhatItDoesNotImplement(String request) throws IOException {
        put("k", "x");

        assertThat(raw(request, "127.0.0.1")).startsWith("HTTP/1.1 501");
    }

    private String put(String key, String content) {
        return s3.putObject(p -> p.bucket("vault").key(key), RequestBody.fromString(content))
                .versionId();
    }

    private HeadObjectResponse head(String key) {
        return s3.headObject(h -> h.bucket("vault").key(key));
    }

    private void assertRefusedHead(int status, @Nullable String version) {
        assertThatExceptionOfType(AwsServiceException.class)
                .isThrownBy(() -> s3.headObject(h -> h.bucket("vault").key("k").versionId(version)))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(status));
    }

    private void encryptByDefault(String key) {
        s3.putBucketEncryption(e ->
                e.bucket("vault")
                        .serverSideEncryptionConfiguration(c ->
                                c.rules(
                                        ServerSideEncryptionRule.builder()
                                                .applyServerSideEncryptionByDefault(d ->
                                                        d.sseAlgorithm(ServerSideEncryption.AWS_KMS)
                                                                .kmsMasterKeyID(key))
                                                .build())));
    }

    private String part(String upload, int number, byte[] content) {
        return s3.uploadPart(
                        u -> u.bucket("vault").key("big").uploadId(upload).partNumber(number),
                        RequestBody.fromBytes(content))
                .eTag();
    }

    private static CompletedPart completed(int number, String etag) {
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }

    private void complete(String upload, CompletedPart... parts) {
        s3.completeMultipartUpload(c ->
                c.bucket("vault").key("big").uploadId(upload).multipartUpload(m -> m.parts(parts)));
    }

    private JsonNode arrival() throws IOException {
        return JSON.readTree(events.getLast());
    }

    /// The head of the answer to a request that no SDK would send.
    private String raw(String request, String host, String... headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), aws.endpoint().getPort())) {
            String text =
                    """
                    %s HTTP/1.1
                    Host: %s:%d
                    Authorization: AWS4-HMAC-SHA256 Credential=AKIAROOT111122223333/20261124/us-east-1/s3/aws4_request
                    Connection: close
                    Content-Length: 0
                    %s
                    """
                            .formatted(
                                    request,
                                    host,
                                    aws.endpoint().getPort(),
                                    headers.length == 0 ? "" : String.join("\n", headers) + "\n")
                            .replace("\n", "\r\n");
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

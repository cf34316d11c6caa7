package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.sessionvault.account.AccountId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/// What the sessions of roles may do by the policies of keys, directly and by way of S3.
class KeyPolicyTest extends RoleTest {
    private static final String ACCOUNT =
            "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::111122223333:root'},"
                    + " 'Action': 'kms:*', 'Resource': '*'}";
    private static final String OBJECTS = "arn:aws:s3:::vault/*";

    @SuppressWarnings("NullAway.Init")
    private String key;

    @BeforeEach
    void createKey() {
        key = management.kms().createKey(c -> c.multiRegion(true)).keyMetadata().arn();
    }

    @Test
    void takesTheKeysPolicyWhateverIamAllows() {
        Clients role = role("r", may("kms:*", "*"));

        keyPolicy(ACCOUNT.replace("kms:*", "kms:PutKeyPolicy"));

        assertDenied(
                "because no resource-based policy allows the kms:DescribeKey action",
                () -> role.kms().describeKey(d -> d.keyId(key)));
    }

    @Test
    void leavesItToIamWhereTheKeyNamesTheAccount() {
        Clients allowed = role("allowed", may("kms:DescribeKey", key));
        Clients other = role("other");

        keyPolicy(ACCOUNT);

        assertThatCode(() -> allowed.kms().describeKey(d -> d.keyId(key)))
                .doesNotThrowAnyException();
        assertDenied(
                "because no identity-based policy allows the kms:DescribeKey action",
                () -> other.kms().describeKey(d -> d.keyId(key)));
    }

    @Test
    void asksForTheKeyInTheReplicasRegionToo() {
        Clients role = role("r", may("kms:ReplicateKey", key));
        keyPolicy(ACCOUNT);

        assertDenied(
                "because no identity-based policy allows the kms:CreateKey action",
                () -> role.kms().replicateKey(r -> r.keyId(key).replicaRegion("eu-west-1")));
        allow(
                Clients.MANAGEMENT,
                "r",
                may("kms:ReplicateKey", key),
                "{'Effect': 'Allow', 'Action': 'kms:CreateKey', 'Resource': '*', 'Condition':"
                        + " {'StringEquals': {'aws:RequestedRegion': 'eu-west-1'}}}");
        role.kms().replicateKey(r -> r.keyId(key).replicaRegion("eu-west-1"));
        assertRefused(
                "AccessDeniedException",
                400,
                () -> role.kms().replicateKey(r -> r.keyId(key).replicaRegion("eu-west-2")));
    }

    @Test
    void asksForTheRightToTagWithTheseTags() {
        Clients role =
                role(
                        "r",
                        may("kms:ReplicateKey", key),
                        may("kms:CreateKey", "*"),
                        "{'Effect': 'Allow', 'Action': 'kms:TagResource', 'Resource': '*', 'Condition':"
                                + " {'StringEquals': {'aws:RequestTag/team': 'vault'}}}");
        keyPolicy(ACCOUNT);

        role.kms().tagResource(t -> t.keyId(key).tags(tag("vault")));
        role.kms().replicateKey(r -> r.keyId(key).replicaRegion("eu-west-1").tags(tag("vault")));
        assertRefused(
                "AccessDeniedException",
                400,
                () -> role.kms().tagResource(t -> t.keyId(key).tags(tag("other"))));
        assertRefused(
                "AccessDeniedException",
                400,
                () ->
                        role.kms()
                                .replicateKey(r ->
                                        r.keyId(key)
                                                .replicaRegion("eu-west-2")
                                                .tags(tag("other"))));
    }

    private static Tag tag(String team) {
        return Tag.builder().tagKey("team").tagValue(team).build();
    }

    @Test
    void tellsReplicasFromTheirPrimary() {
        Clients role =
                role(
                        "r",
                        "{'Effect': 'Allow', 'Action': 'kms:PutKeyPolicy', 'Resource': '*',"
                                + " 'Condition': {'StringEquals': {'kms:MultiRegionKeyType': 'REPLICA',"
                                + " 'kms:MultiRegion': 'true'}}}");
        keyPolicy(ACCOUNT);
        management.kms().replicateKey(r -> r.keyId(key).replicaRegion("eu-west-1"));
        String replica = key.replace("us-east-1", "eu-west-1");

        role.in("eu-west-1").kms().putKeyPolicy(p -> p.keyId(replica).policy(policy(ACCOUNT)));
        assertRefused(
                "AccessDeniedException",
                400,
                () -> role.kms().putKeyPolicy(p -> p.keyId(key).policy(policy(ACCOUNT))));
    }

    @Test
    void asksForTheKeyAndForTheNameOfAnAlias() {
        String alias = "arn:aws:kms:us-east-1:111122223333:alias/vault";
        keyPolicy(ACCOUNT);
        Clients half = role("half", may("kms:CreateAlias", alias));
        Clients whole = role("whole", may("kms:CreateAlias", alias), may("kms:CreateAlias", key));

        assertRefused("AccessDeniedException", 400, () -> name(half));
        name(whole);
    }

    @Test
    void isUsedForUploadsByWayOfS3InTheContextOfTheBucketOrTheObject() {
        AccountId member = management.createAccount("a");
        Clients role = role(member, "r", may("s3:PutObject", OBJECTS), may("kms:*", key));
        S3Client owner = vault(true);
        String throughS3 =
                "{'Effect': 'Allow', 'Principal': {'AWS': '*'}, 'Action': 'kms:GenerateDataKey*',"
                        + " 'Resource': '*', 'Condition': {'StringEquals': {"
                        + " 'kms:ViaService': 's3.us-east-1.amazonaws.com',"
                        + " 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::vault'}}}";

        keyPolicy(ACCOUNT);
        assertDenied(
                "because no resource-based policy allows the kms:GenerateDataKey action",
                () -> put(role));
        keyPolicy(ACCOUNT, throughS3);
        put(role);
        encrypt(owner, false);
        assertRefused("AccessDenied", 403, () -> put(role));
        keyPolicy(ACCOUNT, throughS3.replace(":::vault'", ":::vault/k'"));
        put(role);
    }

    @Test
    void isNotNeededToLookAtAnObjectButToReadIt() {
        keyPolicy(ACCOUNT);
        vault(true).putObject(p -> p.bucket("vault").key("k"), RequestBody.fromString("x"));
        Clients reader = role("reader", may("s3:GetObject", OBJECTS));

        assertThatCode(() -> reader.s3().headObject(h -> h.bucket("vault").key("k")))
                .doesNotThrowAnyException();
        assertDenied(
                "because no identity-based policy allows the kms:Decrypt action",
                () -> reader.s3().getObjectAsBytes(g -> g.bucket("vault").key("k")));
    }

    @Test
    void isNeededToPutThePartsOfAnUploadTogether() {
        keyPolicy(ACCOUNT);
        vault(true);
        Clients writer =
                role("writer", may("s3:PutObject", OBJECTS), may("kms:GenerateDataKey", key));
        String id = writer.s3().createMultipartUpload(c -> c.bucket("vault").key("k")).uploadId();

        assertDenied("allows the kms:Decrypt action", () -> uploadInParts(writer, id));
        allow(
                Clients.MANAGEMENT,
                "writer",
                may("s3:PutObject", OBJECTS),
                may("kms:GenerateDataKey", key),
                may("kms:Decrypt", key));
        uploadInParts(writer, id);
    }

    private static void uploadInParts(Clients writer, String id) {
        String etag =
                writer.s3()
                        .uploadPart(
                                u -> u.bucket("vault").key("k").uploadId(id).partNumber(1),
                                RequestBody.fromString("part"))
                        .eTag();
        writer.s3()
                .completeMultipartUpload(c ->
                        c.bucket("vault")
                                .key("k")
                                .uploadId(id)
                                .multipartUpload(m ->
                                        m.parts(
                                                CompletedPart.builder()
                                                        .partNumber(1)
                                                        .eTag(etag)
                                                        .build())));
    }

    /// A bucket that is open to everybody and encrypts with the key.
    private S3Client vault(boolean bucketKey) {
        S3Client owner = management.s3();
        owner.createBucket(c -> c.bucket("vault"));
        owner.putBucketPolicy(p ->
                p.bucket("vault")
                        .policy(
                                policy(
                                        "{'Effect': 'Allow', 'Principal': '*', 'Action': 's3:PutObject',"
                                                + " 'Resource': 'arn:aws:s3:::vault/*'}")));
        encrypt(owner, bucketKey);
        return owner;
    }

    private void encrypt(S3Client owner, boolean bucketKey) {
        owner.putBucketEncryption(e ->
                e.bucket("vault")
                        .serverSideEncryptionConfiguration(c ->
                                c.rules(
                                        ServerSideEncryptionRule.builder()
                                                .bucketKeyEnabled(bucketKey)
                                                .applyServerSideEncryptionByDefault(d ->
                                                        d.sseAlgorithm("aws:kms")
                                                                .kmsMasterKeyID(key))
                                                .build())));
    }

    private void keyPolicy(String... statements) {
        management.kms().putKeyPolicy(p -> p.keyId(key).policy(policy(statements)));
    }

    private void name(Clients caller) {
        caller.kms().createAlias(a -> a.aliasName("alias/vault").targetKeyId(key));
    }

    private static void put(Clients caller) {
        caller.s3().putObject(p -> p.bucket("vault").key("k"), RequestBody.fromString("x"));
    }
}

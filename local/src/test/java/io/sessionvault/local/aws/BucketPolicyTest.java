package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sessionvault.account.AccountId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What the sessions of roles may do by the policies of buckets.
class BucketPolicyTest extends RoleTest {
    private static final String OBJECTS = "arn:aws:s3:::vault/*";

    @SuppressWarnings("NullAway.Init")
    private S3Client owner;

    @BeforeEach
    void createBucket() {
        owner = management.s3();
        owner.createBucket(c -> c.bucket("vault"));
        owner.putBucketVersioning(v ->
                v.bucket("vault")
                        .versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
    }

    @ParameterizedTest
    @CsvSource({
        // own account?, own policy allows?, bucket's policy, allowed?
        "true, true, none, true",
        "true, false, none, false",
        "true, false, allow, true",
        "true, true, deny, false",
        "false, true, none, false",
        "false, true, allow, true",
        "false, false, allow, false",
        "false, true, deny, false",
    })
    void takesOneSideInTheOwnersAccountAndBothFromOutside(
            boolean isOwn, boolean allows, String bucketPolicy, boolean isAllowed) {
        AccountId account = isOwn ? Clients.MANAGEMENT : management.createAccount("a");
        Clients role =
                allows ? role(account, "r", may("s3:PutObject", OBJECTS)) : role(account, "r");
        switch (bucketPolicy) {
            case "allow" -> bucketPolicy(anybody("Allow", "s3:PutObject", ""));
            case "deny" ->
                    bucketPolicy(anybody("Allow", "s3:*", ""), anybody("Deny", "s3:PutObject", ""));
            default -> {}
        }

        if (isAllowed) {
            put(role, "k");
        } else {
            assertRefused("AccessDenied", 403, () -> put(role, "k"));
        }
    }

    @Test
    void namesTheSideThatRefused() {
        AccountId member = management.createAccount("a");
        Clients role = role(member, "r", may("s3:*", "*"));

        assertDenied(
                "is not authorized to perform: s3:PutObject on resource: \"arn:aws:s3:::vault/k\""
                        + " because no resource-based policy allows the s3:PutObject action",
                () -> put(role, "k"));
        bucketPolicy(anybody("Deny", "s3:*", ""));
        assertDenied("with an explicit deny in a resource-based policy", () -> put(role, "k"));
    }

    @Test
    void leavesItToAnAccountThatItNames() {
        bucketPolicy(
                "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::111122223333:root'},"
                        + " 'Action': 's3:PutObject', 'Resource': '"
                        + OBJECTS
                        + "'}");
        Clients allowed = role("allowed", may("s3:PutObject", OBJECTS));
        Clients other = role("other");

        put(allowed, "k");
        assertRefused("AccessDenied", 403, () -> put(other, "k"));
    }

    @Test
    void bindsWritersToThePrefixOfTheirAccount() {
        AccountId member = management.createAccount("a");
        Clients role = role(member, "r", may("s3:PutObject", OBJECTS));
        bucketPolicy(
                anybody("Allow", "s3:PutObject", ""),
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 's3:PutObject',"
                        + " 'NotResource': 'arn:aws:s3:::vault/${aws:PrincipalAccount}/*'}");

        put(role, member + "/k");
        assertRefused("AccessDenied", 403, () -> put(role, "111122223333/k"));
    }

    @Test
    void knowsTheOrganizationTheOwnerAndThatTheEndpointSpeaksTls() {
        AccountId member = management.createAccount("a");
        Clients role =
                role(
                        member,
                        "r",
                        "{'Effect': 'Allow', 'Action': 's3:PutObject', 'Resource': '*', 'Condition':"
                                + " {'StringEquals': {'s3:ResourceAccount': '111122223333',"
                                + " 'aws:ResourceAccount': '111122223333'}}}");
        bucketPolicy(
                anybody(
                        "Allow",
                        "s3:PutObject",
                        "'StringEquals': {'aws:PrincipalOrgID': 'o-sessionvault'},"
                                + " 'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/r'}"),
                anybody("Deny", "s3:*", "'Bool': {'aws:SecureTransport': 'false'}"),
                anybody(
                        "Deny",
                        "s3:*",
                        "'StringNotEquals': {'aws:PrincipalOrgID': 'o-sessionvault'},"
                                + " 'BoolIfExists': {'aws:PrincipalIsAWSService': 'false'}"));

        put(role, "k");
    }

    @Test
    void asksForTheListWhereAnUploadHasOne() {
        Clients role = role("r", may("s3:PutObject", OBJECTS));

        assertDenied(
                "because no identity-based policy allows the s3:PutObjectAcl action",
                () ->
                        role.s3()
                                .putObject(
                                        p ->
                                                p.bucket("vault")
                                                        .key("k")
                                                        .acl(
                                                                ObjectCannedACL
                                                                        .BUCKET_OWNER_FULL_CONTROL),
                                        RequestBody.fromString("x")));
    }

    @Test
    void looksAtWhatAnUploadStates() {
        Clients role = role("r", may("s3:PutObject", OBJECTS));
        bucketPolicy(
                anybody(
                        "Deny",
                        "s3:PutObject",
                        "'Null': {'s3:x-amz-server-side-encryption': 'false'}, 'StringNotEquals':"
                                + " {'s3:x-amz-server-side-encryption': 'aws:kms'}"));

        put(role, "states-nothing");
        assertRefused(
                "AccessDenied",
                403,
                () ->
                        role.s3()
                                .putObject(
                                        p ->
                                                p.bucket("vault")
                                                        .key("k")
                                                        .serverSideEncryption("AES256"),
                                        RequestBody.fromString("x")));
    }

    @Test
    void tellsOnlyThoseThatMayListTheBucketWhatIsAbsent() {
        Clients blind = role("blind", may("s3:GetObject*", OBJECTS));
        Clients seeing =
                role(
                        "seeing",
                        may("s3:GetObject*", OBJECTS),
                        may("s3:ListBucket", "arn:aws:s3:::vault"));

        assertThat(statusOfHead(blind, "absent", null)).isEqualTo(403);
        assertThat(statusOfHead(seeing, "absent", null)).isEqualTo(404);
        assertThat(statusOfHead(seeing, "absent", "an-old-version")).isEqualTo(404);
    }

    @Test
    void readsVersionsByAnActionOfTheirOwn() {
        String version =
                owner.putObject(p -> p.bucket("vault").key("k"), RequestBody.fromString("x"))
                        .versionId();
        Clients newest = role("newest", may("s3:GetObject", OBJECTS));
        Clients any = role("any", may("s3:GetObjectVersion", OBJECTS));

        assertThatCode(() -> newest.s3().headObject(h -> h.bucket("vault").key("k")))
                .doesNotThrowAnyException();
        assertThatCode(() ->
                        any.s3().headObject(h -> h.bucket("vault").key("k").versionId(version)))
                .doesNotThrowAnyException();
        assertThat(statusOfHead(newest, "k", version)).isEqualTo(403);
        assertThat(statusOfHead(any, "k", null)).isEqualTo(403);
        assertDenied(
                "allows the s3:ListBucketVersions action",
                () -> any.s3().listObjectVersions(l -> l.bucket("vault")));
    }

    @Test
    void copiesWhatTheCallerMayRead() {
        owner.putObject(p -> p.bucket("vault").key("k"), RequestBody.fromString("x"));
        Clients writer = role("writer", may("s3:PutObject", OBJECTS));

        assertDenied(
                "allows the s3:GetObject action",
                () ->
                        writer.s3()
                                .copyObject(c ->
                                        c.sourceBucket("vault")
                                                .sourceKey("k")
                                                .destinationBucket("vault")
                                                .destinationKey("copy")));
    }

    @Test
    void bindsNobodyAnyMoreOnceItIsDeleted() {
        bucketPolicy(anybody("Deny", "s3:*", ""));
        owner.deleteBucketPolicy(d -> d.bucket("vault"));

        put(role("r", may("s3:PutObject", OBJECTS)), "k");
        assertRefused(
                "NoSuchBucketPolicy", 404, () -> owner.getBucketPolicy(g -> g.bucket("vault")));
    }

    private static int statusOfHead(Clients caller, String key, @Nullable String version) {
        try {
            caller.s3().headObject(h -> h.bucket("vault").key(key).versionId(version));
            return 200;
        } catch (S3Exception refused) {
            return refused.statusCode();
        }
    }

    private void bucketPolicy(String... statements) {
        owner.putBucketPolicy(p -> p.bucket("vault").policy(policy(statements)));
    }

    private static String anybody(String effect, String action, String condition) {
        return "{'Effect': '%s', 'Principal': '*', 'Action': '%s', 'Resource': '%s', 'Condition': {%s}}"
                .formatted(effect, action, OBJECTS, condition);
    }

    private static void put(Clients caller, String key) {
        caller.s3().putObject(p -> p.bucket("vault").key(key), RequestBody.fromString("x"));
    }
}

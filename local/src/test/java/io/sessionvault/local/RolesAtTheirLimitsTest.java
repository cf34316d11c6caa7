package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.organization.SessionAgent.Upload;
import io.sessionvault.local.organization.WayIn;
import io.sessionvault.reconcile.LogPolicy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// What the roles of the templates cannot do, and what fails without one of their statements.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesAtTheirLimitsTest {
    private static final String MEMBER_ROLE = "SessionVaultMember";
    private static final String POLICY = "ConfigureSessionLogging";

    @SuppressWarnings("NullAway.Init")
    private VaultUnderTest vault;

    @BeforeAll
    void deploy() {
        vault = new VaultUnderTest();
    }

    @AfterAll
    void close() {
        vault.close();
    }

    @ParameterizedTest
    @CsvSource({
        "FindTheRegions, account:ListRegions",
        "KeepTheLoggingPolicy, iam:ListPolicyVersions",
        "FindRolesUsersAndTheirPolicies, iam:GetAccountAuthorizationDetails",
        "AttachTheLoggingPolicy, iam:AttachRolePolicy",
        "KeepThePreferences, ssm:DescribeDocument",
    })
    void onboardingSaysWhichActionItLacks(String statement, String action) {
        AccountId member = vault.memberWithAgents("lacks-" + statement);
        remove(member, statement);

        JsonNode result = vault.request(member, "apply");

        assertThat(result.path("status").asText()).isIn("INCOMPLETE", "UNREACHABLE");
        assertThat(result.toString())
                .contains("DENIED", "because no identity-based policy allows the " + action);
    }

    @Test
    void memberRoleLetsNobodyInButTheOnboardingThatKnowsTheExternalId() {
        AccountId member = vault.accounts.create("closed");

        assertThat(assume(function("OnboardAccount"), member, WayIn.EXTERNAL_ID)).isNotNull();
        assertDenied("sts:AssumeRole", () -> assume(function("OnboardAccount"), member, null));
        assertDenied(
                "sts:AssumeRole", () -> assume(function("CheckLog"), member, WayIn.EXTERNAL_ID));
        assertDenied(
                "sts:AssumeRole",
                () ->
                        assume(
                                vault.administrator(vault.accounts.management()),
                                member,
                                WayIn.EXTERNAL_ID));
    }

    @Test
    void memberRoleAttachesItsOwnPolicyOnlyAndNeverToItself() {
        AccountId member = vault.memberWithAgents("attached");
        vault.request(member, "apply");
        IamClient iam = client(IamClient.builder(), memberRole(member), "us-east-1");
        String logging = "arn:aws:iam::" + member + ":policy/" + LogPolicy.NAME;
        String administrator = "arn:aws:iam::aws:policy/AdministratorAccess";

        assertThatCode(() -> iam.attachRolePolicy(a -> a.roleName("web-server").policyArn(logging)))
                .doesNotThrowAnyException();
        assertDenied(
                "allows the iam:AttachRolePolicy action",
                () -> iam.attachRolePolicy(a -> a.roleName("web-server").policyArn(administrator)));
        assertDenied(
                "with an explicit deny in an identity-based policy",
                () -> iam.attachRolePolicy(a -> a.roleName(MEMBER_ROLE).policyArn(logging)));
        assertDenied(
                "with an explicit deny in an identity-based policy",
                () ->
                        iam.putRolePolicy(p ->
                                p.roleName(MEMBER_ROLE)
                                        .policyName("More")
                                        .policyDocument("{\"Statement\": []}")));
        assertDenied("iam:DeleteRole", () -> iam.deleteRole(d -> d.roleName("web-server")));
    }

    @Test
    void memberRoleWritesNoDocumentButThePreferences() {
        AccountId member = vault.accounts.create("documented");
        SsmClient ssm = client(SsmClient.builder(), memberRole(member), "eu-west-1");

        assertDenied(
                "allows the ssm:CreateDocument action",
                () ->
                        ssm.createDocument(c ->
                                c.name("Other").documentType(DocumentType.SESSION).content("{}")));
    }

    @Test
    void checkerCannotReadWriteOrDeleteALog() {
        AccountId member = vault.accounts.create("logged");
        Upload log = vault.agentThatLogs(member).upload(member + "/eu-west-1/a-0.log", "secret");
        S3Client s3 =
                client(
                        S3Client.builder().forcePathStyle(true),
                        function("CheckLog"),
                        VaultUnderTest.HOME.value());

        assertThatCode(() -> s3.headObject(h -> h.bucket(log.bucket()).key(log.key())))
                .doesNotThrowAnyException();
        assertDenied(
                "kms:Decrypt",
                () -> s3.getObjectAsBytes(g -> g.bucket(log.bucket()).key(log.key())));
        assertDenied(
                "s3:PutObject",
                () ->
                        s3.putObject(
                                p -> p.bucket(log.bucket()).key(log.key()),
                                RequestBody.fromString("x")));
        assertDenied(
                "s3:DeleteObject",
                () -> s3.deleteObject(d -> d.bucket(log.bucket()).key(log.key())));
    }

    @Test
    void notEvenARoleThatMayDoEverythingReadsOrDeletesALogOrWritesUnderAnotherPrefix() {
        AccountId member = vault.accounts.create("kept");
        Upload log = vault.agentThatLogs(member).upload(member + "/eu-west-1/a-0.log", "secret");
        vault.workload(vault.account).instanceRole("almighty", List.of("*"));
        S3Client s3 =
                client(
                        S3Client.builder().forcePathStyle(true),
                        vault.accounts.serviceRole(
                                vault.account, "ec2.amazonaws.com", "almighty", "i-1"),
                        VaultUnderTest.HOME.value());

        assertDenied(
                "with an explicit deny in a resource-based policy",
                () -> s3.getObjectAsBytes(g -> g.bucket(log.bucket()).key(log.key())));
        assertDenied(
                "with an explicit deny in a resource-based policy",
                () -> s3.deleteObject(d -> d.bucket(log.bucket()).key(log.key())));
        assertDenied(
                "with an explicit deny in a resource-based policy",
                () ->
                        s3.deleteObject(d ->
                                d.bucket(log.bucket()).key(log.key()).versionId(log.versionId())));
        assertDenied(
                "with an explicit deny in a resource-based policy",
                () ->
                        s3.putObject(
                                p -> p.bucket(log.bucket()).key(member + "/eu-west-1/b-0.log"),
                                RequestBody.fromString("x")));
    }

    @Test
    void onboardingMayKeepReplicasOfTheSessionKeyAndNotTouchThePrimary() {
        String region = "eu-south-1";
        client(AccountClient.builder(), vault.administrator(vault.account), "us-east-1")
                .enableRegion(e -> e.regionName(region));
        String primary = vault.template.physicalId("SessionKey", "Arn");
        String replica = primary.replaceFirst("kms:[^:]+", "kms:" + region);
        KmsClient home = client(KmsClient.builder(), function("OnboardAccount"), "us-east-1");
        KmsClient there = client(KmsClient.builder(), function("OnboardAccount"), region);
        String policy = home.getKeyPolicy(g -> g.keyId(primary)).policy();

        home.replicateKey(r -> r.keyId(primary).replicaRegion(region).policy(policy));
        there.describeKey(d -> d.keyId(replica));
        there.createAlias(a -> a.aliasName("alias/session-vault-session").targetKeyId(replica));
        there.listAliases();
        there.putKeyPolicy(p -> p.keyId(replica).policy(policy));

        assertDenied(
                "kms:PutKeyPolicy", () -> home.putKeyPolicy(p -> p.keyId(primary).policy(policy)));
        assertDenied(
                "alias/x",
                () -> there.createAlias(a -> a.aliasName("alias/x").targetKeyId(replica)));
        assertDenied(
                "kms:DescribeKey",
                () ->
                        home.describeKey(
                                d -> d.keyId(vault.template.physicalId("BucketKey", "Arn"))));
    }

    private void remove(AccountId member, String statement) {
        IamClient iam = vault.iam(member);
        String document =
                iam.getRolePolicy(g -> g.roleName(MEMBER_ROLE).policyName(POLICY)).policyDocument();
        JsonNode policy = VaultUnderTest.json(URLDecoder.decode(document, StandardCharsets.UTF_8));
        ArrayNode statements = (ArrayNode) policy.path("Statement");
        int before = statements.size();
        for (int i = before - 1; i >= 0; i--) {
            if (statements.get(i).path("Sid").asText().equals(statement)) {
                statements.remove(i);
            }
        }
        assertThat(statements).hasSize(before - 1);
        iam.putRolePolicy(
                p -> p.roleName(MEMBER_ROLE).policyName(POLICY).policyDocument(policy.toString()));
    }

    private AwsCredentials function(String logicalId) {
        return vault.stack.functionCredentials(logicalId);
    }

    private AwsCredentials memberRole(AccountId member) {
        Credentials session = assume(function("OnboardAccount"), member, WayIn.EXTERNAL_ID);
        return AwsSessionCredentials.create(
                session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }

    private Credentials assume(
            AwsCredentials caller, AccountId member, @Nullable String externalId) {
        return client(StsClient.builder(), caller, "us-east-1")
                .assumeRole(a ->
                        a.roleArn("arn:aws:iam::" + member + ":role/" + MEMBER_ROLE)
                                .roleSessionName("test")
                                .externalId(externalId))
                .credentials();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, AwsCredentials credentials, String region) {
        return vault.platform.endpoint().client(builder, credentials, new RegionName(region));
    }

    private static void assertDenied(String reason, ThrowingCallable call) {
        assertThatExceptionOfType(AwsServiceException.class)
                .isThrownBy(call)
                .satisfies(refused -> {
                    assertThat(refused.awsErrorDetails().errorCode()).startsWith("AccessDenied");
                    assertThat(refused.awsErrorDetails().errorMessage()).contains(reason);
                });
    }
}

package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.aws.LocalAws;
import io.sessionvault.local.aws.iam.PermissionSet;
import io.sessionvault.local.organization.Agents;
import io.sessionvault.local.organization.Handshake;
import io.sessionvault.local.organization.LocalAccounts;
import io.sessionvault.local.organization.ManagedNode;
import io.sessionvault.local.organization.Person;
import io.sessionvault.local.organization.SessionAgent;
import io.sessionvault.local.organization.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionState;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

/// Persons start sessions on nodes, by preferences that name a bucket and a key of another account.
class HandshakeTest {
    private static final RegionName REGION = new RegionName("us-east-1");
    private static final String USE_KEY =
            "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"kms:GenerateDataKey\", \"Resource\": \"*\"}}";
    private static final String NO_KEY =
            "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"ssm:*\", \"Resource\": \"*\"}}";

    private final Platform.StandIn platform = Platform.StandIn.start();
    private final LocalAccounts accounts = new LocalAccounts(platform.endpoint(), REGION);
    private final AccountId vault = accounts.create("vault");
    private final AccountId member = accounts.create("member");

    @SuppressWarnings("NullAway.Init")
    private String key;

    @BeforeEach
    void openVault() {
        S3Client s3 = s3();
        s3.createBucket(c -> c.bucket("logs").objectLockEnabledForBucket(true));
        s3.putObjectLockConfiguration(p ->
                p.bucket("logs")
                        .objectLockConfiguration(c ->
                                c.objectLockEnabled("Enabled")
                                        .rule(r ->
                                                r.defaultRetention(d ->
                                                        d.days(1)
                                                                .mode(
                                                                        ObjectLockRetentionMode
                                                                                .GOVERNANCE)))));
        s3.putBucketPolicy(p ->
                p.bucket("logs")
                        .policy(
                                """
                                {"Statement": {"Effect": "Allow", "Principal": {"AWS": "*"},
                                  "Action": ["s3:PutObject", "s3:PutObjectAcl", "s3:GetEncryptionConfiguration"],
                                  "Resource": ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"]}}\
                                """));
        key =
                client(KmsClient.builder(), vault)
                        .createKey(c ->
                                c.policy(
                                        """
                                        {"Statement": {"Effect": "Allow", "Principal": {"AWS": "*"},
                                          "Action": ["kms:GenerateDataKey", "kms:Decrypt"], "Resource": "*",
                                          "Condition": {"StringLike": {"kms:EncryptionContext:aws:ssm:TargetId": "*",
                                            "kms:EncryptionContext:aws:ssm:SessionId": "ana-*"}}}}\
                                        """))
                        .keyMetadata()
                        .arn();
        workload()
                .preferences(
                        REGION,
                        Map.of(
                                "schemaVersion",
                                "1.0",
                                "sessionType",
                                "Standard_Stream",
                                "inputs",
                                Map.of(
                                        "s3BucketName",
                                        "logs",
                                        "s3EncryptionEnabled",
                                        true,
                                        "kmsKeyId",
                                        key)));
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void agreesWherePersonAndNodeMayUseTheKey() {
        workload().instanceRole("web", List.of("kms:Decrypt", "s3:*"));

        assertThat(start(ana(USE_KEY), "web"))
                .isInstanceOfSatisfying(
                        ManagedNode.Start.Live.class,
                        live -> assertThat(live.isEncrypted()).isTrue());
    }

    @Test
    void failsWhereThePersonMayNotMakeADataKey() {
        workload().instanceRole("web", List.of("kms:Decrypt", "s3:*"));

        assertFailed(
                Handshake.Side.PERSON,
                "no identity-based policy allows the kms:GenerateDataKey action",
                start(ana(NO_KEY), "web"));
        assertThat(sessions())
                .singleElement()
                .satisfies(failed -> {
                    assertThat(failed.status()).isEqualTo(SessionStatus.FAILED);
                    assertThat(failed.owner()).endsWith("/ana");
                });
        assertThat(s3().listObjectsV2(l -> l.bucket("logs")).contents())
                .extracting(object -> object.key())
                .containsExactly("p/Standard_Stream/stderr");
    }

    @Test
    void failsWhereTheNodeMayNotOpenTheDataKey() {
        workload().instanceRole("web", List.of("s3:GetEncryptionConfiguration"));

        assertFailed(
                Handshake.Side.NODE_AT_KEY,
                "no identity-based policy allows the kms:Decrypt action",
                start(ana(USE_KEY), "web"));
        assertThat(s3().listObjectsV2(l -> l.bucket("logs")).contents()).isEmpty();
    }

    @Test
    void failsWhereTheNodeMayNotLookAtTheBucket() {
        workload().instanceRole("web", List.of("kms:Decrypt"));

        assertFailed(
                Handshake.Side.NODE_AT_BUCKET,
                "no identity-based policy allows the s3:GetEncryptionConfiguration action",
                start(ana(USE_KEY), "web"));
    }

    @Test
    void failsUnderAServiceControlPolicyThatDeniesTheKey() {
        workload().instanceRole("web", List.of("kms:Decrypt", "s3:*"));
        var organizations = accounts.organizations();
        String root = organizations.listRoots().roots().getFirst().id();
        organizations.enablePolicyType(
                e -> e.rootId(root).policyType(PolicyType.SERVICE_CONTROL_POLICY));
        String policy =
                organizations
                        .createPolicy(c ->
                                c.name("foreign")
                                        .description("d")
                                        .type(PolicyType.SERVICE_CONTROL_POLICY)
                                        .content(
                                                """
                                                {"Statement": {"Effect": "Deny", "Action": "kms:*", "Resource": "*",
                                                  "Condition": {"StringNotEquals": {"aws:ResourceAccount": "%s"}}}}\
                                                """
                                                        .formatted(member)))
                        .policy()
                        .policySummary()
                        .id();
        organizations.attachPolicy(a -> a.policyId(policy).targetId(member.value()));

        assertFailed(
                Handshake.Side.PERSON,
                "with an explicit deny in a service control policy",
                start(ana(USE_KEY), "web"));
    }

    @Test
    void runsInTasksWhoseOldAgentSendsNoDigest() {
        workload().taskRole("task", List.of("kms:Decrypt", "s3:*", "ssmmessages:*"));
        AwsCredentials task =
                accounts.serviceRole(member, "ecs-tasks.amazonaws.com", "task", "0123");

        SessionAgent old = agents().inTask(member, "task");
        assertThat(start(ana(USE_KEY), task, old)).isInstanceOf(ManagedNode.Start.Live.class);
        assertThatThrownBy(() -> old.upload("k.log", "$ uptime"))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        refused -> {
                            assertThat(refused.statusCode()).isEqualTo(400);
                            assertThat(refused.awsErrorDetails().errorCode())
                                    .isEqualTo("InvalidRequest");
                        });
        workload().instanceRole("web", List.of("s3:*"));
        agents().onInstance(member, "web").upload("k.log", "$ uptime");
    }

    private static void assertFailed(Handshake.Side side, String why, ManagedNode.Start start) {
        assertThat(start)
                .isInstanceOfSatisfying(
                        ManagedNode.Start.Failed.class,
                        failed -> {
                            assertThat(failed.side()).isEqualTo(side);
                            assertThat(failed.why()).contains(why);
                        });
    }

    private ManagedNode.Start start(Person person, String role) {
        AwsCredentials node =
                accounts.serviceRole(member, "ec2.amazonaws.com", role, "i-0123456789abcdef0");
        return start(person, node, agents().onInstance(member, role));
    }

    private ManagedNode.Start start(Person person, AwsCredentials node, SessionAgent agent) {
        ManagedNode managed =
                new ManagedNode(
                        platform::held,
                        platform.clock(),
                        agent,
                        new ManagedNode.Place(member, REGION, "p", "i-0123456789abcdef0"));
        return managed.start(person, new Handshake(platform.endpoint(), accounts, REGION, node));
    }

    private Person ana(String policy) {
        LocalAws aws = platform.aws();
        String role = aws.assign(member, PermissionSet.of("Operators", policy));
        String name = role.substring(role.lastIndexOf('/') + 1);
        return new Person(
                "ana",
                "arn:aws:sts::" + member + ":assumed-role/" + name + "/ana",
                aws.signIn(role, "ana", Map.of()));
    }

    private List<Session> sessions() {
        return client(SsmClient.builder(), member)
                .describeSessions(d -> d.state(SessionState.HISTORY))
                .sessions();
    }

    private Agents agents() {
        return new Agents(platform.endpoint(), accounts, REGION, "logs");
    }

    private Workload workload() {
        return new Workload(platform.endpoint(), accounts, member, REGION);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, AccountId account) {
        return platform.endpoint().client(builder, accounts.administrator(account), REGION);
    }

    private S3Client s3() {
        return client(S3Client.builder().forcePathStyle(true), vault);
    }
}

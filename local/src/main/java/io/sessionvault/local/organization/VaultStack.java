package io.sessionvault.local.organization;

import static java.util.Objects.requireNonNull;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.Json;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.local.template.QueueDefinition;
import io.sessionvault.local.template.ResolvedTemplate;
import io.sessionvault.local.template.Template;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// What CloudFormation would create from template.yaml, created through the API: the keys with
/// their policies and aliases, the bucket, the queues and the functions' roles. Everything else
/// about the stack is read from the template.
public final class VaultStack {
    private static final String HUB_ROLE = "SessionVaultHub";

    /// The longest that a role session may last: Lambda renews a function's credentials, a local
    /// run does not.
    private static final int ROLE_SESSION_SECONDS = 43_200;

    private static final String EXTERNAL_ID = "session-vault-local";

    private final Endpoint endpoint;
    private final LocalAccounts accounts;
    private final AccountId account;
    private final RegionName home;
    private final Template template;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> ids = new HashMap<>();

    /// @param accounts the organization
    /// @param account the vault's account
    /// @param home the vault's Region
    /// @param template template.yaml
    public VaultStack(
            Endpoint endpoint,
            LocalAccounts accounts,
            AccountId account,
            RegionName home,
            Template template) {
        this.endpoint = endpoint;
        this.accounts = accounts;
        this.account = account;
        this.home = home;
        this.template = template;
    }

    /// Creates the stack. The session key has no replicas yet: the onboarding makes them when the
    /// vault's own account is reconciled.
    ///
    /// @param chosen values of the template's parameters, beside those that the organization gives
    public ResolvedTemplate deploy(Map<String, String> chosen) {
        parameters.put("OrganizationId", accounts.organizationId());
        parameters.put("HubRoleArn", createHubRole());
        parameters.put("MemberRoleName", LocalAccounts.MEMBER_ROLE);
        parameters.put("ExternalId", EXTERNAL_ID);
        parameters.putAll(chosen);
        createKeys();
        createQueues();
        createBucket();
        createFunctionRoles();
        return resolved();
    }

    /// The template with what has been created so far.
    public ResolvedTemplate resolved() {
        PhysicalIds created =
                (logicalId, attribute) ->
                        Optional.ofNullable(ids.getOrDefault(logicalId, Map.of()).get(attribute));
        return template.resolve(parameters, account.value(), home.value(), created);
    }

    /// The credentials of a function's execution role.
    public AwsCredentials functionCredentials(String functionLogicalId) {
        return accounts.role(account, roleName(functionLogicalId), ROLE_SESSION_SECONDS);
    }

    /// The queues, as the vault's administrator reaches them.
    public SqsClient sqs() {
        return endpoint.client(SqsClient.builder(), administrator(), home);
    }

    /// The bucket, as the vault's administrator reaches it.
    public S3Client s3() {
        return endpoint.client(S3Client.builder().forcePathStyle(true), administrator(), home);
    }

    private AwsCredentials administrator() {
        return accounts.administrator(account);
    }

    private String createHubRole() {
        IamClient iam = endpoint.client(IamClient.builder(), endpoint.management(), home);
        Map<String, Object> trust =
                allow(
                        Map.of(
                                "Principal",
                                Map.of("AWS", "arn:aws:iam::" + account + ":root"),
                                "Action",
                                "sts:AssumeRole",
                                "Condition",
                                Map.of("StringEquals", Map.of("sts:ExternalId", EXTERNAL_ID))));
        String arn =
                iam.createRole(ask ->
                                ask.roleName(HUB_ROLE).assumeRolePolicyDocument(Json.write(trust)))
                        .role()
                        .arn();
        Map<String, Object> reach =
                allow(
                        Map.of(
                                "Action",
                                "sts:AssumeRole",
                                "Resource",
                                "arn:aws:iam::*:role/" + LocalAccounts.MEMBER_ROLE));
        iam.putRolePolicy(ask ->
                ask.roleName(HUB_ROLE).policyName("Reach").policyDocument(Json.write(reach)));
        return arn;
    }

    private void createKeys() {
        KmsClient kms = endpoint.client(KmsClient.builder(), administrator(), home);
        for (String key : resolved().logicalIds("AWS::KMS::Key")) {
            Map<String, Object> properties = resolved().resource(key);
            KeyMetadata created =
                    kms.createKey(ask ->
                                    ask.description(text(properties, "Description"))
                                            .multiRegion(
                                                    Boolean.TRUE.equals(
                                                            properties.get("MultiRegion")))
                                            .policy(
                                                    Json.write(
                                                            requireNonNull(
                                                                    properties.get("KeyPolicy")))))
                            .keyMetadata();
            ids.put(key, Map.of("Arn", created.arn(), PhysicalIds.REF, created.keyId()));
        }
        for (String alias : resolved().logicalIds("AWS::KMS::Alias")) {
            Map<String, Object> properties = resolved().resource(alias);
            kms.createAlias(ask ->
                    ask.aliasName(text(properties, "AliasName"))
                            .targetKeyId(text(properties, "TargetKeyId")));
        }
    }

    private static String text(Map<String, Object> properties, String name) {
        return requireNonNull(properties.get(name), name).toString();
    }

    private void createQueues() {
        Map<String, QueueDefinition> queues = resolved().queues();
        queues.values().stream()
                .filter(queue -> queue.redrive().isEmpty())
                .forEach(queue -> create(queue, Map.of()));
        queues.values().stream()
                .filter(queue -> queue.redrive().isPresent())
                .forEach(queue -> {
                    QueueDefinition.Redrive redrive = queue.redrive().get();
                    String deadLetters = resolved().physicalId(redrive.deadLetterQueue(), "Arn");
                    create(
                            queue,
                            Map.of(
                                    QueueAttributeName.REDRIVE_POLICY,
                                    Json.write(
                                            Map.of(
                                                    "deadLetterTargetArn",
                                                    deadLetters,
                                                    "maxReceiveCount",
                                                    redrive.maxReceiveCount()))));
                });
    }

    private void create(QueueDefinition queue, Map<QueueAttributeName, String> more) {
        Map<QueueAttributeName, String> attributes = new HashMap<>(more);
        attributes.put(
                QueueAttributeName.VISIBILITY_TIMEOUT,
                Long.toString(queue.visibilityTimeout().toSeconds()));
        SqsClient sqs = sqs();
        String url =
                sqs.createQueue(ask -> ask.queueName(queue.name()).attributes(attributes))
                        .queueUrl();
        String arn =
                sqs.getQueueAttributes(ask ->
                                ask.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                        .attributes()
                        .get(QueueAttributeName.QUEUE_ARN);
        ids.put(
                queue.logicalId(),
                Map.of(PhysicalIds.REF, url, "Arn", arn, "QueueName", queue.name()));
    }

    private void createBucket() {
        S3Client s3 = s3();
        String bucket = resolved().bucketName();
        s3.createBucket(ask -> ask.bucket(bucket));
        s3.putBucketVersioning(ask ->
                ask.bucket(bucket)
                        .versioningConfiguration(is -> is.status(BucketVersioningStatus.ENABLED)));
        s3.putBucketEncryption(ask ->
                ask.bucket(bucket)
                        .serverSideEncryptionConfiguration(is ->
                                is.rules(
                                        ServerSideEncryptionRule.builder()
                                                .bucketKeyEnabled(true)
                                                .applyServerSideEncryptionByDefault(by ->
                                                        by.sseAlgorithm(
                                                                        ServerSideEncryption
                                                                                .AWS_KMS)
                                                                .kmsMasterKeyID(
                                                                        resolved()
                                                                                .physicalId(
                                                                                        "BucketKey",
                                                                                        "Arn")))
                                                .build())));
        s3.putBucketNotificationConfiguration(ask ->
                ask.bucket(bucket)
                        .notificationConfiguration(is -> is.eventBridgeConfiguration(on -> {})));
    }

    private void createFunctionRoles() {
        IamClient iam = endpoint.client(IamClient.builder(), administrator(), home);
        // Lambda assumes the real role; here the administrator does it in Lambda's place.
        Map<String, Object> trust =
                allow(
                        Map.of(
                                "Principal",
                                Map.of("AWS", "arn:aws:iam::" + account + ":root"),
                                "Action",
                                "sts:AssumeRole"));
        for (String function : resolved().functions().keySet()) {
            iam.createRole(ask ->
                    ask.maxSessionDuration(ROLE_SESSION_SECONDS)
                            .roleName(roleName(function))
                            .assumeRolePolicyDocument(Json.write(trust)));
            Map<String, Object> policy =
                    Map.of("Version", "2012-10-17", "Statement", resolved().statementsOf(function));
            iam.putRolePolicy(ask ->
                    ask.roleName(roleName(function))
                            .policyName(function)
                            .policyDocument(Json.write(policy)));
        }
    }

    private static String roleName(String functionLogicalId) {
        return functionLogicalId + "Role";
    }

    private static Map<String, Object> allow(Map<String, Object> rest) {
        Map<String, Object> statement = new LinkedHashMap<>(rest);
        statement.put("Effect", "Allow");
        return Map.of("Version", "2012-10-17", "Statement", List.of(statement));
    }
}

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
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.SsmClient;

/// What CloudFormation would create from template.yaml, created through the API: the keys with
/// their policies and aliases, the buckets, the queues, the topics, the switch for repairs and the roles.
/// Everything else about the stack is read from the template.
public final class VaultStack {
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
        if (!accounts.management().equals(account)) {
            parameters.put("ManagementAccountId", accounts.management().value());
        }
        parameters.putAll(chosen);
        createKeys();
        createQueues();
        createBuckets();
        createTopics();
        createParameters();
        StackRoles.create(endpoint.client(IamClient.builder(), administrator(), home), resolved());
        return resolved();
    }

    /// Gives parameters other values, as an update of the stack does. The resources stay as they are.
    ///
    /// @throws IllegalArgumentException when a role would have to change with them
    public ResolvedTemplate change(Map<String, String> changed) {
        List<Map<String, Object>> before = roles();
        Map<String, String> values = Map.copyOf(parameters);
        parameters.putAll(changed);
        if (!roles().equals(before)) {
            parameters.clear();
            parameters.putAll(values);
            throw new IllegalArgumentException(changed.keySet() + " would change a role");
        }
        return resolved();
    }

    private List<Map<String, Object>> roles() {
        ResolvedTemplate stack = resolved();
        return stack.logicalIds("AWS::IAM::Role").stream().map(stack::resource).toList();
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
        return credentials(functionLogicalId, "lambda.amazonaws.com");
    }

    /// The credentials of a state machine's role.
    public AwsCredentials stateMachineCredentials(String stateMachineLogicalId) {
        return credentials(stateMachineLogicalId, "states.amazonaws.com");
    }

    private AwsCredentials credentials(String logicalId, String service) {
        String role = String.valueOf(resolved().resource(logicalId).get("Role"));
        return accounts.serviceRole(
                account, service, role.substring(role.indexOf('/') + 1), logicalId);
    }

    /// The queues, as the vault's administrator reaches them.
    public SqsClient sqs() {
        return endpoint.client(SqsClient.builder(), administrator(), home);
    }

    /// The buckets, as the vault's administrator reaches them.
    public S3Client s3() {
        return endpoint.client(S3Client.builder().forcePathStyle(true), administrator(), home);
    }

    private AwsCredentials administrator() {
        return accounts.administrator(account);
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
                                            .policy(document(key, "KeyPolicy"))
                                            .tags(tags(properties)))
                            .keyMetadata();
            ids.put(key, Map.of("Arn", created.arn(), PhysicalIds.REF, created.keyId()));
            if (Boolean.TRUE.equals(properties.get("EnableKeyRotation"))) {
                kms.enableKeyRotation(ask -> ask.keyId(created.keyId()));
            }
        }
        for (String alias : resolved().logicalIds("AWS::KMS::Alias")) {
            Map<String, Object> properties = resolved().resource(alias);
            kms.createAlias(ask ->
                    ask.aliasName(text(properties, "AliasName"))
                            .targetKeyId(text(properties, "TargetKeyId")));
        }
    }

    private static List<Tag> tags(Map<String, Object> properties) {
        return properties.get("Tags") instanceof List<?> tags
                ? tags.stream()
                        .map(tag -> (Map<?, ?>) tag)
                        .map(tag ->
                                Tag.builder()
                                        .tagKey(String.valueOf(tag.get("Key")))
                                        .tagValue(String.valueOf(tag.get("Value")))
                                        .build())
                        .toList()
                : List.of();
    }

    private static String text(Map<String, Object> properties, String name) {
        return requireNonNull(properties.get(name), name).toString();
    }

    private String document(String logicalId, String property) {
        return Json.write(
                Objects.requireNonNull(
                        resolved().resource(logicalId).get(property), logicalId + " " + property));
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
        attributes.put(QueueAttributeName.DELAY_SECONDS, Long.toString(queue.delay().toSeconds()));
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

    private void createBuckets() {
        StackBuckets buckets = new StackBuckets(s3(), resolved());
        buckets.create();
        switch (endpoint.policies()) {
            case Endpoint.Policies.Evaluated _, Endpoint.Policies.Enforced _ -> buckets.protect();
            // An emulator may know bucket policies and not what their conditions mean.
            case Endpoint.Policies.Ignored() -> {}
        }
    }

    private void createTopics() {
        SnsClient sns = endpoint.client(SnsClient.builder(), administrator(), home);
        for (String topic : resolved().logicalIds("AWS::SNS::Topic")) {
            Map<String, Object> properties = resolved().resource(topic);
            String arn =
                    sns.createTopic(ask ->
                                    ask.name(text(properties, "TopicName"))
                                            .attributes(
                                                    Map.of(
                                                            "KmsMasterKeyId",
                                                            text(properties, "KmsMasterKeyId"))))
                            .topicArn();
            ids.put(topic, Map.of(PhysicalIds.REF, arn, "TopicArn", arn));
        }
    }

    private void createParameters() {
        SsmClient ssm = endpoint.client(SsmClient.builder(), administrator(), home);
        for (String parameter : resolved().logicalIds("AWS::SSM::Parameter")) {
            Map<String, Object> properties = resolved().resource(parameter);
            ssm.putParameter(ask ->
                    ask.name(text(properties, "Name"))
                            .type(text(properties, "Type"))
                            .value(text(properties, "Value")));
        }
    }
}

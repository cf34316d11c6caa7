package io.sessionvault.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.policy.BucketPolicy;
import io.sessionvault.policy.DeployedVault;
import io.sessionvault.policy.KeyPolicies;
import io.sessionvault.policy.PolicyDifference;
import io.sessionvault.vault.KeyArn;
import io.sessionvault.vault.PrefixPattern;
import io.sessionvault.vault.Vault;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The policies that check-vault expects are those that the template deploys.
class VaultPoliciesTest {
    private static final String READER =
            "arn:aws:iam::410987654321:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Auditor_*";

    static Stream<Arguments> deployments() {
        return Stream.of(VaultStack.HOME_REGION, "eu-central-1", "cn-north-1")
                .flatMap(region ->
                        Stream.of(
                                Arguments.of(region, Map.of()),
                                Arguments.of(region, Map.of("Keys", "one")),
                                Arguments.of(region, Map.of("ReaderRoleArn", READER)),
                                Arguments.of(
                                        region,
                                        Map.of("Keys", "one", "VaultBucketName", "acme-logs")),
                                Arguments.of(
                                        region,
                                        Map.of(
                                                "VaultBucketName",
                                                "acme-logs",
                                                "ReaderRoleArn",
                                                READER,
                                                "PrefixPattern",
                                                "logs/ssm/{accountId}/sessions/{region}/v1",
                                                "ObjectLock",
                                                "none")),
                                Arguments.of(region, Map.of("PrefixPattern", "{accountId}"))));
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void expectsThePoliciesThatTheTemplateDeploys(String region, Map<String, String> parameters) {
        ResolvedTemplate stack = deploy(region, parameters);
        DeployedVault deployed = deployed(stack, parameters);

        assertThat(
                        PolicyDifference.between(
                                BucketPolicy.document(deployed),
                                policy(stack, "VaultBucketPolicy", "PolicyDocument")))
                .isEmpty();
        assertThat(
                        PolicyDifference.between(
                                KeyPolicies.ofSessionKey(deployed),
                                policy(stack, "SessionKey", "KeyPolicy")))
                .isEmpty();
        assertThat(
                        PolicyDifference.between(
                                KeyPolicies.ofBucketKey(deployed),
                                policy(
                                        stack,
                                        deployed.hasTwoKeys() ? "BucketKey" : "SessionKey",
                                        "KeyPolicy")))
                .isEmpty();
    }

    /// A comparison that finds nothing has to be one that can find something.
    @Test
    void noticesWhatAParameterChanges() {
        ResolvedTemplate stack = deploy(VaultStack.HOME_REGION, Map.of("ReaderRoleArn", READER));
        DeployedVault withoutReader = deployed(stack, Map.of());

        assertThat(
                        PolicyDifference.between(
                                BucketPolicy.document(withoutReader),
                                policy(stack, "VaultBucketPolicy", "PolicyDocument")))
                .containsExactly(
                        "changed OnlyTheReaderReadsLogs (Condition)", "added ReaderReadsLogs");
    }

    private static ResolvedTemplate deploy(String region, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("OrganizationId", VaultStack.ORGANIZATION);
        return VaultStack.TEMPLATE.resolve(all, VaultStack.VAULT_ACCOUNT, region);
    }

    /// As check-vault has it from its variables.
    private static DeployedVault deployed(ResolvedTemplate stack, Map<String, String> parameters) {
        KeyArn session = KeyArn.parse(stack.physicalId("SessionKey", "Arn"));
        return new DeployedVault(
                VaultStack.ORGANIZATION,
                new Vault(
                        new AccountId(VaultStack.VAULT_ACCOUNT),
                        stack.bucketName(),
                        "one".equals(parameters.get("Keys"))
                                ? session
                                : KeyArn.parse(stack.physicalId("BucketKey", "Arn")),
                        PrefixPattern.parse(
                                parameters.getOrDefault("PrefixPattern", "{accountId}/{region}"))),
                session,
                parameters.get("ReaderRoleArn"),
                stack.physicalId("CheckLogRole", "Arn"),
                stack.physicalId("CheckStoredLogsRole", "Arn"),
                stack.physicalId("AlarmTopic", PhysicalIds.REF));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> policy(
            ResolvedTemplate stack, String logicalId, String property) {
        return (Map<String, Object>)
                Objects.requireNonNull(stack.resource(logicalId).get(property));
    }
}

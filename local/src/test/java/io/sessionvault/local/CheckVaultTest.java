package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.local.lambda.InvocationResult;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/// The packaged check of the vault, under the real runtime client, on the stand-in.
class CheckVaultTest {
    private VaultUnderTest vault;

    @BeforeEach
    void deploy() {
        vault = new VaultUnderTest();
    }

    @AfterEach
    void close() {
        vault.close();
    }

    @Test
    void findsNothingInAFreshlyDeployedVault() {
        assertThat(rules()).isEmpty();
    }

    @Test
    void findsWhatSomebodyChanged() {
        String bucket = vault.template.bucketName();
        String policy = vault.stack.s3().getBucketPolicy(ask -> ask.bucket(bucket)).policy();
        vault.stack
                .s3()
                .putBucketPolicy(ask ->
                        ask.bucket(bucket)
                                .policy(
                                        policy.replace("NobodyDeletesLogs", "AnotherName")
                                                .replace(
                                                        "s3:DeleteObjectVersion",
                                                        "s3:GetObjectAcl")));
        vault.stack
                .s3()
                .putBucketVersioning(ask ->
                        ask.bucket(bucket)
                                .versioningConfiguration(
                                        is -> is.status(BucketVersioningStatus.SUSPENDED)));
        String dead = vault.template.physicalId("CheckLogDeadLetters", "Ref");
        vault.stack.sqs().sendMessage(ask -> ask.queueUrl(dead).messageBody("given up"));

        assertThat(rules()).contains("VAULT-POLICY", "VAULT-VERSIONING", "VAULT-QUEUE");
        assertThat(findings("VAULT-POLICY"))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.path("detail").asText())
                                .isEqualTo("missing NobodyDeletesLogs; added AnotherName"));
    }

    private List<String> rules() {
        return sweep().valueStream().map(finding -> finding.path("rule").asText()).toList();
    }

    private List<JsonNode> findings(String rule) {
        return sweep().valueStream()
                .filter(finding -> finding.path("rule").asText().equals(rule))
                .toList();
    }

    private JsonNode sweep() {
        InvocationResult result =
                vault.running.invoke(
                        "CheckVault", VaultUnderTest.eventFile("check-vault/daily-run.json"));
        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        return VaultUnderTest.json(((InvocationResult.Answered) result).body()).path("findings");
    }
}

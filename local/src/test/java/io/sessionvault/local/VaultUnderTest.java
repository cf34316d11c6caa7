package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.aws.LocalAws;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.Emulator;
import io.sessionvault.local.organization.LocalAccounts;
import io.sessionvault.local.organization.RunningVault;
import io.sessionvault.local.organization.VaultStack;
import io.sessionvault.local.organization.Workload;
import io.sessionvault.local.template.ResolvedTemplate;
import io.sessionvault.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// A vault on the stand-in, its functions packaged and ready to be invoked.
final class VaultUnderTest implements AutoCloseable {
    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    static final RegionName HOME = new RegionName("us-east-1");
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> AGENT_ACTIONS =
            List.of("ssm:UpdateInstanceInformation", "ssmmessages:*");

    final Platform.StandIn platform = Platform.StandIn.start();
    final LocalAccounts accounts = new LocalAccounts(platform.endpoint(), HOME);
    final NavigableSet<RegionName> regions = Emulator.at(platform.endpoint(), HOME).regions();
    final AccountId account = accounts.createVaultAccount();
    final VaultStack stack =
            new VaultStack(
                    platform.endpoint(),
                    accounts,
                    account,
                    HOME,
                    Template.read(REPOSITORY.resolve("template.yaml")));
    final ResolvedTemplate template;
    final RunningVault running;

    VaultUnderTest() {
        this(Map.of());
    }

    VaultUnderTest(Map<String, String> parameters) {
        template = stack.deploy(parameters);
        running = second();
        platform.onEvent(running.bus()::publish);
    }

    /// The same vault once more, with function instances of its own.
    RunningVault second() {
        return new RunningVault(REPOSITORY, platform.endpoint(), stack, account, HOME);
    }

    LocalAws aws() {
        return platform.aws();
    }

    /// An account with one role that can run the agent.
    AccountId memberWithAgents(String name) {
        AccountId member = accounts.create(name);
        workload(member).instanceRole("web-server", AGENT_ACTIONS);
        return member;
    }

    Workload workload(AccountId member) {
        return new Workload(platform.endpoint(), accounts, member, HOME);
    }

    SsmClient ssm(AccountId member, String region) {
        return platform.endpoint()
                .client(SsmClient.builder(), administrator(member), new RegionName(region));
    }

    IamClient iam(AccountId member) {
        return platform.endpoint().client(IamClient.builder(), administrator(member), HOME);
    }

    AwsCredentials administrator(AccountId member) {
        return accounts.administrator(member);
    }

    /// Reconciles the vault's own account, after which every Region has a session key.
    JsonNode reconcile() {
        JsonNode result = request(account, "apply");
        assertThat(result.path("status").asText())
                .as(result.toPrettyString())
                .isEqualTo("GOVERNED");
        return result;
    }

    /// Gives each Region its session key without asking the onboarding, which takes longer.
    void replicateSessionKey() {
        regions.stream()
                .filter(region -> !region.equals(HOME))
                .forEach(region ->
                        kms(HOME.value())
                                .replicateKey(ask ->
                                        ask.keyId(template.physicalId("SessionKey", "Arn"))
                                                .replicaRegion(region.value())));
    }

    /// KMS of the vault, as its administrator reaches it.
    KmsClient kms(String region) {
        return platform.endpoint()
                .client(KmsClient.builder(), administrator(account), new RegionName(region));
    }

    /// What the onboarding answers to a person's request.
    JsonNode request(AccountId member, String mode) {
        return answer(running, request(member.value(), mode)).path("results").path(0);
    }

    static String request(String member, String mode) {
        return JSON.createObjectNode().put("accountId", member).put("mode", mode).toString();
    }

    static JsonNode answer(RunningVault vault, String event) {
        InvocationResult result = vault.invoke("OnboardAccount", event);
        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        return json(((InvocationResult.Answered) result).body());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(text, malformed);
        }
    }

    static String eventFile(String name) {
        try {
            return Files.readString(REPOSITORY.resolve("events").resolve(name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        running.close();
        platform.close();
    }
}

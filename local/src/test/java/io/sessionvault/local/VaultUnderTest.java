package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.Json;
import io.sessionvault.local.aws.LocalAws;
import io.sessionvault.local.aws.belief.Beliefs;
import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.aws.ssm.DuplicateContent;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.Agents;
import io.sessionvault.local.organization.ComplianceRun;
import io.sessionvault.local.organization.Emulator;
import io.sessionvault.local.organization.LocalAccounts;
import io.sessionvault.local.organization.LocalVault;
import io.sessionvault.local.organization.RunningVault;
import io.sessionvault.local.organization.SessionAgent;
import io.sessionvault.local.organization.VaultStack;
import io.sessionvault.local.organization.WayIn;
import io.sessionvault.local.organization.Workload;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.local.template.ResolvedTemplate;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.LogPolicy;
import io.sessionvault.reconcile.NodeAccessTag;
import io.sessionvault.settings.AccountVariables;
import io.sessionvault.settings.Environment;
import io.sessionvault.vault.KeyArn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.ssm.SsmClient;

/// A vault on the stand-in, its functions packaged and ready to be invoked.
public final class VaultUnderTest implements AutoCloseable {
    /// The repository's root.
    public static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    static final RegionName HOME = new RegionName("us-east-1");

    /// Reads and writes JSON.
    public static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<String> AGENT_ACTIONS =
            List.of("ssm:UpdateInstanceInformation", "ssmmessages:*");

    final Platform.StandIn platform = Platform.StandIn.start();
    final LocalAccounts accounts;
    final NavigableSet<RegionName> regions = Emulator.at(platform.endpoint(), HOME).regions();
    final AccountId account;
    final VaultStack stack;
    final ResolvedTemplate template;
    final RunningVault running;
    private final Map<String, Integer> names = new HashMap<>();

    VaultUnderTest() {
        this(Map.of());
    }

    VaultUnderTest(Map<String, String> parameters) {
        this(WayIn::byMemberRole, parameters);
    }

    /// A vault that enters members by way of the hub.
    static VaultUnderTest throughTheHub() {
        return new VaultUnderTest(WayIn::byHub, Map.of());
    }

    private VaultUnderTest(LocalVault.Entrance entrance, Map<String, String> parameters) {
        LocalVault local =
                LocalVault.deploy(REPOSITORY, platform.endpoint(), HOME, entrance, parameters);
        accounts = local.accounts();
        account = local.account();
        stack = local.stack();
        template = local.template();
        running = second();
        platform.onEvent(running.bus()::publish);
    }

    /// The same vault once more, with function instances of its own.
    RunningVault second() {
        RunningVault vault =
                new RunningVault(REPOSITORY, platform.endpoint(), stack, account, HOME);
        vault.onLine(line -> platform.logged(account, HOME, line));
        return vault;
    }

    /// The vault's compliance runs, two invocations of a function at a time; nobody waits.
    ///
    /// @param clock what time it is when a run starts
    ComplianceRun compliance(InstantSource clock) {
        return compliance(new ComplianceRun.Pace(clock, _ -> {}, 2));
    }

    /// The vault's compliance runs at some pace.
    ComplianceRun compliance(ComplianceRun.Pace pace) {
        return new ComplianceRun(REPOSITORY, platform.endpoint(), stack, running, HOME, pace);
    }

    LocalAws aws() {
        return platform.aws();
    }

    /// Makes the vault ready for the next test of a class whose tests share it: nothing stands in the
    /// way of calls, the stand-in's clock is right, and calls, events and what functions wrote are
    /// forgotten. Accounts and what is in them stay; each test has its own.
    void clear() {
        aws().faults().clear();
        aws().beliefs().refusedSessions(Beliefs.RefusedSessions.FAILED);
        aws().beliefs().unattachedPolicies(Beliefs.UnattachedPolicies.LISTED);
        aws().refuse(DuplicateContent.NEWEST_VERSION);
        platform.pass(Duration.between(platform.now(), Instant.now()));
        running.bus().forget();
        template.functions().keySet().forEach(function -> running.log(function).take());
        aws().calls().clear();
    }

    /// A new account without anything. Where the vault is shared, several may be asked for by one name.
    AccountId member(String name) {
        int before = names.merge(name, 1, Integer::sum) - 1;
        return accounts.create(before == 0 ? name : name + "-" + before);
    }

    /// An account with one role that can run the agent.
    AccountId memberWithAgents(String name) {
        AccountId member = member(name);
        workload(member).instanceRole("web-server", AGENT_ACTIONS);
        return member;
    }

    Agents agents() {
        return new Agents(platform.endpoint(), accounts, HOME, template.bucketName());
    }

    /// The agent of an instance whose role has the logging policy as the onboarding writes it, and
    /// no other right.
    SessionAgent agentThatLogs(AccountId member) {
        DesiredAccount desired =
                new DesiredAccount(
                        member,
                        AccountVariables.standard(environment()),
                        regions,
                        Optional.empty());
        workload(member).instanceRole("logging", AGENT_ACTIONS);
        iam(member)
                .putRolePolicy(ask ->
                        ask.roleName("logging")
                                .policyName(LogPolicy.NAME)
                                .policyDocument(Json.write(LogPolicy.document(desired))));
        return agents().onInstance(member, "logging");
    }

    private Environment environment() {
        return new Environment(
                Objects.requireNonNull(template.functions().get("OnboardAccount")).environment());
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
        String policy =
                kms(HOME.value()).getKeyPolicy(ask -> ask.keyId(sessionKey(HOME.value()))).policy();
        regions.stream()
                .filter(region -> !region.equals(HOME))
                .forEach(region ->
                        kms(HOME.value())
                                .replicateKey(ask ->
                                        ask.keyId(template.physicalId("SessionKey", "Arn"))
                                                .replicaRegion(region.value())
                                                .policy(policy)
                                                .tags(nodeAccessTag())));
    }

    /// The tag that the onboarding gives each session key.
    public static Tag nodeAccessTag() {
        return Tag.builder().tagKey(NodeAccessTag.NAME).tagValue(NodeAccessTag.VALUE).build();
    }

    /// The ARN that the session key has in a Region.
    String sessionKey(String region) {
        return KeyArn.parse(template.physicalId("SessionKey", "Arn"))
                .in(new RegionName(region))
                .toString();
    }

    /// KMS of the vault, as its administrator reaches it.
    KmsClient kms(String region) {
        return platform.endpoint()
                .client(KmsClient.builder(), administrator(account), new RegionName(region));
    }

    /// Somebody leaves of a session key's policy only the statement about administration.
    void administrationOnly(String region) {
        administrationOnly(kms(region), sessionKey(region));
    }

    /// Somebody leaves of a key's policy only the statement about administration.
    ///
    /// @param key the key's id or ARN
    public static void administrationOnly(KmsClient kms, String key) {
        ObjectNode policy = (ObjectNode) json(kms.getKeyPolicy(ask -> ask.keyId(key)).policy());
        JsonNode administration = policy.path("Statement").path(0);
        policy.putArray("Statement").add(administration);
        kms.putKeyPolicy(ask -> ask.keyId(key).policyName("default").policy(policy.toString()));
    }

    /// What the onboarding answers to a person's request.
    JsonNode request(AccountId member, String mode) {
        return answer(running, request(member.value(), mode)).path("results").path(0);
    }

    /// What the onboarding answers to a request with more fields.
    JsonNode request(AccountId member, String mode, Map<String, Object> fields) {
        ObjectNode request = JSON.valueToTree(fields);
        request.put("accountId", member.value()).put("mode", mode);
        return answer(running, request.toString()).path("results").path(0);
    }

    /// Lets an account or some of its Regions go: asks for the plan, and confirms it.
    JsonNode release(AccountId member, Map<String, Object> fields) {
        JsonNode planned = request(member, "release", fields);
        assertThat(planned.path("status").asText())
                .as(planned.toPrettyString())
                .isEqualTo("PLANNED");
        Map<String, Object> confirmed = new HashMap<>(fields);
        confirmed.put("confirm", planned.path("confirm").asText());
        return request(member, "release", confirmed);
    }

    /// Does something while the next visit of an account is on its way: its roles were listed, and
    /// nothing was decided yet.
    void duringTheVisit(AccountId member, Runnable what) {
        aws().faults()
                .meanwhile(
                        CallMatcher.account(member.value())
                                .and(
                                        CallMatcher.operation(
                                                "iam", "GetAccountAuthorizationDetails")),
                        1,
                        what);
    }

    /// What of an account is held, as it is stored.
    String hold(AccountId member) {
        return stack.s3()
                .getObjectAsBytes(ask -> ask.bucket(reports()).key("holds/" + member + ".json"))
                .asUtf8String();
    }

    /// Stores what of an account is held, as a person's request does.
    void hold(AccountId member, String hold) {
        stack.s3()
                .putObject(
                        ask -> ask.bucket(reports()).key("holds/" + member + ".json"),
                        RequestBody.fromString(hold));
    }

    private String reports() {
        return template.physicalId("ReportsBucket", PhysicalIds.REF);
    }

    /// Applies, and kills the onboarding function at one of the writes in the account.
    ///
    /// @param nthWrite at which, from 1
    InvocationResult killedAtWrite(AccountId member, int nthWrite) {
        request(member, "plan");
        AtomicInteger writes = new AtomicInteger();
        aws().faults()
                .fail(
                        call -> {
                            boolean now =
                                    call.isWrite()
                                            && call.account().equals(member.value())
                                            && writes.incrementAndGet() == nthWrite;
                            if (now) {
                                running.function("OnboardAccount").kill();
                            }
                            return false;
                        },
                        "never",
                        500,
                        Integer.MAX_VALUE);
        InvocationResult killed =
                running.invoke("OnboardAccount", request(member.value(), "apply"));
        aws().faults().clear();
        return killed;
    }

    /// Applies twice at once, by two instances of the function.
    void applyTwiceAtOnce(AccountId member) {
        try (RunningVault other = second()) {
            String apply = request(member.value(), "apply");
            // One after the other: the runtime client unpacks its native library to one place in
            // /tmp, and a second JVM that starts in that moment loads half a file.
            String plan = request(member.value(), "plan");
            answer(running, plan);
            answer(other, plan);
            CompletableFuture<JsonNode> one =
                    CompletableFuture.supplyAsync(() -> answer(running, apply));
            CompletableFuture<JsonNode> two =
                    CompletableFuture.supplyAsync(() -> answer(other, apply));
            one.join();
            two.join();
        }
    }

    /// The steps of a result that ended in some way.
    static List<JsonNode> outcomes(JsonNode result, String outcome) {
        return result.path("outcomes")
                .valueStream()
                .filter(step -> step.path("outcome").asText().equals(outcome))
                .toList();
    }

    static String request(String member, String mode) {
        return JSON.createObjectNode().put("accountId", member).put("mode", mode).toString();
    }

    static JsonNode answer(RunningVault vault, String event) {
        InvocationResult result = vault.invoke("OnboardAccount", event);
        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        return json(((InvocationResult.Answered) result).body());
    }

    /// A text as JSON.
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(text, malformed);
        }
    }

    /// An event of `events/`.
    public static String eventFile(String name) {
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

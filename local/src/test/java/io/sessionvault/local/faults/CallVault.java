package io.sessionvault.local.faults;

import static io.sessionvault.local.VaultUnderTest.JSON;
import static io.sessionvault.local.VaultUnderTest.REPOSITORY;
import static io.sessionvault.local.VaultUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.Platform;
import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.aws.LocalAws;
import io.sessionvault.local.aws.call.CalledOperation;
import io.sessionvault.local.aws.fault.RecordedCall;
import io.sessionvault.local.lambda.FunctionConfiguration;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.Agents;
import io.sessionvault.local.organization.ComplianceRun;
import io.sessionvault.local.organization.LocalAccounts;
import io.sessionvault.local.organization.LocalVault;
import io.sessionvault.local.organization.RunningVault;
import io.sessionvault.local.organization.VaultStack;
import io.sessionvault.local.organization.WayIn;
import io.sessionvault.local.organization.Workload;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.local.template.ResolvedTemplate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/// A vault on a stand-in of its own, in an organization whose accounts have two Regions. Its
/// functions wait two seconds for an answer, and Lambda a minute for them.
///
/// One thread at a time uses it.
final class CallVault implements AutoCloseable {
    static final RegionName HOME = new RegionName("us-east-1");
    static final RegionName IRELAND = new RegionName("eu-west-1");
    static final List<String> AGENT_ACTIONS =
            List.of("ssm:UpdateInstanceInformation", "ssmmessages:*");

    /// How long a function waits for the answer of one attempt.
    static final Duration ATTEMPT = Duration.ofSeconds(2);

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final String WAY_IN = "SessionVaultMember";

    /// What Lambda's poller does with a queue is not a function's call.
    private static final Set<String> OF_THE_QUEUES = Set.of("ReceiveMessage", "DeleteMessageBatch");

    private static final Map<String, String> PARAMETERS =
            Map.of(
                    "ComplianceMode", "enforce",
                    "SecurityHub", "on",
                    "DefaultHostManagement", "manage");

    final Platform.StandIn platform;
    final LocalAccounts accounts;
    final AccountId account;
    final VaultStack stack;
    final ResolvedTemplate template;
    final RunningVault running;
    final NavigableSet<RegionName> regions = new TreeSet<>(Set.of(HOME, IRELAND));

    /// When the vault was there, to the second.
    final Instant begun;

    private final Map<List<?>, Object> clients = new HashMap<>();
    private int names;

    /// @param pageSize how many items a page of a listing holds
    CallVault(int pageSize) {
        platform = Platform.StandIn.start(List.of(HOME.value(), IRELAND.value()), pageSize);
        begun = platform.now().truncatedTo(ChronoUnit.SECONDS);
        LocalVault local =
                LocalVault.deploy(
                        REPOSITORY, platform.endpoint(), HOME, WayIn::byMemberRole, PARAMETERS);
        accounts = local.accounts();
        account = local.account();
        stack = local.stack();
        template = local.template();
        running =
                new RunningVault(
                        REPOSITORY, platform.endpoint(), stack, account, HOME, CallVault::hasty);
        platform.onEvent(running.bus()::publish);
        workload(account).instanceRole("web-server", AGENT_ACTIONS);
        client(SecurityHubClient.builder(), account, HOME).enableSecurityHub(ask -> {});
        ssm(account, HOME)
                .putParameter(ask ->
                        ask.name(template.physicalId("RepairSwitch", PhysicalIds.REF))
                                .value("on")
                                .type(ParameterType.STRING)
                                .overwrite(true));
    }

    private static FunctionConfiguration hasty(FunctionConfiguration function) {
        Map<String, String> environment = new HashMap<>(function.environment());
        environment.put("ATTEMPT_TIMEOUT_MILLIS", Long.toString(ATTEMPT.toMillis()));
        return new FunctionConfiguration(
                function.functionArn(),
                function.handler(),
                environment,
                function.memoryMegabytes(),
                TIMEOUT,
                function.credentials());
    }

    /// The vault's compliance runs, one invocation of a function at a time.
    ComplianceRun compliance(InstantSource clock) {
        return new ComplianceRun(
                REPOSITORY,
                platform.endpoint(),
                stack,
                running,
                HOME,
                new ComplianceRun.Pace(clock, _ -> {}, 1));
    }

    LocalAws aws() {
        return platform.aws();
    }

    /// A number that nothing else in this vault has.
    int next() {
        return names++;
    }

    /// How many accounts the organization has.
    int organizationSize() {
        return (int)
                accounts.organizations().listAccountsPaginator().stream()
                        .mapToLong(page -> page.accounts().size())
                        .sum();
    }

    /// A new account without anything.
    AccountId member() {
        return accounts.create("member-" + next());
    }

    /// A new account with one role that can run the agent.
    AccountId memberWithAgents() {
        AccountId member = member();
        workload(member).instanceRole("web-server", AGENT_ACTIONS);
        return member;
    }

    /// A new account without the role by which it is entered.
    AccountId memberWithoutWayIn() {
        AccountId member = member();
        IamClient iam = iam(member);
        iam.listRolePolicies(ask -> ask.roleName(WAY_IN))
                .policyNames()
                .forEach(policy ->
                        iam.deleteRolePolicy(ask -> ask.roleName(WAY_IN).policyName(policy)));
        iam.deleteRole(ask -> ask.roleName(WAY_IN));
        return member;
    }

    Workload workload(AccountId member) {
        return new Workload(platform.endpoint(), accounts, member, HOME);
    }

    Agents agents() {
        return new Agents(platform.endpoint(), accounts, HOME, template.bucketName());
    }

    IamClient iam(AccountId owner) {
        return client(IamClient.builder(), owner, HOME);
    }

    SsmClient ssm(AccountId owner, RegionName region) {
        return client(SsmClient.builder(), owner, region);
    }

    KmsClient kms(RegionName region) {
        return client(KmsClient.builder(), account, region);
    }

    /// The same client for whoever asks again: to build one takes longer than most of its calls.
    @SuppressWarnings("unchecked")
    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, AccountId owner, RegionName region) {
        return (C)
                clients.computeIfAbsent(
                        List.of(builder.getClass(), owner, region),
                        _ ->
                                platform.endpoint()
                                        .client(builder, accounts.administrator(owner), region));
    }

    S3Client s3() {
        return stack.s3();
    }

    /// The id of the session key, the same in every Region.
    String sessionKey() {
        return template.physicalId("SessionKey", PhysicalIds.REF);
    }

    /// Sees that each Region has its session key, which otherwise the onboarding of the vault's
    /// account does.
    void replicateSessionKey() {
        try {
            kms(IRELAND).describeKey(ask -> ask.keyId(sessionKey()));
        } catch (NotFoundException absent) {
            String policy = kms(HOME).getKeyPolicy(ask -> ask.keyId(sessionKey())).policy();
            kms(HOME)
                    .replicateKey(ask ->
                            ask.keyId(sessionKey())
                                    .replicaRegion(IRELAND.value())
                                    .policy(policy)
                                    .tags(VaultUnderTest.nodeAccessTag()));
        }
    }

    String reportsBucket() {
        return template.physicalId("ReportsBucket", PhysicalIds.REF);
    }

    /// Writes into the reports bucket.
    void putReport(String key, String content) {
        s3().putObject(
                        ask -> ask.bucket(reportsBucket()).key(key),
                        RequestBody.fromString(content));
    }

    /// Reads from the reports bucket.
    String report(String key) {
        return s3().getObjectAsBytes(ask -> ask.bucket(reportsBucket()).key(key)).asUtf8String();
    }

    /// Whether a call is one that a function makes.
    static boolean isOfAFunction(CalledOperation call) {
        return !(call.service().equals("sqs") && OF_THE_QUEUES.contains(call.operation()));
    }

    /// The calls that functions have made since the log was cleared.
    List<RecordedCall> functionCalls() {
        return aws().calls().list().stream()
                .filter(call -> call.principal().contains(":assumed-role/"))
                .filter(call -> isOfAFunction(call.operation()))
                .toList();
    }

    /// Invokes a function; what it answers, if it does.
    InvocationResult invoke(String function, Object event) {
        return running.invoke(function, JSON.valueToTree(event).toString());
    }

    /// What a function has to answer, because nothing is in its way.
    JsonNode answer(String function, Object event) {
        InvocationResult result = invoke(function, event);
        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        return json(((InvocationResult.Answered) result).body());
    }

    @Override
    public void close() {
        running.close();
        platform.close();
    }
}

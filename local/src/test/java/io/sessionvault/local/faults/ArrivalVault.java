package io.sessionvault.local.faults;

import static io.sessionvault.local.VaultUnderTest.REPOSITORY;
import static io.sessionvault.local.VaultUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.Platform;
import io.sessionvault.local.aws.LocalAws;
import io.sessionvault.local.aws.call.CalledOperation;
import io.sessionvault.local.eventing.PollResult;
import io.sessionvault.local.eventing.PublishedEvent;
import io.sessionvault.local.lambda.FunctionConfiguration;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.Agents;
import io.sessionvault.local.organization.GovernedCheck;
import io.sessionvault.local.organization.LocalAccounts;
import io.sessionvault.local.organization.LocalVault;
import io.sessionvault.local.organization.RunningVault;
import io.sessionvault.local.organization.SessionAgent;
import io.sessionvault.local.organization.VaultStack;
import io.sessionvault.local.organization.WayIn;
import io.sessionvault.local.organization.Workload;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.local.template.ResolvedTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.SsmClient;

/// A vault on a stand-in of its own, in an organization whose accounts have two Regions. What
/// happens there goes by the template's rules into its queues, and waits until a test polls.
final class ArrivalVault implements AutoCloseable {
    static final RegionName HOME = new RegionName("us-east-1");
    static final RegionName IRELAND = new RegionName("eu-west-1");
    static final String CHECKING = "CheckLog";
    static final String ONBOARDING = "OnboardAccount";

    /// Longer than the visibility timeouts of both queues.
    static final Duration UNTIL_VISIBLE = Duration.ofMinutes(31);

    /// A watch goes on for an hour of the function's clock, which is not the stand-in's.
    private static final Map<String, String> NO_WATCH = Map.of("WatchMinutes", "0");

    private static final List<String> AGENT_ACTIONS =
            List.of("ssm:UpdateInstanceInformation", "ssmmessages:*");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final NavigableSet<RegionName> regions = new TreeSet<>(Set.of(HOME, IRELAND));
    final Platform.StandIn platform;
    final LocalAccounts accounts;
    final AccountId account;
    final VaultStack stack;
    final ResolvedTemplate template;
    final RunningVault running;

    ArrivalVault() {
        platform = Platform.StandIn.start(List.of(HOME.value(), IRELAND.value()), 100);
        LocalVault local =
                LocalVault.deploy(
                        REPOSITORY, platform.endpoint(), HOME, WayIn::byMemberRole, NO_WATCH);
        accounts = local.accounts();
        account = local.account();
        stack = local.stack();
        template = local.template();
        running = instances(UnaryOperator.identity());
        KmsClient kms =
                platform.endpoint()
                        .client(KmsClient.builder(), accounts.administrator(account), HOME);
        String key = template.physicalId("SessionKey", "Arn");
        String policy = kms.getKeyPolicy(ask -> ask.keyId(key)).policy();
        kms.replicateKey(ask -> ask.keyId(key).replicaRegion(IRELAND.value()).policy(policy));
    }

    /// From now on every event goes to the rules as it happens.
    ArrivalVault routingEvents() {
        platform.onEvent(running.bus()::publish);
        return this;
    }

    /// Instances of the vault's functions, configured as the template says but for a change; they
    /// work the same queues off.
    RunningVault instances(UnaryOperator<FunctionConfiguration> change) {
        return new RunningVault(REPOSITORY, platform.endpoint(), stack, account, HOME, change);
    }

    /// Instances with another time limit.
    RunningVault limitedTo(Duration timeout) {
        return instances(function ->
                new FunctionConfiguration(
                        function.functionArn(),
                        function.handler(),
                        function.environment(),
                        function.memoryMegabytes(),
                        timeout,
                        function.credentials()));
    }

    /// Instances with another memory.
    RunningVault limitedTo(int memoryMegabytes) {
        return instances(function ->
                new FunctionConfiguration(
                        function.functionArn(),
                        function.handler(),
                        function.environment(),
                        memoryMegabytes,
                        function.timeout(),
                        function.credentials()));
    }

    LocalAws aws() {
        return platform.aws();
    }

    /// A new account with one role that can run the agent.
    AccountId member(String name) {
        AccountId member = accounts.create(name);
        new Workload(platform.endpoint(), accounts, member, HOME)
                .instanceRole("web-server", AGENT_ACTIONS);
        return member;
    }

    /// Uploads whatever it likes, bound by no policy.
    SessionAgent uploader(AccountId member) {
        return new Agents(platform.endpoint(), accounts, HOME, template.bucketName())
                .beforeThePolicy(member);
    }

    IamClient iam(AccountId member) {
        return platform.endpoint()
                .client(IamClient.builder(), accounts.administrator(member), HOME);
    }

    SsmClient ssm(AccountId member, RegionName region) {
        return platform.endpoint()
                .client(SsmClient.builder(), accounts.administrator(member), region);
    }

    /// What an account that should be governed lacks.
    List<String> faults(AccountId member) {
        return new GovernedCheck(platform.endpoint(), accounts, template).faults(member, regions);
    }

    /// The URL of a function's queue.
    String queue(String function) {
        return template.physicalId(function + "Queue", PhysicalIds.REF);
    }

    /// The URL of what a function gave up on.
    String deadLetters(String function) {
        return template.physicalId(function + "DeadLetters", PhysicalIds.REF);
    }

    /// Puts a message into a function's queue; its id.
    String send(String function, String body) {
        return stack.sqs()
                .sendMessage(ask -> ask.queueUrl(queue(function)).messageBody(body))
                .messageId();
    }

    /// Stops a function's JVMs, as if they hung, when they make the `nth` call of a kind, and at each
    /// call of that kind from then on, until they thaw.
    void freezeAt(String function, Predicate<CalledOperation> kind, int nth) {
        AtomicInteger seen = new AtomicInteger();
        aws().faults()
                .fail(
                        call -> {
                            if (kind.test(call) && seen.incrementAndGet() >= nth) {
                                signal(function, "-STOP");
                            }
                            return false;
                        },
                        "never",
                        500,
                        Integer.MAX_VALUE);
    }

    /// The JVMs in which a function runs.
    List<ProcessHandle> processes(String function) {
        String handler = Objects.requireNonNull(template.functions().get(function)).handler();
        return ProcessHandle.current()
                .descendants()
                .filter(process ->
                        Arrays.asList(process.info().arguments().orElse(new String[0]))
                                .contains(handler))
                .toList();
    }

    /// Lets the JVMs of a function go on that still live.
    void thaw(String function) {
        aws().faults().clear();
        signal(function, "-CONT");
    }

    private void signal(String function, String signal) {
        for (ProcessHandle process : processes(function)) {
            try {
                new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Forgets what happened so far: messages, events, log lines and calls.
    void forget() {
        purge(CHECKING);
        purge(ONBOARDING);
        running.bus().forget();
        running.log(CHECKING).take();
        running.log(ONBOARDING).take();
        aws().calls().clear();
        aws().faults().clear();
    }

    /// How many messages a queue holds, hidden ones too.
    int held(String queueUrl) {
        var counts =
                stack.sqs()
                        .getQueueAttributes(ask ->
                                ask.queueUrl(queueUrl)
                                        .attributeNames(
                                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                                QueueAttributeName
                                                        .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                        .attributes()
                        .values();
        return counts.stream().mapToInt(Integer::parseInt).sum();
    }

    /// The ids of all messages that a function gave up on.
    List<String> parked(String function) {
        List<String> ids = new ArrayList<>();
        List<Message> some;
        do {
            some =
                    stack.sqs()
                            .receiveMessage(ask ->
                                    ask.queueUrl(deadLetters(function)).maxNumberOfMessages(10))
                            .messages();
            some.stream().map(Message::messageId).forEach(ids::add);
        } while (!some.isEmpty());
        return ids;
    }

    /// Empties all queues of a function.
    void purge(String function) {
        for (String url : List.of(queue(function), deadLetters(function))) {
            stack.sqs().purgeQueue(ask -> ask.queueUrl(url));
        }
    }

    /// Lets a function work, and time pass in between, until its queue is empty.
    void settle(String function) {
        int rounds = 0;
        while (held(queue(function)) > 0) {
            assertThat(rounds++).as("rounds until %s has settled all", function).isLessThan(20);
            drain(function);
            platform.pass(UNTIL_VISIBLE);
        }
    }

    /// Lets a function work until it gets nothing more; what it got, in the order of receipt.
    List<PollResult> drain(String function) {
        List<PollResult> results = new ArrayList<>();
        PollResult result = running.poll(function);
        while (!result.received().isEmpty()) {
            results.add(result);
            result = running.poll(function);
        }
        return results;
    }

    /// The events that the rules of a function's queue wanted, oldest first.
    List<String> routed(String rule) {
        return running.bus().published().stream()
                .filter(event -> event.matchedRules().contains(rule))
                .map(PublishedEvent::json)
                .toList();
    }

    /// The violations published so far, as the verdict stands in them.
    List<JsonNode> violations() {
        return running.bus().published().stream()
                .filter(event -> event.detailType().equals("Session Log Violation"))
                .map(event -> json(event.json()).path("detail"))
                .toList();
    }

    /// The verdicts on some logs in the log of the log checker's instances, as soon as there are so
    /// many.
    List<ArrivalVerdict> verdicts(RunningVault vault, List<ArrivalVerdict> of, int atLeast) {
        Set<String> versions =
                of.stream().map(ArrivalVerdict::versionId).collect(Collectors.toSet());
        vault.log(CHECKING).await(_ -> verdicts(vault, versions).size() >= atLeast, PATIENCE);
        return verdicts(vault, versions);
    }

    /// The verdicts on versions so far.
    static List<ArrivalVerdict> verdicts(RunningVault vault, Set<String> versions) {
        return vault.log(CHECKING).lines().stream()
                .filter(line -> line.contains("\"verdict\""))
                .map(line -> ArrivalVerdict.of(json(line).path("log")))
                .filter(verdict -> versions.contains(verdict.versionId()))
                .toList();
    }

    /// What a function answered.
    static JsonNode answer(InvocationResult result) {
        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        return json(((InvocationResult.Answered) result).body());
    }

    @Override
    public void close() {
        running.close();
        platform.close();
    }
}

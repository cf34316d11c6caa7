package io.sessionvault.local.organization;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.eventing.EventBus;
import io.sessionvault.local.eventing.EventRule;
import io.sessionvault.local.eventing.EventSourceMapping;
import io.sessionvault.local.eventing.InputTransformer;
import io.sessionvault.local.eventing.PollResult;
import io.sessionvault.local.lambda.AotCache;
import io.sessionvault.local.lambda.FunctionConfiguration;
import io.sessionvault.local.lambda.FunctionPool;
import io.sessionvault.local.lambda.FunctionSandbox;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.lambda.Launch;
import io.sessionvault.local.lambda.PackagedFunction;
import io.sessionvault.local.template.FunctionDefinition;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.local.template.ResolvedTemplate;
import io.sessionvault.local.template.RuleDefinition;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The vault at work: the rules of the template route events into its queues, its functions run as
/// packaged and work the queues off when told to.
public final class RunningVault implements AutoCloseable {
    private static final String MEMBER_BUS = "MemberEventBus";

    private final ResolvedTemplate template;
    private final EventBus bus;
    private final EventBus memberBus;
    private final Function<String, SqsClient> pollers;
    private final Function<String, FunctionSandbox> sandbox;
    private final Map<String, FunctionSandbox> sandboxes = new ConcurrentHashMap<>();
    private final Map<String, FunctionLog> logs = new HashMap<>();

    /// With functions as the template says, started with the AOT caches that are found.
    ///
    /// @param repository the repository's root, with the packaged functions
    /// @param stack the deployed stack
    /// @param account the vault's account
    /// @param home the vault's Region
    public RunningVault(
            Path repository,
            Endpoint endpoint,
            VaultStack stack,
            AccountId account,
            RegionName home) {
        this(repository, endpoint, stack, account, home, UnaryOperator.identity());
    }

    /// With functions that are configured otherwise than the template says, started with the AOT
    /// caches that are found.
    ///
    /// @param adjust from what the template says of a function to what holds
    public RunningVault(
            Path repository,
            Endpoint endpoint,
            VaultStack stack,
            AccountId account,
            RegionName home,
            UnaryOperator<FunctionConfiguration> adjust) {
        this(
                repository,
                endpoint,
                stack,
                account,
                home,
                adjust,
                module -> AotCache.ofMavenModule(module).launch());
    }

    /// With functions that are configured otherwise than the template says, and started in a way of
    /// the caller's.
    ///
    /// @param repository the repository's root, with the packaged functions
    /// @param stack the deployed stack
    /// @param account the vault's account
    /// @param home the vault's Region
    /// @param adjust from what the template says of a function to what holds
    /// @param launch how the function of a module is started
    public RunningVault(
            Path repository,
            Endpoint endpoint,
            VaultStack stack,
            AccountId account,
            RegionName home,
            UnaryOperator<FunctionConfiguration> adjust,
            Function<Path, Launch> launch) {
        this.template = stack.resolved();
        // Lambda polls a function's queue with the function's role.
        this.pollers =
                function ->
                        endpoint.client(
                                SqsClient.builder(), stack.functionCredentials(function), home);
        this.bus = new EventBus(stack.sqs(), rules(template, Optional.empty()));
        this.memberBus = new EventBus(stack.sqs(), rules(template, Optional.of(MEMBER_BUS)));
        template.functions().keySet().forEach(function -> logs.put(function, new FunctionLog()));
        // Made when it is first asked for, so that only what is used has to be packaged.
        this.sandbox =
                function ->
                        new FunctionSandbox(
                                PackagedFunction.ofMavenModule(
                                        repository.resolve(definition(function).folder())),
                                adjust.apply(
                                        new FunctionConfiguration(
                                                Arn.fromString(
                                                        "arn:aws:lambda:%s:%s:function:%s"
                                                                .formatted(
                                                                        home, account, function)),
                                                definition(function).handler(),
                                                environment(function, endpoint),
                                                definition(function).memoryMegabytes(),
                                                definition(function).timeout(),
                                                stack.functionCredentials(function))),
                                launch.apply(repository.resolve(definition(function).folder())),
                                repository.resolve("local/target/runtime-client"),
                                log(function)::add);
    }

    private static List<EventRule> rules(ResolvedTemplate template, Optional<String> bus) {
        return template.rules().stream()
                .filter(rule -> rule.bus().equals(bus))
                .map(rule ->
                        new EventRule(
                                rule.logicalId(),
                                rule.eventPattern(),
                                target(template, rule.target())))
                .toList();
    }

    private static EventRule.Target target(
            ResolvedTemplate template, RuleDefinition.Target target) {
        return switch (target) {
            case RuleDefinition.Target.Queue(
                            String queue,
                            Optional<RuleDefinition.Transformer> transformer) ->
                    new EventRule.Target.Queue(
                            template.physicalId(queue, PhysicalIds.REF),
                            transformer.map(
                                    each -> new InputTransformer(each.paths(), each.template())));
            case RuleDefinition.Target.StateMachine(String machine, String input) ->
                    new EventRule.Target.StateMachine(
                            template.physicalId(machine, PhysicalIds.REF), input);
        };
    }

    private Map<String, String> environment(String function, Endpoint endpoint) {
        Map<String, String> environment = new HashMap<>(definition(function).environment());
        environment.put("AWS_ENDPOINT_URL", endpoint.uri().toString());
        return environment;
    }

    private FunctionDefinition definition(String function) {
        return require(template.functions(), function);
    }

    /// The bus to which events are published.
    public EventBus bus() {
        return bus;
    }

    /// The bus to which members forward what changes in them; no rule is on it where the stack has none.
    public EventBus memberBus() {
        return memberBus;
    }

    /// A function's log.
    public FunctionLog log(String function) {
        return require(logs, function);
    }

    /// Hands each line that a function writes to its log to a reader.
    public void onLine(Consumer<String> reader) {
        logs.values().forEach(log -> log.onLine(reader));
    }

    /// A function's sandbox.
    public FunctionSandbox function(String function) {
        return sandboxes.computeIfAbsent(function, sandbox);
    }

    /// Several sandboxes of a function beside [#function], for whoever invokes it concurrently and
    /// closes them. What they write is in the function's log.
    ///
    /// @param concurrency how many
    public FunctionPool pool(String function, int concurrency) {
        return new FunctionPool(concurrency, () -> sandbox.apply(function));
    }

    /// Invokes a function with an event, without a queue.
    public InvocationResult invoke(String function, String event) {
        return function(function).invoke(event);
    }

    /// Lets a function take one batch from its queue.
    ///
    /// @throws IllegalArgumentException when no queue feeds the function
    public PollResult poll(String function) {
        return mapping(function, event -> invoke(function, event)).pollOnce();
    }

    /// Lets a function take one batch from one of its queues.
    ///
    /// @param queue the queue's logical id
    /// @throws IllegalArgumentException when the queue does not feed the function
    public PollResult poll(String function, String queue) {
        return mapping(
                        function,
                        source(function, each -> each.queue().equals(queue)),
                        event -> invoke(function, event))
                .pollOnce();
    }

    /// What takes messages from a function's first queue to an instance of it.
    ///
    /// @param instance invokes it with an event
    /// @throws IllegalArgumentException when no queue feeds the function
    public EventSourceMapping mapping(
            String function, Function<String, InvocationResult> instance) {
        return mapping(function, source(function, _ -> true), instance);
    }

    private FunctionDefinition.QueueSource source(
            String function, Predicate<FunctionDefinition.QueueSource> wanted) {
        return definition(function).sources().stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no queue feeds " + function));
    }

    private EventSourceMapping mapping(
            String function,
            FunctionDefinition.QueueSource source,
            Function<String, InvocationResult> instance) {
        return new EventSourceMapping(
                pollers.apply(function),
                template.physicalId(source.queue(), PhysicalIds.REF),
                Arn.fromString(template.physicalId(source.queue(), "Arn")),
                source.batchSize(),
                instance);
    }

    /// Ends the functions, side by side: one that is trained writes a cache for seconds meanwhile.
    @Override
    public void close() {
        sandboxes.values().parallelStream().forEach(FunctionSandbox::close);
    }

    private static <V> V require(Map<String, V> map, String function) {
        V value = map.get(function);
        if (value == null) {
            throw new IllegalArgumentException("the template has no function " + function);
        }
        return value;
    }
}

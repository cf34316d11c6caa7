package io.sessionvault.local.organization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.lambda.FunctionPool;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.statemachine.Definition;
import io.sessionvault.local.statemachine.EmptyMap;
import io.sessionvault.local.statemachine.Functions;
import io.sessionvault.local.statemachine.LambdaQuota;
import io.sessionvault.local.statemachine.StateError;
import io.sessionvault.local.statemachine.StateMachine;
import io.sessionvault.local.statemachine.Surroundings;
import io.sessionvault.local.template.DefinitionFile;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.local.template.ResolvedTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.services.s3.S3Client;

/// The vault's compliance runs: the state machine of the template, with its definition, its role
/// and the packaged functions.
public final class ComplianceRun implements AutoCloseable {
    /// The logical id of the state machine.
    public static final String STATE_MACHINE = "ComplianceStateMachine";

    private static final List<String> FORMS =
            List.of(
                    "report.html",
                    "report.json",
                    "report.findings.jsonl",
                    "report.csv",
                    "report.junit.xml");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, String> functions = new HashMap<>();
    private final Map<String, FunctionPool> pools = new ConcurrentHashMap<>();
    private final RunningVault running;
    private final VaultStack stack;
    private final int parallel;
    private final StateMachine machine;

    /// What a run is made with, beside the vault.
    ///
    /// @param clock what time it is when a run starts
    /// @param pause lets time pass before another attempt
    /// @param parallel how many invocations of one function at a time at most; each has a JVM
    /// @param conduct how Lambda and Step Functions treat the account
    public record Pace(
            InstantSource clock, Consumer<Duration> pause, int parallel, Conduct conduct) {
        /// As AWS treats an account that is not new.
        public Pace(InstantSource clock, Consumer<Duration> pause, int parallel) {
            this(clock, pause, parallel, new Conduct(LambdaQuota.DEFAULT, EmptyMap.SUCCEEDS));
        }
    }

    /// How AWS treats the account, where that differs or is not known.
    ///
    /// @param quota how many invocations at a time Lambda lets the account have
    /// @param emptyMap what a map does without an item
    public record Conduct(int quota, EmptyMap emptyMap) {}

    /// @param repository the repository's root, with the definition and the packaged functions
    /// @param running the vault at work
    /// @param stack its stack
    /// @param home its Region
    public ComplianceRun(
            Path repository,
            Endpoint endpoint,
            VaultStack stack,
            RunningVault running,
            RegionName home,
            Pace pace) {
        this.running = running;
        this.stack = stack;
        this.parallel = pace.parallel();
        ResolvedTemplate template = stack.resolved();
        template.functions()
                .keySet()
                .forEach(function ->
                        functions.put(template.physicalId(function, "Alias"), function));
        S3Client s3 =
                endpoint.client(
                        S3Client.builder().forcePathStyle(true),
                        stack.stateMachineCredentials(STATE_MACHINE),
                        home);
        this.machine =
                new StateMachine(
                        Arn.fromString(template.physicalId(STATE_MACHINE, PhysicalIds.REF)),
                        definition(repository, template),
                        new Surroundings(
                                s3,
                                new LambdaQuota(functions(), pace.conduct().quota()),
                                pace.pause(),
                                pace.clock(),
                                RandomGenerator.getDefault(),
                                pace.parallel(),
                                Thread.ofVirtual().factory(),
                                pace.conduct().emptyMap()));
    }

    /// The state machine, to start executions of.
    public StateMachine machine() {
        return machine;
    }

    /// Copies a run's report out of the reports bucket, in all its forms.
    ///
    /// @param run the execution's name
    /// @param folder where to
    /// @return the page
    /// @throws UncheckedIOException when the folder cannot be written
    public Path saveReport(String run, Path folder) {
        String bucket = stack.resolved().physicalId("ReportsBucket", PhysicalIds.REF);
        try {
            Files.createDirectories(folder);
            for (String form : FORMS) {
                byte[] content =
                        stack.s3()
                                .getObjectAsBytes(
                                        ask -> ask.bucket(bucket).key("runs/" + run + "/" + form))
                                .asByteArrayUnsafe();
                Files.write(folder.resolve(form), content);
            }
        } catch (IOException notWritten) {
            throw new UncheckedIOException("no report in " + folder, notWritten);
        }
        return folder.resolve("report.html");
    }

    @Override
    public void close() {
        pools.values().parallelStream().forEach(FunctionPool::close);
    }

    private static Definition definition(Path repository, ResolvedTemplate template) {
        JsonNode properties = JSON.valueToTree(template.resource(STATE_MACHINE));
        Map<String, String> substitutions = new HashMap<>();
        properties
                .path("DefinitionSubstitutions")
                .propertyStream()
                .forEach(one -> substitutions.put(one.getKey(), one.getValue().asText()));
        String file =
                Objects.requireNonNull(
                        properties.path("DefinitionUri").textValue(), "DefinitionUri");
        return Definition.read(DefinitionFile.read(repository.resolve(file), substitutions));
    }

    private Functions functions() {
        return (arn, payload) -> {
            String function = functions.get(arn);
            if (function == null) {
                throw new StateError("Lambda.ResourceNotFoundException", "there is no " + arn);
            }
            return invoke(function, payload);
        };
    }

    private InvocationResult invoke(String function, String payload) {
        return pools.computeIfAbsent(function, name -> running.pool(name, parallel))
                .invoke(payload);
    }
}

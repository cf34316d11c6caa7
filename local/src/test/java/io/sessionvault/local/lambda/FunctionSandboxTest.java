package io.sessionvault.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.local.lambda.InvocationResult.Answered;
import io.sessionvault.local.lambda.InvocationResult.Crashed;
import io.sessionvault.local.lambda.InvocationResult.Failed;
import io.sessionvault.local.lambda.InvocationResult.TimedOut;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FunctionSandboxTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GREET = event("greet", "Ana");

    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

    @TempDir private Path directory;

    @Test
    void answersWithWhatTheHandlerReturns() {
        try (var toy = sandbox(Map.of())) {
            assertThat(toy.invoke(GREET)).isEqualTo(new Answered("{\"greeting\":\"hello Ana\"}"));
        }
    }

    @Test
    void runsWhatSamBuildLeaves() {
        var function = ToyFunction.configured(ToyHandler.class, Map.of());
        try (var toy =
                new FunctionSandbox(
                        ToyFunction.ofSamBuild(directory.resolve("Toy")),
                        function,
                        ToyFunction.RUNTIME_CLIENT,
                        output::add)) {
            assertThat(toy.invoke(GREET)).isInstanceOf(Answered.class);
        }
    }

    @Test
    void tellsTheFunctionWhoItIsAndHowLongItHas() {
        try (var toy = sandbox(Map.of())) {
            Map<String, String> self = ask(toy, event("describe", ""));

            assertThat(self).containsEntry("release", "25");
            assertThat(self).containsEntry("function", ToyFunction.ARN.toString());
            assertThat(Integer.parseInt(self.getOrDefault("remaining", ""))).isBetween(1, 120_000);
            assertThat(Long.parseLong(self.getOrDefault("heap", "")))
                    .isBetween(128L << 20, 256L << 20);
        }
    }

    @Test
    void staysWarmBetweenInvocations() {
        try (var toy = sandbox(Map.of())) {
            Map<String, String> first = ask(toy, event("describe", ""));
            toy.invoke(event("throw", "an error does not end the JVM"));
            Map<String, String> third = ask(toy, event("describe", ""));

            assertThat(third.get("pid")).isEqualTo(first.get("pid"));
            assertThat(third.get("request")).isNotEqualTo(first.get("request"));
        }
    }

    @Test
    void reportsWhatTheHandlerThrew() {
        try (var toy = sandbox(Map.of())) {
            assertThat(toy.invoke(event("throw", "no such account")))
                    .asInstanceOf(type(Failed.class))
                    .satisfies(failed -> {
                        assertThat(failed.errorType())
                                .isEqualTo("java.lang.IllegalArgumentException");
                        assertThat(failed.errorMessage()).isEqualTo("no such account");
                        assertThat(failed.body()).contains("stackTrace");
                    });
        }
    }

    @Test
    void reportsWhyTheFunctionCannotBeInitialised() {
        try (var toy = sandbox(UnstartableHandler.class, Map.of(), Duration.ofMinutes(2))) {
            for (int attempt = 1; attempt <= 2; attempt++) {
                assertThat(toy.invoke(GREET))
                        .asInstanceOf(type(Failed.class))
                        .extracting(Failed::errorMessage)
                        .isEqualTo("VAULT_BUCKET is not set");
            }
        }
    }

    @Test
    void endsAnInvocationAtItsTimeout() {
        Duration limit = Duration.ofSeconds(1);
        try (var toy = sandbox(ToyHandler.class, Map.of(), limit)) {
            assertThat(toy.invoke(event("hang", "hanging"))).isEqualTo(new TimedOut(limit));
            assertThat(toy.invoke(GREET)).isInstanceOf(Answered.class);
        }
    }

    @Test
    void reportsExitCodeAndLastLinesOfACrash() {
        String lines =
                IntStream.rangeClosed(1, 30)
                        .mapToObj(number -> "line " + number)
                        .collect(Collectors.joining("\\n"));
        try (var toy = sandbox(Map.of())) {
            assertThat(toy.invoke(event("halt", lines)))
                    .asInstanceOf(type(Crashed.class))
                    .satisfies(crashed -> {
                        assertThat(crashed.exitCode()).isEqualTo(3);
                        assertThat(crashed.lastLines())
                                .hasSize(20)
                                .startsWith("line 11")
                                .endsWith("line 30");
                    });
            assertThat(output).contains("line 1", "line 30");
            assertThat(toy.invoke(GREET)).isInstanceOf(Answered.class);
        }
    }

    @Test
    void killEndsTheInvocationInProgressAndTheNextStartsFresh() throws InterruptedException {
        try (var toy = sandbox(Map.of())) {
            var hanging =
                    CompletableFuture.supplyAsync(() -> toy.invoke(event("hang", "in progress")));
            assertThat(output.take()).isEqualTo("in progress");

            toy.kill();

            assertThat(hanging.join())
                    .isInstanceOfSatisfying(
                            Crashed.class,
                            crashed -> assertThat(crashed.exitCode()).isEqualTo(128 + 9));
            assertThat(toy.invoke(GREET)).isInstanceOf(Answered.class);
        }
    }

    @Test
    void showsTheFunctionItsOwnEnvironmentAndNotTheMachines() {
        assertThat(System.getenv()).containsKey("AWS_EMF_ENVIRONMENT");
        try (var toy = sandbox(Map.of("VAULT_BUCKET", "vault"))) {
            Map<String, String> environment = ask(toy, event("environment", ""));

            assertThat(environment)
                    .containsEntry("VAULT_BUCKET", "vault")
                    .containsEntry("AWS_REGION", "eu-central-1")
                    .containsEntry("AWS_LAMBDA_FUNCTION_NAME", "Toy")
                    .containsEntry("AWS_ACCESS_KEY_ID", "ASIATOY")
                    .containsEntry("AWS_SESSION_TOKEN", "toy token")
                    .doesNotContainKeys("AWS_EMF_ENVIRONMENT", "JAVA_HOME", "USER");
            assertThat(environment.get("HOME")).isNotEqualTo(System.getenv("HOME"));
        }
    }

    @Test
    void showsTheFunctionItsPackageAndNotTheClassPathOfItsParent() {
        try (var toy = sandbox(Map.of())) {
            assertThat(ask(toy, event("load", ToyLibrary.class.getName())))
                    .doesNotContainValue("absent");
            assertThat(ask(toy, event("load", ObjectMapper.class.getName())))
                    .containsValue("absent");
        }
    }

    @Test
    void refusesAVariableThatLambdaSetsItself() {
        try (var toy = sandbox(Map.of("AWS_REGION", "us-west-2"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> toy.invoke(GREET))
                    .withMessageContaining("AWS_REGION");
        }
    }

    @Test
    void leavesNoProcessAndNoFilesBehind() {
        Map<String, String> self;
        FunctionSandbox toy = sandbox(Map.of());
        try (toy) {
            self = ask(toy, event("describe", ""));
        }

        assertThat(ProcessHandle.of(Long.parseLong(self.getOrDefault("pid", "")))).isEmpty();
        assertThat(Path.of(self.getOrDefault("temporary", ""))).doesNotExist();
        assertThat(directory.resolve("toy/target/lib/library.jar")).exists();
        assertThatIllegalStateException().isThrownBy(() -> toy.invoke(GREET));
    }

    @Test
    void closeEndsTheInvocationInProgress() throws InterruptedException {
        CompletableFuture<InvocationResult> hanging;
        try (var toy = sandbox(Map.of())) {
            hanging = CompletableFuture.supplyAsync(() -> toy.invoke(event("hang", "in progress")));
            assertThat(output.take()).isEqualTo("in progress");
        }

        assertThat(hanging.join()).isInstanceOf(Crashed.class);
    }

    private FunctionSandbox sandbox(Map<String, String> environment) {
        return sandbox(ToyHandler.class, environment, Duration.ofMinutes(2));
    }

    private FunctionSandbox sandbox(
            Class<?> handler, Map<String, String> environment, Duration timeout) {
        return new FunctionSandbox(
                ToyFunction.ofMavenModule(directory.resolve("toy")),
                ToyFunction.configured(handler, environment, timeout),
                ToyFunction.RUNTIME_CLIENT,
                output::add);
    }

    private static String event(String what, String value) {
        return "{\"do\":\"" + what + "\",\"value\":\"" + value + "\"}";
    }

    private static Map<String, String> ask(FunctionSandbox toy, String event) {
        return switch (toy.invoke(event)) {
            case Answered(String body) -> parse(body);
            case InvocationResult other -> throw new AssertionError(other.toString());
        };
    }

    private static Map<String, String> parse(String body) {
        try {
            return JSON.readValue(body, new TypeReference<>() {});
        } catch (JsonProcessingException notAMap) {
            throw new AssertionError(body, notAMap);
        }
    }
}

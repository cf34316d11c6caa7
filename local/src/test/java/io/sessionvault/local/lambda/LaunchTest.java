package io.sessionvault.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sessionvault.local.lambda.InvocationResult.Answered;
import io.sessionvault.local.lambda.InvocationResult.Crashed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LaunchTest {
    private static final String ENVIRONMENT = "{\"do\":\"environment\"}";
    private static final String DESCRIBE = "{\"do\":\"describe\"}";

    @TempDir private Path directory;

    @Test
    void tellsHowTheProcessThatAnswersCameUp() {
        try (var toy = sandbox(Launch.asLambda())) {
            ColdStart start = toy.start();

            assertThat(start.initialisation())
                    .isBetween(Duration.ofMillis(1), Duration.ofMinutes(1));
            assertThat(body(toy, DESCRIBE)).contains("\"pid\":\"" + start.process().pid() + "\"");
            assertThat(toy.start()).isEqualTo(start);
        }
    }

    @Test
    void functionUnderSnapStartGoesOnBehindItsCheckpoint() {
        try (var toy = sandbox(new Launch.SnapStart(new Launch.Jvm(List.of(), List.of())))) {
            ColdStart start = toy.start();

            assertThat(start.initialisation()).isLessThan(Duration.ofMinutes(1));
            assertThat(body(toy, ENVIRONMENT))
                    .contains("\"AWS_LAMBDA_INITIALIZATION_TYPE\":\"snap-start\"");
        }
    }

    @Test
    void startsWithOptionsAndAFunctionOnTheClassPath() {
        Path classes = Path.of("target/test-classes").toAbsolutePath();
        var options = List.of("-XX:TieredStopAtLevel=0");
        try (var toy = sandbox(new Launch.Jvm(options, List.of(classes)))) {
            String arguments =
                    String.join(" ", toy.start().process().info().arguments().orElseThrow());

            assertThat(arguments).contains("-XX:TieredStopAtLevel=0", ":" + classes);
            assertThat(body(toy, DESCRIBE)).contains("\"release\":\"25\"");
        }
    }

    @Test
    void anotherProgramThatEndsHasCrashed() {
        try (var program = sandbox(new Launch.Program(List.of("sh", "-c", "echo no; exit 3")))) {
            assertThatIllegalStateException()
                    .isThrownBy(program::start)
                    .withMessage("the function never asked for an event");
            assertThat(program.invoke(DESCRIBE)).isEqualTo(new Crashed(3, List.of("no")));
        }
    }

    private FunctionSandbox sandbox(Launch launch) {
        return new FunctionSandbox(
                ToyFunction.ofMavenModule(directory.resolve("toy")),
                ToyFunction.configured(ToyHandler.class, Map.of()),
                launch,
                ToyFunction.RUNTIME_CLIENT,
                line -> {});
    }

    private static String body(FunctionSandbox toy, String event) {
        return switch (toy.invoke(event)) {
            case Answered(String body) -> body;
            case InvocationResult other -> throw new AssertionError(other.toString());
        };
    }
}

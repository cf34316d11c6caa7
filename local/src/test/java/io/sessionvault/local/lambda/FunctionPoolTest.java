package io.sessionvault.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sessionvault.local.lambda.InvocationResult.Answered;
import io.sessionvault.local.lambda.InvocationResult.Crashed;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FunctionPoolTest {
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

    @TempDir private Path directory;

    @Test
    void invokesTheFunctionWhileAnotherInvocationIsInProgress() throws InterruptedException {
        PackagedFunction code = ToyFunction.ofMavenModule(directory);
        var function = ToyFunction.configured(ToyHandler.class, Map.of());
        try (var pool =
                new FunctionPool(
                        2,
                        () ->
                                new FunctionSandbox(
                                        code, function, ToyFunction.RUNTIME_CLIENT, output::add))) {
            var hanging =
                    CompletableFuture.supplyAsync(
                            () -> pool.invoke("{\"do\":\"hang\",\"value\":\"in progress\"}"));
            assertThat(output.take()).isEqualTo("in progress");

            assertThat(pool.invoke("{\"do\":\"greet\"}")).isInstanceOf(Answered.class);
            assertThat(hanging).isNotDone();

            pool.kill();
            assertThat(hanging.join()).isInstanceOf(Crashed.class);
        }
    }

    @Test
    void refusesToBeEmpty() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new FunctionPool(
                                0,
                                () -> {
                                    throw new AssertionError();
                                }));
    }
}

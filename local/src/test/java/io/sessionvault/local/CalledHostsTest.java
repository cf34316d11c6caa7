package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.lambda.AotCache;
import io.sessionvault.local.lambda.FunctionConfiguration;
import io.sessionvault.local.lambda.FunctionSandbox;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.lambda.PackagedFunction;
import io.sessionvault.local.template.FunctionDefinition;
import io.sessionvault.local.template.ResolvedTemplate;
import io.sessionvault.local.template.Template;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/// Whom the packaged functions call as the template deploys them, with an `ENDPOINT_URL` that is
/// empty: AWS. They see a proxy that lets nothing through and remembers what was asked for.
class CalledHostsTest {
    private static final ResolvedTemplate TEMPLATE =
            Template.read(VaultUnderTest.REPOSITORY.resolve("template.yaml"))
                    .resolve(
                            Map.of(
                                    "OrganizationId",
                                    "o-sv4exmpl01",
                                    "VaultBucketName",
                                    "amzn-s3-demo-session-vault"),
                            "310987654321",
                            "us-east-1");
    private static final long PATIENCE_SECONDS = 60;

    private static final Map<String, String> EVENTS =
            Map.of(
                    "OnboardAccount", "onboard-account/manual-plan",
                    "CheckLog", "check-log/log-put",
                    "ListAccounts", "list-accounts/on-demand",
                    "SweepAccount", "sweep-account/member-plan",
                    "CheckStoredLogs", "check-stored-logs/all-logs",
                    "CheckVault", "check-vault/daily-run",
                    "WriteReport", "write-report/daily");
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "AWS_USE_FIPS_ENDPOINT", "true",
                    "AWS_USE_DUALSTACK_ENDPOINT", "true",
                    "AWS_ENDPOINT_URL_S3", "https://s3.example.com");

    private final Proxy proxy = new Proxy();

    @AfterEach
    void close() throws IOException {
        proxy.socket.close();
    }

    static Stream<Arguments> functions() {
        return EVENTS.entrySet().stream()
                .map(event -> Arguments.of(event.getKey(), event.getValue()));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void callsAwsWhereTheTemplateLeavesTheEndpointEmpty(String function, String event)
            throws InterruptedException {
        assertThat(definition(function).environment()).containsEntry("ENDPOINT_URL", "");

        FunctionSandbox sandbox = sandbox(function, Map.of());
        Thread invocation =
                Thread.ofVirtual()
                        .start(() -> sandbox.invoke(VaultUnderTest.eventFile(event + ".json")));
        String asked = proxy.asked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        sandbox.close();
        invocation.join();

        // The Region is us-east-1, where the SDK's clients have a global host of S3.
        assertThat(asked).endsWith(".amazonaws.com:443").doesNotEndWith(".s3.amazonaws.com:443");
    }

    /// What the SDK's clients would follow and the others would not.
    static Stream<Arguments> functionsAndSettings() {
        return EVENTS.entrySet().stream()
                .flatMap(event ->
                        SETTINGS.entrySet().stream()
                                .map(setting ->
                                        Arguments.of(
                                                event.getKey(),
                                                event.getValue(),
                                                setting.getKey(),
                                                setting.getValue())));
    }

    @ParameterizedTest
    @MethodSource("functionsAndSettings")
    void callsNobodyUnderASettingThatNotAllItsCallsWouldFollow(
            String function, String event, String setting, String value) {
        try (FunctionSandbox sandbox = sandbox(function, Map.of(setting, value))) {
            InvocationResult result = sandbox.invoke(VaultUnderTest.eventFile(event + ".json"));

            assertThat(result)
                    .isNotInstanceOf(InvocationResult.Answered.class)
                    .asString()
                    .contains(setting + " is '" + value + "'");
        }
        assertThat(proxy.asked).isEmpty();
    }

    @Test
    void coversEveryFunction() {
        assertThat(TEMPLATE.functions()).hasSize(7).containsOnlyKeys(EVENTS.keySet());
    }

    private FunctionSandbox sandbox(String function, Map<String, String> more) {
        FunctionDefinition definition = definition(function);
        String options =
                "-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=" + proxy.socket.getLocalPort();
        FunctionConfiguration configuration =
                new FunctionConfiguration(
                                Arn.fromString(
                                        "arn:aws:lambda:us-east-1:310987654321:function:"
                                                + function),
                                definition.handler(),
                                definition.environment(),
                                definition.memoryMegabytes(),
                                definition.timeout(),
                                AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "none"))
                        .with("JAVA_TOOL_OPTIONS", options);
        for (Map.Entry<String, String> setting : more.entrySet()) {
            configuration = configuration.with(setting.getKey(), setting.getValue());
        }
        Path module = VaultUnderTest.REPOSITORY.resolve(definition.folder());
        return new FunctionSandbox(
                PackagedFunction.ofMavenModule(module),
                configuration,
                AotCache.ofMavenModule(module).launch(),
                VaultUnderTest.REPOSITORY.resolve("local/target/runtime-client"),
                line -> {});
    }

    private static FunctionDefinition definition(String function) {
        return Objects.requireNonNull(TEMPLATE.functions().get(function), function);
    }

    /// A proxy for HTTPS that connects nobody.
    private static final class Proxy {
        private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        private final ServerSocket socket;

        Proxy() {
            try {
                socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException noPort) {
                throw new UncheckedIOException(noPort);
            }
            Thread.ofVirtual().start(this::refuseAll);
        }

        private void refuseAll() {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    String request =
                            new BufferedReader(
                                            new InputStreamReader(
                                                    client.getInputStream(),
                                                    StandardCharsets.US_ASCII))
                                    .readLine();
                    if (request != null) {
                        asked.add(request.split(" ", 3)[1]);
                    }
                    client.getOutputStream()
                            .write(
                                    "HTTP/1.1 502 Bad Gateway\r\n\r\n"
                                            .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException closed) {
                    // The test is over, or the client gone.
                }
            }
        }
    }
}

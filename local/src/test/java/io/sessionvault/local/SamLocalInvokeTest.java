package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.local.lambda.FunctionConfiguration;
import io.sessionvault.local.lambda.FunctionSandbox;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.lambda.PackagedFunction;
import io.sessionvault.local.template.FunctionDefinition;
import io.sessionvault.local.template.SamEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/// Each row of the table in events/README.md, run against the served organization as `sam local invoke` runs it:
/// the environment as SAM resolves it, SAM's made-up credentials, the class path of the container.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamLocalInvokeTest {
    private static final Path ROOT = VaultUnderTest.REPOSITORY;
    private static final Path TEMPLATE = ROOT.resolve("template.yaml");
    private static final String MACHINE = "http://host.docker.internal:";
    private static final Pattern ROW =
            Pattern.compile("\\| `sam local invoke (\\w+) -e (\\S+)` \\| [^|]+ \\| ([^|]+) \\|");
    private static final Pattern LITERAL = Pattern.compile("`([^`]+)`");
    private static final Map<String, String> OVERRIDES = Map.of("OrganizationId", "o-sv4exmpl01");

    /// Settings of the library that logs and counts, and what nobody reads.
    private static final Set<String> NOT_THE_VAULTS =
            Set.of(
                    "POWERTOOLS_METRICS_NAMESPACE",
                    "POWERTOOLS_LOG_LEVEL",
                    "POWERTOOLS_SERVICE_NAME",
                    "SETTINGS_REVISION");

    private final ServedOrganization served =
            ServedOrganization.start(
                    ROOT, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final SamEnvironment environment =
            new SamEnvironment(TEMPLATE, OVERRIDES, fromHere(variables()));
    private final Map<String, FunctionSandbox> sandboxes = new ConcurrentHashMap<>();

    /// A row of the table.
    ///
    /// @param answer what the answer holds, as its column says
    record Row(String function, String event, List<String> answer) {}

    @AfterAll
    void close() {
        sandboxes.values().forEach(FunctionSandbox::close);
        served.close();
    }

    static Stream<Row> rows() throws IOException {
        return ROW.matcher(Files.readString(ROOT.resolve("events/README.md")))
                .results()
                .map(row ->
                        new Row(
                                row.group(1),
                                row.group(2),
                                LITERAL.matcher(row.group(3))
                                        .results()
                                        .map(literal -> literal.group(1))
                                        .toList()));
    }

    @Test
    void theTableHasARowForEveryEvent() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("events"), 2)) {
            assertThat(rows().map(Row::event))
                    .containsExactlyInAnyOrderElementsOf(
                            files.filter(file -> file.toString().endsWith(".json"))
                                    .filter(file -> !file.endsWith("environment.local.json"))
                                    // Starts a run; no function receives it.
                                    .filter(file ->
                                            !file.startsWith(ROOT.resolve("events/state-machine")))
                                    .map(file -> ROOT.relativize(file).toString())
                                    .toList());
        }
    }

    /// From the last row to the first: what the table shows must not rest on a row above.
    static Stream<Row> rowsFromTheLast() throws IOException {
        return rows().toList().reversed().stream();
    }

    @ParameterizedTest
    @MethodSource("rowsFromTheLast")
    void answersAsTheTableSays(Row row) throws IOException {
        assertThat(row.answer()).isNotEmpty();

        InvocationResult result =
                sandbox(row.function()).invoke(Files.readString(ROOT.resolve(row.event())));

        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        assertThat(((InvocationResult.Answered) result).body()).contains(row.answer());
    }

    /// All of them: to SAM, a variable of the shell goes before one of the template.
    @Test
    void theVariablesAreThoseOfTheServedVault() {
        JsonNode given = fromHere(variables());
        served.template()
                .functions()
                .forEach((function, definition) -> {
                    Map<String, String> deployed = new TreeMap<>(definition.environment());
                    deployed.keySet().removeIf(NOT_THE_VAULTS::contains);
                    deployed.put("ENDPOINT_URL", served.address(function).toString());
                    Map<String, String> values = new TreeMap<>();
                    given.path(function)
                            .properties()
                            .forEach(variable ->
                                    values.put(variable.getKey(), variable.getValue().asText()));
                    assertThat(values).as(function).isEqualTo(deployed);
                });
        assertThat(given).hasSameSizeAs(served.template().functions().keySet());
    }

    @Test
    void samconfigTakesTheServedOrganizationAndNothingElse() throws IOException {
        String config = Files.readString(ROOT.resolve("samconfig.toml"));
        String section = config.substring(config.indexOf("[default.local_invoke.parameters]"));
        assertThat(section)
                .contains("env_vars = \"events/environment.local.json\"")
                .contains("parameter_overrides = \"OrganizationId=o-sv4exmpl01\"")
                .contains("region = \"us-east-1\"")
                .contains("add_host = [\"host.docker.internal:host-gateway\"]");
    }

    private FunctionSandbox sandbox(String name) {
        return sandboxes.computeIfAbsent(
                name,
                function -> {
                    FunctionDefinition definition =
                            Objects.requireNonNull(
                                    served.template().functions().get(function), function);
                    return new FunctionSandbox(
                            PackagedFunction.ofMavenModule(ROOT.resolve(definition.folder())),
                            new FunctionConfiguration(
                                    Arn.fromString(
                                            "arn:aws:lambda:us-east-1:123456789012:function:"
                                                    + function),
                                    definition.handler(),
                                    environment.of(function),
                                    definition.memoryMegabytes(),
                                    definition.timeout(),
                                    AwsBasicCredentials.create("defaultkey", "defaultsecret")),
                            ROOT.resolve("local/target/runtime-client"),
                            line -> {});
                });
    }

    private static JsonNode variables() {
        return VaultUnderTest.json(VaultUnderTest.eventFile("environment.local.json"));
    }

    /// The same for this machine, on which the organization is served at other ports.
    private JsonNode fromHere(JsonNode variables) {
        String text =
                variables.toString().replace(MACHINE + Serve.PORT, served.endpoint().toString());
        int port = Serve.PORT;
        for (String function : new TreeSet<>(served.template().functions().keySet())) {
            port++;
            text = text.replace(MACHINE + port, served.address(function).toString());
        }
        return VaultUnderTest.json(text);
    }
}

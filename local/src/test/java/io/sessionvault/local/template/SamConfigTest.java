package io.sessionvault.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamConfigTest {
    private static final SamConfig CONFIG = SamConfig.read();

    /// The Maven reactor lies outside of `functions/`; a copy of that folder could not be built.
    @ParameterizedTest
    @CsvSource({"default, build", "default, sync", "x86, build", "x86, sync"})
    void buildsInTheSourceFolder(String environment, String command) {
        assertThat(CONFIG.options(environment, command)).containsEntry("build_in_source", "true");
    }

    /// `sam` reads one environment only.
    @ParameterizedTest
    @ValueSource(strings = {"global", "build", "validate", "deploy", "sync", "local_invoke"})
    void x86IsTheDefaultWithOtherProcessors(String command) {
        assertThat(without("parameter_overrides", CONFIG.options("x86", command)))
                .isNotEmpty()
                .isEqualTo(without("parameter_overrides", CONFIG.options("default", command)));
        assertThat(without("Architecture", CONFIG.parameters("x86", command)))
                .isEqualTo(CONFIG.parameters("default", command));
    }

    @ParameterizedTest
    @ValueSource(strings = {"build", "deploy", "sync", "local_invoke"})
    void everyCommandThatReadsTheTemplateGetsTheOtherProcessors(String command) {
        assertThat(CONFIG.parameters("x86", command)).containsEntry("Architecture", "x86_64");
    }

    @ParameterizedTest
    @CsvSource({"default, arm64", "x86, x86_64"})
    void everyFunctionRunsOnTheProcessorsOfTheEnvironment(String environment, String processors) {
        var template =
                SamExpansion.of(
                        VaultStack.ROOT.resolve("template.yaml"),
                        CONFIG.parameters(environment, "local_invoke"),
                        "111122223333",
                        "us-east-1");
        assertThat(template.path("Resources"))
                .filteredOn(
                        resource -> resource.path("Type").asText().equals("AWS::Lambda::Function"))
                .hasSize(VaultStack.with().functions().size())
                .allSatisfy(function ->
                        assertThat(function.at("/Properties/Architectures"))
                                .hasToString("[\"" + processors + "\"]"));
    }

    @Test
    void syncGoesWhereDeployGoes() {
        assertThat(CONFIG.options("default", "sync"))
                .containsAllEntriesOf(
                        only(
                                CONFIG.options("default", "deploy"),
                                "stack_name",
                                "region",
                                "s3_prefix"));
    }

    /// The packages have their jars in them; SAM would add an empty layer to each function.
    @Test
    void syncMakesNoLayers() {
        assertThat(CONFIG.options("default", "sync")).containsEntry("dependency_layer", "false");
    }

    /// A build in the source folder writes below what `sam sync --watch` watches. Source: aws-sam-cli,
    /// `resource_trigger.py`: any text before and after the expression.
    @Test
    void syncDoesNotAnswerItsOwnBuilds() {
        Map<String, String> excluded = new TreeMap<>();
        for (var text : CONFIG.texts("default", "sync", "watch_exclude")) {
            var pair = text.split("=", 2);
            excluded.put(pair[0], "^.*" + pair[1] + ".*$");
        }
        assertThat(excluded)
                .containsOnlyKeys(new TreeSet<>(VaultStack.with().functions().keySet()));
        assertThat(excluded.values())
                .map(Pattern::compile)
                .allSatisfy(expression -> {
                    assertThat("/target/functions/core/target").matches(expression);
                    assertThat("/v/functions/check-log/target/lib/a.jar").matches(expression);
                    assertThat("/target/v/functions/check-log/src/main/java/A.java")
                            .doesNotMatch(expression);
                });
    }

    private static Map<String, String> without(String key, Map<String, String> values) {
        var others = new TreeMap<>(values);
        others.remove(key);
        return others;
    }

    private static Map<String, String> only(Map<String, String> values, String... keys) {
        var some = new TreeMap<>(values);
        some.keySet().retainAll(Set.of(keys));
        return some;
    }
}

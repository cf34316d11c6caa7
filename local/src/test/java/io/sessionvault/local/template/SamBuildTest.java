package io.sessionvault.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What `sam` needs beside the template.
class SamBuildTest {
    static Stream<FunctionDefinition> functions() {
        return VaultStack.with().functions().values().stream();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void hasTheClassOfEveryHandler(FunctionDefinition function) {
        var handler = function.handler().split("::", -1);
        assertThat(handler).as(function.handler()).hasSize(2);
        var source =
                function.folder()
                        .resolve("src/main/java")
                        .resolve(handler[0].replace('.', '/') + ".java");
        assertThat(source)
                .as("the class of the handler of " + function.logicalId())
                .isRegularFile();
        assertThat(source).content().contains(" " + handler[1] + "(");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void hasAModuleForEveryFunction(FunctionDefinition function) {
        assertThat(function.folder().resolve("pom.xml")).isRegularFile();
        assertThat(VaultStack.ROOT.resolve("functions/Makefile")).isRegularFile();
    }
}

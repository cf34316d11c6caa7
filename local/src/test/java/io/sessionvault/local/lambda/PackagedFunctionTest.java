package io.sessionvault.local.lambda;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedFunctionTest {

    @TempDir private Path module;

    @Test
    void namesTheDirectoryThatPackagingWouldHaveMade() throws IOException {
        Files.createDirectories(module.resolve("target/classes"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PackagedFunction.ofMavenModule(module))
                .withMessageContaining(module.resolve("target/lib").toString())
                .withMessageContaining("package the function first");
    }
}

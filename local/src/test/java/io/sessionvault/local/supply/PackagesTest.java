package io.sessionvault.local.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The packages that this build has made.
class PackagesTest {
    private static final Path FUNCTIONS = Path.of("../functions").toAbsolutePath().normalize();

    static Stream<Path> functions() throws IOException {
        return BillOfMaterialsTest.functions().stream();
    }

    /// The template's `Architecture` decides nothing but where they run.
    @ParameterizedTest
    @MethodSource("functions")
    void fitProcessorsOfAnyKind(Path function) throws IOException {
        Set<String> files = new TreeSet<>();
        try (Stream<Path> jars = Files.list(function.resolve("target/lib"))) {
            for (Path jar : jars.toList()) {
                try (ZipFile opened = new ZipFile(jar.toFile())) {
                    opened.stream().forEach(entry -> files.add(jar.getFileName() + "!" + entry));
                }
            }
        }
        assertThat(files)
                .isNotEmpty()
                .noneMatch(file -> file.matches(".*\\.(so(\\.\\d+)*|dll|dylib|jnilib|exe|a)"));
    }

    /// What `functions/package.sh` takes as signs of a finished build, Maven really leaves.
    @Test
    void areWhatMavenHasBuiltLast() throws IOException, InterruptedException {
        assertNothingIsStale();
    }

    private static void assertNothingIsStale() throws IOException, InterruptedException {
        Process stale =
                new ProcessBuilder("sh", FUNCTIONS.resolve("package.sh").toString(), "--stale")
                        .redirectErrorStream(true)
                        .start();
        String modules = new String(stale.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(stale.waitFor()).as(modules).isZero();
        assertThat(modules).as("modules that `mvn clean package` has to build anew").isBlank();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void areTakenBySamAsTheyAre(Path function, @TempDir Path folder)
            throws IOException, InterruptedException {
        // Where something is stale, package.sh would remove it under the other tests' feet.
        assertNothingIsStale();
        var maven = Files.createDirectory(folder.resolve("bin")).resolve("mvn");
        Files.writeString(maven, "#!/bin/sh\necho 'Maven is asked to build' >&2\nexit 1\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        var log = folder.resolve("log");
        var sam =
                new ProcessBuilder(
                                "make", "-C", FUNCTIONS.toString(), "build-" + logicalId(function))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        sam.environment().put("ARTIFACTS_DIR", folder.resolve("package").toString());
        sam.environment().merge("PATH", folder.resolve("bin") + ":", (own, first) -> first + own);

        assertThat(sam.start().waitFor()).as(Files.readString(log)).isZero();
        assertThat(files(folder.resolve("package/lib")))
                .isEqualTo(files(function.resolve("target/lib")));
        assertThat(folder.resolve("package/io/sessionvault")).isDirectory();
    }

    private static String logicalId(Path function) {
        var id = new StringBuilder();
        for (String word : function.getFileName().toString().split("-", -1)) {
            id.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return id.toString();
    }

    private static Set<String> files(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.forEach(file -> names.add(folder.relativize(file).toString()));
        }
        return names;
    }
}

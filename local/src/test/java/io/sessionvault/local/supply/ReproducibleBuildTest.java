package io.sessionvault.local.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/// Nothing in a package depends on when and where it was built. `.ci/reproducible` shows it by building twice; this
/// finds the usual causes in what this build has made.
class ReproducibleBuildTest {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    @Test
    void noFileOfAPackageHoldsThePlaceOfTheBuild() throws IOException {
        String place = REPOSITORY.toString();
        List<Path> files = new ArrayList<>();
        for (Path function : BillOfMaterialsTest.functions()) {
            try (Stream<Path> classes = Files.walk(function.resolve("target/classes"))) {
                classes.filter(Files::isRegularFile).forEach(files::add);
            }
        }

        assertThat(files)
                .hasSizeGreaterThan(50)
                .allSatisfy(file ->
                        // One byte a character: what is looked for is found in binary files, too.
                        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                                .as(file.toString())
                                .doesNotContain(place));
    }

    @Test
    void theEntriesOfTheCoresJarHaveOneTime() throws IOException {
        Set<Object> times = new TreeSet<>();
        try (ZipFile jar =
                new ZipFile(REPOSITORY.resolve("functions/core/target/core-0.1.0.jar").toFile())) {
            jar.stream().map(ZipEntry::getTimeLocal).forEach(times::add);
        }

        assertThat(times).hasSize(1);
    }
}

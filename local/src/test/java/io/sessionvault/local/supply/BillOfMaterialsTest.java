package io.sessionvault.local.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.supply.BillOfMaterials.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The bill of materials that the build writes beside each function's package says what is in it. Maven makes it only
/// when it is online: what `mvn -o` has changed since is not in it, and found here.
class BillOfMaterialsTest {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    /// All that is shipped has one of these, which ask for no more than that their text comes along; it does, inside
    /// each jar.
    private static final Set<String> LICENCES =
            Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "EPL-2.0", "MIT", "MIT-0");

    static List<Path> functions() throws IOException {
        try (Stream<Path> folders = Files.list(REPOSITORY.resolve("functions"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .filter(folder -> !folder.endsWith("core"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void namesEachShippedJarWithItsDigestAndNothingElse(Path function) throws IOException {
        Map<String, String> shipped = new TreeMap<>();
        try (Stream<Path> jars = Files.list(function.resolve("target/lib"))) {
            jars.forEach(jar -> shipped.put(jar.getFileName().toString(), sha256(jar)));
        }

        assertThat(
                        bill(function).parts().stream()
                                .collect(Collectors.toMap(Part::jar, Part::sha256)))
                .isNotEmpty()
                .isEqualTo(shipped);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void everyPartHasALicenceThatAllowsShippingIt(Path function) throws IOException {
        assertThat(bill(function).parts())
                .allSatisfy(part ->
                        assertThat(part.licences())
                                .as(part.jar())
                                .isNotEmpty()
                                .isSubsetOf(LICENCES));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void isTheSameInEveryBuild(Path function) throws IOException {
        assertThat(bill(function).json().has("serialNumber")).isFalse();
        assertThat(bill(function).json().path("metadata").has("timestamp")).isFalse();
    }

    /// The one of the whole is made of those of the functions: no tool of the build or of the tests is in it.
    @Test
    void theWholeIsTheFunctionsAndTheirParts() throws IOException {
        Set<String> parts = new TreeSet<>();
        for (Path function : functions()) {
            parts.add(function.getFileName() + "-0.1.0.jar");
            bill(function).parts().forEach(part -> parts.add(part.jar()));
        }

        assertThat(bill(REPOSITORY).parts())
                .extracting(Part::jar)
                .containsExactlyInAnyOrderElementsOf(parts);
    }

    private static BillOfMaterials bill(Path module) throws IOException {
        return BillOfMaterials.read(module.resolve("target/bom.json"));
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException | NoSuchAlgorithmException unreadable) {
            throw new IllegalStateException(file.toString(), unreadable);
        }
    }
}

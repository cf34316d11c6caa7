package io.sessionvault.local.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A folder with this repository's rules for `sam build`, a core and two functions, and a `mvn` in
/// front of all others that keeps a list of the modules it was called for. A module is compiled by
/// copying its sources, and depends on what its `pom.xml` names.
final class SmallRepository {
    private static final Path REAL = Path.of("../functions").toAbsolutePath().normalize();

    /// Compiles, packages and leaves behind as Maven 3 does without `clean`.
    private static final String MAVEN =
            """
            #!/bin/sh
            set -eu
            cd "$(dirname "$0")/.."
            last=
            for argument; do
                case $last in -pl) modules=$argument ;; esac
                case $argument in clean) clean=yes ;; esac
                last=$argument
            done
            [ -n "${UNRECORDED:-}" ] || echo "$modules" >> called
            for module in functions/core functions/check-log functions/write-report; do
                case ,$modules, in *,$module,*) ;; *) continue ;; esac
                [ -z "${clean:-}" ] || rm -rf "$module/target"
                began=$module/target/maven-status/maven-compiler-plugin/compile/default-compile
                mkdir -p "$began" "$module/target/classes"
                sleep 0.02
                touch "$began/inputFiles.lst"
                sleep 0.02
                changed=
                for source in "$module"/src/main/java/*.java; do
                    class=$module/target/classes/$(basename "$source" .java).class
                    [ -f "$class" ] && [ ! "$source" -nt "$class" ] || changed=yes
                done
                if [ -n "$changed" ]; then
                    for source in "$module"/src/main/java/*.java; do
                        cat "$source" > "$module/target/classes/$(basename "$source" .java).class"
                    done
                fi
                if [ -d "$module/src/main/resources" ]; then
                    cp "$module"/src/main/resources/* "$module/target/classes" 2>/dev/null || true
                fi
                if [ -f failing ] && [ "$module" = functions/check-log ]; then
                    eval "$(cat failing)"
                    exit 1
                fi
                if [ "$module" = functions/core ]; then
                    cat "$module"/target/classes/*.class > "$module/target/core-0.1.0.jar"
                else
                    rm -rf "$module/target/lib"
                    mkdir "$module/target/lib"
                    cp functions/core/target/core-0.1.0.jar "$module/target/lib"
                    for dependency in $(cat "$module/pom.xml"); do
                        touch "$module/target/lib/$dependency.jar"
                    done
                fi
            done
            """;

    private final Path root;
    private final AtomicInteger builds = new AtomicInteger();

    SmallRepository(Path root) throws IOException {
        this.root = root;
        write("../bin/mvn", MAVEN);
        Files.setPosixFilePermissions(
                root.resolve("bin/mvn"), PosixFilePermissions.fromString("rwxr-xr-x"));
        write("../pom.xml", "");
        write("core/pom.xml", "");
        write("core/src/main/java/Rule.java", "core");
        write("check-log/pom.xml", "sqs");
        write("check-log/src/main/java/Handler.java", "check-log");
        write("check-log/src/main/resources/log4j2.properties", "");
        write("write-report/pom.xml", "sqs");
        write("write-report/src/main/java/Page.java", "write-report");
        for (String rules : List.of("Makefile", "package.sh")) {
            if (Files.exists(REAL.resolve(rules))) {
                Files.copy(REAL.resolve(rules), file(rules));
            }
        }
    }

    record Result(int exit, String output) {}

    Path file(String path) {
        return root.resolve("functions").resolve(path).normalize();
    }

    void write(String path, String content) {
        try {
            Files.createDirectories(file(path).getParent());
            Files.writeString(file(path), content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Somebody runs `mvn package`.
    void maven() {
        var built = run(Map.of("UNRECORDED", "yes"), mvn());
        assertThat(built.exit()).as(built.output()).isZero();
    }

    /// @param last what Maven does before it fails, in the words of the shell
    void mavenThatFails(String last) {
        failing(last);
        assertThat(run(Map.of("UNRECORDED", "yes"), mvn()).exit()).isNotZero();
        succeeding();
    }

    private List<String> mvn() {
        return List.of(
                root.resolve("bin/mvn").toString(),
                "-pl",
                "functions/core,functions/check-log,functions/write-report",
                "package");
    }

    /// From now on Maven fails once it has compiled, as with a warning that counts as an error.
    void failing(String last) {
        write("../failing", last);
    }

    void succeeding() {
        try {
            Files.delete(root.resolve("failing"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The modules of each Maven that `sam build` has started.
    List<String> built() {
        try {
            var called = root.resolve("called");
            return Files.exists(called) ? Files.readAllLines(called) : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The files that `sam build` gets for a function, with their content.
    Map<String, String> sam(String logicalId) {
        var folder = root.resolve("artifacts" + builds.incrementAndGet());
        var built = make(logicalId, folder);
        assertThat(built.exit()).as(built.output()).isZero();
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return files;
    }

    Result make(String logicalId) {
        return make(logicalId, root.resolve("artifacts" + builds.incrementAndGet()));
    }

    private Result make(String logicalId, Path folder) {
        return run(
                Map.of("ARTIFACTS_DIR", folder.toString()),
                List.of("make", "-C", root.resolve("functions").toString(), "build-" + logicalId));
    }

    private Result run(Map<String, String> environment, List<String> command) {
        try {
            var log = Files.createTempFile(root, "run", ".log");
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            builder.environment()
                    .merge("PATH", root.resolve("bin") + ":", (path, own) -> own + path);
            var exit = builder.start().waitFor();
            return new Result(exit, Files.readString(log));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}

package io.sessionvault.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where and when a run took place.
final class Circumstances {
    private Circumstances() {}

    /// @param repository the repository's root
    /// @param runs how many rounds each measurement has
    static Map<String, String> now(Path repository, int runs) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        String changed =
                Command.output(repository, "git", "status", "--porcelain")
                        .filter(lines -> !lines.isEmpty())
                        .map(lines -> " with changes that are not committed")
                        .orElse("");
        facts.put(
                "revision",
                Command.output(repository, "git", "rev-parse", "HEAD").orElse("unknown") + changed);
        facts.put("processor", fact("/proc/cpuinfo", "model name"));
        facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", fact("/proc/meminfo", "MemTotal"));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put(
                "jdk",
                System.getProperty("java.vendor") + " " + System.getProperty("java.vm.version"));
        facts.put(
                "python",
                Command.output(
                                "python3",
                                "-c",
                                "import sys, boto3; print(sys.version.split()[0], 'boto3', boto3.__version__)")
                        .orElse("none"));
        facts.put("node", Command.output("node", "--version").orElse("none"));
        facts.put("load", load());
        facts.put("rounds", Integer.toString(runs));
        return facts;
    }

    /// The machine's load averages over 1, 5 and 15 minutes.
    static String load() {
        return read("/proc/loadavg").replaceFirst("^(\\S+ \\S+ \\S+).*", "$1").strip();
    }

    private static String fact(String file, String name) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException notLinux) {
            throw new UncheckedIOException(notLinux);
        }
    }
}

package io.sessionvault.bench;

import io.sessionvault.local.lambda.Launch;
import io.sessionvault.local.lambda.PackagedFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// The others that do the same work, those in Python and Node where these can be had.
final class Comparators {
    /// How many calls are under way at a time in a check, as many as check-log makes.
    static final int CHECK_CONCURRENCY = 128;

    private static final String CONCURRENCY = "BENCH_CONCURRENCY";

    private final Workbench bench;
    private final Optional<Variant> python;
    private final Optional<Variant> node;

    Comparators(Workbench bench, Report report) {
        this.bench = bench;
        python = python(report);
        node = node(report);
    }

    Variant empty() {
        Variant handler = bench.comparator("empty Java handler", "bare", "EmptyHandler");
        return bench.comparator(
                handler.name(),
                new PackagedFunction(handler.code().classes(), none()),
                handler.launch(),
                handler.handler());
    }

    Variant http(int concurrency) {
        return bench.comparator("bare HTTP (JDK client, unsigned)", "bare", "HttpHeadHandler")
                .with(CONCURRENCY, Integer.toString(concurrency));
    }

    Variant sdk(int concurrency) {
        return bench.comparator("bare SDK HeadObject", "bare", "SdkHeadHandler")
                .with(CONCURRENCY, Integer.toString(concurrency));
    }

    Variant plain() {
        return bench.comparator("default clients (what people write)", "plain", "PlainHandler");
    }

    Variant powertools() {
        return bench.comparator("default clients + Powertools", "powertools", "PowertoolsHandler");
    }

    Optional<Variant> python(int concurrency) {
        return python.map(found -> found.with(CONCURRENCY, Integer.toString(concurrency)));
    }

    Optional<Variant> node(int concurrency) {
        return node.map(found -> found.with(CONCURRENCY, Integer.toString(concurrency)));
    }

    /// By the interpreter itself: what is on the PATH may be a script that looks into the home
    /// directory, and a function has another.
    private Optional<Variant> python(Report report) {
        Optional<String> interpreter =
                Command.output("python3", "-c", "import sys, boto3; print(sys.executable)");
        if (interpreter.isEmpty()) {
            report.miss("python3 with boto3: no figures of Python");
        }
        return interpreter.map(path ->
                bench.comparator(
                        "Python, boto3",
                        sources("python"),
                        new Launch.Program(List.of(path, "runtime.py")),
                        "check.handle"));
    }

    private Optional<Variant> node(Report report) {
        Optional<String> program = Command.output("node", "-p", "process.execPath");
        if (program.isEmpty()) {
            report.miss("node: no figures of Node");
            return Optional.empty();
        }
        PackagedFunction code = sources("node");
        if (!isInstalled(code.classes())) {
            report.miss("the AWS SDK for JavaScript (npm ci failed): no figures of Node");
            return Optional.empty();
        }
        return program.map(path ->
                bench.comparator(
                        "Node, AWS SDK v3",
                        code,
                        new Launch.Program(List.of(path, "runtime.mjs")),
                        "check.handle"));
    }

    /// Installs exactly the packages of the lock file, unless they are installed already. npm empties
    /// node_modules before it installs, so a copy in there tells of a finished installation.
    private static boolean isInstalled(Path directory) {
        Path wanted = directory.resolve("package-lock.json");
        Path installed = directory.resolve("node_modules/.installed-package-lock.json");
        try {
            if (Files.exists(installed) && Files.mismatch(wanted, installed) < 0) {
                return true;
            }
            boolean isDone =
                    Command.output(
                                    directory,
                                    "npm",
                                    "ci",
                                    "--prefer-offline",
                                    "--no-audit",
                                    "--no-fund",
                                    "--loglevel=error")
                            .isPresent();
            if (isDone) {
                Files.copy(wanted, installed);
            }
            return isDone;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// A copy of the sources, since both languages leave things beside them.
    private PackagedFunction sources(String language) {
        Path from = bench.repository().resolve("bench/src/main").resolve(language);
        Path to = bench.repository().resolve("bench/target").resolve(language);
        try {
            Files.createDirectories(to);
            try (var files = Files.list(from)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(
                            file,
                            to.resolve(file.getFileName()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return new PackagedFunction(to, none());
        } catch (IOException notCopied) {
            throw new UncheckedIOException(notCopied);
        }
    }

    /// The libraries of a function that has none.
    private Path none() {
        try {
            return Files.createDirectories(bench.repository().resolve("bench/target/none"));
        } catch (IOException notMade) {
            throw new UncheckedIOException(notMade);
        }
    }
}

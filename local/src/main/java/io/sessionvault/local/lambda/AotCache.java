package io.sessionvault.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/// A function's cache of loaded and linked classes, which a JVM maps at its start. It is made by a training run, and
/// holds for the very JVM build and class path that made it; with any other the JVM starts as if there were none.
/// That is so on a laptop and in a container image, but not in a zip for Lambda, whose JVM is AWS's.
///
/// Source: JEP 483 "Ahead-of-Time Class Loading & Linking", JEP 514 "Ahead-of-Time Command-Line Ergonomics".
///
/// @param file where the cache lies
/// @param jar the function itself
/// @param libraries the directory of all other jars that it needs
public record AotCache(Path file, Path jar, Path libraries) {
    /// The cache of a function that Maven has packaged, in its `target`.
    ///
    /// @param module the function's module
    /// @throws UncheckedIOException when the module has not been packaged
    public static AotCache ofMavenModule(Path module) {
        Path target = module.resolve("target").toAbsolutePath().normalize();
        return new AotCache(
                target.resolve(module.getFileName() + ".aot"),
                jars(target).stream()
                        .findFirst()
                        .orElseThrow(() ->
                                new UncheckedIOException(
                                        new IOException(
                                                target
                                                        + " has no jar: package the function first"))),
                target.resolve("lib"));
    }

    /// The function on the JVM's own class path. The libraries are named by their directory: a list of them would
    /// make the command line longer than other processes can read it.
    private List<Path> classPath() {
        return List.of(jar, libraries.resolve("*"));
    }

    /// Tells whether there is a cache that was made after all of the function's jars.
    ///
    /// @throws UncheckedIOException when a file cannot be looked at
    public boolean isCurrent() {
        return Files.exists(file)
                && Stream.concat(Stream.of(jar), jars(libraries).stream())
                        .allMatch(part -> modified(part).compareTo(modified(file)) < 0);
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// How the function is started for the training run. The cache is written when its process ends.
    public Launch training() {
        return new Launch.Jvm(List.of("-XX:AOTCacheOutput=" + file), classPath());
    }

    /// How the function is started: with the cache where it is current, otherwise as in Lambda.
    public Launch launch() {
        return isCurrent()
                ? new Launch.Jvm(List.of("-XX:AOTCache=" + file), classPath())
                : Launch.asLambda();
    }

    private static List<Path> jars(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException notPackaged) {
            throw new UncheckedIOException(
                    folder + " cannot be read: package the function first", notPackaged);
        }
    }
}

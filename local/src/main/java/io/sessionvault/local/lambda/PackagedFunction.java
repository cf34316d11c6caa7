package io.sessionvault.local.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A function's package on disk: its classes and resources, and the jars it ships.
///
/// @param classes the directory that becomes the task root
/// @param libraries the directory of jars that becomes `lib` in the task root
public record PackagedFunction(Path classes, Path libraries) {

    /// @throws IllegalArgumentException when one of the directories is missing
    public PackagedFunction {
        classes = existing(classes);
        libraries = existing(libraries);
    }

    /// The package as Maven leaves it: `target/classes` and `target/lib` of the function's module.
    ///
    /// @throws IllegalArgumentException when the module has not been packaged
    public static PackagedFunction ofMavenModule(Path module) {
        return new PackagedFunction(module.resolve("target/classes"), module.resolve("target/lib"));
    }

    /// The package as `sam build` leaves it: classes at the root, jars in `lib`.
    ///
    /// @throws IllegalArgumentException when the function has not been built
    public static PackagedFunction ofSamBuild(Path taskRoot) {
        return new PackagedFunction(taskRoot, taskRoot.resolve("lib"));
    }

    /// Fills the empty directory `taskRoot` with links, so that the runtime client's class loader finds there what it
    /// finds in `/var/task`: it looks in its working directory and in `lib` beneath, and nowhere else.
    void linkInto(Path taskRoot) throws IOException {
        List<Path> roots;
        try (var children = Files.list(classes)) {
            roots = children.filter(child -> !child.equals(libraries)).toList();
        }
        for (Path root : roots) {
            Files.createSymbolicLink(taskRoot.resolve(root.getFileName()), root);
        }
        Files.createSymbolicLink(taskRoot.resolve("lib"), libraries);
    }

    private static Path existing(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException(
                    directory.toAbsolutePath() + " is missing: package the function first");
        }
        return directory.toAbsolutePath().normalize();
    }
}

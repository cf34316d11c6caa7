package io.sessionvault.local.lambda;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarFile;

/// The native part of the runtime client, in a place of its own. Left to itself, the client unpacks it at each start
/// to one and the same file in /tmp, where a function that another process of this machine starts at that moment may
/// find half of it.
///
/// Source: `JniHelper` of aws-lambda-java-runtime-interface-client 2.9.
final class NativeLibrary {
    private static final String PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private NativeLibrary() {}

    /// Unpacks it.
    ///
    /// @param runtimeClient the directory of the runtime client's jars
    /// @param directory where it goes
    /// @return the JVM option that tells the runtime client where it is
    static String unpack(Path runtimeClient, Path directory) throws IOException {
        Path file = directory.resolve("libaws-lambda-jni.so").toAbsolutePath();
        String entry =
                "jni/libaws-lambda-jni.%s-%s.so"
                        .formatted(
                                isMusl() ? "linux_musl" : "linux",
                                "aarch64".equals(System.getProperty("os.arch"))
                                        ? "aarch_64"
                                        : "x86_64");
        try (JarFile jar = new JarFile(client(runtimeClient).toFile())) {
            var found = jar.getEntry(entry);
            if (found == null) {
                throw new FileNotFoundException("the runtime client has no " + entry);
            }
            try (InputStream library = jar.getInputStream(found)) {
                Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return "-D" + PROPERTY + "=" + file;
    }

    private static Path client(Path directory) throws IOException {
        try (var jars = Files.newDirectoryStream(directory, "*runtime-interface-client*.jar")) {
            return jars.iterator().next();
        }
    }

    private static boolean isMusl() {
        try (var loaders = Files.newDirectoryStream(Path.of("/lib"), "ld-musl-*")) {
            return loaders.iterator().hasNext();
        } catch (IOException noSuchDirectory) {
            return false;
        }
    }
}

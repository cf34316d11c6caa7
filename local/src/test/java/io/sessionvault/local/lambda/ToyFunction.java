package io.sessionvault.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/// The toy function, packaged and configured.
final class ToyFunction {
    static final Path RUNTIME_CLIENT = Path.of("target/runtime-client");
    static final Arn ARN = Arn.fromString("arn:aws:lambda:eu-central-1:310987654321:function:Toy");

    private ToyFunction() {}

    static PackagedFunction ofMavenModule(Path module) {
        lay(module.resolve("target/classes"), module.resolve("target/lib"));
        return PackagedFunction.ofMavenModule(module);
    }

    static PackagedFunction ofSamBuild(Path taskRoot) {
        lay(taskRoot, taskRoot.resolve("lib"));
        return PackagedFunction.ofSamBuild(taskRoot);
    }

    static FunctionConfiguration configured(Class<?> handler, Map<String, String> environment) {
        return configured(handler, environment, Duration.ofMinutes(2));
    }

    static FunctionConfiguration configured(
            Class<?> handler, Map<String, String> environment, Duration timeout) {
        return new FunctionConfiguration(
                ARN,
                handler.getName() + "::handleRequest",
                environment,
                256,
                timeout,
                AwsSessionCredentials.create("ASIATOY", "toy secret", "toy token"));
    }

    private static void lay(Path classes, Path libraries) {
        try {
            Files.createDirectories(libraries);
            copyClass(ToyHandler.class, classes);
            copyClass(UnstartableHandler.class, classes);
            try (var jar =
                            new JarOutputStream(
                                    Files.newOutputStream(libraries.resolve("library.jar")));
                    InputStream bytes = bytesOf(ToyLibrary.class)) {
                jar.putNextEntry(new ZipEntry(fileOf(ToyLibrary.class)));
                bytes.transferTo(jar);
            }
        } catch (IOException notLaid) {
            throw new UncheckedIOException(notLaid);
        }
    }

    private static void copyClass(Class<?> type, Path classes) throws IOException {
        Path file = classes.resolve(fileOf(type));
        Files.createDirectories(file.getParent());
        try (InputStream bytes = bytesOf(type)) {
            Files.copy(bytes, file);
        }
    }

    private static InputStream bytesOf(Class<?> type) throws IOException {
        InputStream bytes = type.getClassLoader().getResourceAsStream(fileOf(type));
        if (bytes == null) {
            throw new IOException("no class file of " + type);
        }
        return bytes;
    }

    private static String fileOf(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }
}

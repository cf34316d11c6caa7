package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.lambda.PackagedFunction;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/// Whether an answer from before a snapshot is used after it, in a JVM of its own that has a packaged
/// function's class path and its handler, and whose names come from a file.
class NameLookupsTest {
    private static final String HOST = "s3.vault.test";
    private static final String AS_IT_IS = "as-it-is";

    @TempDir private Path folder = Path.of("");

    /// The functions whose snapshots hold more than their start (decision 22).
    enum Primed {
        CHECK_LOG("check-log", "io.sessionvault.checklog.CheckLogHandler"),
        ONBOARD_ACCOUNT("onboard-account", "io.sessionvault.onboardaccount.OnboardAccountHandler");

        private final String module;
        private final String handler;

        Primed(String module, String handler) {
            this.module = module;
            this.handler = handler;
        }
    }

    @ParameterizedTest
    @EnumSource(Primed.class)
    void aJvmKeepsAnswersByItself(Primed function) throws Exception {
        assertThat(lookUpTwice(function, AS_IT_IS, "127.0.0.1", "127.0.0.2"))
                .isEqualTo("127.0.0.1 127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "CHECK_LOG, 127.0.0.1, 127.0.0.2",
        "CHECK_LOG, none, 127.0.0.2",
        "CHECK_LOG, 127.0.0.1, none",
        "ONBOARD_ACCOUNT, 127.0.0.1, 127.0.0.2",
        "ONBOARD_ACCOUNT, none, 127.0.0.2",
        "ONBOARD_ACCOUNT, 127.0.0.1, none",
    })
    void afterASnapshotEachNameIsLookedUpAgain(Primed function, String before, String after)
            throws Exception {
        assertThat(lookUpTwice(function, function.handler, before, after))
                .isEqualTo(before + " " + after);
    }

    private String lookUpTwice(Primed function, String handler, String before, String after)
            throws Exception {
        Path hosts = folder.resolve("hosts");
        PackagedFunction code =
                PackagedFunction.ofMavenModule(
                        VaultUnderTest.REPOSITORY.resolve("functions").resolve(function.module));
        Process jvm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                String.join(
                                        File.pathSeparator,
                                        code.classes().toString(),
                                        code.libraries() + "/*",
                                        "target/test-classes"),
                                "-Djdk.net.hosts.file=" + hosts,
                                Probe.class.getName(),
                                handler,
                                hosts.toString(),
                                before,
                                after)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        // Log lines stand before it.
        return new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .replaceFirst("(?s).*looked up: ", "")
                .strip();
    }

    /// Looks a name up, changes its address, and looks it up again.
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) throws IOException {
            if (!arguments[0].equals(AS_IT_IS)) {
                try {
                    Class.forName(arguments[0]);
                } catch (ClassNotFoundException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
            // It looks the name of its own host up.
            LoggerFactory.getLogger(Probe.class).info("a first logger");
            Path hosts = Path.of(arguments[1]);
            String first = address(hosts, arguments[2]);
            System.out.println("looked up: " + first + " " + address(hosts, arguments[3]));
        }

        private static String address(Path hosts, String address) throws IOException {
            Files.writeString(
                    hosts,
                    address.equals("none")
                            ? "127.0.0.9 other.test\n"
                            : address + " " + HOST + "\n");
            try {
                return InetAddress.getAllByName(HOST)[0].getHostAddress();
            } catch (UnknownHostException nobody) {
                return "none";
            }
        }
    }
}

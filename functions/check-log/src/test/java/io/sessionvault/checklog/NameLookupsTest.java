package io.sessionvault.checklog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/// Whether an answer from before a snapshot is used after it, in a JVM of its own that has the
/// function's class path and its handler, and whose names come from a file.
class NameLookupsTest {
    private static final String HOST = "s3.vault.test";

    @TempDir private Path folder = Path.of("");

    @Test
    void aJvmKeepsAnswersByItself() throws Exception {
        assertThat(lookUpTwice("as-it-is", "127.0.0.1", "127.0.0.2"))
                .isEqualTo("127.0.0.1 127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.2", "none, 127.0.0.2", "127.0.0.1, none"})
    void afterASnapshotEachNameIsLookedUpAgain(String before, String after) throws Exception {
        assertThat(lookUpTwice("primed", before, after)).isEqualTo(before + " " + after);
    }

    private String lookUpTwice(String mode, String before, String after) throws Exception {
        Path hosts = folder.resolve("hosts");
        Process jvm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-Djdk.net.hosts.file=" + hosts,
                                Probe.class.getName(),
                                mode,
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
            if (arguments[0].equals("primed")) {
                try {
                    Class.forName(CheckLogHandler.class.getName());
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

package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The guided run on an emulator that this project did not write.
class MotoContractTest {
    @Test
    void tellsTheSameStoryOnMoto() throws Exception {
        assumeThat(MotoServer.isOnThePath())
                .as(
                        "SKIPPED: moto_server is not on the PATH, so the run was not repeated on another emulator")
                .isTrue();
        try (MotoServer moto = MotoServer.start()) {
            ByteArrayOutputStream told = new ByteArrayOutputStream();
            boolean success;
            try (Platform platform = Platform.Foreign.at(moto.uri().toString(), Map.of());
                    PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8)) {
                success = new GuidedRun(VaultUnderTest.REPOSITORY, platform, out).run();
            }
            assertThat(success).as(told.toString(StandardCharsets.UTF_8)).isTrue();
        }
    }
}

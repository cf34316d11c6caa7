package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GuidedRunTest {
    @Test
    void tellsTheWholeStoryOnTheStandIn() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        boolean success;
        try (Platform platform = Platform.StandIn.start();
                PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8)) {
            success = new GuidedRun(VaultUnderTest.REPOSITORY, platform, out).run();
        }

        String story = told.toString(StandardCharsets.UTF_8);
        assertThat(story)
                .contains("+ session key: replica of the one in us-east-1 (16 Regions)")
                .contains("the session key is in 17 Regions")
                .contains("Plan: 18 to add, 1 to change.")
                .contains("the message comes back in 30 seconds")
                .contains("Plan: nothing to change.")
                .contains("no call wrote anything")
                .contains("NonCompliant LOG-UPLOADER")
                .contains("8 events \"Session Log Violation\"")
                .contains("SESSION-UNLOGGED", "NODES-CUT-OFF")
                .contains("target/compliance/report.html")
                .contains("eu-west-1: ROLLED BACK", "the vault went back")
                .doesNotContain("FAILED");
        assertThat(success).isTrue();
    }
}

package io.sessionvault.aws;

import static io.sessionvault.Examples.FRANKFURT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;

/// What watches over the time limits of calls.
class TimeLimitsTest {
    /// By itself each client starts a thread with each of its first five calls and keeps it: an
    /// instance that visits many accounts would reach Lambda's limit of 1,024.
    @Test
    void noClientHasThreadsOfItsOwn() {
        FakeHttp http = new FakeHttp();
        for (int client = 0; client < 20; client++) {
            SsmClient ssm = FakeHttp.build(http, SsmClient.builder(), FRANKFURT);
            for (int call = 0; call < 6; call++) {
                http.json(200, "{}");
                ssm.describeDocument(ask -> ask.name("d"));
            }
        }

        assertThat(http.requests).hasSize(120);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .contains("time-limits")
                .noneMatch(name -> name.startsWith("sdk-ScheduledExecutor"));
    }
}

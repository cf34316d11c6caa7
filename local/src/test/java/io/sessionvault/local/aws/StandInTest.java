package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.organizations.Organization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// A fresh organization for each test, on a clock that moves only when told to.
abstract class StandInTest {
    /// The time of the stand-in's clock.
    volatile Instant now = Instant.parse("2026-11-24T10:00:00Z");

    final List<String> events = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    LocalAws aws;

    @SuppressWarnings("NullAway.Init")
    Clients management;

    @BeforeEach
    void startOrganization() {
        aws = LocalAws.start(Organization.of(Clients.MANAGEMENT), 0, () -> now);
        aws.onEvent(events::add);
        management = Clients.management(aws);
    }

    @AfterEach
    void stopOrganization() {
        aws.close();
    }

    Clients administrator(AccountId account) {
        return Clients.of(aws, account);
    }

    /// Asserts that a call is refused in this way.
    static void assertRefused(String code, int status, ThrowingCallable call) {
        assertThatExceptionOfType(AwsServiceException.class)
                .isThrownBy(call)
                .satisfies(refused -> {
                    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
                    assertThat(refused.statusCode()).isEqualTo(status);
                    assertThat(refused.requestId()).isNotBlank();
                });
    }
}

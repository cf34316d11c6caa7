package io.sessionvault.onboardaccount;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// An hour of an organization of 1,000 accounts, simulated: what docs/performance.md says of it.
///
/// The figures are of the folding and of nothing else: a look takes ten seconds of simulated time, and gives a new role
/// its policy, which comes back as an event.
class HourOfChangesTest {
    private static final int ACCOUNTS = 1_000;
    private static final int ROLES = 500;
    private static final int SECONDS = 3_600;

    /// Terraform makes ten of its calls at a time, which IAM takes at about ten a second.
    private static final int CALLS_A_SECOND = 10;

    /// Each account's Terraform changes 500 roles once a day, at a time of its own.
    @Test
    void dailyAppliesSpreadOverTheDay() {
        ChangingOrganization organization = new ChangingOrganization();
        Random random = new Random(44);
        int applies = 0;
        for (int account = 0; account < ACCOUNTS; account++) {
            int at = random.nextInt(24 * SECONDS);
            if (at < SECONDS) {
                apply(organization, account, at);
                applies++;
            }
        }

        organization.run(Duration.ofMinutes(80));

        System.out.println("spread: " + applies + " applies, " + organization.figures());
        assertThat(organization.changedAccounts()).hasSize(applies);
        assertThat(organization.looks())
                .as("an apply takes a minute: its batches, and the vault's own change")
                .isLessThanOrEqualTo(5 * applies);
        assertThat(organization.slowest()).isLessThan(Duration.ofMinutes(2));
        assertSettled(organization);
    }

    /// The same, all within one hour.
    @Test
    void dailyAppliesAllInOneHour() {
        ChangingOrganization organization = new ChangingOrganization();
        Random random = new Random(45);
        for (int account = 0; account < ACCOUNTS; account++) {
            apply(organization, account, random.nextInt(SECONDS));
        }

        organization.run(Duration.ofHours(3));

        System.out.println("one hour: " + ACCOUNTS + " applies, " + organization.figures());
        assertThat(organization.changedAccounts()).hasSize(ACCOUNTS);
        assertThat(organization.looks()).isLessThanOrEqualTo(5 * ACCOUNTS);
        assertSettled(organization);
    }

    /// 10,000 events in a minute, from one account, from 500 and from 2,000: whoever waits for a turn
    /// for hours loses no receipt by it.
    @Test
    void aStormDelaysNothingButItself() {
        for (int accounts : Set.of(1, 500, 2000)) {
            ChangingOrganization organization = new ChangingOrganization();
            for (int i = 0; i < 10_000; i++) {
                organization.change(i % accounts, Duration.ofMillis(i * 6L));
            }

            organization.run(Duration.ofHours(4));

            System.out.println("storm of " + accounts + ": " + organization.figures());
            assertThat(organization.changedAccounts()).hasSize(accounts);
            assertThat(organization.looks()).isLessThanOrEqualTo(4 * accounts + 4);
            assertThat(organization.invocations())
                    .as("batches of 1,000, and what was not begun in them")
                    .isLessThanOrEqualTo(12 + accounts);
            assertThat(organization.mostReceipts()).isEqualTo(1);
            assertSettled(organization);
        }
    }

    private static void apply(ChangingOrganization organization, int account, int at) {
        for (int role = 0; role < ROLES; role++) {
            organization.change(
                    account, Duration.ofSeconds(at).plusMillis(role * 1000L / CALLS_A_SECOND));
        }
    }

    private static void assertSettled(ChangingOrganization organization) {
        assertThat(organization.waiting()).isZero();
        assertThat(organization.unseen())
                .as("accounts whose last change no look has seen")
                .isEmpty();
    }
}

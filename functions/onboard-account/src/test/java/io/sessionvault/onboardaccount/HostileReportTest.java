package io.sessionvault.onboardaccount;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.AccountResult;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.Notice;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ObservedAccount;
import io.sessionvault.reconcile.Obstacle;
import io.sessionvault.reconcile.Plan;
import io.sessionvault.reconcile.Reconciliation;
import io.sessionvault.reconcile.ServiceError;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The answer and the log of an onboarding hold names that an account's owners chose.
class HostileReportTest {
    private static final String HOSTILE = "a\u0000\u001b[2J\r\n\u007f\u0085\u202e\u2028z";
    private static final Pattern AWKWARD = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final AccountId ACCOUNT = new AccountId("222222222222");
    private static final RegionName IRELAND = new RegionName("eu-west-1");

    private static final ObservedAccount SEEN =
            new ObservedAccount(
                    new Observation.Unseen<>(
                            new ServiceError(
                                    ErrorKind.DENIED, "Denied", HOSTILE, Optional.empty())),
                    Optional.empty(),
                    new TreeMap<>(),
                    new TreeMap<>());

    @Test
    void noTextHoldsWhatATerminalWouldTakeForMoreThanText() {
        Plan plan =
                new Plan(
                        List.of(),
                        List.of(),
                        List.of(),
                        new TreeSet<>(),
                        List.of(new Obstacle.UnusablePreferences(IRELAND, HOSTILE)),
                        List.of(new Notice.RegionClosed(IRELAND, HOSTILE)));

        assertThat(
                        List.of(
                                OnboardingReport.of(
                                        new AccountResult.Reconciled(
                                                new Reconciliation(
                                                        ACCOUNT,
                                                        Mode.APPLY,
                                                        plan,
                                                        List.of(),
                                                        plan,
                                                        SEEN),
                                                new TreeSet<>())),
                                OnboardingReport.of(new AccountResult.LeftAlone(ACCOUNT, HOSTILE)),
                                OnboardingReport.unreadable(HOSTILE)))
                .allSatisfy(entry ->
                        assertThat(AWKWARD.matcher(entry.toString()).find())
                                .as(entry.toString())
                                .isFalse());
    }
}

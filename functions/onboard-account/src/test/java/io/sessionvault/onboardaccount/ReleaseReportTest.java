package io.sessionvault.onboardaccount;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.onboardaccount.OnboardingReport.Entry;
import io.sessionvault.onboardaccount.OnboardingReport.Status;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Outcome;
import io.sessionvault.reconcile.ReleaseChange;
import io.sessionvault.reconcile.ReleaseObstacle;
import io.sessionvault.reconcile.ReleasePlan;
import io.sessionvault.reconcile.ReleaseResult;
import io.sessionvault.reconcile.ServiceError;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a person is answered who lets an account go.
class ReleaseReportTest {
    private static final AccountId ACCOUNT = new AccountId("410987654321");
    private static final RegionName IRELAND = new RegionName("eu-west-1");
    private static final ReleaseChange.Regional DELETE =
            new ReleaseChange.DeletePreferences(IRELAND, "2");
    private static final ReleasePlan EMPTY = plan(List.of(), List.of());

    @Test
    void aPlanComesWithWhatConfirmsIt() {
        Entry entry =
                ReleaseReport.of(
                        new ReleaseResult.Planned(
                                ACCOUNT,
                                plan(List.of(DELETE), List.of()),
                                "abc",
                                Optional.empty()));

        assertThat(entry.status()).isEqualTo(Status.PLANNED);
        assertThat(entry.confirm()).isEqualTo("abc");
        assertThat(entry.reason()).isNull();
        assertThat(entry.plan())
                .containsExactly(
                        "- eu-west-1      document SSM-SessionManagerRunShell",
                        "i told",
                        "Release: 1 to do, 0 in the way.");
        assertThat(entry.notices()).containsExactly("told");
    }

    @Test
    void aConfirmationOfAnotherPlanIsNamed() {
        Entry entry =
                ReleaseReport.of(
                        new ReleaseResult.Planned(ACCOUNT, EMPTY, "abc", Optional.of("xyz")));

        assertThat(entry.status()).isEqualTo(Status.PLANNED);
        assertThat(entry.reason())
                .isEqualTo("confirm \"xyz\" is of another plan than this one; nothing was changed");
    }

    @Test
    void whatRemainsIsToldAndTheAccountIsIncomplete() {
        ServiceError denied =
                new ServiceError(ErrorKind.DENIED, "AccessDenied", "no", Optional.of("r-1"));
        Entry entry =
                ReleaseReport.of(
                        new ReleaseResult.Done(
                                ACCOUNT,
                                plan(List.of(DELETE), List.of()),
                                List.of(new Outcome.Failed(DELETE, denied)),
                                plan(
                                        List.of(DELETE),
                                        List.of(new ReleaseObstacle.UnclearText(IRELAND, "why")))));

        assertThat(entry.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(entry.remaining()).first().asString().startsWith("- eu-west-1");
        assertThat(entry.outcomes())
                .extracting(OnboardingReport.Step::outcome)
                .containsExactly("DENIED", "REJECTED");
        assertThat(entry.outcomes())
                .first()
                .satisfies(step -> assertThat(step.requestId()).isEqualTo("r-1"));
    }

    @Test
    void anAccountOfWhichNothingIsLeftToDoIsReleased() {
        Entry entry = ReleaseReport.of(new ReleaseResult.Done(ACCOUNT, EMPTY, List.of(), EMPTY));

        assertThat(entry.status()).isEqualTo(Status.RELEASED);
        assertThat(entry.isSettled()).isTrue();
        assertThat(entry.remaining()).isNull();
    }

    @Test
    void aRefusalNamesTheAccount() {
        Entry entry = ReleaseReport.of(new ReleaseResult.Refused(ACCOUNT, "regions: no"));

        assertThat(entry.status()).isEqualTo(Status.UNREADABLE);
        assertThat(entry.reason()).isEqualTo("account 410987654321: regions: no");
    }

    private static ReleasePlan plan(
            List<ReleaseChange.Regional> regional, List<ReleaseObstacle> obstacles) {
        return new ReleasePlan(Optional.empty(), regional, List.of(), obstacles, List.of("told"));
    }
}

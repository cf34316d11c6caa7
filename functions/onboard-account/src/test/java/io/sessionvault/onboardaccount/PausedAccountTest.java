package io.sessionvault.onboardaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.AccountId;
import io.sessionvault.aws.OrganizationReader;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.compliance.RepairSetting;
import io.sessionvault.compliance.SwitchState;
import io.sessionvault.event.LambdaInput;
import io.sessionvault.event.QueueMessage;
import io.sessionvault.onboardaccount.OnboardingReport.Entry;
import io.sessionvault.onboardaccount.OnboardingReport.Status;
import io.sessionvault.reconcile.AccountResult;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of an account while people hold changes back, or while nobody can tell whether they
/// do.
class PausedAccountTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant NOW = Instant.parse("2026-11-10T15:42:00Z");
    private static final Instant SINCE = Instant.parse("2026-11-10T15:00:00Z");
    private static final ServiceError DENIED =
            new ServiceError(
                    ErrorKind.DENIED, "AccessDeniedException", "not yours", Optional.of("r-1"));

    private final CountedMetrics metrics = new CountedMetrics();
    private final Fakes.Queue sqs = new Fakes.Queue();
    private final Fakes.Organization organization = new Fakes.Organization();
    private final OnboardingQueue queue = new OnboardingQueue(sqs, "https://sqs.example/1/q");
    private final List<String> reconciled = new ArrayList<>();
    private int asked;
    private Observation<SwitchState> repairs = new Observation.Unseen<>(DENIED);

    /// `-` stands for a switch that cannot be read. Empty: the switch was not needed.
    @ParameterizedTest
    @CsvSource({
        "APPLY, on,     GoOn,    1",
        "APPLY, off,    GoOn,    1",
        "APPLY, paused, Held,    1",
        "APPLY, -,      Unknown, 1",
        "PLAN,  on,     GoOn,    0",
        "PLAN,  off,    GoOn,    0",
        "PLAN,  paused, GoOn,    0",
        "PLAN,  -,      GoOn,    0"
    })
    void lookingNeedsNoSwitchAndChangingNeedsOneThatIsReadAndNotPaused(
            Mode mode, String says, String answer, int questions) {
        says(says);

        assertThat(pause().answer(mode).getClass().getSimpleName()).isEqualTo(answer);
        assertThat(asked).isEqualTo(questions);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create-account-succeeded",
                "invitation-accepted",
                "account-joined",
                "control-tower-account-created",
                "control-tower-account-updated",
                "control-tower-landing-zone-set-up",
                "manual-apply",
                "manual-resume"
            })
    void whatArrivesUnderAPauseIsSettledAndChangesNothing(String file) throws IOException {
        says("paused");

        List<Entry> results = onboard(event(file), Mode.APPLY).results();

        assertThat(results)
                .isNotEmpty()
                .allSatisfy(entry -> {
                    assertThat(entry.status()).isEqualTo(Status.PAUSED);
                    assertThat(entry.isSettled()).isTrue();
                    assertThat(entry.accountId()).isNotNull();
                    assertThat(entry.reason())
                            .isEqualTo("the repair switch /vault/repair is paused since " + SINCE);
                });
        assertThat(reconciled).isEmpty();
        assertThat(metrics.values)
                .isEqualTo(
                        Map.of(
                                "AccountsGoverned",
                                0.0,
                                "AccountsNotGoverned",
                                0.0,
                                "AccountsPaused",
                                (double) results.size()));
    }

    @Test
    void whatNobodyCanTellComesBackAndNamesParameterAndError() throws IOException {
        for (String file : List.of("create-account-succeeded", "account-joined", "manual-apply")) {
            Entry entry = onboard(event(file), Mode.APPLY).results().getFirst();

            assertThat(entry.status()).as(file).isEqualTo(Status.UNREACHABLE);
            assertThat(entry.isSettled()).isFalse();
            assertThat(entry.reason()).contains("/vault/repair", "AccessDeniedException", "r-1");
        }
        assertThat(reconciled).isEmpty();
        assertThat(metrics.values).containsEntry("AccountsNotGoverned", 1.0);
    }

    /// A stack whose mode is plan, and a person who only looks.
    @ParameterizedTest
    @CsvSource({"create-account-succeeded, PLAN", "manual-plan, APPLY"})
    void lookingGoesOnUnderAPause(String file, Mode stack) throws IOException {
        says("paused");

        assertThat(onboard(event(file), stack).results().getFirst().status())
                .isEqualTo(Status.LEFT_ALONE);
        assertThat(reconciled).containsExactly("410987654321 PLAN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create-account-succeeded", "manual-apply", "manual-resume"})
    void whatHadBegunBeforeThePauseComesBack(String file) throws IOException {
        says("paused");

        Entry entry =
                onboarding(Mode.APPLY)
                        .onboard(event(file), Optional.empty(), 2, "r")
                        .results()
                        .getFirst();

        assertThat(entry.isSettled()).isFalse();
        assertThat(entry.reason()).contains("is paused since", "had begun before");
        assertThat(reconciled).isEmpty();
    }

    /// Who has stopped everything because people are locked out lets accounts go.
    @Test
    void aReleaseGoesOnUnderAPause() throws IOException {
        says("paused");

        assertThatThrownBy(() -> onboard(event("manual-release"), Mode.APPLY))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ReleaseRequest");
        assertThat(asked).isZero();
    }

    /// What is only recorded changes nothing, so it is not held back.
    @ParameterizedTest
    @CsvSource({"account-closed, LEFT_ALONE", "create-account-failed, IGNORED"})
    void whatAsksForNoChangeIsAnsweredAsEver(String file, Status status) throws IOException {
        assertThat(onboard(event(file), Mode.APPLY).results().getFirst().status())
                .isEqualTo(status);
        assertThat(asked).isZero();
    }

    /// Else it would go to the dead-letter queue after 14 attempts.
    @ParameterizedTest
    @CsvSource({"paused, 0", "-, 1"})
    void aMessageLeavesTheQueueUnderAPauseAndStaysWhereNobodyCanTell(String says, int left)
            throws IOException {
        says(says);

        assertThat(
                        queue.work(
                                new LambdaInput.Batch(
                                        "arn:aws:sqs:us-east-1:111122223333:q",
                                        List.of(
                                                new QueueMessage(
                                                        "m-1",
                                                        "h-1",
                                                        1,
                                                        Optional.empty(),
                                                        event("create-account-succeeded")
                                                                .toString()))),
                                onboarding(Mode.APPLY),
                                "r"))
                .hasSize(left);
    }

    /// Who else has joined is put into the queue as ever: that changes no account, and each is
    /// settled as paused when its turn comes.
    @Test
    void anEventThatMayNameAnotherAccountIsStillCompared() throws IOException {
        says("paused");
        organization.add("610987654321", "ACTIVE", NOW);

        onboard(event("account-joined"), Mode.APPLY);

        assertThat(sqs.accounts()).containsExactly("610987654321");
    }

    private void says(String text) {
        repairs =
                RepairSetting.of(text)
                        .<Observation<SwitchState>>map(setting ->
                                new Observation.Seen<>(
                                        new SwitchState(setting, Optional.of(SINCE))))
                        .orElseGet(() -> new Observation.Unseen<>(DENIED));
    }

    private Pause pause() {
        return new Pause(
                "/vault/repair",
                () -> {
                    asked++;
                    return repairs;
                });
    }

    private OnboardingReport onboard(JsonNode event, Mode stack) {
        return onboarding(stack).onboard(event, Optional.empty(), 1, "r");
    }

    private OnboardAccount onboarding(Mode stack) {
        return new OnboardAccount(
                this::reconcile,
                new Fakes.NobodyIsReleased(),
                Fakes.nothingIsWatched(),
                pause(),
                stack,
                new Newcomers(
                        new OrganizationReader(organization),
                        new ReportsBucket(new Fakes.Bucket(), "reports"),
                        queue),
                metrics,
                () -> NOW);
    }

    private Optional<AccountResult> reconcile(AccountId account, Mode mode) {
        reconciled.add(account + " " + mode);
        return Optional.of(new AccountResult.LeftAlone(account, "reconciled in " + mode));
    }

    private static JsonNode event(String name) throws IOException {
        return JSON.readTree(Path.of("../../events/onboard-account", name + ".json").toFile());
    }
}

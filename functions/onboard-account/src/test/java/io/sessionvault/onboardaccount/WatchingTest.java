package io.sessionvault.onboardaccount;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.RepairSetting;
import io.sessionvault.compliance.SwitchState;
import io.sessionvault.onboardaccount.OnboardingReport.Entry;
import io.sessionvault.onboardaccount.OnboardingReport.Status;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Hold;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.sweep.Session;
import io.sessionvault.watch.Permit;
import io.sessionvault.watch.Watch;
import io.sessionvault.watch.WatchResult;
import io.sessionvault.watch.WatchedRegion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/// What is told of a look, and whether another one follows.
class WatchingTest {
    private static final AccountId ACCOUNT = new AccountId("410987654321");
    private static final RegionName FRANKFURT = new RegionName("eu-central-1");
    private static final RegionName IRELAND = new RegionName("eu-west-1");
    private static final Instant SWITCHED = Instant.parse("2026-11-29T10:00:00Z");
    private static final Watch WATCH =
            new Watch(
                    ACCOUNT,
                    new TreeSet<>(List.of(FRANKFURT, IRELAND)),
                    SWITCHED,
                    SWITCHED.plus(Duration.ofHours(1)));
    private static final List<Session> FAILING =
            List.of(
                    new Session("ada-1", "arn:ada", "i-1", "", true, SWITCHED, Optional.empty()),
                    new Session("bob-1", "arn:bob", "i-2", "", true, SWITCHED, Optional.empty()));
    private static final WatchedRegion BACK =
            new WatchedRegion.RolledBack(
                    FAILING, new Hold(SWITCHED, Hold.Reason.ROLLED_BACK, "the watch"));
    private static final ServiceError DENIED =
            new ServiceError(ErrorKind.DENIED, "AccessDenied", "not yours", Optional.empty());
    private static final WatchedRegion UNREAD = new WatchedRegion.Unread(DENIED);
    private static final WatchedRegion TOLD = new WatchedRegion.Told(FAILING, "3 others worked");

    private final CountedMetrics metrics = new CountedMetrics();
    private final List<String> messages = new ArrayList<>();
    private final List<RegionName> published = new ArrayList<>();
    private final List<Permit> permits = new ArrayList<>();
    private Instant now = SWITCHED.plus(Duration.ofMinutes(10));
    private boolean queueTakes = true;
    private Optional<String> publishing = Optional.empty();

    private Entry look(WatchedRegion frankfurt, WatchedRegion ireland) {
        return watching(
                        true,
                        "on",
                        new WatchResult.Looked(
                                new TreeMap<>(Map.of(FRANKFURT, frankfurt, IRELAND, ireland))))
                .look(WATCH);
    }

    private Watching watching(boolean rollsBack, String repairs, WatchResult result) {
        return new Watching(
                (_, permit) -> {
                    permits.add(permit.get());
                    return Optional.of(result);
                },
                rollsBack,
                new Pause("/vault/repair", () -> state(repairs)),
                (account, regions) -> {
                    assertThat(account).isEqualTo(ACCOUNT);
                    published.addAll(regions.keySet());
                    return publishing;
                },
                (message, delay) -> {
                    if (!queueTakes) {
                        throw SdkClientException.create("no way to the queue");
                    }
                    messages.add(delay + " " + message);
                },
                metrics,
                () -> now);
    }

    private static Observation<SwitchState> state(String text) {
        return RepairSetting.of(text)
                .<Observation<SwitchState>>map(setting ->
                        new Observation.Seen<>(new SwitchState(setting, Optional.empty())))
                .orElseGet(() -> new Observation.Unseen<>(DENIED));
    }

    @Test
    void whatIsQuietOrWorksIsLookedAtAgain() {
        Entry entry = look(new WatchedRegion.Quiet(), new WatchedRegion.Working(3));

        assertThat(entry.status()).isEqualTo(Status.WATCHING);
        assertThat(entry.notices())
                .containsExactly(
                        "eu-central-1: no session was seen that worked or failed",
                        "eu-west-1: sessions worked: 3");
        assertThat(messages).hasSize(1);
        assertThat(messages.getFirst()).startsWith("PT10M ").contains("eu-central-1", "eu-west-1");
        assertThat(metrics.values)
                .isEqualTo(Map.of("RegionsRolledBack", 0.0, "SessionsFailingAfterSwitch", 0.0));
    }

    @Test
    void theLastLookSettlesAndSaysWhatWasSeen() {
        now = WATCH.until().plus(Duration.ofMinutes(5));

        assertThat(look(new WatchedRegion.Quiet(), TOLD).status()).isEqualTo(Status.WATCHED);
        assertThat(messages).isEmpty();
        assertThat(metrics.values).containsEntry("SessionsFailingAfterSwitch", 2.0);
    }

    @Test
    void whatWentBackIsToldWithIdsAndPeopleAndTheRestIsWatchedOn() {
        Entry entry = look(BACK, TOLD);

        assertThat(entry.status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(entry.isSettled()).isTrue();
        assertThat(entry.notices())
                .first()
                .asString()
                .contains(
                        "ROLLED BACK, held since",
                        "ada-1 of arn:ada on i-1, bob-1 of arn:bob on i-2",
                        "\"mode\": \"resume\", \"regions\": [\"eu-central-1\"]");
        assertThat(entry.notices())
                .last()
                .asString()
                .contains("ada-1 of arn:ada", "nothing was changed: 3 others worked");
        assertThat(published).containsExactly(FRANKFURT);
        assertThat(messages).hasSize(1);
        assertThat(messages.getFirst()).contains("eu-west-1").doesNotContain("eu-central-1");
        assertThat(metrics.values)
                .isEqualTo(Map.of("RegionsRolledBack", 1.0, "SessionsFailingAfterSwitch", 4.0));
    }

    @Test
    void whereAllIsOverNoLookFollows() {
        assertThat(look(BACK, new WatchedRegion.Dropped("it is held")).status())
                .isEqualTo(Status.ROLLED_BACK);
        assertThat(look(new WatchedRegion.Dropped("a"), new WatchedRegion.Dropped("b")).status())
                .isEqualTo(Status.WATCHED);
        assertThat(messages).isEmpty();
    }

    /// It is told all the same, and told again with the message.
    @Test
    void whatCouldNotBePublishedComesBack() {
        publishing = Optional.of("EventBridge says no");

        Entry entry = look(BACK, TOLD);

        assertThat(entry.isSettled()).isFalse();
        assertThat(entry.reason()).contains("EventBridge says no");
        assertThat(messages).isEmpty();
        assertThat(metrics.values).containsEntry("RegionsRolledBack", 1.0);
    }

    @Test
    void whatTheQueueDoesNotTakeComesBack() {
        queueTakes = false;

        assertThat(look(TOLD, TOLD).isSettled()).isFalse();
    }

    @Test
    void whereNothingCouldBeReadOrDecidedTheMessageComesBack() {
        assertThat(look(UNREAD, UNREAD).isSettled()).isFalse();
        assertThat(look(new WatchedRegion.Undecided(FAILING, "unread"), UNREAD).isSettled())
                .isFalse();
        assertThat(messages).isEmpty();
    }

    /// People are locked out there until it is finished: it does not wait for the next look.
    @Test
    void whatWasBegunAndNotFinishedComesBack() {
        var begun = new WatchedRegion.Failed("take the switch back", DENIED);

        assertThat(look(begun, TOLD).isSettled()).isFalse();
        assertThat(look(new WatchedRegion.Quiet(), begun).isSettled()).isFalse();
        assertThat(messages).isEmpty();
    }

    /// A Region that cannot be read for an hour must not end the watch of all the others.
    @Test
    void whatCouldNotBeReadIsLookedAtAgainWithTheRest() {
        assertThat(look(UNREAD, TOLD).status()).isEqualTo(Status.WATCHING);
        assertThat(look(UNREAD, new WatchedRegion.Undecided(FAILING, "unread")).isSettled())
                .isFalse();
        assertThat(look(new WatchedRegion.Quiet(), UNREAD).status()).isEqualTo(Status.WATCHING);
        assertThat(messages)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each).contains("eu-central-1", "eu-west-1"));
        messages.clear();

        assertThat(look(UNREAD, new WatchedRegion.Dropped("it is held")).status())
                .isEqualTo(Status.WATCHING);
        assertThat(look(BACK, UNREAD).status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(messages.getFirst()).contains("eu-central-1").doesNotContain("eu-west-1");
        assertThat(messages.getLast()).contains("eu-west-1").doesNotContain("eu-central-1");
    }

    @Test
    void atTheEndWhatCouldNotBeReadComesBack() {
        now = WATCH.until().plus(Duration.ofMinutes(5));

        assertThat(look(TOLD, UNREAD).isSettled()).isFalse();
        assertThat(look(BACK, UNREAD).isSettled()).isFalse();
        assertThat(messages).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "true, on, Granted",
        "true, off, Granted",
        "true, paused, Refused",
        "true, -, Unknown",
        "false, on, Refused",
        "false, -, Refused"
    })
    void itGoesBackWhereNobodyHoldsItBack(boolean rollsBack, String repairs, String permit) {
        watching(rollsBack, repairs, new WatchResult.Looked(new TreeMap<>())).look(WATCH);

        assertThat(permits)
                .extracting(each -> each.getClass().getSimpleName())
                .containsExactly(permit);
    }
}

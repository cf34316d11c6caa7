package io.sessionvault.aws;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.RegionName;
import io.sessionvault.event.HoldsJson;
import io.sessionvault.reconcile.Hold;
import io.sessionvault.reconcile.Holds;
import io.sessionvault.reconcile.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;

/// What is asked just before an account is changed.
class WatchedSwitchesTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final Hold HOLD = new Hold(NOW, Hold.Reason.RELEASED, "request r-1");
    private static final NavigableSet<RegionName> BOTH = set(FRANKFURT, IRELAND);

    private final FakeHttp http = new FakeHttp();
    private final List<String> messages = new ArrayList<>();

    private static NavigableSet<RegionName> set(RegionName... regions) {
        return new TreeSet<>(List.of(regions));
    }

    private Map<RegionName, String> refusals(Duration time, NavigableSet<RegionName> watched) {
        return new WatchedSwitches(
                        holds(),
                        (message, delay) -> messages.add(delay + " " + message),
                        time,
                        () -> NOW)
                .refusals(MEMBER, BOTH, watched);
    }

    private StoredHolds holds() {
        return new StoredHolds(
                new ReportsBucket(FakeHttp.build(http, S3Client.builder(), IRELAND), "reports"));
    }

    private void held(Holds holds) {
        http.answer(
                200,
                Map.of("ETag", "t"),
                new String(HoldsJson.write(holds), StandardCharsets.UTF_8));
    }

    @Test
    void theMessageIsInTheQueueBeforeTheSwitch() {
        held(Holds.NONE);

        assertThat(refusals(Duration.ofHours(1), BOTH)).isEmpty();
        assertThat(messages).hasSize(1);
        assertThat(messages.getFirst())
                .startsWith("PT10M ")
                .contains(
                        "\"watch\"",
                        "\"" + MEMBER + "\"",
                        "eu-central-1",
                        "eu-west-1",
                        "2026-11-29T10:00:00Z",
                        "2026-11-29T11:00:00Z");
    }

    @Test
    void onlyWhatCanLockOutIsWatchedAndNothingWithoutTime() {
        held(Holds.NONE);
        held(Holds.NONE);
        held(Holds.NONE);

        assertThat(refusals(Duration.ofHours(1), set())).isEmpty();
        assertThat(refusals(Duration.ZERO, BOTH)).isEmpty();
        assertThat(messages).isEmpty();
        assertThat(refusals(Duration.ofMinutes(10), set(IRELAND))).isEmpty();
        assertThat(messages).hasSize(1);
        assertThat(messages.getFirst()).startsWith("PT10M ").doesNotContain("eu-central-1");
    }

    /// A visit that had read no hold when it began.
    @Test
    void whatIsHeldByNowIsNotSwitchedAndNotWatched() {
        held(Holds.NONE.plus(new Scope.Regions(set(IRELAND)), HOLD));

        assertThat(refusals(Duration.ofHours(1), BOTH))
                .isEqualTo(Map.of(IRELAND, "it is held by now"));
        assertThat(messages).hasSize(1);
        assertThat(messages.getFirst()).doesNotContain("eu-west-1");
    }

    @Test
    void whereNobodyCanTellWhatIsHeldNothingIsSwitched() {
        http.answer(403, Map.of(), "<Error><Code>AccessDenied</Code></Error>");

        assertThat(refusals(Duration.ofHours(1), BOTH))
                .containsOnlyKeys(FRANKFURT, IRELAND)
                .allSatisfy((_, reason) ->
                        assertThat(reason)
                                .contains(
                                        "AccessDenied", "s3://reports/holds/" + MEMBER + ".json"));
        assertThat(messages).isEmpty();
    }

    /// Roles need their policy where a Region is left, and where the vault went back, which is logged
    /// all the same.
    @ParameterizedTest
    @CsvSource({
        "nothing, false",
        "RELEASED one, false",
        "RELEASED both, true",
        "ROLLED_BACK both, false",
        "RELEASED account, true",
    })
    void rolesAreGivenNothingWhereAllIsLetGoByNow(String what, boolean isRefused) {
        String[] words = what.split(" ", -1);
        held(
                words.length < 2
                        ? Holds.NONE
                        : Holds.NONE.plus(
                                switch (words[1]) {
                                    case "one" -> new Scope.Regions(set(IRELAND));
                                    case "both" -> new Scope.Regions(BOTH);
                                    default -> new Scope.Account();
                                },
                                new Hold(NOW, Hold.Reason.valueOf(words[0]), "r-1")));

        assertThat(guard().refusal(MEMBER, BOTH))
                .isEqualTo(isRefused ? Optional.of("it is held by now") : Optional.empty());
    }

    @Test
    void whereNobodyCanTellWhatIsHeldRolesAreGivenNothing() {
        http.answer(403, Map.of(), "<Error><Code>AccessDenied</Code></Error>");

        assertThat(guard().refusal(MEMBER, BOTH).orElse("nothing"))
                .contains("could not be read again", "AccessDenied");
    }

    private SwitchGuard guard() {
        return new WatchedSwitches(holds(), (_, _) -> {}, Duration.ofHours(1), () -> NOW);
    }

    @Test
    void whatNobodyWouldWatchIsNotSwitched() {
        held(Holds.NONE);
        SwitchGuard guard =
                new WatchedSwitches(
                        holds(),
                        (_, _) -> {
                            throw SdkClientException.create("no way to the queue");
                        },
                        Duration.ofHours(1),
                        () -> NOW);

        assertThat(guard.refusals(MEMBER, BOTH, set(IRELAND)))
                .containsOnlyKeys(IRELAND)
                .allSatisfy((_, reason) ->
                        assertThat(reason).contains("nobody would watch", "no way to the queue"));
    }
}

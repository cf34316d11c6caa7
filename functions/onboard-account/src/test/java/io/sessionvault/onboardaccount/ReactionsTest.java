package io.sessionvault.onboardaccount;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.AccountId;
import io.sessionvault.aws.ChangeMessage;
import io.sessionvault.compliance.ComplianceMode;
import io.sessionvault.compliance.RepairSetting;
import io.sessionvault.compliance.SwitchState;
import io.sessionvault.event.QueueMessage;
import io.sessionvault.onboardaccount.ReactionPermit.Rules;
import io.sessionvault.reconcile.AccountResult;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.Reach;
import io.sessionvault.reconcile.Reaction;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.settings.Switch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a batch of changes: who is looked at, how far that may go, and what comes back.
class ReactionsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant NOW = Instant.parse("2026-11-10T15:42:00Z");
    private static final Duration ENOUGH = Duration.ofMinutes(5);
    private static final String A = "410987654321";
    private static final String B = "510987654321";
    private static final ServiceError THROTTLED =
            new ServiceError(ErrorKind.TRANSIENT, "Throttling", "slow down", Optional.of("r-1"));

    private final CountedMetrics metrics = new CountedMetrics();
    private final Fakes.Queue sqs = new Fakes.Queue();
    private final List<String> looked = Collections.synchronizedList(new ArrayList<>());
    private final List<Boolean> mayChange = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> unreachable = new HashSet<>();
    private final Set<String> strangers = new HashSet<>();
    private final Set<String> drifted = new HashSet<>();
    private final Set<String> broken = new HashSet<>();
    private final Set<String> optedOut = new HashSet<>();
    private final List<Map<String, Object>> published = new ArrayList<>();
    private Map<String, Object> answer = Map.of("Entries", List.of(Map.of("EventId", "e-1")));
    private Observation<SwitchState> repairs = on(RepairSetting.ON);
    private Rules rules = new Rules(ComplianceMode.ENFORCE, Mode.APPLY, Switch.ON);
    private Instant now = NOW;
    private int messages;
    private final Reactions reactions =
            new Reactions(
                    this::look,
                    new ReactionPermit(
                            "/vault/repair",
                            () -> repairs,
                            account -> new Observation.Seen<>(optedOut.contains(account.value())),
                            new Rules(ComplianceMode.ENFORCE, Mode.APPLY, Switch.ON)),
                    new ReactionQueue(sqs, "https://sqs.example/1/r"),
                    new AccountEvents(input -> {
                        published.add(input);
                        return answer;
                    }),
                    new ReactionMetrics(metrics),
                    () -> now);

    // ------------------------------------------------------- folding

    @Test
    void aBatchLooksAtEachAccountOnceHoweverManyMessagesAreAboutIt() {
        List<QueueMessage> batch =
                IntStream.range(0, 500)
                        .mapToObj(i -> message(i % 5 == 0 ? B : A, NOW.minusSeconds(60 + i % 7)))
                        .toList();

        assertThat(work(batch)).isEmpty();
        assertThat(looked).containsExactlyInAnyOrder(A + " REPAIR", B + " REPAIR");
        assertThat(metrics.values).containsEntry("ReactionLooks", 2.0);
    }

    /// 10,000 events in a minute from one account, or from all of 500, in batches of 1,000, with
    /// duplicates and in any order: one look at each account, and a second one only at those of
    /// which an event is younger than the first look can have seen.
    @ParameterizedTest
    @ValueSource(ints = {1, 500})
    void aStormCostsALookAtEachAccountAndAtMostOneMoreWhenItIsOver(int accounts) {
        List<QueueMessage> storm =
                new ArrayList<>(
                        IntStream.range(0, 10_000)
                                .mapToObj(i ->
                                        message(
                                                "4%011d".formatted(i % accounts),
                                                NOW.plusMillis(i * 6L)))
                                .toList());
        Collections.shuffle(storm, new Random(7));
        int invocations = 0;
        for (int from = 0; from < storm.size(); from += 1000) {
            // The delay of the queue, and then one batch after the other.
            now = NOW.plusSeconds(90 + 2L * invocations++);
            assertThat(work(storm.subList(from, from + 1000))).isEmpty();
        }

        assertThat(looked).hasSizeLessThanOrEqualTo(2 * accounts);
        assertThat(new HashSet<>(looked)).hasSize(accounts);
    }

    @Test
    void aLookCoversWhatWasChangedLongEnoughBeforeItBegan() {
        work(List.of(message(A, NOW.minusSeconds(60))));
        assertThat(looked).hasSize(1);

        work(List.of(message(A, NOW.minusSeconds(21)), message(A, NOW.minusSeconds(300))));
        assertThat(looked).as("seen by the first look").hasSize(1);

        work(List.of(message(A, NOW.minusSeconds(20))));
        assertThat(looked).as("IAM may not have told of it yet").hasSize(2);

        work(List.of(message(A, NOW.minusSeconds(21)), message(A, NOW.plusSeconds(1))));
        assertThat(looked).as("changed after it").hasSize(3);
    }

    @Test
    void anotherAccountsLookCoversNothing() {
        work(List.of(message(A, NOW.minusSeconds(60))));
        work(List.of(message(B, NOW.minusSeconds(60))));

        assertThat(looked).hasSize(2);
    }

    /// Else a forged time would keep every later event of the account from being settled.
    @Test
    void aTimeAfterTheMessageWasSentIsNotBelieved() {
        String body = body(A, NOW.plusSeconds(1_000_000).toString());
        work(List.of(new QueueMessage("m", "h", 1, Optional.of(NOW.minusSeconds(40)), body)));
        work(List.of(new QueueMessage("n", "h", 1, Optional.of(NOW.minusSeconds(40)), body)));

        assertThat(looked).hasSize(1);
    }

    @Test
    void aLookThatFailedCoversNothing() {
        unreachable.add(A);
        work(List.of(message(A, NOW.minusSeconds(60))));
        unreachable.clear();
        work(List.of(message(A, NOW.minusSeconds(60))));

        assertThat(looked).hasSize(2);
    }

    @Test
    void whatIsRememberedIsBounded() {
        RecentLooks recent = new RecentLooks();
        IntStream.rangeClosed(0, RecentLooks.MOST)
                .forEach(i -> recent.remember(new AccountId("4%011d".formatted(i)), NOW));

        Instant before = NOW.minusSeconds(60);
        assertThat(recent.cover(new AccountId("400000000000"), before)).isFalse();
        assertThat(recent.cover(new AccountId("400000000001"), before)).isTrue();
        assertThat(recent.cover(new AccountId("4%011d".formatted(RecentLooks.MOST)), before))
                .isTrue();
    }

    // ------------------------------------------------------- what comes back

    @Test
    void anAccountThatFailsKeepsItsNewestAndItsMostReceivedMessageAndNoOthers() {
        unreachable.add(A);
        QueueMessage old = message("old", 9, A, NOW.minusSeconds(600));
        QueueMessage newest = message("newest", 1, A, NOW.minusSeconds(40));
        QueueMessage between = message("between", 2, A, NOW.minusSeconds(50));
        QueueMessage other = message("other", 1, B, NOW.minusSeconds(50));

        assertThat(work(List.of(old, between, newest, other)))
                .containsExactlyInAnyOrder("old", "newest");
        assertThat(sqs.delays).containsExactlyInAnyOrder(900, 30);
    }

    @Test
    void whatThereWasNoTimeForComesBackAtOnce() {
        Duration half = ENOUGH.dividedBy(2);
        Iterator<Duration> left = List.of(ENOUGH, half, half).iterator();
        List<QueueMessage> batch = List.of(message("m", 3, A, NOW));

        assertThat(ids(reactions.work(batch, left::next))).isEmpty();
        looked.clear();
        metrics.values.clear();
        left = List.of(ENOUGH, half.minusMillis(1)).iterator();
        assertThat(ids(reactions.work(List.of(message("n", 3, B, NOW)), left::next)))
                .containsExactly("n");
        assertThat(sqs.delays).containsExactly(0);
        assertThat(looked).isEmpty();
        assertThat(metrics.values).isEmpty();
    }

    /// Else a storm of thousands of accounts would use up the receipts of those that wait for their
    /// turn, and they would end in the dead-letter queue without a look.
    @Test
    void whatWasNotBegunIsPutOffWithoutLosingAReceipt() {
        List<QueueMessage> batch =
                IntStream.range(0, 25)
                        .mapToObj(i -> message("4%011d".formatted(i), NOW.minusSeconds(i)))
                        .toList();

        assertThat(ids(reactions.work(batch, outOfTime()))).isEmpty();
        assertThat(sqs.delays).isEmpty();
        assertThat(sqs.bodies)
                .containsExactlyInAnyOrderElementsOf(
                        batch.stream().map(ReactionsTest::readBack).toList());
        assertThat(looked).isEmpty();
    }

    /// A message that was tried before comes first, and its receipts bring it to the dead-letter
    /// queue in the end.
    @Test
    void whatWasTriedBeforeKeepsItsReceiptsWhenItIsPutOff() {
        List<QueueMessage> batch =
                List.of(message("tried", 2, A, NOW.minusSeconds(9)), message("new", 1, A, NOW));

        assertThat(ids(reactions.work(batch, outOfTime()))).containsExactly("tried");
        assertThat(sqs.delays).containsExactly(0);
        assertThat(sqs.bodies).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheQueueDoesNotTakeAnewComesBackAsItIs(boolean isDown) {
        sqs.isDown = isDown;
        sqs.refusesOne = true;
        List<QueueMessage> batch =
                List.of(message("m", 1, A, NOW.minusSeconds(1)), message("n", 1, B, NOW));

        assertThat(ids(reactions.work(batch, outOfTime())))
                .containsExactlyElementsOf(isDown ? List.of("m", "n") : List.of("n"));
    }

    /// A look that was begun in time must be over before the invocation is.
    @ParameterizedTest
    @CsvSource({"30000, true", "29999, false"})
    void noChangeIsBegunInTheLastHalfMinute(long milliseconds, boolean may) {
        Iterator<Duration> left =
                List.of(ENOUGH, ENOUGH, Duration.ofMillis(milliseconds)).iterator();

        reactions.work(List.of(message("m", 1, A, NOW)), left::next);

        assertThat(mayChange).containsExactly(may);
    }

    /// An account must not be passed over until its messages are given up.
    @Test
    void whoHasWaitedForTheMostReceiptsComesFirst() {
        List<ChangedAccount> folded =
                ChangedAccount.fold(
                        Stream.of(
                                        message("1", 1, A, NOW.minusSeconds(90)),
                                        message("2", 1, B, NOW.minusSeconds(99)),
                                        message("3", 2, "610987654321", NOW),
                                        message("4", 1, A, NOW.minusSeconds(50)))
                                .flatMap(message -> ReactionMessage.read(message).stream())
                                .toList());

        assertThat(folded)
                .extracting(changed -> changed.account().value())
                .containsExactly("610987654321", B, A);
    }

    @Test
    void anUnexpectedErrorConcernsOneAccountOnly() {
        broken.add(A);

        assertThat(work(List.of(message("a", 1, A, NOW), message("b", 1, B, NOW))))
                .containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON",
                "[]",
                "{}",
                "{'reaction': 'text'}",
                "{'reaction': {}}",
                "{'reaction': {'accountId': '41098765432', 'region': 'eu-west-1', 'eventName': 'PutRolePolicy', 'time': '2026-11-10T15:41:00Z'}}",
                "{'reaction': {'accountId': '410987654321', 'region': 'Ireland', 'eventName': 'PutRolePolicy', 'time': '2026-11-10T15:41:00Z'}}",
                "{'reaction': {'accountId': '410987654321', 'region': 'eu-west-1', 'eventName': '', 'time': '2026-11-10T15:41:00Z'}}",
                "{'reaction': {'accountId': '410987654321', 'region': 'eu-west-1', 'eventName': 'a b', 'time': '2026-11-10T15:41:00Z'}}",
                "{'reaction': {'accountId': '410987654321', 'region': 'eu-west-1', 'eventName': 'PutRolePolicy', 'time': 'now'}}",
                "{'reaction': {'accountId': '410987654321', 'region': 'eu-west-1', 'eventName': 'PutRolePolicy', 'time': '2026-11-10T15:41:00Z'}, 'accountId': '510987654321'}",
                "{'accountId': '410987654321', 'mode': 'apply'}",
                "{'source': 'session-vault', 'detail': {'eventName': 'AccountFound', 'accountId': '410987654321'}}"
            })
    void whatTheRuleHasNotMadeComesBackAndIsNotLookedInto(String body) {
        QueueMessage message =
                new QueueMessage("m", "h", 14, Optional.of(NOW), body.replace('\'', '"'));

        assertThat(work(List.of(message, message("b", 1, B, NOW)))).containsExactly("m");
        assertThat(looked).containsExactly(B + " REPAIR");
    }

    /// What the onboarding's queue holds is read as before, so it must not take a reaction for
    /// anything.
    @Test
    void aReactionIsNothingForTheOnboarding() throws JsonProcessingException {
        assertThat(LifecycleEvents.read(JSON.readTree(body(A, NOW.toString()))))
                .singleElement()
                .isInstanceOf(Signal.Unreadable.class);
    }

    // ------------------------------------------------------- how far it goes

    /// `-` stands for a switch that cannot be read.
    @ParameterizedTest
    @CsvSource({
        "ENFORCE, APPLY, ON,  on,     REPAIR",
        "ENFORCE, PLAN,  OFF, on,     REPAIR",
        "ENFORCE, APPLY, ON,  off,    GRANT",
        "ENFORCE, PLAN,  ON,  off,    LOOK",
        "ENFORCE, APPLY, OFF, off,    LOOK",
        "OBSERVE, APPLY, ON,  on,     GRANT",
        "OBSERVE, APPLY, ON,  off,    GRANT",
        "OBSERVE, APPLY, OFF, on,     LOOK",
        "OBSERVE, PLAN,  ON,  on,     LOOK",
        "ENFORCE, APPLY, ON,  paused, Held",
        "OBSERVE, PLAN,  OFF, paused, Held",
        "ENFORCE, APPLY, ON,  -,      Unknown",
        "OBSERVE, PLAN,  OFF, -,      Unknown"
    })
    void itGoesAsFarAsRepairsAreAllowedAndElseAddsWhatIsNecessary(
            ComplianceMode compliance, Mode mode, Switch grants, String says, String expected) {
        says(says);
        rules = new Rules(compliance, mode, grants);

        String answer =
                switch (permit().answer()) {
                    case ReactionPermit.Answer.UpTo(Reach reach) -> reach.name();
                    case ReactionPermit.Answer.Held _ -> "Held";
                    case ReactionPermit.Answer.Unknown _ -> "Unknown";
                };
        assertThat(answer).isEqualTo(expected);
    }

    @Test
    void anAccountThatHasOptedOutIsOnlyLookedAt() {
        optedOut.add(A);
        work(List.of(message(A, NOW), message(B, NOW)));

        assertThat(looked).containsExactlyInAnyOrder(A + " LOOK", B + " REPAIR");
    }

    @ParameterizedTest
    @CsvSource({"paused, 0", "-, 1"})
    void underAPauseNothingIsDoneAndNothingComesBackAndWithoutAnAnswerEverything(
            String says, int left) {
        says(says);

        assertThat(work(List.of(message(A, NOW)))).hasSize(left);
        assertThat(looked).isEmpty();
    }

    @Test
    void aStrangerIsSettled() {
        strangers.add(A);

        assertThat(work(List.of(message(A, NOW)))).isEmpty();
        assertThat(metrics.values).isEmpty();
    }

    // ------------------------------------------------------- what is told

    @Test
    void anAccountThatHasDriftedIsCountedAndPublished() throws JsonProcessingException {
        drifted.add(A);

        assertThat(work(List.of(message(A, NOW.minusSeconds(70)), message(B, NOW)))).isEmpty();
        assertThat(metrics.values)
                .isEqualTo(
                        Map.of(
                                "AccountsDrifted", 1.0,
                                "ReactionLooks", 2.0,
                                "ReactionSeconds", 70.0));
        assertThat(published).hasSize(1);
        JsonNode entry = JSON.valueToTree(published.getFirst()).at("/Entries/0");
        assertThat(entry.path("Source").asText()).isEqualTo("session-vault");
        assertThat(entry.path("DetailType").asText()).isEqualTo("Account Drifted");
        JsonNode detail = JSON.readTree(entry.path("Detail").asText());
        assertThat(detail.path("accountId").asText()).isEqualTo(A);
        assertThat(detail.path("places").toString()).isEqualTo("[\"global\"]");
        assertThat(detail.path("differs").toString())
                .contains("attach policy SessionVaultLogWriter");
        assertThat(detail.path("todo").asText()).contains(A, "\"mode\": \"apply\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "nothing"})
    void whatCouldNotBeToldComesBack(String how) {
        drifted.add(A);
        answer =
                how.equals("refused")
                        ? Map.of("Entries", List.of(Map.of("ErrorCode", "InternalFailure")))
                        : Map.of();

        assertThat(work(List.of(message("m", 1, A, NOW)))).containsExactly("m");
    }

    private Optional<Reaction> look(
            AccountId account, Supplier<Observation<Reach>> reach, BooleanSupplier hasTime) {
        mayChange.add(hasTime.getAsBoolean());
        if (broken.contains(account.value())) {
            throw new IllegalStateException("broken");
        }
        if (strangers.contains(account.value())) {
            return Optional.empty();
        }
        Reach far =
                switch (reach.get()) {
                    case Observation.Seen<Reach>(Reach seen) -> seen;
                    case Observation.Unseen<Reach>(ServiceError error) ->
                            throw new AssertionError(error);
                };
        looked.add(account + " " + far);
        return Optional.of(
                unreachable.contains(account.value())
                        ? new Reaction.Ended(
                                new AccountResult.Unreachable(account, "enter it", THROTTLED))
                        : Looked.at(account, drifted.contains(account.value())));
    }

    private ReactionPermit permit() {
        return new ReactionPermit(
                "/vault/repair", () -> repairs, _ -> new Observation.Seen<>(false), rules);
    }

    private void says(String text) {
        repairs =
                RepairSetting.of(text)
                        .map(ReactionsTest::on)
                        .orElseGet(() -> new Observation.Unseen<>(THROTTLED));
    }

    private static Observation<SwitchState> on(RepairSetting setting) {
        return new Observation.Seen<>(new SwitchState(setting, Optional.empty()));
    }

    private List<String> work(List<QueueMessage> batch) {
        return ids(reactions.work(batch, () -> ENOUGH));
    }

    private static List<String> ids(List<BatchItemFailure> failures) {
        return failures.stream().map(BatchItemFailure::getItemIdentifier).toList();
    }

    private static Supplier<Duration> outOfTime() {
        Iterator<Duration> left = Stream.iterate(ENOUGH, _ -> Duration.ZERO).iterator();
        return () -> {
            synchronized (left) {
                return left.next();
            }
        };
    }

    /// What a message says, written anew: read by the function as the same change.
    private static String readBack(QueueMessage message) {
        ReactionMessage read = ReactionMessage.read(message).orElseThrow();
        return ChangeMessage.of(read.account(), read.region(), read.eventName(), read.time());
    }

    private QueueMessage message(String account, Instant time) {
        return message("m-" + messages++, 1, account, time);
    }

    private static QueueMessage message(String id, int receipts, String account, Instant time) {
        return new QueueMessage(
                id,
                "h-" + id,
                receipts,
                Optional.of(time.plusSeconds(1)),
                body(account, time.toString()));
    }

    private static String body(String account, String time) {
        return """
        {"reaction": {"accountId": "%s", "region": "us-east-1", "eventName": "AttachRolePolicy", "time": "%s"}}\
        """
                .formatted(account, time);
    }
}

package io.sessionvault.onboardaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.aws.OrganizationReader;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.aws.StoredMembers;
import io.sessionvault.compliance.ListedAccount;
import io.sessionvault.compliance.Members;
import io.sessionvault.compliance.RepairSetting;
import io.sessionvault.compliance.SwitchState;
import io.sessionvault.event.LambdaInput;
import io.sessionvault.event.QueueMessage;
import io.sessionvault.onboardaccount.OnboardingReport.Entry;
import io.sessionvault.onboardaccount.OnboardingReport.Status;
import io.sessionvault.reconcile.AccountResult;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.Observation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of an event whose account is missing: in the event, or in the organization.
class AbsentAccountTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant EVENT = Instant.parse("2026-11-10T15:41:59Z");
    private static final AccountId JOINED = new AccountId("510987654321");
    private static final AccountId KNOWN = new AccountId("410987654321");

    private final Fakes.Organization organization = new Fakes.Organization();
    private final Fakes.Bucket bucket = new Fakes.Bucket();
    private final CountedMetrics metrics = new CountedMetrics();
    private final Fakes.Queue sqs = new Fakes.Queue();
    private final OnboardingQueue queue = new OnboardingQueue(sqs, "https://sqs.example/1/q");
    private final Set<AccountId> members = new TreeSet<>();
    private final List<AccountId> reconciled = new ArrayList<>();
    private Instant now = EVENT.plusSeconds(20);
    private final OnboardAccount onboarding =
            new OnboardAccount(
                    this::reconcile,
                    new Fakes.NobodyIsReleased(),
                    Fakes.nothingIsWatched(),
                    new Pause(
                            "/session-vault/repair",
                            () ->
                                    new Observation.Seen<>(
                                            new SwitchState(RepairSetting.ON, Optional.empty()))),
                    Mode.APPLY,
                    new Newcomers(
                            new OrganizationReader(organization),
                            new ReportsBucket(bucket, "reports"),
                            queue),
                    metrics,
                    () -> now);

    private Optional<AccountResult> reconcile(AccountId account, Mode mode) {
        if (!members.contains(account)) {
            return Optional.empty();
        }
        reconciled.add(account);
        return Optional.of(new AccountResult.LeftAlone(account, "reconciled in " + mode));
    }

    // ------------------------------------------------------- not in the organization yet

    @ParameterizedTest
    @CsvSource({"0, UNREACHABLE", "3599, UNREACHABLE", "3600, LEFT_ALONE", "7200, LEFT_ALONE"})
    void anAccountThatAnEventNamesMayBeUnknownForAnHour(int seconds, Status status)
            throws IOException {
        now = EVENT.plusSeconds(seconds);

        for (String file : List.of("create-account-succeeded", "account-joined")) {
            ObjectNode event = event(file);
            event.put("time", EVENT.toString());
            Entry entry = only(onboard(event, 5));
            assertThat(entry.status()).as(file).isEqualTo(status);
            assertThat(entry.accountId()).isNotNull();
            assertThat(entry.reason()).contains("not in the organization");
            assertThat(entry.isSettled()).isEqualTo(status == Status.LEFT_ALONE);
        }
    }

    @Test
    void anEventWithoutTimeIsAsOldAsItsMessage() throws IOException {
        ObjectNode event = event("create-account-succeeded");
        event.put("time", "yesterday");

        assertThat(
                        only(onboarding.onboard(event, Optional.of(now.minusSeconds(3599)), 9, "r"))
                                .status())
                .isEqualTo(Status.UNREACHABLE);
        assertThat(
                        only(onboarding.onboard(event, Optional.of(now.minusSeconds(3600)), 9, "r"))
                                .status())
                .isEqualTo(Status.LEFT_ALONE);
        assertThat(only(onboarding.onboard(event, Optional.empty(), 1, "r")).status())
                .isEqualTo(Status.UNREACHABLE);
    }

    @Test
    void aPersonIsAnsweredAtOnce() throws IOException {
        Entry entry = only(onboard(event("manual-apply"), 1));

        assertThat(entry.status()).isEqualTo(Status.LEFT_ALONE);
        assertThat(entry.reason()).isEqualTo("it is not in the organization");
    }

    /// The alarm of accounts that are not governed names accounts; this one is the queue's.
    @Test
    void anEventThatNamesNoAccountIsNoAccountThatIsNotGoverned() throws IOException {
        onboard(nameless(), 1);
        assertThat(metrics.values).isEmpty();

        onboard(event("account-joined"), 2);
        assertThat(metrics.values)
                .isEqualTo(
                        Map.of(
                                "AccountsGoverned",
                                0.0,
                                "AccountsNotGoverned",
                                1.0,
                                "AccountsPaused",
                                0.0));
    }

    // ------------------------------------------------------------- nobody knows which

    @Test
    void everyLiveAccountThatIsNotKnownIsHandedOnAsItsOwnMessage() throws IOException {
        known(KNOWN);
        member(KNOWN, "ACTIVE", EVENT.minus(Duration.ofDays(9)));
        member(JOINED, "ACTIVE", EVENT);
        member(new AccountId("610987654321"), "PENDING_ACTIVATION", EVENT);
        member(new AccountId("710987654321"), "SUSPENDED", EVENT);
        member(new AccountId("810987654321"), "PENDING_CLOSURE", EVENT);
        member(new AccountId("910987654321"), "CLOSED", EVENT);

        Entry entry = only(onboard(nameless(), 1));

        assertThat(sqs.accounts()).containsExactly("510987654321", "610987654321");
        assertThat(entry.isSettled()).as("another one may not be listed yet").isFalse();
        now = EVENT.plus(Age.LISTED);
        assertThat(only(onboard(nameless(), 6)).status()).isEqualTo(Status.COMPARED);
    }

    @Test
    void anAccountThatWasHandedOnIsReconciled() throws IOException {
        known(KNOWN);
        member(JOINED, "ACTIVE", EVENT);
        onboard(nameless(), 1);
        JsonNode message = JSON.readTree(sqs.bodies.getFirst());

        now = EVENT.plus(Duration.ofMinutes(30));
        assertThat(only(onboard(message, 1)).status())
                .as("Organizations may list an account that it cannot describe yet")
                .isEqualTo(Status.UNREACHABLE);
        assertThat(sqs.bodies).as("that is no reason to compare again").hasSize(1);
        members.add(JOINED);
        assertThat(only(onboard(message, 2)).reason()).isEqualTo("reconciled in APPLY");
    }

    /// The run listed it, so it is known; it was in nobody's hands all the same.
    @ParameterizedTest
    @CsvSource({"59, true", "61, false"})
    void anAccountThatJoinedAroundTheEventIsNewThoughARunHasListedIt(int minutes, boolean isNew)
            throws IOException {
        known(JOINED);
        member(JOINED, "ACTIVE", EVENT.minus(Duration.ofMinutes(minutes)));

        onboard(nameless(), 1);

        assertThat(sqs.accounts()).hasSize(isNew ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"0, UNREADABLE", "3599, UNREADABLE", "3600, COMPARED"})
    void whereNobodyIsNewTheMessageComesBackForAnHour(int seconds, Status status)
            throws IOException {
        known(KNOWN);
        member(KNOWN, "ACTIVE", EVENT.minus(Duration.ofDays(9)));
        now = EVENT.plusSeconds(seconds);

        Entry entry = only(onboard(nameless(), 3));

        assertThat(entry.status()).isEqualTo(status);
        assertThat(entry.reason()).contains("names no account").contains("new");
        assertThat(sqs.bodies).isEmpty();
    }

    /// Without a list, all accounts of a large organization are not what one event is about.
    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "old", "denied"})
    void withoutAListThatCountsThoseAreNewThatJoinedSinceItWouldHaveCounted(String list)
            throws IOException {
        member(KNOWN, "ACTIVE", EVENT.minus(Duration.ofHours(27)));
        member(JOINED, "ACTIVE", EVENT.minus(Duration.ofHours(25)));
        members(list);

        onboard(nameless(), 1);

        assertThat(sqs.accounts()).containsExactly(JOINED.value());
    }

    private void members(String list) {
        switch (list) {
            case "" -> {}
            case "old" -> write(EVENT.minus(Duration.ofHours(27)), KNOWN, JOINED);
            case "denied" -> bucket.isDenied = true;
            default -> bucket.objects.put(StoredMembers.KEY, list);
        }
    }

    @Test
    void moreAccountsThanCanHaveJoinedAreForAPerson() throws IOException {
        known(KNOWN);
        IntStream.rangeClosed(0, Newcomers.MOST)
                .forEach(i -> member(new AccountId("%012d".formatted(i)), "ACTIVE", EVENT));

        Entry entry = only(onboard(nameless(), 1));

        assertThat(entry.status()).isEqualTo(Status.UNREADABLE);
        assertThat(entry.reason()).contains("501 accounts are not known");
        assertThat(sqs.bodies).isEmpty();
    }

    @Test
    void asManyAsCanHaveJoinedAreAllHandedOn() throws IOException {
        known(KNOWN);
        IntStream.range(0, Newcomers.MOST)
                .forEach(i -> member(new AccountId("%012d".formatted(i)), "ACTIVE", EVENT));

        onboard(nameless(), 1);

        assertThat(sqs.accounts()).hasSize(Newcomers.MOST).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"organization", "queue", "one message"})
    void aComparisonThatFailsComesBack(String what) throws IOException {
        known(KNOWN);
        member(JOINED, "ACTIVE", EVENT);
        organization.isDown = what.equals("organization");
        sqs.isDown = what.equals("queue");
        sqs.refusesOne = what.equals("one message");
        now = EVENT.plus(Duration.ofHours(3));

        assertThat(only(onboard(nameless(), 14)).isSettled()).isFalse();
        assertThat(only(onboard(event("account-joined"), 14)).isSettled()).isFalse();
    }

    // -------------------------------------------- an id that the organization does not know

    @Test
    void anIdThatIsNotInTheOrganizationLeadsToAComparisonFirstAndLast() throws IOException {
        known(KNOWN);
        AccountId other = new AccountId("610987654321");
        member(other, "ACTIVE", EVENT);

        assertThat(only(onboard(event("account-joined"), 1)).isSettled()).isFalse();
        assertThat(sqs.accounts()).containsExactly(other.value());
        assertThat(only(onboard(event("account-joined"), 2)).isSettled()).isFalse();
        assertThat(sqs.bodies).hasSize(1);
        now = EVENT.plus(Age.PATIENCE);
        assertThat(only(onboard(event("account-joined"), 8)).status()).isEqualTo(Status.LEFT_ALONE);
        assertThat(sqs.bodies).hasSize(2);
    }

    @Test
    void anIdThatIsInTheOrganizationIsComparedOnceAllTheSame() throws IOException {
        members.add(JOINED);

        assertThat(only(onboard(event("account-joined"), 1)).reason())
                .isEqualTo("reconciled in APPLY");
        assertThat(organization.listings).isEqualTo(1);
        assertThat(only(onboard(event("account-joined"), 2)).reason())
                .isEqualTo("reconciled in APPLY");
        assertThat(organization.listings).isEqualTo(1);
    }

    // ------------------------------------------------------------------ queue and direct

    static Stream<String> unreadable() {
        return Stream.of(
                "not JSON",
                "[]",
                "{}",
                "{\"accountId\": 1}",
                "{\"source\": \"aws.organizations\", \"detail\": {\"eventName\": \"CreateAccountResult\"}}");
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void aMessageThatCannotBeReadComesBackAfterADelay(String body) {
        assertThat(
                        queue.work(
                                new LambdaInput.Batch(
                                        "arn:aws:sqs:us-east-1:111122223333:q",
                                        List.of(
                                                new QueueMessage(
                                                        "m-1", "h-1", 3, Optional.empty(), body))),
                                onboarding,
                                "r"))
                .singleElement()
                .satisfies(failure -> assertThat(failure.getItemIdentifier()).isEqualTo("m-1"));
        assertThat(sqs.delays).containsExactly(120);
    }

    @Test
    void aMessageThatAsksForNothingLeaves() throws IOException {
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
                                                        event("create-account-failed")
                                                                .toString()))),
                                onboarding,
                                "r"))
                .isEmpty();
    }

    /// An older version of the settings may not know the queue of reactions, whose messages members
    /// bring about; what follows its name tells a queue, and not what it begins or ends with.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:sqs:us-east-1:310987654321:session-vault-ReactionQueue",
                "arn:aws:sqs:us-east-1:310987654321:qq",
                "arn:aws:sqs:us-east-1:310987654321:",
                ""
            })
    void whatComesFromAnotherQueueIsNotOnboarded(String arn) throws IOException {
        member(JOINED, "ACTIVE", EVENT);
        members.add(JOINED);
        String batch = batch(arn, "{\"accountId\": \"" + JOINED + "\", \"mode\": \"apply\"}");

        assertThatThrownBy(() -> invoke(batch))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"" + arn + "\"")
                .hasMessageContaining("https://sqs.example/1/q");
        assertThat(reconciled).isEmpty();
    }

    @Test
    void whatComesFromTheOnboardingsQueueIsOnboarded() throws IOException {
        members.add(JOINED);
        String batch =
                batch(
                        "arn:aws:sqs:us-east-1:310987654321:q",
                        "{\"accountId\": \"" + JOINED + "\", \"mode\": \"apply\"}");

        assertThat(invoke(batch)).contains("batchItemFailures");
        assertThat(reconciled).containsExactly(JOINED);
    }

    private static String batch(String arn, String body) {
        ObjectNode batch = JSON.createObjectNode();
        batch.putArray("Records")
                .addObject()
                .put("messageId", "m-1")
                .put("receiptHandle", "h-1")
                .put("body", body)
                .put("eventSource", "aws:sqs")
                .put("eventSourceARN", arn)
                .putObject("attributes")
                .put("ApproximateReceiveCount", "1");
        return batch.toString();
    }

    @Test
    void aDirectInvocationFailsWithTheReason() throws IOException {
        ObjectNode event = event("create-account-succeeded");
        ((ObjectNode) event.at("/detail/serviceEventDetails/createAccountStatus"))
                .remove("accountId");

        assertThatThrownBy(() -> invoke(event.toString()))
                .isInstanceOf(OnboardingIncompleteException.class)
                .hasMessageContaining("CreateAccountResult is malformed")
                .hasMessageContaining("an account id of 12 digits");
    }

    @Test
    void aPersonsMistakeIsAnsweredAndNotThrown() throws IOException {
        assertThat(invoke("{\"accountId\": \"4109\", \"mode\": \"plan\"}"))
                .contains("UNREADABLE")
                .contains("a string of 12 digits");
    }

    private String invoke(String input) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        new OnboardAccountHandler(new Wiring(onboarding, queue, Optional.empty(), () -> {}))
                .handleRequest(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        output,
                        new NoContext());
        return output.toString(StandardCharsets.UTF_8);
    }

    private OnboardingReport onboard(JsonNode event, int receiveCount) {
        return onboarding.onboard(event, Optional.empty(), receiveCount, "r");
    }

    private static Entry only(OnboardingReport report) {
        assertThat(report.results()).hasSize(1);
        return report.results().getFirst();
    }

    private void known(AccountId... accounts) {
        write(EVENT.minus(Duration.ofHours(5)), accounts);
    }

    private void write(Instant at, AccountId... accounts) {
        StoredMembers.write(
                new ReportsBucket(bucket, "reports"),
                new Members(
                        at,
                        Stream.of(accounts)
                                .map(account -> new ListedAccount(account, "", AccountState.ACTIVE))
                                .toList(),
                        null));
    }

    private void member(AccountId account, String state, Instant joinedAt) {
        organization.add(account.value(), state, joinedAt);
    }

    private static ObjectNode nameless() throws IOException {
        ObjectNode event = event("account-joined");
        ((ObjectNode) event.path("detail")).remove("serviceEventDetails");
        return event;
    }

    private static ObjectNode event(String name) throws IOException {
        return (ObjectNode)
                JSON.readTree(Path.of("../../events/onboard-account", name + ".json").toFile());
    }
}

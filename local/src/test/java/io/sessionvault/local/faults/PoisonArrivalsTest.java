package io.sessionvault.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.eventing.PollResult;
import io.sessionvault.local.organization.SessionAgent;
import io.sessionvault.local.organization.SessionAgent.Upload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Poison among the messages of the log checker: what is no arrival is acknowledged, what could be
/// one is never called anything but undetermined, and the good ones of the batch get their verdict.
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoisonArrivalsTest {
    @RegisterExtension static final ArrivalSeed SEED = new ArrivalSeed();

    /// What has to become of a message.
    private enum Fate {
        JUDGED,
        ACKNOWLEDGED,
        PARKED
    }

    /// @param what is wrong with it, in words
    private record Message(String what, String body, Fate fate) {}

    private static final int RECEIPTS = 8;
    private static final int RANDOM_KEYS = 80;

    /// Without one of these nobody can tell what arrived, or who sent it.
    private static final List<String> NEEDED =
            List.of(
                    "/detail",
                    "/detail/bucket",
                    "/detail/bucket/name",
                    "/detail/object",
                    "/detail/object/key",
                    "/detail/object/version-id",
                    "/detail/requester");

    /// What an event is, says one of these.
    private static final List<String> KIND = List.of("/source", "/detail-type");

    private static final List<String> NOT_NEEDED =
            List.of(
                    "/version",
                    "/id",
                    "/account",
                    "/time",
                    "/region",
                    "/resources",
                    "/detail/version",
                    "/detail/object/size",
                    "/detail/object/etag",
                    "/detail/object/sequencer",
                    "/detail/request-id",
                    "/detail/reason",
                    "/detail/source-ip-address");

    private final Random random = SEED.random();
    private final ArrivalVault vault = new ArrivalVault().routingEvents();
    private final AccountId member = vault.member("payments");
    private final SessionAgent agent = vault.uploader(member);
    private int logs;

    @BeforeEach
    void forget() {
        vault.forget();
    }

    @AfterAll
    void close() {
        vault.close();
    }

    @Test
    void judgesTheGoodAmongThePoisonAndParksOnlyWhatCouldBeALog() {
        List<Message> messages = new ArrayList<>();
        for (String text : PoisonTexts.all(goodEvent().toString())) {
            messages.add(new Message("text " + messages.size(), text, Fate.ACKNOWLEDGED));
        }
        messages.add(new Message("foreign bucket", ofBucket("another-vault"), Fate.ACKNOWLEDGED));
        for (String text : PoisonTexts.padded(goodEvent().toString())) {
            messages.add(new Message(text.length() + " bytes", text, Fate.JUDGED));
        }
        damaged(messages, KIND, Fate.ACKNOWLEDGED);
        damaged(messages, NEEDED, Fate.PARKED);
        damaged(messages, NOT_NEEDED, Fate.JUDGED);
        vault.forget();
        Collections.shuffle(messages, random);
        Map<String, Message> sent = new HashMap<>();
        messages.forEach(
                message -> sent.put(vault.send(ArrivalVault.CHECKING, message.body()), message));

        Set<String> left = work();
        List<ArrivalVerdict> verdicts = verdicts();

        assertThat(left.stream().map(id -> Objects.requireNonNull(sent.get(id)).what()))
                .as("%s", SEED)
                .containsExactlyInAnyOrderElementsOf(
                        messages.stream()
                                .filter(message -> message.fate() == Fate.PARKED)
                                .map(Message::what)
                                .toList());
        assertThat(verdicts)
                .as("%s", SEED)
                .extracting(ArrivalVerdict::verdict)
                .filteredOn(verdict -> verdict.equals("Compliant"))
                .hasSize(
                        (int)
                                messages.stream()
                                        .filter(message -> message.fate() == Fate.JUDGED)
                                        .count());
        assertThat(verdicts)
                .as("%s", SEED)
                .extracting(ArrivalVerdict::verdict)
                .doesNotContain("NonCompliant");
        for (int receipt = 1; receipt < RECEIPTS; receipt++) {
            vault.platform.pass(ArrivalVault.UNTIL_VISIBLE);
            assertThat(work()).isEqualTo(left);
        }
        vault.platform.pass(ArrivalVault.UNTIL_VISIBLE);
        assertThat(work()).isEmpty();
        assertThat(vault.parked(ArrivalVault.CHECKING)).containsExactlyInAnyOrderElementsOf(left);
    }

    @Test
    void judgesEveryKeyThatS3Allows() {
        PoisonKeys keys = new PoisonKeys(random);
        Set<ArrivalVerdict> expected = new HashSet<>();
        // Short keys come up twice, and the second upload of one would be a replacement too many.
        Set<String> names = new LinkedHashSet<>(PoisonKeys.KNOWN);
        while (names.size() < PoisonKeys.KNOWN.size() + RANDOM_KEYS) {
            names.add(keys.next());
        }
        for (String name : names) {
            expected.addAll(twoVersions(member + "/eu-west-1/" + name, "LOG-NAME"));
            expected.addAll(twoVersions(name, "LOG-PREFIX"));
        }

        Set<String> left = work();
        List<ArrivalVerdict> verdicts = verdicts();

        assertThat(left).as("%s", SEED).isEmpty();
        assertThat(byVersion(verdicts)).as("%s", SEED).isEqualTo(byVersion(expected));
        assertThat(vault.violations().stream().map(ArrivalVerdict::of).collect(Collectors.toSet()))
                .as("%s", SEED)
                .isEqualTo(expected);
    }

    private void damaged(List<Message> messages, List<String> paths, Fate fate) {
        for (String path : paths) {
            for (PoisonField poison : PoisonField.of(goodEvent(), path)) {
                messages.add(
                        new Message(path + " " + poison.damage(), poison.event().toString(), fate));
            }
        }
    }

    /// One that is not encrypted as it should be, and one that replaces it.
    private List<ArrivalVerdict> twoVersions(String key, String rule) {
        String fit = PoisonKeys.fit(key);
        Upload first = agent.uploadEncrypted(fit, "output", "AES256", "");
        Upload second = agent.upload(fit, "something else");
        return List.of(
                ArrivalVerdict.expected(fit, first.versionId(), Set.of("LOG-ENCRYPTION", rule)),
                ArrivalVerdict.expected(fit, second.versionId(), Set.of(rule, "LOG-OVERWRITTEN")));
    }

    /// The broken rules of each version. The keys stand in the events, exactly; in a log line, log4j
    /// writes a question mark for a character above U+FFFF where its buffer ends.
    private static Map<String, Set<String>> byVersion(Collection<ArrivalVerdict> verdicts) {
        return verdicts.stream()
                .collect(Collectors.toMap(ArrivalVerdict::versionId, ArrivalVerdict::rules));
    }

    /// One receipt of everything visible; the ids of the messages that stayed.
    private Set<String> work() {
        Set<String> left = new HashSet<>();
        for (PollResult result : vault.drain(ArrivalVault.CHECKING)) {
            assertThat(result.batchFailure()).isEmpty();
            left.addAll(result.failed());
        }
        return left;
    }

    /// Every verdict on an object so far.
    private List<ArrivalVerdict> verdicts() {
        // The log's lines come in order: when the next invocation's are there, these are, too.
        ArrivalVault.answer(
                vault.running.invoke(ArrivalVault.CHECKING, "{\"source\": \"marker\"}"));
        vault.running
                .log(ArrivalVault.CHECKING)
                .await(
                        log ->
                                log.lines().stream()
                                        .anyMatch(line -> line.contains("of \\\"marker")),
                        Duration.ofSeconds(30));
        return vault.running.log(ArrivalVault.CHECKING).lines().stream()
                .filter(line -> line.contains("\"verdict\"") && !line.contains("of \\\"marker"))
                .map(line -> ArrivalVerdict.of(VaultUnderTest.json(line).path("log")))
                .filter(verdict -> !verdict.versionId().isEmpty() || !verdict.key().isEmpty())
                .toList();
    }

    /// The event of a log of its own.
    private JsonNode goodEvent() {
        vault.running.bus().forget();
        agent.upload(member + "/eu-west-1/user-" + Long.toString(1000L + logs++, 36) + ".log", "x");
        return VaultUnderTest.json(vault.routed("LogArrivalRule").getFirst());
    }

    private String ofBucket(String bucket) {
        JsonNode event = goodEvent();
        ((ObjectNode) event.at("/detail/bucket")).put("name", bucket);
        return event.toString();
    }
}

package io.sessionvault.local.eventing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sessionvault.local.eventing.EventRule.Target;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

class EventBusTest {
    private static final EventRule ARRIVALS =
            new EventRule(
                    "LogArrivalRule",
                    """
                    {"source": ["aws.s3"],
                     "detail-type": ["Object Created"],
                     "detail": {"bucket": {"name": ["vault"]}}}
                    """,
                    new Target.Queue("https://queues/check-log"));
    private static final EventRule LIFECYCLE =
            new EventRule(
                    "AccountLifecycleRule",
                    """
                    {"source": ["aws.organizations"],
                     "detail": {"eventName": [{"prefix": "CreateAccount"}]}}
                    """,
                    new Target.Queue("https://queues/onboard-account"));
    private static final EventRule EVERYTHING =
            new EventRule(
                    "ArchiveRule",
                    "{\"source\": [{\"prefix\": \"aws.\"}]}",
                    new Target.Queue("https://queues/all"));
    private static final EventRule SWITCH =
            new EventRule(
                    "RepairSwitchRule",
                    "{\"source\": [\"aws.ssm\"]}",
                    new Target.StateMachine("arn:machine", "{\"onboard\": true}"));

    private final QueueInMemory queues = new QueueInMemory();
    private final EventBus bus = new EventBus(queues, List.of(LIFECYCLE, EVERYTHING, ARRIVALS));

    @Test
    void keepsWithWhatAStateMachineIsStartedUntilSomebodyTakesIt() {
        String event =
                """
                {"source": "aws.ssm", "detail-type": "Parameter Store Change", "detail": {}}
                """;
        EventBus both = new EventBus(queues, List.of(SWITCH, ARRIVALS));

        assertThat(both.publish(event)).containsExactly("RepairSwitchRule");
        both.publish(objectCreatedIn("vault"));
        both.publishAll(List.of(event, objectCreatedIn("vault")));

        assertThat(both.takeStarts())
                .hasSize(2)
                .containsOnly((Target.StateMachine) SWITCH.target());
        assertThat(both.takeStarts()).isEmpty();
        assertThat(queues.sent()).hasSize(2);
    }

    @Test
    void sendsAnEventUnchangedToTheQueueOfEachRuleItMatches() {
        String event = objectCreatedIn("vault");

        assertThat(bus.publish(event)).containsExactly("ArchiveRule", "LogArrivalRule");

        assertThat(queues.sent())
                .extracting(SendMessageRequest::queueUrl)
                .containsExactlyInAnyOrder("https://queues/all", "https://queues/check-log");
        assertThat(queues.sent()).extracting(SendMessageRequest::messageBody).containsOnly(event);
    }

    @Test
    void sendsManyEventsInTheirOrderTenAtATimeAndOnlyToTheRulesThatTheyMatch() {
        List<String> events =
                IntStream.range(0, 25)
                        .mapToObj(i -> objectCreatedIn(i % 5 == 0 ? "other" : "vault"))
                        .toList();

        bus.publishAll(events);

        assertThat(queues.sent())
                .filteredOn(message -> message.queueUrl().equals("https://queues/all"))
                .extracting(SendMessageRequest::messageBody)
                .isEqualTo(events);
        assertThat(queues.sent())
                .filteredOn(message -> message.queueUrl().equals("https://queues/check-log"))
                .hasSize(20);
        assertThat(queues.sentTogether()).containsExactly(10, 10, 5, 10, 10);
        assertThat(bus.published()).hasSize(25);
    }

    @Test
    void forgetsWhatWasPublished() {
        bus.publish(objectCreatedIn("vault"));
        bus.forget();

        assertThat(bus.published()).isEmpty();
        assertThat(queues.sent()).isNotEmpty();
    }

    @Test
    void passesByTheRuleWhosePatternDiffersInOneField() {
        assertThat(bus.publish(objectCreatedIn("other"))).containsExactly("ArchiveRule");
    }

    @Test
    void sendsAnEventThatNoRuleWantsNowhereAndRemembersIt() {
        String violation =
                """
                {"source": "session-vault", "detail-type": "Session Log Violation", "detail": {}}
                """;

        assertThat(bus.publish(violation)).isEmpty();

        assertThat(queues.sent()).isEmpty();
        assertThat(bus.published())
                .containsExactly(
                        new PublishedEvent(
                                "session-vault", "Session Log Violation", violation, List.of()));
    }

    @Test
    void remembersEventsInTheOrderOfTheirPublication() {
        bus.publish(objectCreatedIn("vault"));
        bus.publish(objectCreatedIn("other"));

        assertThat(bus.published())
                .extracting(PublishedEvent::matchedRules)
                .containsExactly(List.of("ArchiveRule", "LogArrivalRule"), List.of("ArchiveRule"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "[]",
                "{\"source\": \"aws.s3\"}",
                "{\"detail-type\": \"Object Created\", \"source\": 3}"
            })
    void refusesWhatIsNoEvent(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> bus.publish(json));
        assertThat(bus.published()).isEmpty();
        assertThat(queues.sent()).isEmpty();
    }

    @Test
    void refusesAPatternThatEventBridgeWouldRefuse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new EventRule(
                                "LogArrivalRule",
                                "{\"source\": \"aws.s3\"}",
                                new Target.Queue("url")))
                .withMessageContaining("LogArrivalRule");
    }

    @Test
    void refusesTwoRulesOfOneName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventBus(queues, List.of(ARRIVALS, ARRIVALS)))
                .withMessageContaining("LogArrivalRule");
    }

    private static String objectCreatedIn(String bucket) {
        return """
        {"version": "0", "source": "aws.s3", "detail-type": "Object Created",
         "detail": {"bucket": {"name": "%s"}, "object": {"key": "410987654321/a+b.log"}}}
        """
                .formatted(bucket);
    }
}

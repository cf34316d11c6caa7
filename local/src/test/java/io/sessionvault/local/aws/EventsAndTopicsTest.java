package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.local.aws.sns.Notification;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

class EventsAndTopicsTest extends StandInTest {
    @Test
    void putsEventsIntoTheirEnvelope() throws IOException {
        PutEventsResponse response =
                management
                        .events()
                        .putEvents(p -> p.entries(entry("vault", "{\"rule\": \"LOG-KEY\"}")));

        JsonNode event = new ObjectMapper().readTree(events.getLast());
        assertThat(event.at("/id").asText()).isEqualTo(response.entries().getFirst().eventId());
        assertThat(event.at("/source").asText()).isEqualTo("vault");
        assertThat(event.at("/detail-type").asText()).isEqualTo("Violation");
        assertThat(event.at("/account").asText()).isEqualTo("111122223333");
        assertThat(event.at("/region").asText()).isEqualTo("us-east-1");
        assertThat(event.at("/time").asText()).isEqualTo("2026-11-24T10:00:00Z");
        assertThat(event.at("/detail/rule").asText()).isEqualTo("LOG-KEY");
    }

    @Test
    void refusesBadEntriesOneByOne() {
        PutEventsResponse response =
                management
                        .events()
                        .putEvents(p ->
                                p.entries(
                                        entry("vault", "{"),
                                        entry("vault", "{}"),
                                        entry("aws.s3", "{}"),
                                        PutEventsRequestEntry.builder().source("vault").build()));

        assertThat(response.failedEntryCount()).isEqualTo(3);
        assertThat(response.entries())
                .extracting(PutEventsResultEntry::errorCode)
                .containsExactly(
                        "MalformedDetail",
                        null,
                        "NotAuthorizedForSourceException",
                        "InvalidArgument");
        assertThat(events).hasSize(1);
    }

    @Test
    void letsListenersCallBack() {
        aws.onEvent(event -> management.sts().getCallerIdentity());

        management.events().putEvents(p -> p.entries(entry("vault", "{}")));

        assertThat(aws.calls().list())
                .extracting(call -> call.operation().operation())
                .containsExactly("GetCallerIdentity", "PutEvents");
    }

    @Test
    void keepsWhatIsPublished() {
        String topic = management.sns().createTopic(c -> c.name("findings")).topicArn();

        management.sns().publish(p -> p.topicArn(topic).subject("s").message("m"));

        assertThat(aws.notifications())
                .containsExactly(new Notification(topic, Optional.of("s"), "m"));
        assertRefused(
                "NotFound",
                404,
                () -> management.sns().publish(p -> p.topicArn(topic + "-none").message("m")));
    }

    private static PutEventsRequestEntry entry(String source, String detail) {
        return PutEventsRequestEntry.builder()
                .source(source)
                .detailType("Violation")
                .detail(detail)
                .build();
    }
}

package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.aws.ssm.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AccessType;
import software.amazon.awssdk.services.ssm.model.DocumentIdentifier;
import software.amazon.awssdk.services.ssm.model.DocumentKeyValuesFilter;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.ListDocumentsRequest;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionState;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

class SsmSessionsTest extends StandInTest {
    private static final String SHELL = "SSM-SessionManagerRunShell";
    private static final String OWNER = "arn:aws:iam::111122223333:user/ana";

    @SuppressWarnings("NullAway.Init")
    private SsmClient ssm;

    @BeforeEach
    void openSystemsManager() {
        ssm = management.ssm();
    }

    @Test
    void tellsASessionWhileItLastsAndWhenItIsOver() {
        SessionRecord begun = begun("ana-1", now);
        record(begun);

        assertThat(ids(SessionState.ACTIVE)).containsExactly("ana-1");
        assertThat(ids(SessionState.HISTORY)).isEmpty();

        now = now.plusSeconds(90);
        record(begun.ended(SessionStatus.TERMINATED, now));

        assertThat(ids(SessionState.ACTIVE)).isEmpty();
        assertThat(ssm.describeSessions(d -> d.state(SessionState.HISTORY)).sessions())
                .singleElement()
                .satisfies(over -> {
                    assertThat(over.sessionId()).isEqualTo("ana-1");
                    assertThat(over.target()).isEqualTo("i-0123456789abcdef0");
                    assertThat(over.owner()).isEqualTo(OWNER);
                    assertThat(over.documentName()).isEqualTo(SHELL);
                    assertThat(over.status()).isEqualTo(SessionStatus.TERMINATED);
                    assertThat(over.accessType()).isEqualTo(AccessType.STANDARD);
                    assertThat(Duration.between(over.startDate(), over.endDate()))
                            .isEqualTo(Duration.ofSeconds(90));
                });
    }

    @Test
    void forgetsSessionsThirtyDaysAfterTheirEnd() {
        record(begun("ana-1", now).ended(SessionStatus.TERMINATED, now.plusSeconds(60)));

        now = now.plus(Duration.ofDays(30)).plusSeconds(60);
        assertThat(ids(SessionState.HISTORY)).containsExactly("ana-1");

        now = now.plusSeconds(1);
        assertThat(ids(SessionState.HISTORY)).isEmpty();
    }

    @Test
    void listsTheNewestFirstInPages() {
        IntStream.range(0, 5)
                .forEach(i -> {
                    Instant start = now.minusSeconds(1000 - i);
                    record(begun("ana-" + i, start).ended(SessionStatus.FAILED, now));
                });

        assertThat(ssm.describeSessions(d -> d.state(SessionState.HISTORY)).sessions()).hasSize(2);
        assertThat(ids(SessionState.HISTORY))
                .containsExactly("ana-4", "ana-3", "ana-2", "ana-1", "ana-0");
    }

    @Test
    void keepsRegionsAndAccountsApart() {
        record(begun("ana-1", now));

        assertThat(
                        management
                                .in("eu-west-1")
                                .ssm()
                                .describeSessions(d -> d.state(SessionState.ACTIVE))
                                .sessions())
                .isEmpty();
        assertThat(
                        administrator(management.createAccount("a"))
                                .ssm()
                                .describeSessions(d -> d.state(SessionState.ACTIVE))
                                .sessions())
                .isEmpty();
    }

    @Test
    void refusesWhatIsNoQuestionAboutSessions() {
        assertRefused("ValidationException", 400, () -> ssm.describeSessions(d -> {}));
        assertRefused(
                "ValidationException",
                400,
                () -> ssm.describeSessions(d -> d.state(SessionState.HISTORY).maxResults(201)));
        assertRefused(
                "InvalidNextToken",
                400,
                () -> ssm.describeSessions(d -> d.state(SessionState.HISTORY).nextToken("x")));
    }

    @Test
    void throttlesEachAccountAndRegionByItself() {
        aws.faults().limit(CallMatcher.operation("ssm", "DescribeSessions"), 6);

        IntStream.range(0, 6).forEach(i -> ids(SessionState.ACTIVE));
        assertRefused("ThrottlingException", 400, () -> ids(SessionState.ACTIVE));
        management.in("eu-west-1").ssm().describeSessions(d -> d.state(SessionState.ACTIVE));
        ssm.listDocuments();

        now = now.plusSeconds(1);
        assertThat(ids(SessionState.ACTIVE)).isEmpty();
    }

    @Test
    void listsTheSessionDocumentsOfTheAccount() {
        for (String name : List.of("Team-Shell", SHELL, "Team-Tunnel")) {
            ssm.createDocument(c ->
                    c.name(name)
                            .content("{\"sessionType\": \"Port\"}")
                            .documentType(DocumentType.SESSION));
        }
        ssm.createDocument(c -> c.name("Team-Run").content("{}").documentType("Command"));

        assertThat(
                        ssm.listDocumentsPaginator(own -> own(own, DocumentType.SESSION))
                                .documentIdentifiers())
                .extracting(DocumentIdentifier::name, DocumentIdentifier::documentVersion)
                .containsExactly(
                        tuple(SHELL, "1"), tuple("Team-Shell", "1"), tuple("Team-Tunnel", "1"));
        assertThat(
                        ssm.listDocumentsPaginator(own -> own(own, DocumentType.COMMAND))
                                .documentIdentifiers())
                .extracting(DocumentIdentifier::name)
                .containsExactly("Team-Run");
    }

    @Test
    void hasTheSessionDocumentsOfAwsForReadingOnly() {
        assertThat(ssm.getDocument(g -> g.name("AWS-StartSSHSession")).content())
                .contains("\"sessionType\": \"Port\"");
        assertThat(ssm.listDocumentsPaginator().documentIdentifiers())
                .extracting(DocumentIdentifier::owner)
                .containsOnly("Amazon")
                .hasSize(6);
        assertRefused(
                "InvalidDocument",
                400,
                () -> ssm.updateDocument(u -> u.name("AWS-StartSSHSession").content("{}")));
        assertRefused(
                "ValidationException",
                400,
                () -> ssm.createDocument(c -> c.name("AWS-Mine").content("{}")));
    }

    @Test
    void keepsParameters() {
        assertRefused("ParameterNotFound", 400, () -> ssm.getParameter(g -> g.name("/vault/x")));

        ssm.putParameter(p -> p.name("/vault/x").value("off").type(ParameterType.STRING));
        assertRefused(
                "ParameterAlreadyExists",
                400,
                () -> ssm.putParameter(p -> p.name("/vault/x").value("on")));
        ssm.putParameter(p -> p.name("/vault/x").value("on").overwrite(true));

        assertThat(ssm.getParameter(g -> g.name("/vault/x")).parameter())
                .satisfies(found -> {
                    assertThat(found.value()).isEqualTo("on");
                    assertThat(found.version()).isEqualTo(2);
                    assertThat(found.type()).isEqualTo(ParameterType.STRING);
                    assertThat(ssm.getParameter(g -> g.name(found.arn())).parameter())
                            .isEqualTo(found);
                });
        assertRefused(
                "NotImplemented",
                501,
                () ->
                        ssm.putParameter(
                                p -> p.name("s").value("v").type(ParameterType.SECURE_STRING)));

        ssm.deleteParameter(d -> d.name("/vault/x"));
        assertRefused("ParameterNotFound", 400, () -> ssm.getParameter(g -> g.name("/vault/x")));
    }

    /// AWS tells what became of a parameter and not what it says.
    @Test
    void tellsEventBridgeOfEachChangeOfAParameterWithoutItsValue() {
        events.clear();
        ssm.putParameter(p -> p.name("/vault/x").value("paused").type(ParameterType.STRING));
        ssm.putParameter(p -> p.name("/vault/x").value("paused").overwrite(true));
        assertRefused(
                "ParameterAlreadyExists",
                400,
                () -> ssm.putParameter(p -> p.name("/vault/x").value("on")));
        ssm.deleteParameter(d -> d.name("/vault/x"));

        assertThat(events)
                .hasSize(3)
                .allSatisfy(event ->
                        assertThat(event)
                                .contains(
                                        "\"detail-type\":\"Parameter Store Change\"",
                                        "\"source\":\"aws.ssm\"",
                                        "\"account\":\"" + Clients.MANAGEMENT + "\"",
                                        ":parameter/vault/x\"]",
                                        "\"name\":\"/vault/x\"")
                                .doesNotContain("paused"));
        assertThat(events.get(0)).contains("\"operation\":\"Create\"");
        assertThat(events.get(1)).contains("\"operation\":\"Update\"");
        assertThat(events.get(2)).contains("\"operation\":\"Delete\"");
    }

    private static void own(ListDocumentsRequest.Builder ask, DocumentType type) {
        ask.filters(
                DocumentKeyValuesFilter.builder().key("Owner").values("Self").build(),
                DocumentKeyValuesFilter.builder()
                        .key("DocumentType")
                        .values(type.toString())
                        .build());
    }

    private static SessionRecord begun(String id, Instant start) {
        return new SessionRecord(
                id, "i-0123456789abcdef0", SHELL, OWNER, SessionStatus.CONNECTED, start, null);
    }

    private void record(SessionRecord session) {
        aws.recordSession(Clients.MANAGEMENT, Clients.HOME, session);
    }

    private List<String> ids(SessionState state) {
        return ssm.describeSessionsPaginator(d -> d.state(state)).sessions().stream()
                .map(Session::sessionId)
                .toList();
    }
}

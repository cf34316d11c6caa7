package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.aws.belief.Beliefs.RefusedSessions;
import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.aws.iam.PermissionSet;
import io.sessionvault.local.eventing.PollResult;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.Handshake;
import io.sessionvault.local.organization.ManagedNode;
import io.sessionvault.local.organization.ManagedNode.Start;
import io.sessionvault.local.organization.Person;
import io.sessionvault.preferences.PreferencesDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentType;

/// A switch that every proof allows, and sessions that fail all the same: no node reaches KMS. The
/// vault sees it, goes back and holds the Region. The tests share a vault and its warm function, in
/// accounts of their own, where nothing else is said.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RollBackTest {
    private static final RegionName IRELAND = new RegionName("eu-west-1");
    private static final Map<String, String> TWO_REGIONS =
            Map.of("GovernedRegions", VaultUnderTest.HOME + "," + IRELAND);
    private static final String OWN_KEY =
            "arn:aws:kms:eu-west-1:%s:key/11111111-2222-3333-4444-555555555555";
    private static final String OWN =
            """
            {  "schemaVersion": "1.0", "sessionType":"Standard_Stream",
               "inputs": {"idleSessionTimeout": "45", "kmsKeyId": "%s"} }
            """;

    /// How long ago the Region is switched, and how long ago people start their sessions.
    private static final Duration SWITCHED = Duration.ofMinutes(40);

    private static final Duration SESSIONS = Duration.ofMinutes(20);

    private VaultUnderTest vault;

    @BeforeAll
    void deploy() {
        vault = deployed(TWO_REGIONS);
    }

    @BeforeEach
    void clear() {
        vault.clear();
    }

    @AfterAll
    void close() {
        vault.close();
    }

    private static VaultUnderTest deployed(Map<String, String> parameters) {
        VaultUnderTest deployed = new VaultUnderTest(parameters);
        deployed.replicateSessionKey();
        return deployed;
    }

    /// A member of a vault that was switched a while ago.
    private static final class Scene {
        final VaultUnderTest vault;
        final AccountId member;
        final String own;
        final String message;
        final List<String> events = new ArrayList<>();

        Scene(VaultUnderTest vault) {
            this(vault, OWN);
        }

        /// @param before the account's preferences from before the vault; empty for none
        Scene(VaultUnderTest vault, String before) {
            this.vault = vault;
            vault.platform.pass(SWITCHED.negated());
            member = vault.memberWithAgents("payments");
            own = before.formatted(OWN_KEY.formatted(member));
            if (!own.isEmpty()) {
                ssm().createDocument(ask ->
                        ask.name(PreferencesDocument.NAME)
                                .documentType(DocumentType.SESSION)
                                .content(own));
            }
            purge();
            assertThat(vault.request(member, "apply").path("status").asText())
                    .isEqualTo("GOVERNED");
            vault.platform.pass(SWITCHED.minus(SESSIONS));
            message = earlier(receive());
            vault.aws().onEvent(events::add);
        }

        private void purge() {
            vault.stack.sqs().purgeQueue(ask -> ask.queueUrl(queue()));
        }

        private String queue() {
            return vault.template.physicalId("OnboardAccountQueue", "Ref");
        }

        private String receive() {
            List<Message> messages =
                    vault.stack.sqs().receiveMessage(ask -> ask.queueUrl(queue())).messages();
            assertThat(messages).hasSize(1);
            vault.stack
                    .sqs()
                    .deleteMessage(ask ->
                            ask.queueUrl(queue())
                                    .receiptHandle(messages.getFirst().receiptHandle()));
            return messages.getFirst().body();
        }

        /// The function's clock cannot be moved: what it wrote now it has written when the stand-in's
        /// clock says that the Region was switched.
        private static String earlier(String message) {
            ObjectNode root = (ObjectNode) VaultUnderTest.json(message);
            ObjectNode watch = (ObjectNode) root.path("watch");
            for (String field : List.of("switchedAt", "until")) {
                Instant time = Instant.parse(watch.path(field).asText());
                watch.put(field, time.minus(SWITCHED).minusSeconds(30).toString());
            }
            return root.toString();
        }

        /// Two people on two nodes.
        List<Start> people() {
            return List.of(
                    start("ada", "i-0123456789abcdef0"), start("bob", "i-0fedcba9876543210"));
        }

        Start start(String name, String instance) {
            String role =
                    vault.aws()
                            .assign(
                                    member,
                                    PermissionSet.of(
                                            name,
                                            "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\":"
                                                    + " \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}"));
            ManagedNode node =
                    new ManagedNode(
                            vault.platform::held,
                            vault.platform.clock(),
                            vault.agents().onInstance(member, "web-server"),
                            new ManagedNode.Place(
                                    member, IRELAND, member + "/" + IRELAND, instance));
            return node.start(
                    new Person(name, role + "/" + name, vault.aws().signIn(role, name, Map.of())),
                    new Handshake(
                            vault.platform.endpoint(),
                            vault.accounts,
                            VaultUnderTest.HOME,
                            vault.accounts.serviceRole(
                                    member, "ec2.amazonaws.com", "web-server", instance)));
        }

        /// No node reaches KMS, and people find out.
        void sessionsFail() {
            noWayToKms();
            assertThat(people())
                    .allSatisfy(start -> assertThat(start).isInstanceOf(Start.Failed.class));
            vault.platform.pass(SESSIONS);
            vault.aws().faults().clear();
        }

        void noWayToKms() {
            vault.aws().faults().deny(CallMatcher.operation("kms", "Decrypt"));
        }

        JsonNode look() {
            return result(vault.running.invoke("OnboardAccount", message));
        }

        /// What is not settled the function does not answer, but throws: its sender sends it again.
        static JsonNode result(InvocationResult result) {
            String text =
                    switch (result) {
                        case InvocationResult.Answered(String body) -> body;
                        case InvocationResult other -> {
                            assertThat(other).isInstanceOf(InvocationResult.Failed.class);
                            String error = ((InvocationResult.Failed) other).errorMessage();
                            yield error.substring(error.indexOf('{'));
                        }
                    };
            return VaultUnderTest.json(text).path("results").path(0);
        }

        JsonNode inputs() {
            return VaultUnderTest.json(text()).path("inputs");
        }

        String text() {
            return ssm().getDocument(
                            ask -> ask.name(PreferencesDocument.NAME).documentVersion("$DEFAULT"))
                    .content();
        }

        void save(String content, boolean isDefault) {
            String version =
                    ssm().updateDocument(ask ->
                                    ask.name(PreferencesDocument.NAME)
                                            .documentVersion("$LATEST")
                                            .content(content))
                            .documentDescription()
                            .documentVersion();
            if (isDefault) {
                ssm().updateDocumentDefaultVersion(
                                ask -> ask.name(PreferencesDocument.NAME).documentVersion(version));
            }
        }

        private SsmClient ssm() {
            return vault.ssm(member, IRELAND.value());
        }
    }

    @ParameterizedTest
    @EnumSource(RefusedSessions.class)
    void whereSessionsFailTheVaultGoesBackAndHoldsTheRegion(RefusedSessions answer) {
        Scene scene = new Scene(vault);
        vault.aws().beliefs().refusedSessions(answer);
        scene.sessionsFail();

        JsonNode result = scene.look();

        assertThat(result.path("status").asText())
                .as(result.toPrettyString())
                .isEqualTo("ROLLED_BACK");
        assertThat(result.path("notices").toString())
                .contains("eu-west-1: ROLLED BACK, held since ", "ada-", "/bob on i-0fed");
        assertThat(scene.events)
                .filteredOn(event -> event.contains("Region Rolled Back"))
                .hasSize(1)
                .allSatisfy(event ->
                        assertThat(event).contains("session-vault", "ada-", "i-0fedcba9876543210"));
        assertThat(scene.inputs().path("kmsKeyId").asText())
                .isEqualTo(OWN_KEY.formatted(scene.member));
        assertThat(scene.inputs().path("s3EncryptionEnabled").asBoolean()).isFalse();
        assertThat(scene.inputs().path("s3BucketName").asText())
                .isEqualTo(vault.template.bucketName());
        assertThat(scene.inputs().path("s3KeyPrefix").asText())
                .isEqualTo(scene.member + "/eu-west-1");

        assertHeldUntilAPersonLetsItGoOn(scene);
    }

    private static void assertHeldUntilAPersonLetsItGoOn(Scene scene) {
        VaultUnderTest vault = scene.vault;
        String back = scene.text();
        JsonNode applied = vault.request(scene.member, "apply");
        assertThat(applied.path("notices").path(0).asText())
                .contains("HELD eu-west-1 since ", "rolled back by the watch");
        assertThat(scene.text()).isEqualTo(back);

        Map<String, Object> ireland = Map.of("regions", List.of(IRELAND.value()));
        JsonNode resumed = vault.request(scene.member, "resume", ireland);
        assertThat(resumed.path("status").asText())
                .as(resumed.toPrettyString())
                .isEqualTo("GOVERNED");
        assertThat(scene.inputs().path("s3EncryptionEnabled").asBoolean()).isTrue();
        assertThat(vault.release(scene.member, ireland).path("status").asText())
                .isEqualTo("RELEASED");
        assertThat(scene.text()).isEqualTo(scene.own);
    }

    /// The account had no document, so that there is no key to go back to.
    @Test
    void sessionsOpenAgainAlthoughNoNodeReachesKms() {
        Scene scene = new Scene(vault, "");
        scene.sessionsFail();
        scene.noWayToKms();

        assertThat(scene.look().path("status").asText()).isEqualTo("ROLLED_BACK");

        assertThat(scene.inputs().path("kmsKeyId").asText()).isEmpty();
        assertThat(scene.people()).hasOnlyElementsOfType(Start.Live.class);
    }

    @Test
    void whatOthersHaveWrittenIsLeftToThem() {
        Scene scene = new Scene(vault);
        scene.sessionsFail();
        scene.save(scene.own.replace("45", "44"), true);

        assertThat(scene.look().path("notices").toString())
                .contains("not watched any more, its preferences are not the vault's any more");
        assertThat(scene.text()).doesNotContain("\"s3EncryptionEnabled\":false");
    }

    /// Else to let sessions fail would be the first step of turning logging off unseen.
    @Test
    void whoTakesTheBucketFromARolledBackTextIsToldOfWithinMinutes() {
        try (VaultUnderTest own = deployed(TWO_REGIONS)) {
            Scene scene = new Scene(own);
            scene.sessionsFail();
            assertThat(scene.look().path("status").asText()).isEqualTo("ROLLED_BACK");
            own.aws().onApiCall(own.running.memberBus()::publish);

            scene.save(scene.own.replace("45", "44"), true);
            own.platform.pass(Duration.ofSeconds(70));
            PollResult poll = own.running.poll("OnboardAccount", "ReactionQueue");

            assertThat(poll.received()).isNotEmpty();
            assertThat(poll.failed()).isEmpty();
            JsonNode told =
                    own.running.log("OnboardAccount").entries("account has drifted").getLast();
            assertThat(told.path("account").asText()).isEqualTo(scene.member.value());
            assertThat(told.path("places").toString()).contains(IRELAND.value());
            assertThat(told.path("differs").toString()).contains("HELD, NOT LOGGED");
        }
    }

    /// The vault's key is in force still: as the newest version, or as the default one.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsLockedOutByWhatOthersHaveWrittenIsTold(boolean keepsTheKey) {
        Scene scene = new Scene(vault);
        scene.sessionsFail();
        String written =
                keepsTheKey
                        ? scene.text().replaceFirst("(imeout\": *\")[0-9]+", "$144")
                        : scene.own.replace("45", "44");
        scene.save(written, keepsTheKey);
        String before = scene.text();

        JsonNode result = scene.look();

        assertThat(result.path("status").asText()).isEqualTo("WATCHING");
        assertThat(result.path("notices").toString())
                .contains(
                        "ada-",
                        "bob-",
                        "nothing was changed: somebody else has written the preferences since");
        assertThat(scene.text()).isEqualTo(before);
        assertThat(
                        scene.vault
                                .running
                                .log("OnboardAccount")
                                .entries("sessions fail after the switch"))
                .anyMatch(entry -> entry.path("account").asText().equals(scene.member.value()));
    }

    @Test
    void whereSessionsWorkTheRegionStays() {
        Scene scene = new Scene(vault);
        String before = scene.text();
        for (Start start : scene.people()) {
            assertThat(start)
                    .isInstanceOfSatisfying(
                            Start.Live.class, live -> live.session().end("$ uptime"));
        }
        scene.vault.platform.pass(SESSIONS);

        JsonNode result = scene.look();

        assertThat(result.path("status").asText())
                .as(result.toPrettyString())
                .isEqualTo("WATCHING");
        assertThat(scene.text()).isEqualTo(before);
        assertThat(scene.events).noneMatch(event -> event.contains("Region Rolled Back"));
    }

    /// The next look goes on where this one was stopped, and what happened is told once more rather
    /// than never.
    @ParameterizedTest
    @CsvSource({
        "s3, PutObject, INCOMPLETE",
        "ssm, UpdateDocument, INCOMPLETE",
        "ssm, UpdateDocumentDefaultVersion, INCOMPLETE",
        "events, PutEvents, INCOMPLETE",
        "sqs, SendMessage, INCOMPLETE",
        "ssm, DescribeSessions, INCOMPLETE",
        "organizations, DescribeAccount, UNREACHABLE"
    })
    void whatFailsComesBackAndIsFinished(String service, String operation, String status) {
        Scene scene = new Scene(vault);
        scene.sessionsFail();
        scene.vault.aws().faults().deny(CallMatcher.operation(service, operation));
        JsonNode first = scene.look();
        scene.vault.aws().faults().clear();

        JsonNode second = scene.look();

        assertThat(first.path("status").asText()).as(first.toPrettyString()).isEqualTo(status);
        assertThat(second.path("status").asText())
                .as(second.toPrettyString())
                .isEqualTo("ROLLED_BACK");
        assertThat(second.path("notices").toString()).contains("eu-west-1: ROLLED BACK");
        assertThat(scene.inputs().path("s3EncryptionEnabled").asBoolean()).isFalse();
        assertThat(scene.events)
                .filteredOn(event -> event.contains("Region Rolled Back"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"off, on, RollBack is off", "on, paused, is paused since"})
    void whereTheVaultMustNotGoBackItOnlyTells(String rollBack, String repairs, String why) {
        try (VaultUnderTest own =
                deployed(
                        Map.of(
                                "GovernedRegions",
                                VaultUnderTest.HOME + "," + IRELAND,
                                "RollBack",
                                rollBack))) {
            Scene scene = new Scene(own);
            String before = scene.text();
            own.platform
                    .endpoint()
                    .client(
                            SsmClient.builder(),
                            own.administrator(own.account),
                            VaultUnderTest.HOME)
                    .putParameter(ask ->
                            ask.name("/session-vault/repair").value(repairs).overwrite(true));
            scene.sessionsFail();

            try (var other = own.second()) {
                JsonNode result =
                        VaultUnderTest.answer(other, scene.message).path("results").path(0);
                assertThat(result.path("status").asText())
                        .as(result.toPrettyString())
                        .isEqualTo("WATCHING");
                assertThat(result.path("notices").toString())
                        .contains("ada-", "nothing was changed: ", why);
            }
            assertThat(scene.text()).isEqualTo(before);
        }
    }

    /// Nobody would look at what is switched.
    @Test
    void withoutItsMessageNothingIsSwitched() {
        AccountId member = vault.memberWithAgents("payments");
        vault.aws().faults().deny(CallMatcher.operation("sqs", "SendMessage"));
        vault.aws().calls().clear();

        JsonNode result = vault.request(member, "apply");

        assertThat(result.path("status").asText()).isEqualTo("INCOMPLETE");
        assertThat(VaultUnderTest.outcomes(result, "BLOCKED"))
                .hasSize(2)
                .allSatisfy(step ->
                        assertThat(step.path("message").asText())
                                .contains("nobody would watch its sessions"));
        assertThat(vault.aws().calls().writes())
                .noneMatch(call -> call.operation().service().equals("ssm"));
    }

    /// From the queue: looks again until the watch is over.
    @Test
    void aWatchGoesOnByItsMessages() {
        AccountId member = vault.memberWithAgents("payments");
        vault.stack
                .sqs()
                .purgeQueue(ask ->
                        ask.queueUrl(vault.template.physicalId("OnboardAccountQueue", "Ref")));
        vault.request(member, "apply");

        assertThat(vault.running.poll("OnboardAccount").received()).isEmpty();
        vault.platform.pass(Duration.ofMinutes(10));
        PollResult first = vault.running.poll("OnboardAccount");
        assertThat(first.succeeded()).hasSize(1);
        assertThat(vault.running.poll("OnboardAccount").received()).isEmpty();
        vault.platform.pass(Duration.ofMinutes(10));
        assertThat(vault.running.poll("OnboardAccount").succeeded()).hasSize(1);
    }
}

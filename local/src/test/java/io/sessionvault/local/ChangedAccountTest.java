package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.fault.RecordedCall;
import io.sessionvault.local.eventing.PollResult;
import io.sessionvault.local.eventing.PublishedEvent;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.LogPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentException;

/// Something is changed in an account that the vault governs: the event reaches the vault, which looks at the account
/// within two minutes and does what it may.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangedAccountTest {
    private static final String IRELAND = "eu-west-1";
    private static final String REGIONS = VaultUnderTest.HOME + "," + IRELAND;

    /// The queue's delay, the window, and what Lambda may wait more: template.yaml says so.
    private static final Duration UNTIL_THE_LOOK = Duration.ofSeconds(70);

    private final VaultUnderTest vault = new VaultUnderTest(Map.of("GovernedRegions", REGIONS));
    private final List<String> forwarded = new CopyOnWriteArrayList<>();
    private AccountId member = vault.account;
    private AccountId other = vault.account;
    private boolean forwards;
    private long callsOfALook;
    private int roles;

    @BeforeAll
    void governTwoAccounts() {
        vault.reconcile();
        member = governed("payments");
        other = governed("ledger");
        vault.aws().calls().clear();
        vault.request(member, "plan");
        callsOfALook = listings(member);
        // The members' forwarding rules are played: each event goes to the vault's bus as they
        // would send it.
        vault.aws()
                .onApiCall(event -> {
                    if (forwards) {
                        forwarded.add(event);
                        vault.running.memberBus().publish(event);
                    }
                });
    }

    private AccountId governed(String name) {
        AccountId account = vault.memberWithAgents(name);
        assertThat(vault.request(account, "apply").path("status").asText()).isEqualTo("GOVERNED");
        return account;
    }

    @BeforeEach
    void settle() {
        set("on");
        forwards = false;
        assertThat(vault.request(member, "apply").path("status").asText()).isEqualTo("GOVERNED");
        vault.stack.sqs().purgeQueue(ask -> ask.queueUrl(url("ReactionQueue")));
        forwarded.clear();
        vault.running.bus().forget();
        vault.aws().calls().clear();
        forwards = true;
    }

    @AfterAll
    void stop() {
        vault.close();
    }

    @Test
    void aNewRoleWritesItsFirstLogTwoMinutesAfterItAppeared() {
        String role = newRole(member);
        String key = member + "/" + IRELAND + "/ana-0f3a9c2b7d1e48a65.log";
        assertThat(policies(role)).doesNotContain(LogPolicy.NAME);
        assertThat(work()).as("a burst of changes is folded first").isEmpty();

        vault.platform.pass(UNTIL_THE_LOOK);

        assertThat(work()).singleElement().satisfies(poll -> assertThat(poll.failed()).isEmpty());
        assertThat(policies(role)).contains(LogPolicy.NAME);
        vault.agents().onInstance(member, role).upload(key, "output");
        assertThat(looks(member)).isEqualTo(1);
        assertThat(looks(other)).isZero();
    }

    /// With a counter over an hour: what the vault itself changes comes back as an event, leads to one further look and
    /// to no further write; so do duplicates, and events in another order.
    @Test
    void theVaultsOwnChangesLeadToOneFurtherLookAndToNoWrite() {
        String role = newRole(member);
        List<String> again = new ArrayList<>(forwarded);
        again.addAll(forwarded);
        Collections.shuffle(again, new Random(11));
        again.forEach(vault.running.memberBus()::publish);
        vault.platform.pass(UNTIL_THE_LOOK);
        work();
        assertThat(policies(role)).contains(LogPolicy.NAME);
        assertThat(looks(member)).isEqualTo(1);
        vault.aws().calls().clear();

        int polls = 0;
        for (int minute = 0; minute < 60; minute += 2) {
            vault.platform.pass(Duration.ofMinutes(2));
            polls += work().size();
        }

        assertThat(polls).isEqualTo(1);
        assertThat(looks(member)).isEqualTo(1);
        assertThat(writesIn(member)).isEmpty();
        assertThat(waiting("ReactionQueue")).isZero();
        assertThat(waiting("ReactionDeadLetters")).isZero();
    }

    @Test
    void driftOfADocumentIsToldAndLeftAloneWhereNothingIsRepaired() {
        vault.ssm(member, IRELAND).deleteDocument(ask -> ask.name(PreferencesDocument.NAME));
        vault.platform.pass(UNTIL_THE_LOOK);
        assertThat(work()).singleElement().satisfies(poll -> assertThat(poll.failed()).isEmpty());

        assertThatThrownBy(() ->
                        vault.ssm(member, IRELAND)
                                .getDocument(ask -> ask.name(PreferencesDocument.NAME)))
                .isInstanceOf(InvalidDocumentException.class);
        assertThat(writesIn(member)).containsExactly("DeleteDocument");
        JsonNode told =
                vault.running.log("OnboardAccount").entries("account has drifted").getLast();
        assertThat(told.path("account").asText()).isEqualTo(member.value());
        assertThat(told.path("places").toString()).isEqualTo("[\"" + IRELAND + "\"]");
        assertThat(told.path("differs").toString()).contains(PreferencesDocument.NAME);
        assertThat(vault.running.bus().published())
                .filteredOn(event -> event.detailType().equals("Account Drifted"))
                .singleElement()
                .extracting(PublishedEvent::json)
                .asString()
                .contains(member.value(), IRELAND);
    }

    @Test
    void driftOfADocumentIsRepairedWhereRunsRepair() {
        try (VaultUnderTest enforcing =
                new VaultUnderTest(
                        Map.of("GovernedRegions", REGIONS, "ComplianceMode", "enforce"))) {
            enforcing.reconcile();
            AccountId account = enforcing.memberWithAgents("payments");
            assertThat(enforcing.request(account, "apply").path("status").asText())
                    .isEqualTo("GOVERNED");
            enforcing.aws().onApiCall(enforcing.running.memberBus()::publish);

            enforcing
                    .ssm(account, IRELAND)
                    .deleteDocument(ask -> ask.name(PreferencesDocument.NAME));
            enforcing.platform.pass(UNTIL_THE_LOOK);

            assertThat(enforcing.running.poll("OnboardAccount", "ReactionQueue").failed())
                    .isEmpty();
            assertThat(
                            enforcing
                                    .ssm(account, IRELAND)
                                    .getDocument(ask -> ask.name(PreferencesDocument.NAME))
                                    .content())
                    .contains(enforcing.template.bucketName());
        }
    }

    @Test
    void underAPauseNothingIsLookedAtAndNothingIsKept() {
        set("paused");
        String role = newRole(member);
        vault.platform.pass(UNTIL_THE_LOOK);

        assertThat(work()).singleElement().satisfies(poll -> assertThat(poll.failed()).isEmpty());
        assertThat(policies(role)).doesNotContain(LogPolicy.NAME);
        assertThat(looks(member)).isZero();
        assertThat(waiting("ReactionQueue")).isZero();
    }

    /// A release takes the policy from every role: who is let go during a look is not given it again.
    @Test
    void anAccountThatIsLetGoDuringTheLookIsGivenNothing() {
        AccountId gone = governed("archive");
        assertThat(vault.release(gone, Map.of()).path("status").asText()).isEqualTo("RELEASED");
        String hold = vault.hold(gone);
        vault.stack.sqs().purgeQueue(ask -> ask.queueUrl(url("ReactionQueue")));
        String role = newRole(member);
        vault.duringTheVisit(member, () -> vault.hold(member, hold));
        vault.platform.pass(UNTIL_THE_LOOK);

        List<PollResult> polls = work();

        assertThat(policies(role)).doesNotContain(LogPolicy.NAME);
        assertThat(polls).singleElement().satisfies(poll -> assertThat(poll.failed()).hasSize(1));
        vault.platform.pass(Duration.ofMinutes(2));
        assertThat(work()).singleElement().satisfies(poll -> assertThat(poll.failed()).isEmpty());
        assertThat(policies(role)).doesNotContain(LogPolicy.NAME);
        assertThat(vault.request(member, "resume").path("status").asText()).isEqualTo("GOVERNED");
    }

    /// A member forges on its own bus and forwards what it likes. EventBridge says whose an event is.
    @Test
    void aForgedEventOfAMemberTouchesNobodyElse() {
        newRole(member);
        ObjectNode event =
                (ObjectNode)
                        VaultUnderTest.json(
                                forwarded.stream()
                                        .filter(each -> each.contains("\"PutRolePolicy\""))
                                        .findFirst()
                                        .orElseThrow());
        vault.stack.sqs().purgeQueue(ask -> ask.queueUrl(url("ReactionQueue")));
        vault.aws().calls().clear();
        // The text names another account, in every place where it could.
        ObjectNode detail = (ObjectNode) event.path("detail");
        detail.put("recipientAccountId", other.value());
        detail.putObject("userIdentity").put("accountId", other.value());
        detail.putObject("reaction").put("accountId", other.value());
        event.putObject("reaction").put("accountId", other.value());
        vault.running.memberBus().publish(event.toString());
        // An account of another organization, and one that is no account at all.
        vault.running.memberBus().publish(event.put("account", "999999999999").toString());
        vault.running.memberBus().publish(event.put("account", "nobody").toString());
        // The same on the default bus, where the vault's own events are.
        assertThat(vault.running.bus().publish(event.put("account", member.value()).toString()))
                .isEmpty();
        vault.platform.pass(UNTIL_THE_LOOK);

        PollResult poll = vault.running.poll("OnboardAccount", "ReactionQueue");

        assertThat(poll.received()).hasSize(3);
        assertThat(poll.failed()).as("what names no account").hasSize(1);
        assertThat(looks(member)).isEqualTo(1);
        assertThat(looks(other)).isZero();
        assertThat(vault.running.log("OnboardAccount").entries("reaction settled or put off"))
                .anySatisfy(line -> {
                    assertThat(line.path("account").asText()).isEqualTo("999999999999");
                    assertThat(line.path("status").asText()).isEqualTo("LEFT_ALONE");
                });
    }

    private String newRole(AccountId account) {
        String role = "service-" + roles++;
        vault.workload(account)
                .instanceRole(role, List.of("ssm:UpdateInstanceInformation", "ssmmessages:*"));
        return role;
    }

    private List<String> policies(String role) {
        return vault
                .iam(member)
                .listAttachedRolePolicies(ask -> ask.roleName(role))
                .attachedPolicies()
                .stream()
                .map(AttachedPolicy::policyName)
                .toList();
    }

    /// How often the vault has looked at an account.
    private long looks(AccountId account) {
        return listings(account) / callsOfALook;
    }

    /// Calls that list an account's Regions, with which each look begins.
    private long listings(AccountId account) {
        return vault.aws().calls().list().stream()
                .filter(call -> call.operation().account().equals(account.value()))
                .filter(call -> call.operation().operation().equals("ListRegions"))
                .count();
    }

    private List<String> writesIn(AccountId account) {
        return vault.aws().calls().writes().stream()
                .map(RecordedCall::operation)
                .filter(call -> call.account().equals(account.value()))
                .filter(call -> call.service().equals("iam") || call.service().equals("ssm"))
                .map(call -> call.operation())
                .toList();
    }

    private List<PollResult> work() {
        List<PollResult> polls = new ArrayList<>();
        PollResult poll = vault.running.poll("OnboardAccount", "ReactionQueue");
        while (!poll.received().isEmpty()) {
            polls.add(poll);
            poll = vault.running.poll("OnboardAccount", "ReactionQueue");
        }
        return polls;
    }

    private void set(String value) {
        vault.ssm(vault.account, VaultUnderTest.HOME.value())
                .putParameter(ask ->
                        ask.name(vault.template.physicalId("RepairSwitch", PhysicalIds.REF))
                                .value(value)
                                .overwrite(true));
        // What an instance has read it may believe for 20 seconds.
        vault.running.function("OnboardAccount").kill();
    }

    private int waiting(String queue) {
        return vault
                .stack
                .sqs()
                .getQueueAttributes(ask ->
                        ask.queueUrl(url(queue))
                                .attributeNames(
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                                        QueueAttributeName
                                                .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private String url(String queue) {
        return vault.template.physicalId(queue, PhysicalIds.REF);
    }
}

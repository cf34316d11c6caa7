package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.eventing.EventRule.Target;
import io.sessionvault.local.eventing.PollResult;
import io.sessionvault.local.organization.ComplianceRun;
import io.sessionvault.local.statemachine.Execution;
import io.sessionvault.local.statemachine.Outcome;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.LogPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// People hold every change back, an account appears meanwhile, and the pause is lifted: the switch's
/// event starts a run that hands that account to the onboarding and leaves alone what only drifted.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PausedOrganizationTest {
    private static final String IRELAND = "eu-west-1";
    private static final String NOT_ONBOARDED = "policy SessionVaultLogWriter";
    private static final String NOTHING = "Plan: nothing to change.";

    private final VaultUnderTest vault =
            new VaultUnderTest(Map.of("GovernedRegions", VaultUnderTest.HOME + "," + IRELAND));
    private final ComplianceRun runs = vault.compliance(vault.platform.clock());
    private AccountId drifted = vault.account;
    private int started;

    @BeforeAll
    void governOneAccountThatDriftsLater() {
        vault.reconcile();
        drifted = vault.memberWithAgents("payments");
        assertThat(vault.request(drifted, "apply").path("status").asText()).isEqualTo("GOVERNED");
        work();
    }

    @AfterAll
    void stop() {
        runs.close();
        vault.close();
    }

    @Test
    void anAccountThatAppearsUnderAPauseIsOnboardedWhenItIsLifted() {
        set("paused");
        AccountId newcomer = vault.memberWithAgents("newcomer");

        assertThat(work()).isNotEmpty().allSatisfy(poll -> assertThat(poll.failed()).isEmpty());
        assertThat(statuses(newcomer)).isNotEmpty().containsOnly("PAUSED");
        assertThat(deadLetters()).isZero();
        // Not before: who joins makes the onboarding look for others that have joined lately.
        vault.ssm(drifted, IRELAND).deleteDocument(ask -> ask.name(PreferencesDocument.NAME));
        assertThat(vault.request(newcomer, "apply").path("status").asText()).isEqualTo("PAUSED");
        assertThat(vault.request(vault.account, "apply").path("status").asText())
                .isEqualTo("PAUSED");
        assertThat(difference(newcomer)).as("looking goes on").contains(NOT_ONBOARDED);
        JsonNode held = runThatTheSwitchStarts();
        assertThat(work()).isEmpty();
        assertThat(notice(held)).contains("/session-vault/repair is paused since ");
        assertThat(difference(newcomer)).contains(NOT_ONBOARDED);

        set("on");
        JsonNode lifted = runThatTheSwitchStarts();

        assertThat(notice(lifted)).contains("/session-vault/repair is on since ");
        assertThat(lifted.at("/run/mode").asText()).isEqualTo("PLAN");
        assertThat(lifted.at("/run/onboards").asBoolean()).isTrue();
        assertThat(work()).isNotEmpty();
        assertThat(difference(newcomer)).isEqualTo(NOTHING);
        assertThat(difference(drifted)).contains(IRELAND);
        assertThat(coverage(lifted, drifted)).isEqualTo("NOT_COVERED");
        JsonNode next = run("{}");
        assertThat(coverage(next, newcomer)).isEqualTo("COVERED");
        assertThat(coverage(next, drifted)).isEqualTo("NOT_COVERED");
    }

    /// What a reaction would have given to a role in observe mode, too: without it the role's users are
    /// locked out.
    @Test
    void aRoleThatAppearsUnderAPauseIsGivenItsPolicyWhenItIsLifted() {
        set("paused");
        vault.workload(drifted)
                .instanceRole("late", List.of("ssm:UpdateInstanceInformation", "ssmmessages:*"));
        runThatTheSwitchStarts();
        assertThat(reactions()).as("while it is paused").isEmpty();

        set("on");
        runThatTheSwitchStarts();

        assertThat(reactions())
                .singleElement()
                .satisfies(poll -> assertThat(poll.failed()).isEmpty());
        assertThat(
                        vault.iam(drifted)
                                .listAttachedRolePolicies(ask -> ask.roleName("late"))
                                .attachedPolicies())
                .extracting(AttachedPolicy::policyName)
                .contains(LogPolicy.NAME);
        purge();

        vault.platform.pass(Duration.ofMinutes(1));
        JsonNode told = run("{}").at("/summary/reactions");
        assertThat(told.path("looks").asInt()).isPositive();
        assertThat(told.path("slowestSeconds").isNumber()).isTrue();
    }

    private List<PollResult> reactions() {
        vault.platform.pass(Duration.ofSeconds(60));
        PollResult poll = vault.running.poll("OnboardAccount", "ReactionQueue");
        return poll.received().isEmpty() ? List.of() : List.of(poll);
    }

    /// Somebody who turns repairs off wants runs to change nothing.
    @Test
    void aSwitchThatIsTurnedOffStartsARunThatOnlyLooks() {
        set("off");
        AccountId old = vault.accounts.create("before-the-vault");
        vault.workload(old).instanceRole("web-server", List.of("ssm:UpdateInstanceInformation"));
        purge();

        JsonNode report = runThatTheSwitchStarts();

        assertThat(work()).isEmpty();
        assertThat(notice(report)).contains("is off since ").contains("runs repair nothing");
        assertThat(difference(old)).contains(NOT_ONBOARDED);
        set("on");
        vault.running.bus().takeStarts();
    }

    @Test
    void aSwitchThatCannotBeReadLetsMessagesComeBackAndChangesNothing() {
        AccountId member = vault.memberWithAgents("in-the-dark");
        newInstance();
        vault.aws()
                .faults()
                .fail(
                        CallMatcher.operation("ssm", "GetParameter"),
                        "AccessDeniedException",
                        400,
                        Integer.MAX_VALUE);

        List<PollResult> polls = work();

        vault.aws().faults().clear();
        assertThat(polls).anySatisfy(poll -> assertThat(poll.failed()).hasSize(1));
        assertThat(statuses(member)).isNotEmpty().containsOnly("UNREACHABLE");
        assertThat(difference(member)).contains(NOT_ONBOARDED);
        vault.platform.pass(Duration.ofMinutes(20));
        work();
        assertThat(difference(member)).isEqualTo(NOTHING);
    }

    /// Sets the switch as a person does. What an instance has read it may believe for 20 seconds, so
    /// the next message is for a new one.
    private void set(String value) {
        vault.running.bus().takeStarts();
        vault.ssm(vault.account, VaultUnderTest.HOME.value())
                .putParameter(ask ->
                        ask.name(vault.template.physicalId("RepairSwitch", PhysicalIds.REF))
                                .value(value)
                                .overwrite(true));
        newInstance();
    }

    private void newInstance() {
        vault.running.function("OnboardAccount").kill();
    }

    /// Starts what EventBridge starts, which is one run.
    private JsonNode runThatTheSwitchStarts() {
        List<Target.StateMachine> starts = vault.running.bus().takeStarts();
        assertThat(starts).hasSize(1);
        assertThat(starts.getFirst().arn())
                .isEqualTo(vault.template.physicalId("ComplianceStateMachine", PhysicalIds.REF));
        return run(starts.getFirst().input());
    }

    private JsonNode run(String input) {
        Execution execution =
                runs.machine().start("switch-" + started++, VaultUnderTest.json(input));
        assertThat(execution.outcome()).isInstanceOf(Outcome.Succeeded.class);
        return VaultUnderTest.json(
                vault.stack
                        .s3()
                        .getObjectAsBytes(ask ->
                                ask.bucket(
                                                vault.template.physicalId(
                                                        "ReportsBucket", PhysicalIds.REF))
                                        .key("runs/" + execution.name() + "/report.json"))
                        .asString(StandardCharsets.UTF_8));
    }

    /// Works the queue off, as far as messages are visible.
    private List<PollResult> work() {
        List<PollResult> polls = new ArrayList<>();
        PollResult poll = vault.running.poll("OnboardAccount");
        while (!poll.received().isEmpty()) {
            polls.add(poll);
            poll = vault.running.poll("OnboardAccount");
        }
        return polls;
    }

    private void purge() {
        vault.stack.sqs().purgeQueue(ask -> ask.queueUrl(url("OnboardAccountQueue")));
    }

    private int deadLetters() {
        return Integer.parseInt(
                vault.stack
                        .sqs()
                        .getQueueAttributes(ask ->
                                ask.queueUrl(url("OnboardAccountDeadLetters"))
                                        .attributeNames(
                                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                        .attributes()
                        .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "none"));
    }

    private String url(String queue) {
        return vault.template.physicalId(queue, PhysicalIds.REF);
    }

    /// What the log says of an account's messages.
    private List<String> statuses(AccountId account) {
        return List.of("account settled", "account is not governed yet").stream()
                .flatMap(message -> vault.running.log("OnboardAccount").entries(message).stream())
                .filter(line -> line.path("account").asText().equals(account.value()))
                .map(line -> line.path("status").asText())
                .toList();
    }

    /// What is left to do in an account, as text.
    private String difference(AccountId account) {
        JsonNode answer = vault.request(account, "plan");
        assertThat(answer.path("status").asText()).isEqualTo("PLANNED");
        return String.join(
                "\n",
                answer.path("plan")
                        .valueStream()
                        .map(JsonNode::asText)
                        .filter(line -> !line.startsWith("i "))
                        .toList());
    }

    private static String notice(JsonNode report) {
        return report.at("/run/notices")
                .valueStream()
                .map(JsonNode::asText)
                .filter(text -> text.startsWith("The repair switch"))
                .findFirst()
                .orElse("");
    }

    private static String coverage(JsonNode report, AccountId account) {
        return report.path("accounts")
                .valueStream()
                .filter(each -> each.path("id").asText().equals(account.value()))
                .map(each -> each.path("coverage").asText())
                .findFirst()
                .orElse("");
    }
}

package io.sessionvault.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.organization.LocalAccounts;
import io.sessionvault.local.organization.RunningVault;
import io.sessionvault.local.organization.Workload;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.LogPolicy;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// The chapter in which a governed account is changed: the vault looks at it within two minutes.
final class ChangeChapter {
    private static final String FUNCTION = "OnboardAccount";

    /// From the change to the look: the queue's delay, the window, and what Lambda may wait more.
    private static final Duration UNTIL_THE_LOOK = Duration.ofSeconds(70);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Story story;

    ChangeChapter(Story story) {
        this.story = story;
    }

    /// @param member an account that the vault governs
    /// @param home the vault's Region
    /// @param drifting a governed Region whose preferences somebody deletes
    void tell(
            Platform.StandIn standIn,
            LocalAccounts accounts,
            RunningVault running,
            AccountId member,
            RegionName home,
            RegionName drifting) {
        story.chapter("Somebody changes the account");
        // The members' forwarding rules are played: each event goes to the vault's bus as they
        // would send it.
        standIn.aws().onApiCall(running.memberBus()::publish);
        new Workload(standIn.endpoint(), accounts, member, home)
                .instanceRole(
                        "new-service", List.of("ssm:UpdateInstanceInformation", "ssmmessages:*"));
        story.tell("its team makes a role new-service, whose instances run the SSM Agent");
        look(standIn, running);
        story.check(
                "two minutes later the role has the logging policy, although ComplianceMode is observe",
                standIn
                        .endpoint()
                        .client(IamClient.builder(), accounts.administrator(member), home)
                        .listAttachedRolePolicies(ask -> ask.roleName("new-service"))
                        .attachedPolicies()
                        .stream()
                        .anyMatch(policy -> policy.policyName().equals(LogPolicy.NAME)));

        standIn.endpoint()
                .client(SsmClient.builder(), accounts.administrator(member), drifting)
                .deleteDocument(ask -> ask.name(PreferencesDocument.NAME));
        story.tell("somebody deletes its preferences in " + drifting);
        look(standIn, running);
        running.log(FUNCTION).await(log -> !log.entries("account has drifted").isEmpty(), PATIENCE);
        List<JsonNode> drifted = running.log(FUNCTION).entries("account has drifted");
        drifted.forEach(line ->
                line.path("differs").forEach(difference -> story.tell(difference.asText())));
        story.check(
                "two minutes later it is told, and nothing is changed where nothing is repaired",
                drifted.stream()
                                .anyMatch(line ->
                                        line.path("account").asText().equals(member.value()))
                        && running.bus().published().stream()
                                .anyMatch(event -> event.detailType().equals("Account Drifted")));
        running.invoke(FUNCTION, "{\"accountId\": \"%s\", \"mode\": \"apply\"}".formatted(member));
        story.tell("a person puts it right");
    }

    private static void look(Platform.StandIn standIn, RunningVault running) {
        standIn.pass(UNTIL_THE_LOOK);
        running.poll(FUNCTION, "ReactionQueue");
    }
}

package io.sessionvault.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.organization.Agents;
import io.sessionvault.local.organization.LocalAccounts;
import io.sessionvault.local.organization.RunningVault;
import io.sessionvault.local.organization.Workload;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The chapter in which a governed account is changed: the vault looks at it within two minutes.
final class ChangeChapter {
    private static final String FUNCTION = "OnboardAccount";

    /// From the change to the look: the queue's delay, the window, and what Lambda may wait more.
    private static final Duration UNTIL_THE_LOOK = Duration.ofSeconds(70);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String DRIFTED = "account has drifted";

    private final Story story;
    private final Platform.StandIn standIn;
    private final LocalAccounts accounts;
    private final StoredPreferences preferences;

    ChangeChapter(Story story, Platform.StandIn standIn, LocalAccounts accounts) {
        this.story = story;
        this.standIn = standIn;
        this.accounts = accounts;
        this.preferences = new StoredPreferences(standIn.endpoint(), accounts);
    }

    /// @param running the deployed stack
    /// @param enforcing the same stack with `ComplianceMode=enforce`
    /// @param agents the agents of instances
    /// @param member an account that the vault governs
    /// @param home the vault's Region
    /// @param drifting a governed Region whose preferences somebody deletes
    void tell(
            RunningVault running,
            RunningVault enforcing,
            Agents agents,
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
        look(running);
        story.check(
                "two minutes later an instance with it writes its first log, although ComplianceMode is"
                        + " observe",
                isWritten(agents, member, home));

        delete(member, drifting);
        look(running);
        running.log(FUNCTION).await(log -> !log.entries(DRIFTED).isEmpty(), PATIENCE);
        List<JsonNode> drifted = running.log(FUNCTION).entries(DRIFTED);
        drifted.forEach(line ->
                line.path("differs").forEach(difference -> story.tell(difference.asText())));
        story.check(
                "two minutes later it is told, and nothing is changed where nothing is repaired",
                drifted.stream()
                                .anyMatch(line ->
                                        line.path("account").asText().equals(member.value()))
                        && running.bus().published().stream()
                                .anyMatch(event -> event.detailType().equals("Account Drifted"))
                        && !exists(member, drifting));

        story.tell("ComplianceMode is enforce from now on");
        delete(member, home);
        look(enforcing);
        story.check(
                "two minutes later both are as they were",
                exists(member, drifting) && exists(member, home));
    }

    private boolean isWritten(Agents agents, AccountId member, RegionName home) {
        try {
            agents.onInstance(member, "new-service")
                    .upload(member + "/" + home + "/ops-0f3a9c2b7d1e48a65.log", "$ uptime");
            return true;
        } catch (S3Exception denied) {
            story.tell(denied.toString());
            return false;
        }
    }

    private void delete(AccountId member, RegionName region) {
        preferences.delete(member, region);
        story.tell("somebody deletes its preferences in " + region);
    }

    private boolean exists(AccountId member, RegionName region) {
        return !preferences.text(member, region).isEmpty();
    }

    private void look(RunningVault running) {
        standIn.pass(UNTIL_THE_LOOK);
        running.poll(FUNCTION, "ReactionQueue");
    }
}

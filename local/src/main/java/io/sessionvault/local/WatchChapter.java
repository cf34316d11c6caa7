package io.sessionvault.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.WatchMessage;
import io.sessionvault.local.organization.Agents;
import io.sessionvault.local.organization.LocalAccounts;
import io.sessionvault.local.organization.ManagedNode;
import io.sessionvault.local.organization.Workload;
import io.sessionvault.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The guided run's watch: of two accounts that were switched, the one goes back whose sessions fail.
final class WatchChapter {
    private static final Duration SWITCHED = Duration.ofMinutes(40);
    private static final Duration SESSIONS = Duration.ofMinutes(20);
    private static final List<String> AGENT_ACTIONS =
            List.of("ssm:UpdateInstanceInformation", "ssmmessages:*");

    private final Story story;
    private final Platform.StandIn platform;
    private final LocalAccounts accounts;
    private final RegionName region;
    private final Agents agents;

    /// @param region the Region in which people work
    /// @param agents the agents of instances
    WatchChapter(
            Story story,
            Platform.StandIn platform,
            LocalAccounts accounts,
            RegionName region,
            Agents agents) {
        this.story = story;
        this.platform = platform;
        this.accounts = accounts;
        this.region = region;
        this.agents = agents;
    }

    /// Switches both accounts a while ago, has people work in them, and looks.
    ///
    /// @param home the vault's Region
    /// @param request sends the onboarding a person's request
    /// @param send gives the onboarding a message
    void tell(
            RegionName home,
            BiFunction<AccountId, String, JsonNode> request,
            Function<String, JsonNode> send) {
        story.chapter("After a switch the vault looks whether sessions open");
        Instant switched = Instant.now().minus(SWITCHED);
        Duration back = Duration.between(platform.now(), switched);
        platform.pass(back);
        AccountId failing = account("shipping", home, request);
        AccountId working = account("billing", home, request);
        platform.pass(SWITCHED.minus(SESSIONS));
        for (String user : List.of("ada.lovelace", "bob.kahn")) {
            node(failing, user).start(user).failWithoutLog();
            node(working, user).start(user).end("$ uptime");
        }
        platform.pass(back.negated().minus(SWITCHED.minus(SESSIONS)));

        JsonNode gone = look(failing, switched, send);
        gone.path("notices").forEach(line -> story.tell(line.asText()));
        JsonNode inputs = inputs(failing);
        story.check(
                "where sessions of two people failed, the vault went back: no session key, and still"
                        + " logged to the vault",
                gone.path("status").asText().equals("ROLLED_BACK")
                        && inputs.path("kmsKeyId").asText().isEmpty()
                        && !inputs.path("s3EncryptionEnabled").asBoolean(true)
                        && !inputs.path("s3BucketName").asText().isEmpty());
        JsonNode held = request.apply(failing, "apply");
        held.path("notices").forEach(line -> story.tell(line.asText()));
        story.check(
                "it is held until a person lets it go on",
                inputs(failing).equals(inputs)
                        && held.path("notices").toString().contains("HELD " + region));
        JsonNode kept = look(working, switched, send);
        kept.path("notices").forEach(line -> story.tell(line.asText()));
        story.check(
                "where sessions work, nothing changes",
                !kept.path("status").asText().equals("ROLLED_BACK")
                        && !kept.path("notices").toString().contains("failed")
                        && !inputs(working).path("kmsKeyId").asText().isEmpty());
    }

    private AccountId account(
            String name, RegionName home, BiFunction<AccountId, String, JsonNode> request) {
        AccountId account = accounts.create(name);
        new Workload(platform.endpoint(), accounts, account, home)
                .instanceRole("web-server", AGENT_ACTIONS);
        story.check(
                "account " + account + " (" + name + ") is governed",
                request.apply(account, "apply").path("status").asText().equals("GOVERNED"));
        return account;
    }

    private ManagedNode node(AccountId account, String user) {
        return new ManagedNode(
                platform::held,
                platform.clock(),
                agents.onInstance(account, "web-server"),
                new ManagedNode.Place(
                        account,
                        region,
                        account + "/" + region,
                        "i-%017x".formatted(user.hashCode())));
    }

    private JsonNode look(AccountId account, Instant switched, Function<String, JsonNode> send) {
        Instant before = switched.minusSeconds(30);
        return send.apply(
                WatchMessage.of(
                        new Watch(
                                account,
                                new TreeSet<>(List.of(region)),
                                before,
                                before.plus(SWITCHED))));
    }

    private JsonNode inputs(AccountId account) {
        return GuidedRun.parse(
                        new StoredPreferences(platform.endpoint(), accounts).text(account, region))
                .path("inputs");
    }
}

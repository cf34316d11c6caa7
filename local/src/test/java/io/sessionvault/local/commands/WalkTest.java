package io.sessionvault.local.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.aws.LocalAws;
import io.sessionvault.local.aws.organizations.Organization;
import io.sessionvault.local.organization.Emulator;
import io.sessionvault.local.organization.Endpoint;
import io.sessionvault.local.organization.GovernedCheck;
import io.sessionvault.local.organization.LocalAccounts;
import io.sessionvault.local.organization.WayIn;
import io.sessionvault.sweep.Forwarding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Target;

/// Whoever types what `docs/deploy.md` says, in its order, has governed accounts in the end: each step finds what it
/// needs at the moment in which it is typed.
class WalkTest {
    private static final AccountId MANAGEMENT = new AccountId("210987654321");
    private static final RegionName HOME = new RegionName("us-east-1");
    private static final Page PAGE = Page.read("docs/deploy.md");

    @TempDir Path folder;

    @Test
    void wayOneGovernsTheAccounts() throws Exception {
        List<Block> typed = Way.blocks(PAGE, "Way 1", "the-first-accounts");
        walk(typed, false, Map.of(" ManagementAccountId=$MANAGEMENT", ""));
    }

    @Test
    void wayTwoGovernsTheAccounts() throws Exception {
        walk(Way.blocks(PAGE, "Way 2", "the-first-accounts"), true, Map.of());
    }

    /// The hub's section takes the place of that of the members' role.
    @Test
    void wayTwoThroughTheHubGovernsTheAccounts() throws Exception {
        List<Block> hub =
                PAGE.blocks().stream().filter(block -> block.section().equals("The hub")).toList();
        List<Block> typed = new ArrayList<>();
        for (Block block : Way.blocks(PAGE, "Way 2", "the-first-accounts")) {
            if (!block.section().equals("The members' role")) {
                typed.add(block);
            } else if (!typed.containsAll(hub)) {
                typed.addAll(hub);
            }
        }
        walk(typed, true, Map.of());
    }

    /// The section on minutes is typed after all others, as the page says.
    @Test
    void whoWantsMinutesHasEveryAccountForwardItsChanges() throws Exception {
        assumeThat(AwsCli.isThere()).as(AwsCli.SKIPPED).isTrue();
        List<Block> typed = new ArrayList<>(Way.blocks(PAGE, "Way 2", "the-vault"));
        typed.addAll(
                PAGE.blocks().stream()
                        .filter(block -> block.section().equals("Minutes, not a day"))
                        .toList());
        try (Stage stage = new Stage(true)) {
            String said = stage.type(typed, Map.of());

            assertThat(said)
                    .doesNotContain("unbound variable", "command not found", "syntax error");
            assertThat(stage.walk.faults()).isEmpty();
            for (AccountId account : List.of(stage.member, stage.walk.vault, MANAGEMENT)) {
                assertThat(stage.rules(account, "us-east-1"))
                        .containsExactlyInAnyOrder(Forwarding.IAM, Forwarding.PREFERENCES);
                for (String region : List.of("eu-central-1", "eu-west-1")) {
                    assertThat(stage.rules(account, region))
                            .as(account + " " + region)
                            .containsExactly(Forwarding.PREFERENCES);
                }
            }
        }
    }

    /// Without the members' role the vault cannot look at its own account.
    @Test
    void aWayWithoutTheMembersRoleIsNoticed() throws Exception {
        assumeThat(AwsCli.isThere()).as(AwsCli.SKIPPED).isTrue();
        List<Block> without =
                Way.blocks(PAGE, "Way 2", "the-vault").stream()
                        .filter(block -> !block.section().equals("The members' role"))
                        .toList();
        try (Stage stage = new Stage(true)) {
            stage.type(without, Map.of());
            assertThat(stage.walk.faults())
                    .containsExactly("the hourly look at the vault's account finds no way in");
        }
    }

    private void walk(List<Block> blocks, boolean inAnAccountOfItsOwn, Map<String, String> byHand)
            throws Exception {
        assumeThat(AwsCli.isThere()).as(AwsCli.SKIPPED).isTrue();
        try (Stage stage = new Stage(inAnAccountOfItsOwn)) {
            String said = stage.type(blocks, byHand);
            assertThat(said)
                    .doesNotContain("unbound variable", "command not found", "syntax error");
            assertThat(stage.walk.faults()).isEmpty();
            assertThat(stage.walk.answers()).hasSize(4);
            assertThat(stage.walk.answers().get(1)).contains("\"GOVERNED\"");
            assertThat(stage.walk.answers().get(3)).contains("\"GOVERNED\"");
            stage.workQueueOff();
            GovernedCheck check =
                    new GovernedCheck(
                            stage.endpoint, stage.walk.accounts, stage.walk.stack().resolved());
            var regions = Emulator.at(stage.endpoint, HOME).regions();
            for (AccountId account : List.of(stage.member, stage.walk.vault, MANAGEMENT)) {
                assertThat(check.faults(account, regions)).as(account.value()).isEmpty();
            }
            assertThat(WayIn.setting(stage.walk.stack().resolved(), "MODE")).isEqualTo("apply");
        }
    }

    /// An organization with nothing of the vault in it, and a person in front of it.
    private final class Stage implements AutoCloseable {
        final LocalAws aws = LocalAws.start(Organization.of(MANAGEMENT));
        final Endpoint endpoint =
                new Endpoint(
                        aws.endpoint(),
                        LocalAws.credentialsFor(MANAGEMENT),
                        account -> Optional.of(LocalAws.credentialsFor(account)),
                        new Endpoint.Policies.Evaluated(aws::assumeForService));
        final Walk walk;
        final AccountId member;

        Stage(boolean inAnAccountOfItsOwn) {
            LocalAccounts accounts = new LocalAccounts(endpoint, HOME);
            AccountId vault = inAnAccountOfItsOwn ? accounts.create("log-archive") : MANAGEMENT;
            member = accounts.create("web");
            walk = new Walk(endpoint, accounts, vault);
        }

        /// Types blocks, with this organization's accounts in the place of the page's.
        String type(List<Block> blocks, Map<String, String> byHand) throws Exception {
            List<Block> typed = new ArrayList<>();
            for (Block block : ByHand.fillIn(blocks)) {
                String text = block.text().replace("410987654321", member.value());
                for (Map.Entry<String, String> word : byHand.entrySet()) {
                    text = text.replace(word.getKey(), word.getValue());
                }
                typed.add(new Block(block.place(), block.section(), text));
            }
            AtomicReference<AwsCli> cli = new AtomicReference<>();
            Shell shell = new Shell(folder, command -> walk.play(command, cli.get()));
            Files.createDirectories(shell.directory());
            try (AwsCli started = AwsCli.start(shell.directory(), environment(), walk::answer)) {
                cli.set(started);
                return shell.type(typed);
            }
        }

        /// The rules that lead to the vault's bus.
        List<String> rules(AccountId account, String region) {
            EventBridgeClient events =
                    endpoint.client(
                            EventBridgeClient.builder(),
                            walk.accounts.administrator(account),
                            new RegionName(region));
            String bus = walk.stack().resolved().output("MemberEventBusArn");
            return Stream.of(Forwarding.IAM, Forwarding.PREFERENCES)
                    .filter(rule -> targets(events, rule).contains(bus))
                    .toList();
        }

        private static List<String> targets(EventBridgeClient events, String rule) {
            try {
                return events.listTargetsByRule(ask -> ask.rule(rule)).targets().stream()
                        .map(Target::arn)
                        .toList();
            } catch (ResourceNotFoundException none) {
                return List.of();
            }
        }

        void workQueueOff() {
            while (!walk.running().poll("OnboardAccount").received().isEmpty()) {
                // Each poll works one message off.
            }
        }

        private Map<String, String> environment() throws Exception {
            String profiles = profile("management", MANAGEMENT) + profile("vault", walk.vault);
            Path credentials = Files.writeString(folder.resolve("credentials"), profiles);
            return Map.of(
                    "AWS_ENDPOINT_URL", aws.endpoint().toString(),
                    "AWS_SHARED_CREDENTIALS_FILE", credentials.toString(),
                    "AWS_CONFIG_FILE", folder.resolve("none").toString(),
                    "AWS_DEFAULT_REGION", HOME.value(),
                    "AWS_MAX_ATTEMPTS", "1");
        }

        private static String profile(String name, AccountId account) {
            AwsCredentials keys = LocalAws.credentialsFor(account);
            return "[%s]%naws_access_key_id = %s%naws_secret_access_key = %s%n"
                    .formatted(name, keys.accessKeyId(), keys.secretAccessKey());
        }

        @Override
        public void close() {
            walk.close();
            aws.close();
        }
    }
}

package io.sessionvault.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.CrowdedAccount;
import io.sessionvault.local.SwitchedAccount;
import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.eventing.PollResult;
import io.sessionvault.local.faults.CallScene.Ending;
import io.sessionvault.local.faults.CallScene.Ending.Kind;
import io.sessionvault.local.faults.CallScene.Take;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.EventFiles;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.preferences.PreferencesDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentException;

/// What the onboarding does: with accounts that are new, old or as they should be, with one that it
/// cannot enter, and with the vault's own.
final class CallOnboarding {
    private static final String FUNCTION = "OnboardAccount";
    private static final int PAGE = 3;
    private static final Map<String, Object> OWN =
            Map.of(
                    "schemaVersion",
                    "1.0",
                    "sessionType",
                    "Standard_Stream",
                    "inputs",
                    Map.of("idleSessionTimeout", "45"));

    private CallOnboarding() {}

    /// A new account with one role that can run the agent; Default Host Management is set up, too.
    static CallScene newAccount() {
        return new CallScene(
                FUNCTION,
                "a new account",
                PAGE,
                vault -> () -> new Member(vault, vault.memberWithAgents()));
    }

    /// A role at its quota, a policy with all the versions it can have, preferences of the team's
    /// own, and preferences whose default is not their newest version.
    static CallScene oldAccount() {
        return new CallScene(
                FUNCTION,
                "an account with everything of its own",
                PAGE,
                vault -> () -> new Member(vault, withEverything(vault)));
    }

    /// An account with a text of its own in one Region and none in another, whose policy stands in one
    /// role and is attached to another, is let go.
    static CallScene released() {
        return new CallScene(
                FUNCTION,
                "an account that is let go",
                PAGE,
                vault ->
                        () -> {
                            AccountId account = vault.memberWithAgents();
                            CrowdedAccount.fill(vault.iam(account), "web-server");
                            vault.workload(account)
                                    .instanceRole("second", List.of("ssmmessages:*"));
                            vault.workload(account).preferences(CallVault.IRELAND, OWN);
                            assertThat(new Member(vault, account).play().kind())
                                    .isEqualTo(Kind.SETTLED);
                            return new Released(vault, account);
                        });
    }

    /// An account that was switched a while ago, and in one of whose Regions sessions fail since.
    static CallScene rolledBack() {
        return new CallScene(
                FUNCTION,
                "a Region that goes back",
                PAGE,
                vault ->
                        () -> {
                            SwitchedAccount switched =
                                    SwitchedAccount.of(
                                            vault.platform,
                                            CallVault.IRELAND,
                                            () -> {
                                                AccountId account = vault.memberWithAgents();
                                                vault.workload(account)
                                                        .preferences(CallVault.IRELAND, OWN);
                                                assertThat(new Member(vault, account).play().kind())
                                                        .isEqualTo(Kind.SETTLED);
                                                return account;
                                            });
                            return new Watched(vault, switched.account(), switched.message());
                        });
    }

    /// An account that was onboarded before.
    static CallScene unchangedAccount() {
        return new CallScene(
                FUNCTION,
                "an unchanged account",
                PAGE,
                vault -> {
                    Member member = new Member(vault, vault.memberWithAgents());
                    member.play();
                    return () -> member;
                });
    }

    /// An account without the role by which it is entered: its message comes back each time.
    static CallScene closedDoor() {
        return new CallScene(
                FUNCTION, "an account that lets nobody in", PAGE, vault -> () -> new Shut(vault));
    }

    /// The vault's own account, in which the session key gets its replica.
    static CallScene vaultAccount() {
        return new CallScene(
                FUNCTION,
                "the vault's own account",
                PAGE,
                vault ->
                        () -> {
                            vault.aws()
                                    .deleteKey(
                                            vault.account,
                                            CallVault.IRELAND.value(),
                                            vault.sessionKey());
                            vault.regions.forEach(region -> forgetPreferences(vault, region));
                            return new Own(vault);
                        });
    }

    /// The vault's own account, in which somebody has changed the policy of a replica.
    static CallScene changedKey() {
        return new CallScene(
                FUNCTION,
                "a replica whose policy was changed",
                PAGE,
                vault -> {
                    new Own(vault).play();
                    return () -> {
                        changePolicy(vault);
                        return new Own(vault);
                    };
                });
    }

    /// The vault's own account has neither a replica of its key nor preferences.
    static void forgetReplica(CallVault vault) {
        vault.aws().deleteKey(vault.account, CallVault.IRELAND.value(), vault.sessionKey());
        vault.regions.forEach(region -> forgetPreferences(vault, region));
    }

    private static void forgetPreferences(CallVault vault, RegionName region) {
        SsmClient ssm = vault.ssm(vault.account, region);
        try {
            ssm.deleteDocument(ask -> ask.name(PreferencesDocument.NAME));
        } catch (InvalidDocumentException absent) {
            // The first take.
        }
    }

    /// Somebody leaves of a replica's policy only the statement about administration.
    static void changePolicy(CallVault vault) {
        VaultUnderTest.administrationOnly(vault.kms(CallVault.IRELAND), vault.sessionKey());
    }

    static AccountId withEverything(CallVault vault) {
        AccountId account = vault.memberWithAgents();
        IamClient iam = vault.iam(account);
        CrowdedAccount.fill(iam, "web-server");
        CrowdedAccount.useUpVersions(iam);
        vault.regions.forEach(region -> vault.workload(account).preferences(region, OWN));
        vault.ssm(account, CallVault.IRELAND)
                .updateDocument(ask ->
                        ask.name(PreferencesDocument.NAME)
                                .documentVersion("$LATEST")
                                .content(
                                        """
                                        {"schemaVersion": "1.0", "sessionType": "Standard_Stream",
                                         "inputs": {"idleSessionTimeout": "30"}}\
                                        """));
        return account;
    }

    /// An account that a person asks to be onboarded.
    private static class Member implements Take {
        final CallVault vault;
        final AccountId account;
        final CallState state;

        Member(CallVault vault, AccountId account) {
            if (!account.equals(vault.account)) {
                vault.replicateSessionKey();
            }
            this.vault = vault;
            this.account = account;
            this.state = new CallState(vault, account);
        }

        @Override
        public Ending play() {
            return switch (vault.invoke(
                    FUNCTION, Map.of("accountId", account.value(), "mode", "apply"))) {
                case InvocationResult.Answered(String body) ->
                        answered(VaultUnderTest.json(body).path("results").path(0));
                case InvocationResult.Failed failed ->
                        new Ending(Kind.COMES_BACK, failed.errorMessage());
                case InvocationResult.TimedOut late -> new Ending(Kind.COMES_BACK, "" + late);
                case InvocationResult.Crashed crashed ->
                        new Ending(Kind.COMES_BACK, "crashed " + crashed.exitCode());
            };
        }

        private static Ending answered(JsonNode result) {
            String status = result.path("status").asText();
            return status.equals("GOVERNED")
                    ? new Ending(Kind.SETTLED, status)
                    : new Ending(Kind.COMES_BACK, result.toString());
        }

        @Override
        public String state() {
            return state.text();
        }

        @Override
        public List<String> harm(Ending ending) {
            return state.lockOuts();
        }
    }

    /// An account that a person asks to be let go: first for the plan, and then to do it.
    private static final class Released extends Member {
        Released(CallVault vault, AccountId account) {
            super(vault, account);
        }

        @Override
        public Ending play() {
            Map<String, Object> request = Map.of("accountId", account.value(), "mode", "release");
            return switch (vault.invoke(FUNCTION, request)) {
                case InvocationResult.Answered(String body) -> confirmed(request, result(body));
                case InvocationResult other -> new Ending(Kind.COMES_BACK, "" + other);
            };
        }

        private Ending confirmed(Map<String, Object> request, JsonNode planned) {
            if (!planned.path("status").asText().equals("PLANNED")) {
                return new Ending(Kind.COMES_BACK, planned.toString());
            }
            Map<String, Object> confirmed = new HashMap<>(request);
            confirmed.put("confirm", planned.path("confirm").asText());
            return switch (vault.invoke(FUNCTION, confirmed)) {
                case InvocationResult.Answered(String body) -> {
                    String status = result(body).path("status").asText();
                    yield status.equals("RELEASED")
                            ? new Ending(Kind.SETTLED, status)
                            : new Ending(Kind.COMES_BACK, body);
                }
                case InvocationResult other -> new Ending(Kind.COMES_BACK, "" + other);
            };
        }

        private static JsonNode result(String body) {
            return VaultUnderTest.json(body).path("results").path(0);
        }
    }

    /// A look at an account in which two people could not work on two targets.
    private static final class Watched extends Member {
        private final String message;

        Watched(CallVault vault, AccountId account, String message) {
            super(vault, account);
            this.message = message;
        }

        @Override
        public Ending play() {
            return switch (vault.running.invoke(FUNCTION, message)) {
                case InvocationResult.Answered(String body) -> {
                    String status =
                            VaultUnderTest.json(body)
                                    .path("results")
                                    .path(0)
                                    .path("status")
                                    .asText();
                    yield status.equals("ROLLED_BACK")
                            ? new Ending(Kind.SETTLED, status)
                            : new Ending(Kind.COMES_BACK, body);
                }
                case InvocationResult other -> new Ending(Kind.COMES_BACK, "" + other);
            };
        }

        @Override
        public List<String> harm(Ending ending) {
            List<String> harm = new ArrayList<>(super.harm(ending));
            if (ending.kind() == Kind.SETTLED
                    && !state.text().contains("s3EncryptionEnabled\":false")) {
                harm.add("it is said to have gone back, and has not");
            }
            return harm;
        }
    }

    /// The vault's own account.
    private static final class Own extends Member {
        Own(CallVault vault) {
            super(vault, vault.account);
        }

        @Override
        public String state() {
            return state.text() + "\n" + state.keys();
        }
    }

    /// An account whose message comes back.
    private static final class Shut implements Take {
        private static final Duration LONGEST_WAIT = Duration.ofMinutes(31);

        private final CallVault vault;
        private final String queue;
        private boolean isFirst = true;

        Shut(CallVault vault) {
            this.vault = vault;
            this.queue = vault.template.physicalId("OnboardAccountQueue", PhysicalIds.REF);
            AccountId account = vault.memberWithoutWayIn();
            vault.stack.sqs().purgeQueue(ask -> ask.queueUrl(queue));
            vault.running
                    .bus()
                    .publish(new EventFiles(VaultUnderTest.REPOSITORY).accountCreated(account));
        }

        @Override
        public Ending play() {
            if (!isFirst) {
                vault.platform.pass(LONGEST_WAIT);
            }
            isFirst = false;
            PollResult result = vault.running.poll(FUNCTION);
            return new Ending(
                    result.failed().isEmpty() ? Kind.SETTLED : Kind.COMES_BACK,
                    result.failed().size() + " comes back");
        }

        @Override
        public String state() {
            vault.platform.pass(LONGEST_WAIT);
            int waiting =
                    vault.stack
                            .sqs()
                            .receiveMessage(ask -> ask.queueUrl(queue).maxNumberOfMessages(10))
                            .messages()
                            .size();
            return waiting + " waiting";
        }

        @Override
        public List<String> harm(Ending ending) {
            return ending.kind() == Kind.SETTLED
                    ? List.of("an account that was never entered counts as settled")
                    : List.of();
        }
    }

    /// All scenes, those first that most operations occur in.
    static List<CallScene> scenes() {
        return List.of(
                newAccount(),
                oldAccount(),
                vaultAccount(),
                changedKey(),
                released(),
                rolledBack(),
                closedDoor(),
                unchangedAccount());
    }
}

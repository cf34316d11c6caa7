package io.sessionvault.local.faults;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.eventing.PollResult;
import io.sessionvault.local.faults.CallScene.Ending;
import io.sessionvault.local.faults.CallScene.Ending.Kind;
import io.sessionvault.local.faults.CallScene.Take;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.preferences.PreferencesDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.model.Tag;

/// What the onboarding's function does when something in an account was changed.
final class CallReactions {
    private static final String FUNCTION = "OnboardAccount";
    private static final String QUEUE = "ReactionQueue";
    private static final int PAGE = 3;
    private static final Tag OPTED_OUT =
            Tag.builder().key("session-vault:repair").value("off").build();

    private CallReactions() {}

    static List<CallScene> scenes() {
        return List.of(repaired(), told(), closedDoor());
    }

    /// A role appears and a document is deleted, where runs repair.
    static CallScene repaired() {
        return new CallScene(
                FUNCTION,
                "an account that was changed",
                PAGE,
                vault ->
                        () -> {
                            AccountId account = governed(vault);
                            change(vault, account);
                            return new Changed(vault, account);
                        });
    }

    /// The same in an account that has opted out of repairs.
    static CallScene told() {
        return new CallScene(
                FUNCTION,
                "an account that was changed and is not repaired",
                PAGE,
                vault ->
                        () -> {
                            AccountId account = governed(vault);
                            vault.accounts
                                    .organizations()
                                    .tagResource(
                                            ask -> ask.resourceId(account.value()).tags(OPTED_OUT));
                            change(vault, account);
                            return new Told(vault, account);
                        });
    }

    /// The account lets nobody in any more: its message comes back each time.
    static CallScene closedDoor() {
        return new CallScene(
                FUNCTION,
                "an account that was changed and lets nobody in",
                PAGE,
                vault ->
                        () -> {
                            AccountId account = vault.member();
                            IamClient iam = vault.iam(account);
                            iam.listRolePolicies(ask -> ask.roleName("SessionVaultMember"))
                                    .policyNames()
                                    .forEach(policy ->
                                            iam.deleteRolePolicy(ask ->
                                                    ask.roleName("SessionVaultMember")
                                                            .policyName(policy)));
                            iam.deleteRole(ask -> ask.roleName("SessionVaultMember"));
                            return new Shut(vault, account);
                        });
    }

    private static AccountId governed(CallVault vault) {
        vault.replicateSessionKey();
        AccountId account = vault.memberWithAgents();
        vault.answer(FUNCTION, Map.of("accountId", account.value(), "mode", "apply"));
        return account;
    }

    private static void change(CallVault vault, AccountId account) {
        vault.workload(account).instanceRole("second", CallVault.AGENT_ACTIONS);
        vault.ssm(account, CallVault.IRELAND)
                .deleteDocument(ask -> ask.name(PreferencesDocument.NAME));
    }

    /// An account of which events are in the queue.
    private static class Changed implements Take {
        private static final Duration LONGEST_WAIT = Duration.ofMinutes(31);

        final CallVault vault;
        final AccountId account;
        private final CallState state;

        Changed(CallVault vault, AccountId account) {
            this.vault = vault;
            this.account = account;
            this.state = new CallState(vault, account);
            String queue = vault.template.physicalId(QUEUE, PhysicalIds.REF);
            vault.stack.sqs().purgeQueue(ask -> ask.queueUrl(queue));
            for (String name : List.of("AttachRolePolicy", "PutRolePolicy", "AttachRolePolicy")) {
                vault.running.memberBus().publish(event(vault, account, name));
            }
        }

        private static String event(CallVault vault, AccountId account, String name) {
            return """
            {"version": "0", "source": "aws.iam", "detail-type": "AWS API Call via CloudTrail",
             "account": "%s", "region": "us-east-1", "time": "%s",
             "detail": {"eventSource": "iam.amazonaws.com", "eventName": "%s"}}\
            """
                    .formatted(account, vault.platform.now(), name);
        }

        @Override
        public Ending play() {
            // For the first time past the queue's delay, later past each delay of a message.
            vault.platform.pass(LONGEST_WAIT);
            PollResult result = vault.running.poll(FUNCTION, QUEUE);
            return new Ending(
                    result.failed().isEmpty() ? Kind.SETTLED : Kind.COMES_BACK,
                    result.failed().isEmpty() ? "settled" : "comes back");
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

    /// An account that is only told of.
    private static final class Told extends Changed {
        Told(CallVault vault, AccountId account) {
            super(vault, account);
        }

        @Override
        public List<String> harm(Ending ending) {
            List<String> found = new ArrayList<>();
            if (ending.kind() == Kind.SETTLED && !isTold()) {
                found.add("an account that has drifted was settled and not told of");
            }
            return found;
        }

        private boolean isTold() {
            return vault.running.bus().published().stream()
                    .filter(event -> event.detailType().equals("Account Drifted"))
                    .map(event -> VaultUnderTest.json(event.json()).path("detail"))
                    .anyMatch(detail -> detail.path("accountId").asText().equals(account.value()));
        }
    }

    /// An account that nobody can enter.
    private static final class Shut extends Changed {
        Shut(CallVault vault, AccountId account) {
            super(vault, account);
        }

        @Override
        public List<String> harm(Ending ending) {
            return ending.kind() == Kind.SETTLED
                    ? List.of("an account that was never entered counts as settled")
                    : List.of();
        }
    }
}

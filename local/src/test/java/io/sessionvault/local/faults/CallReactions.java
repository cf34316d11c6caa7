package io.sessionvault.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.faults.CallScene.Ending;
import io.sessionvault.local.faults.CallScene.Ending.Kind;
import io.sessionvault.local.faults.CallScene.Take;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.preferences.PreferencesDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.organizations.model.Tag;

/// What the onboarding's function does when something in an account was changed.
final class CallReactions {
    private static final String FUNCTION = "OnboardAccount";
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
                vault -> () -> new Changed(vault, changed(vault)));
    }

    /// The same in an account that has opted out of repairs.
    private static CallScene told() {
        return new CallScene(
                FUNCTION,
                "an account that was changed and is not repaired",
                PAGE,
                vault ->
                        () -> {
                            AccountId account = changed(vault);
                            vault.accounts
                                    .organizations()
                                    .tagResource(
                                            ask -> ask.resourceId(account.value()).tags(OPTED_OUT));
                            return new Told(vault, account);
                        });
    }

    /// The account lets nobody in any more: its message comes back each time.
    private static CallScene closedDoor() {
        return new CallScene(
                FUNCTION,
                "an account that was changed and lets nobody in",
                PAGE,
                vault -> () -> new Shut(vault, vault.memberWithoutWayIn()));
    }

    private static AccountId changed(CallVault vault) {
        vault.replicateSessionKey();
        AccountId account = vault.memberWithAgents();
        assertThat(
                        vault.answer(
                                        FUNCTION,
                                        Map.of("accountId", account.value(), "mode", "apply"))
                                .at("/results/0/status")
                                .asText())
                .isEqualTo("GOVERNED");
        vault.workload(account).instanceRole("second", CallVault.AGENT_ACTIONS);
        vault.ssm(account, CallVault.IRELAND)
                .deleteDocument(ask -> ask.name(PreferencesDocument.NAME));
        return account;
    }

    private static String queueArn(CallVault vault) {
        return Objects.requireNonNull(
                Objects.requireNonNull(vault.template.functions().get(FUNCTION))
                        .environment()
                        .get("REACTION_QUEUE_ARN"));
    }

    /// An account of which three messages arrive in one batch. The batch is handed over as Lambda
    /// does it; the function's clock is not the stand-in's.
    private static class Changed implements Take {
        final CallVault vault;
        final AccountId account;
        private final CallState state;

        Changed(CallVault vault, AccountId account) {
            this.vault = vault;
            this.account = account;
            this.state = new CallState(vault, account);
        }

        private Map<String, Object> message(String id, String eventName) {
            Instant now = Instant.now();
            return Map.of(
                    "messageId",
                    id,
                    "receiptHandle",
                    "of-no-queue",
                    "body",
                    """
                    {"reaction": {"accountId": "%s", "region": "us-east-1", "eventName": "%s", "time": "%s"}}\
                    """
                            .formatted(account, eventName, now),
                    "attributes",
                    Map.of(
                            "ApproximateReceiveCount",
                            "1",
                            "SentTimestamp",
                            Long.toString(now.toEpochMilli())),
                    "eventSource",
                    "aws:sqs",
                    "eventSourceARN",
                    queueArn(vault),
                    "awsRegion",
                    CallVault.HOME.value());
        }

        @Override
        public Ending play() {
            Map<String, Object> batch =
                    Map.of(
                            "Records",
                            List.of(
                                    message("1", "AttachRolePolicy"),
                                    message("2", "DeleteDocument"),
                                    message("3", "AttachRolePolicy")));
            return switch (vault.invoke(FUNCTION, batch)) {
                case InvocationResult.Answered(String body) ->
                        VaultUnderTest.json(body).path("batchItemFailures").isEmpty()
                                ? new Ending(Kind.SETTLED, "settled")
                                : new Ending(Kind.COMES_BACK, "comes back");
                case InvocationResult other -> new Ending(Kind.COMES_BACK, "" + other);
            };
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

    /// An account that is only told of: its new role has no policy yet.
    private static final class Told extends Changed {
        Told(CallVault vault, AccountId account) {
            super(vault, account);
        }

        @Override
        public List<String> harm(Ending ending) {
            List<String> found = new ArrayList<>(super.harm(ending));
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

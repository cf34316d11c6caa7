package io.sessionvault.local.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.aws.ec2.Instance;
import io.sessionvault.local.aws.ec2.Vpc;
import io.sessionvault.local.aws.ssm.SessionRecord;
import io.sessionvault.local.faults.CallScene.Ending;
import io.sessionvault.local.faults.CallScene.Ending.Kind;
import io.sessionvault.local.faults.CallScene.Take;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.template.PhysicalIds;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

/// What the sweep of an account does: one that has drifted, looked at and repaired, and one with so
/// many findings that they have to be stored.
final class CallSweep {
    private static final String FUNCTION = "SweepAccount";
    private static final int PAGE = 3;
    private static final int LARGE_PAGE = 200;

    /// As many sessions of owners with long names as make a result larger than 200 KiB.
    private static final int MANY = 110;

    /// Rules that say that something could not be told.
    private static final Set<String> UNKNOWN =
            Set.of("ACCOUNT-UNSEEN", "ACCOUNT-UNREACHABLE", "PREREQUISITES-UNSEEN");

    private CallSweep() {}

    static List<CallScene> scenes() {
        return List.of(
                repaired(),
                new CallScene(
                        FUNCTION,
                        "an account that has drifted, looked at",
                        PAGE,
                        vault -> {
                            AccountId account = drifted(vault);
                            return () -> new Account(vault, account, "PLAN");
                        }),
                new CallScene(
                        FUNCTION,
                        "an account with everything of its own, repaired",
                        PAGE,
                        vault ->
                                () ->
                                        new Account(
                                                vault,
                                                CallOnboarding.withEverything(vault),
                                                "APPLY")),
                new CallScene(
                        FUNCTION,
                        "the vault's own account, repaired",
                        PAGE,
                        vault ->
                                () -> {
                                    CallOnboarding.forgetReplica(vault);
                                    return new Account(vault, vault.account, "APPLY");
                                }),
                new CallScene(
                        FUNCTION,
                        "a replica whose policy was changed, repaired",
                        PAGE,
                        vault ->
                                () -> {
                                    vault.replicateSessionKey();
                                    CallOnboarding.changePolicy(vault);
                                    return new Account(vault, vault.account, "APPLY");
                                }),
                neverGoverned(),
                large());
    }

    /// An account that a run which otherwise only looks hands to the onboarding.
    static CallScene neverGoverned() {
        return new CallScene(
                FUNCTION,
                "an account that was never governed, handed on",
                PAGE,
                vault -> () -> new HandedOn(vault, drifted(vault)));
    }

    /// An account that has drifted and is repaired.
    static CallScene repaired() {
        return new CallScene(
                FUNCTION,
                "an account that has drifted, repaired",
                PAGE,
                vault -> () -> new Account(vault, drifted(vault), "APPLY"));
    }

    /// A result that is too large to be handed on.
    static CallScene large() {
        return new CallScene(
                FUNCTION,
                "more findings than an answer may hold",
                LARGE_PAGE,
                vault -> {
                    AccountId account = drifted(vault);
                    for (int i = 0; i < MANY; i++) {
                        session(vault, account, "bo-" + (1000 + i), "b".repeat(2000));
                    }
                    return () -> new Account(vault, account, "PLAN");
                });
    }

    /// No policy, no preferences in one Region and the team's own in the other, a document that
    /// does not log, a node that reaches nothing, and two sessions of which one has its log.
    static AccountId drifted(CallVault vault) {
        AccountId account = vault.memberWithAgents();
        vault.workload(account)
                .preferences(
                        CallVault.IRELAND,
                        Map.of(
                                "schemaVersion",
                                "1.0",
                                "sessionType",
                                "Standard_Stream",
                                "inputs",
                                Map.of("idleSessionTimeout", "45")));
        vault.aws()
                .plantDocument(
                        account,
                        CallVault.IRELAND.value(),
                        "TeamShell",
                        "{\"schemaVersion\": \"1.0\", \"sessionType\": \"Standard_Stream\","
                                + " \"inputs\": {\"s3BucketName\": \"\"}}");
        vault.aws()
                .manage(
                        account,
                        CallVault.IRELAND.value(),
                        new Instance("i-0123456789abcdef0", "vpc-1", "subnet-1"),
                        "3.3.2299.0");
        vault.aws().keep(account, CallVault.IRELAND.value(), Vpc.closed("vpc-1"));
        session(vault, account, "ada-0a1b2c3d4e5f60718", "ada");
        session(vault, account, "bob-0a1b2c3d4e5f60718", "bob");
        vault.agents()
                .beforeThePolicy(account)
                .upload(account + "/eu-west-1/ada-0a1b2c3d4e5f60718.log", "$ date");
        return account;
    }

    private static void session(CallVault vault, AccountId account, String id, String owner) {
        Instant end = vault.begun.minus(Duration.ofHours(3));
        vault.aws()
                .recordSession(
                        account,
                        CallVault.IRELAND.value(),
                        new SessionRecord(
                                id,
                                "i-0123456789abcdef0",
                                "SSM-SessionManagerRunShell",
                                "arn:aws:sts::%s:assumed-role/Operators/%s"
                                        .formatted(account, owner),
                                SessionStatus.TERMINATED,
                                end.minus(Duration.ofMinutes(10)),
                                end));
    }

    private static class Account implements Take {
        final CallVault vault;
        private final AccountId account;
        private final String mode;
        private final String run;
        private final CallState state;

        Account(CallVault vault, AccountId account, String mode) {
            if (!account.equals(vault.account)) {
                vault.replicateSessionKey();
            }
            this.vault = vault;
            this.account = account;
            this.mode = mode;
            this.run = "run-" + vault.next();
            this.state = new CallState(vault, account);
        }

        @Override
        public Ending play() {
            Map<String, Object> event =
                    Map.of(
                            "run",
                            run(),
                            "account",
                            Map.of("id", account.value(), "name", "payments", "state", "ACTIVE"));
            InvocationResult result = vault.invoke(FUNCTION, event);
            return result instanceof InvocationResult.Answered(String body)
                    ? ending(handedOn(VaultUnderTest.json(body)))
                    : new Ending(Kind.COMES_BACK, result.toString());
        }

        Map<String, Object> run() {
            return Map.of(
                    "id",
                    run,
                    "startedAt",
                    vault.begun.plus(Duration.ofMinutes(10)).toString(),
                    "mode",
                    mode,
                    "logs",
                    "CHANGED");
        }

        private JsonNode handedOn(JsonNode answer) {
            return answer.path("stored").isTextual()
                    ? VaultUnderTest.json(vault.report(answer.path("stored").textValue()))
                    : answer;
        }

        /// What was repaired is told apart from what is found: a repair that was already made by an
        /// earlier attempt is none of this one.
        private Ending ending(JsonNode sweep) {
            ((ObjectNode) sweep).remove("repairs");
            boolean open =
                    rules(sweep).stream().anyMatch(UNKNOWN::contains)
                            || (mode.equals("APPLY")
                                    && rules(sweep).stream().anyMatch(Account::isRepairable));
            return new Ending(
                    open ? Kind.OPEN : Kind.SETTLED,
                    sweep.toString().replace(account.value(), "ACCOUNT"));
        }

        private static boolean isRepairable(String rule) {
            return rule.startsWith("PREFERENCES-")
                    || rule.startsWith("ROLE-")
                    || rule.startsWith("KEY-")
                    || rule.equals("ACCOUNT-POLICY")
                    || rule.startsWith("HOST-MANAGEMENT-");
        }

        private static Set<String> rules(JsonNode sweep) {
            return sweep.path("findings")
                    .valueStream()
                    .map(finding -> finding.path("rule").asText())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public String state() {
            return account.equals(vault.account)
                    ? state.text() + "\n" + state.keys()
                    : state.text();
        }

        @Override
        public List<String> harm(Ending ending) {
            return state.lockOuts();
        }
    }

    /// An account that has to be in the onboarding's queue afterwards; twice does no harm.
    private static final class HandedOn extends Account {
        private final String queue;

        HandedOn(CallVault vault, AccountId account) {
            super(vault, account, "PLAN");
            queue = vault.template.physicalId("OnboardAccountQueue", PhysicalIds.REF);
            vault.stack.sqs().purgeQueue(ask -> ask.queueUrl(queue));
        }

        @Override
        Map<String, Object> run() {
            Map<String, Object> run = new HashMap<>(super.run());
            run.put("onboards", true);
            return run;
        }

        @Override
        public String state() {
            String waiting =
                    vault.stack
                            .sqs()
                            .getQueueAttributes(ask ->
                                    ask.queueUrl(queue)
                                            .attributeNames(
                                                    QueueAttributeName
                                                            .APPROXIMATE_NUMBER_OF_MESSAGES))
                            .attributes()
                            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
            return super.state() + "\nhanded on: " + !"0".equals(waiting);
        }
    }
}

package io.sessionvault.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.faults.CallScene.Ending;
import io.sessionvault.local.faults.CallScene.Ending.Kind;
import io.sessionvault.local.faults.CallScene.Take;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.SessionAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What the functions of a compliance run do that look at no account: list the accounts, check the
/// stored logs, look at the vault.
final class CallRun {
    private static final String START = "2026-11-24T03:00:00Z";
    private static final int PAGE = 2;
    private static final int LARGE_PAGE = 200;

    /// As many misplaced logs with names of nearly 1,000 characters as make a result larger than
    /// 200 KiB.
    private static final int MANY = 230;

    /// What is said of what could not be told.
    private static final List<String> UNKNOWN =
            List.of("LOG-UNDETERMINED", "VAULT-UNSEEN", "\"unread\"");

    private CallRun() {}

    static List<CallScene> listAccounts() {
        return List.of(begun());
    }

    /// A run begins, after an earlier one.
    static CallScene begun() {
        return new CallScene(
                "ListAccounts",
                "a run begins",
                PAGE,
                vault -> {
                    vault.putReport(
                            "latest.json",
                            """
                            {"run": "run-0", "startedAt": "2026-11-23T03:00:00Z",
                             "report": "runs/run-0/report.json"}\
                            """);
                    vault.memberWithAgents();
                    return () -> new Begun(vault);
                });
    }

    static List<CallScene> checkStoredLogs() {
        return List.of(
                storedLogs(),
                new CallScene(
                        "CheckStoredLogs",
                        "more findings than an answer may hold",
                        LARGE_PAGE,
                        vault -> {
                            AccountId member = vault.member();
                            SessionAgent agent = vault.agents().beforeThePolicy(member);
                            for (int i = 0; i < MANY; i++) {
                                agent.upload(misplaced(i), "output");
                            }
                            return () -> new Part(vault, "CheckStoredLogs", CallRun::batch);
                        }));
    }

    /// Good and bad logs.
    static CallScene storedLogs() {
        return new CallScene(
                "CheckStoredLogs",
                "a batch of stored logs",
                PAGE,
                vault -> {
                    store(vault);
                    return () -> new Part(vault, "CheckStoredLogs", CallRun::batch);
                });
    }

    static List<CallScene> checkVault() {
        return List.of(
                changedVault(),
                new CallScene(
                        "CheckVault",
                        "more findings than an answer may hold",
                        LARGE_PAGE,
                        vault -> {
                            SessionAgent agent = vault.agents().beforeThePolicy(vault.member());
                            for (int i = 0; i < MANY; i++) {
                                String key = misplaced(i);
                                agent.upload(key, "output");
                                vault.s3()
                                        .deleteObject(ask ->
                                                ask.bucket(vault.template.bucketName()).key(key));
                            }
                            return () -> new Part(vault, "CheckVault", CallRun::looked);
                        }));
    }

    /// Somebody has suspended the bucket's versioning.
    static CallScene changedVault() {
        return new CallScene(
                "CheckVault",
                "a vault whose versioning is suspended",
                PAGE,
                vault -> {
                    vault.s3()
                            .putBucketVersioning(ask ->
                                    ask.bucket(vault.template.bucketName())
                                            .versioningConfiguration(is -> is.status("Suspended")));
                    return () -> new Part(vault, "CheckVault", CallRun::looked);
                });
    }

    private static String misplaced(int i) {
        return "0/" + "x".repeat(900) + "/" + (1000 + i) + ".log";
    }

    /// Good and bad logs of an account that the run has listed and of one that it has not.
    private static void store(CallVault vault) {
        AccountId member = vault.member();
        AccountId late = vault.member();
        vault.putReport(
                "runs/listed/accounts.json",
                "[{\"id\": \"%s\", \"name\": \"a\", \"state\": \"ACTIVE\"}]".formatted(member));
        SessionAgent agent = vault.agents().beforeThePolicy(member);
        agent.upload(member + "/eu-west-1/ada-1.log", "output");
        agent.uploadEncrypted(member + "/eu-west-1/ben-1.log", "output", "AES256", "");
        agent.upload(member + "/eu-west-1/dora-1.log", "output");
        agent.upload(member + "/eu-west-1/dora-1.log", "forged");
        agent.upload(member + "/eu-west-1/emil-1.log", "output");
        vault.s3()
                .deleteObject(ask ->
                        ask.bucket(vault.template.bucketName())
                                .key(member + "/eu-west-1/emil-1.log"));
        vault.agents().beforeThePolicy(late).upload(late + "/eu-west-1/fred-1.log", "output");
    }

    private static Map<String, Object> batch(CallVault vault, Map<String, Object> run) {
        List<Map<String, Object>> items =
                vault
                        .s3()
                        .listObjectsV2Paginator(ask -> ask.bucket(vault.template.bucketName()))
                        .contents()
                        .stream()
                        .map(S3Object::key)
                        .map(key -> Map.<String, Object>of("key", key))
                        .toList();
        return Map.of("BatchInput", Map.of("run", run), "Items", items);
    }

    private static Map<String, Object> looked(CallVault vault, Map<String, Object> run) {
        return Map.of("run", run);
    }

    /// What differs from take to take is the run's id.
    private static String normalised(String text, String run) {
        return text.replace(run, "RUN");
    }

    /// Lists the accounts for a run.
    private static final class Begun implements Take {
        private final CallVault vault;
        private final String run;

        Begun(CallVault vault) {
            this.vault = vault;
            this.run = "run-" + vault.next() + "-begun";
        }

        @Override
        public Ending play() {
            InvocationResult result =
                    vault.invoke(
                            "ListAccounts",
                            Map.of(
                                    "execution",
                                    Map.of("name", run, "startTime", START),
                                    "request",
                                    Map.of()));
            if (!(result instanceof InvocationResult.Answered(String body))) {
                return new Ending(Kind.COMES_BACK, result.toString());
            }
            // A run that cannot read the repair switch repairs nothing, and says so in its mode;
            // one
            // that cannot read control policies goes on, and says so in a notice.
            ObjectNode said = (ObjectNode) VaultUnderTest.json(normalised(body, run));
            boolean knowsAll =
                    ((ObjectNode) said.path("run"))
                            .remove("notices")
                            .valueStream()
                            .allMatch(notice ->
                                    notice.asText().matches("The repair switch \\S+ is on .*"));
            return new Ending(
                    body.contains("\"APPLY\"") && knowsAll ? Kind.SETTLED : Kind.OPEN,
                    said.toString());
        }

        @Override
        public String state() {
            return vault.report("runs/" + run + "/accounts.json");
        }

        @Override
        public List<String> harm(Ending ending) {
            if (ending.kind() == Kind.COMES_BACK) {
                return List.of();
            }
            List<String> listed = new ArrayList<>();
            VaultUnderTest.json(state())
                    .forEach(account -> listed.add(account.path("id").asText()));
            return listed.size() == vault.organizationSize()
                    ? List.of()
                    : List.of("a run that goes on with " + listed);
        }
    }

    /// A function whose answer is all that it does.
    private static final class Part implements Take {
        private interface Input {
            Map<String, Object> of(CallVault vault, Map<String, Object> run);
        }

        private final CallVault vault;
        private final String function;
        private final Input input;
        private Ending last = new Ending(Kind.COMES_BACK, "");

        Part(CallVault vault, String function, Input input) {
            this.vault = vault;
            this.function = function;
            this.input = input;
        }

        @Override
        public Ending play() {
            Map<String, Object> run =
                    Map.of("id", "listed", "startedAt", startedAt(), "mode", "PLAN", "logs", "ALL");
            InvocationResult result = vault.invoke(function, input.of(vault, run));
            last =
                    result instanceof InvocationResult.Answered(String body)
                            ? ending(VaultUnderTest.json(body))
                            : new Ending(Kind.COMES_BACK, result.toString());
            return last;
        }

        /// Later than everything that lies in the bucket.
        private String startedAt() {
            return vault.begun.plus(Duration.ofHours(1)).toString();
        }

        private Ending ending(JsonNode answer) {
            String said =
                    answer.path("stored").isTextual()
                            ? vault.report(answer.path("stored").textValue())
                            : answer.toString();
            return new Ending(
                    UNKNOWN.stream().anyMatch(said::contains) ? Kind.OPEN : Kind.SETTLED, said);
        }

        @Override
        public String state() {
            return last.said();
        }

        @Override
        public List<String> harm(Ending ending) {
            assertThat(ending.said()).isNotEmpty();
            return List.of();
        }
    }
}

package io.sessionvault.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.aws.sns.Notification;
import io.sessionvault.local.faults.CallScene.Ending;
import io.sessionvault.local.faults.CallScene.Ending.Kind;
import io.sessionvault.local.faults.CallScene.Take;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.ComplianceRun;
import io.sessionvault.local.statemachine.Interruption;
import io.sessionvault.local.statemachine.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What the report of a run does: a run that found something new, after one that found something
/// else. The results are those of a real run of the state machine.
final class CallReport {
    private static final String FUNCTION = "WriteReport";
    private static final String BASE = "base";
    private static final List<String> FORMS =
            List.of(
                    "report.findings.jsonl",
                    "report.json",
                    "report.csv",
                    "report.junit.xml",
                    "report.html");

    private CallReport() {}

    static List<CallScene> scenes() {
        return List.of(report());
    }

    static CallScene report() {
        return new CallScene(FUNCTION, "a run with new and resolved findings", 50, CallReport::set);
    }

    private static Supplier<Take> set(CallVault vault) {
        CallSweep.drifted(vault);
        Instant start = vault.begun.plus(Duration.ofHours(6));
        try (ComplianceRun run = vault.compliance(() -> start)) {
            var execution =
                    run.machine()
                            .start(
                                    BASE,
                                    VaultUnderTest.JSON.createObjectNode().put("logs", "ALL"),
                                    new Interruption.Before("WriteReport"));
            assertThat(execution.outcome()).isInstanceOf(Outcome.Aborted.class);
        }
        vault.putReport("suppressions.json", "{\"suppressions\": []}");
        Map<String, Object> previous = run("previous", start.minus(Duration.ofDays(1)));
        vault.answer(FUNCTION, output(vault, previous, "VAULT-NOTIFICATION"));
        return () -> new Written(vault, start.plusMillis(vault.next()));
    }

    private static Map<String, Object> run(String id, Instant startedAt) {
        return new HashMap<>(
                Map.of("id", id, "startedAt", startedAt.toString(), "mode", "PLAN", "logs", "ALL"));
    }

    private static Map<String, Object> output(
            CallVault vault, Map<String, Object> run, String rule) {
        return Map.of(
                "run", run,
                "listed",
                        Map.of(
                                "bucket",
                                vault.reportsBucket(),
                                "key",
                                "runs/" + BASE + "/accounts.json",
                                "count",
                                vault.organizationSize()),
                "swept", written(vault, "accounts/"),
                "judged", written(vault, "logs/"),
                "vault", lookedAt(vault, rule));
    }

    private static Map<String, Object> lookedAt(CallVault vault, String rule) {
        String bucket = vault.template.bucketName();
        Map<String, Object> sweep =
                new HashMap<>(
                        Map.of(
                                "findings",
                                List.of(
                                        Map.of(
                                                "rule",
                                                rule,
                                                "resource",
                                                bucket,
                                                "detail",
                                                "it is not as it should be")),
                                "isListed",
                                true,
                                "isEmpty",
                                false));
        vault.s3().listObjectsV2(ask -> ask.bucket(bucket).maxKeys(1)).contents().stream()
                .findFirst()
                .ifPresent(first -> sweep.put("firstObject", first.key()));
        return sweep;
    }

    private static Map<String, Object> written(CallVault vault, String folder) {
        String key =
                vault
                        .s3()
                        .listObjectsV2Paginator(ask ->
                                ask.bucket(vault.reportsBucket())
                                        .prefix("runs/" + BASE + "/" + folder))
                        .contents()
                        .stream()
                        .map(S3Object::key)
                        .filter(name -> name.endsWith("manifest.json"))
                        .findFirst()
                        .orElseThrow();
        return Map.of("ResultWriterDetails", Map.of("Bucket", vault.reportsBucket(), "Key", key));
    }

    private static final class Written implements Take {
        private final CallVault vault;
        private final Instant startedAt;
        private final String id;
        private final int toldBefore;

        Written(CallVault vault, Instant startedAt) {
            this.vault = vault;
            this.startedAt = startedAt;
            this.id = "run-" + startedAt.toEpochMilli();
            this.toldBefore = vault.aws().notifications().size();
        }

        @Override
        public Ending play() {
            Map<String, Object> run = run(id, startedAt);
            run.put("previousReport", "runs/previous/report.json");
            InvocationResult result =
                    vault.invoke(FUNCTION, output(vault, run, "VAULT-VERSIONING"));
            return result instanceof InvocationResult.Answered(String body)
                    ? new Ending(Kind.SETTLED, normalised(body))
                    : new Ending(Kind.COMES_BACK, result.toString());
        }

        @Override
        public String state() {
            List<String> parts = new ArrayList<>();
            FORMS.forEach(form -> parts.add(stored("runs/" + id + "/" + form)));
            parts.add(stored("latest.json"));
            parts.addAll(imported());
            parts.addAll(told());
            return normalised(String.join("\n", parts));
        }

        /// The next run may be compared with this one only when everybody has been told of this one;
        /// and nobody is told more often than a lost answer or a killed function explains.
        @Override
        public List<String> harm(Ending ending) {
            List<String> found = new ArrayList<>();
            if (stored("latest.json").contains(id) && told().isEmpty()) {
                found.add("nobody was told, and nobody will be");
            }
            if (messages().size() > 2) {
                found.add("told " + messages().size() + " times");
            }
            return found;
        }

        private List<Notification> messages() {
            List<Notification> all = vault.aws().notifications();
            return all.subList(toldBefore, all.size());
        }

        private SortedSet<String> told() {
            SortedSet<String> texts = new TreeSet<>();
            messages().forEach(message -> texts.add(message.subject() + "\n" + message.message()));
            return texts;
        }

        /// The findings that Security Hub was told of by this run.
        private SortedSet<String> imported() {
            SortedSet<String> findings = new TreeSet<>();
            vault.aws().findings().stream()
                    .filter(finding -> Instant.parse(finding.updatedAt()).equals(startedAt))
                    .forEach(finding ->
                            findings.add(
                                    finding.id()
                                            + " "
                                            + finding.recordStateAsString()
                                            + " "
                                            + finding.compliance()));
            return findings;
        }

        private String stored(String key) {
            try {
                return vault.report(key);
            } catch (NoSuchKeyException absent) {
                return "no " + key;
            }
        }

        private String normalised(String text) {
            return text.replace(id, "RUN").replace(startedAt.toString(), "START");
        }
    }
}

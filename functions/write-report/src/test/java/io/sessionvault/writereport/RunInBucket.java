package io.sessionvault.writereport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.Encryption;
import io.sessionvault.compliance.AccountSweep.RegionSweep;
import io.sessionvault.compliance.AccountSweep.SessionCount;
import io.sessionvault.compliance.AccountSweep.SessionDay;
import io.sessionvault.compliance.ListedAccount;
import io.sessionvault.compliance.LogSweep;
import io.sessionvault.compliance.LogSweep.VerdictCount;
import io.sessionvault.compliance.Run;
import io.sessionvault.compliance.VaultSweep;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.rule.VaultNames;
import io.sessionvault.vault.KeyArn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run as the state machine leaves it: its state, and its results in the reports bucket. At first
/// two accounts were swept, one batch of logs was judged, and all is well.
final class RunInBucket {
    static final AccountId VAULT = new AccountId("310987654321");
    static final AccountId MEMBER = new AccountId("410987654321");
    static final AccountId GONE = new AccountId("510987654321");
    static final RegionName IRELAND = new RegionName("eu-west-1");
    static final String ONBOARD_ACCOUNT =
            "arn:aws:lambda:eu-central-1:310987654321:function:session-vault-OnboardAccount:live";
    static final VaultNames NAMES =
            new VaultNames(
                    "session-vault",
                    KeyArn.parse("arn:aws:kms:eu-central-1:310987654321:key/mrk-1"),
                    ONBOARD_ACCOUNT);
    static final String ORGANIZATION = "o-sv4exmpl01";
    static final Instant STARTED = Instant.parse("2026-11-24T03:00:00Z");

    final BucketInMemory s3;
    final ObjectNode state = ComplianceJson.MAPPER.createObjectNode();
    private final ArrayNode accountsDone = ComplianceJson.MAPPER.createArrayNode();
    private final ArrayNode accountsFailed = ComplianceJson.MAPPER.createArrayNode();
    private final ArrayNode logsDone = ComplianceJson.MAPPER.createArrayNode();
    private final ArrayNode logsFailed = ComplianceJson.MAPPER.createArrayNode();
    private final ArrayNode logsPending = ComplianceJson.MAPPER.createArrayNode();
    private final ArrayNode listed = ComplianceJson.MAPPER.createArrayNode();
    private final Run run;

    RunInBucket(BucketInMemory s3, String id, Instant startedAt, @Nullable String previous) {
        this.s3 = s3;
        this.run =
                new Run(
                        id,
                        startedAt,
                        Mode.PLAN,
                        Run.LogScope.ALL,
                        previous == null ? null : Instant.parse("2026-11-23T03:00:00Z"),
                        previous,
                        List.of(),
                        null);
        state.set("run", json(run));
        state.set("swept", mapState("accounts"));
        state.set("judged", mapState("logs"));
        state.set("vault", json(new VaultSweep(List.of(), true, null)));
    }

    static RunInBucket first(BucketInMemory s3) {
        return new RunInBucket(s3, "run-1", STARTED, null);
    }

    /// The first run of an organization in which all is well.
    static RunInBucket wellIn(BucketInMemory s3) {
        return first(s3).well(VAULT).well(MEMBER).batch("k1", new VerdictCount(5, 0, 1, 0, 0));
    }

    RunInBucket well(AccountId account) {
        return sweep(account, Coverage.COVERED);
    }

    RunInBucket sweep(AccountId account, Coverage coverage, LocatedFinding... findings) {
        SessionCount sessions = new SessionCount(3, 0, 1, 2);
        return list(account)
                .swept(
                        account,
                        text(
                                new AccountSweep(
                                        account,
                                        coverage,
                                        null,
                                        List.of(
                                                new RegionSweep(
                                                        IRELAND,
                                                        coverage,
                                                        Encryption.WAITING,
                                                        sessions)),
                                        List.of(
                                                new SessionDay(
                                                        LocalDate.parse("2026-11-23"), sessions)),
                                        List.of(),
                                        Arrays.asList(findings))));
    }

    RunInBucket list(AccountId account) {
        listed.add(json(new ListedAccount(account, "name of " + account, AccountState.ACTIVE)));
        return this;
    }

    /// A child execution that answered, whatever it is.
    RunInBucket swept(AccountId account, @Nullable String output) {
        child(accountsDone, accountInput(account), "sweep-of-" + account).put("Output", output);
        return this;
    }

    RunInBucket sweepFailed(String input, @Nullable String error, @Nullable String cause) {
        child(accountsFailed, input, "failed-sweep")
                .put("Status", "TIMED_OUT")
                .put("Error", error)
                .put("Cause", cause);
        return this;
    }

    RunInBucket batch(String firstKey, VerdictCount count, LocatedFinding... findings) {
        return judged(
                firstKey,
                text(
                        new LogSweep(
                                count,
                                Arrays.asList(findings),
                                new LogSweep.KeyRange(firstKey, null))));
    }

    RunInBucket judged(String firstKey, String output) {
        child(logsDone, batchInput(firstKey), "batch").put("Output", output);
        return this;
    }

    RunInBucket batchFailed(String input, String error) {
        child(logsFailed, input, "failed-batch").put("Error", error);
        return this;
    }

    RunInBucket batchPending(String firstKey) {
        child(logsPending, batchInput(firstKey), "pending-batch");
        return this;
    }

    RunInBucket vault(LocatedFinding... findings) {
        state.set("vault", json(new VaultSweep(Arrays.asList(findings), true, null)));
        return this;
    }

    RunInBucket vaultBeginsWith(@Nullable String firstObject) {
        state.set("vault", json(new VaultSweep(List.of(), true, firstObject)));
        return this;
    }

    /// Puts everything into the bucket and hands over the state.
    RunOutput output() {
        s3.with(run.folder() + "accounts.json", listed.toString());
        state.putObject("listed")
                .put("bucket", BucketInMemory.NAME)
                .put("key", run.folder() + "accounts.json")
                .put("count", listed.size());
        write("accounts", accountsDone, accountsFailed, ComplianceJson.MAPPER.createArrayNode());
        write("logs", logsDone, logsFailed, logsPending);
        try {
            return RunOutput.read(input(state.toString()));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static InputStream input(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    static LocatedFinding unlogged(String session) {
        return new LocatedFinding(
                Rule.SESSION_UNLOGGED,
                MEMBER,
                IRELAND,
                session,
                "no log of ada on i-0a1b",
                Instant.parse("2026-11-23T12:00:00Z"));
    }

    static String accountInput(AccountId account) {
        return "{\"run\":{},\"account\":{\"id\":\"" + account + "\"}}";
    }

    static String batchInput(String firstKey) {
        return "{\"BatchInput\":{\"run\":{}},\"Items\":[{\"key\":\""
                + firstKey
                + "\",\"lastModified\":1763950000},{\"key\":\"other\",\"lastModified\":1}]}";
    }

    static String text(Object value) {
        try {
            return ComplianceJson.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static JsonNode json(Object value) {
        return ComplianceJson.MAPPER.valueToTree(value);
    }

    private ObjectNode mapState(String part) {
        ObjectNode output = ComplianceJson.MAPPER.createObjectNode();
        output.put("MapRunArn", "arn:aws:states:eu-central-1:310987654321:mapRun:m/" + part + ":1")
                .putObject("ResultWriterDetails")
                .put("Bucket", BucketInMemory.NAME)
                .put("Key", folder(part) + "manifest.json");
        return output;
    }

    String folder(String part) {
        return run.folder() + part + "/0f3c/";
    }

    private static ObjectNode child(ArrayNode file, String input, String name) {
        ObjectNode child = file.addObject();
        child.put("ExecutionArn", "arn:aws:states:eu-central-1:310987654321:execution:m/p:" + name)
                .put("Input", input)
                .put("Name", name)
                .put("Status", "SUCCEEDED");
        child.putObject("InputDetails").put("Included", true);
        return child;
    }

    private void write(String part, ArrayNode done, ArrayNode failed, ArrayNode pending) {
        ObjectNode manifest = ComplianceJson.MAPPER.createObjectNode();
        manifest.put("DestinationBucket", BucketInMemory.NAME);
        ObjectNode files = manifest.putObject("ResultFiles");
        file(files, part, "FAILED", failed);
        file(files, part, "PENDING", pending);
        file(files, part, "SUCCEEDED", done);
        s3.with(folder(part) + "manifest.json", manifest.toString());
    }

    private void file(ObjectNode files, String part, String status, ArrayNode children) {
        ArrayNode list = files.putArray(status);
        if (!children.isEmpty()) {
            String key = folder(part) + status + "_0.json";
            list.addObject().put("Key", key).put("Size", children.toString().length());
            s3.with(key, children.toString());
        }
    }
}

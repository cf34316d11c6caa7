package io.sessionvault.writereport;

import static io.sessionvault.writereport.RunInBucket.GONE;
import static io.sessionvault.writereport.RunInBucket.MEMBER;
import static io.sessionvault.writereport.RunInBucket.VAULT;
import static io.sessionvault.writereport.RunInBucket.accountInput;
import static io.sessionvault.writereport.RunInBucket.batchInput;
import static io.sessionvault.writereport.RunInBucket.text;
import static io.sessionvault.writereport.RunInBucket.unlogged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.account.AccountId;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.LogSweep;
import io.sessionvault.compliance.LogSweep.VerdictCount;
import io.sessionvault.compliance.VaultSweep;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.report.Failure;
import io.sessionvault.report.RunResults;
import io.sessionvault.report.RunResults.AccountResults;
import io.sessionvault.report.RunResults.LogResults;
import io.sessionvault.report.RunResults.LostItem;
import io.sessionvault.report.RunResults.VaultResult;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultReaderTest {
    private static final VerdictCount FIVE = new VerdictCount(5, 0, 1, 0, 0);

    private final BucketInMemory s3 = new BucketInMemory();
    private final RunInBucket run = RunInBucket.first(s3);

    @Test
    void readsEveryResultOfEveryPart() {
        LocatedFinding log = new LocatedFinding(Rule.LOG_EMPTY, MEMBER, null, "k1", "0 bytes");
        LocatedFinding lock = new LocatedFinding(Rule.VAULT_LOCK, null, null, "b", "no lock");
        run.well(VAULT)
                .sweep(MEMBER, Coverage.NOT_COVERED, unlogged("ada-1"))
                .batch("k1", FIVE, log)
                .batch("k2", new VerdictCount(1, 2, 3, 4, 5))
                .vault(lock);

        RunResults results = read();

        assertThat(results.organization()).isEqualTo("o-sv4exmpl01");
        assertThat(results.listed()).hasSize(2);
        AccountResults.Swept accounts = (AccountResults.Swept) results.accounts();
        assertThat(accounts.sweeps())
                .extracting(AccountSweep::account)
                .containsExactlyInAnyOrder(VAULT, MEMBER);
        assertThat(accounts.sweeps().getLast().findings()).containsExactly(unlogged("ada-1"));
        assertThat(accounts.failures()).isEmpty();
        assertThat(accounts.lost()).isEmpty();
        assertThat(results.logs())
                .isEqualTo(
                        new LogResults.Judged(
                                new VerdictCount(6, 2, 4, 4, 5), List.of(log), List.of()));
        assertThat(results.vault())
                .isEqualTo(new VaultResult.Checked(new VaultSweep(List.of(lock), true, null)));
    }

    @Test
    void readsResultsThatWereTooLargeToBeHandedOn() {
        LogSweep large =
                new LogSweep(
                        FIVE,
                        List.of(new LocatedFinding(Rule.LOG_KEY, null, null, "k", "x")),
                        new LogSweep.KeyRange("k", null));
        s3.with("runs/run-1/results/logs/a.json", text(large))
                .with("runs/run-1/results/vault.json", text(new VaultSweep(List.of(), true, null)));
        run.judged("k1", "{\"stored\":\"runs/run-1/results/logs/a.json\"}");
        run.state.putObject("vault").put("stored", "runs/run-1/results/vault.json");

        RunResults results = read();

        assertThat(results.logs())
                .isEqualTo(new LogResults.Judged(FIVE, large.findings(), List.of()));
        assertThat(results.vault())
                .isEqualTo(new VaultResult.Checked(new VaultSweep(List.of(), true, null)));
    }

    @Test
    void keepsTheErrorOfEachItemThatFailed() {
        run.list(MEMBER)
                .sweepFailed(
                        accountInput(MEMBER),
                        "AccountUnsweptException",
                        "{\"errorMessage\":\"role is gone\",\"errorType\":\"x\",\"stackTrace\":[]}")
                .sweepFailed("not JSON", null, null)
                .batchFailed(batchInput("222/a.log"), "States.Timeout")
                .batchFailed("{}", "Lambda.Unknown")
                .batchPending("222/z.log");

        RunResults results = read();

        AccountResults.Swept accounts = (AccountResults.Swept) results.accounts();
        assertThat(accounts.failures())
                .containsOnlyKeys(MEMBER)
                .containsValue(new Failure("AccountUnsweptException", "role is gone"));
        assertThat(accounts.lost())
                .containsExactly(new LostItem("failed-sweep", new Failure("TIMED_OUT", "")));
        assertThat(((LogResults.Judged) results.logs()).lost())
                .containsExactlyInAnyOrder(
                        new LostItem("222/a.log", new Failure("States.Timeout", "")),
                        new LostItem("failed-batch", new Failure("Lambda.Unknown", "")),
                        new LostItem(
                                "222/z.log",
                                new Failure(
                                        "Pending",
                                        "the run ended before this item was worked on")));
    }

    /// An emulator, or a listing that went wrong: the map succeeded and did nothing.
    @Test
    void anEmptyResultOfABucketThatIsNotEmptyIsALostPart() {
        run.well(VAULT).vaultBeginsWith("111/a.log");

        assertThat(((LogResults.Judged) read().logs()).lost())
                .extracting(LostItem::item)
                .containsExactly("111/a.log");
    }

    @Test
    void aBatchThatLeftNoTraceIsALostPart() {
        run.well(VAULT)
                .vaultBeginsWith("111/a.log")
                .judged(
                        "111/a.log",
                        text(
                                new LogSweep(
                                        FIVE,
                                        List.of(),
                                        new LogSweep.KeyRange("111/a.log", "111/c.log"))));

        assertThat(((LogResults.Judged) read().logs()).lost())
                .extracting(LostItem::item)
                .containsExactly("111/c.log");
    }

    /// What a batch looked at behind its last key counts up to where the next one begins.
    @Test
    void countsNoKeyForTwoBatches() {
        LocatedFinding lost = unlogged("111/b.log");
        LocatedFinding twice = unlogged("111/d.log");
        run.well(VAULT)
                .vaultBeginsWith("111/a.log")
                .judged(
                        "111/a.log",
                        text(
                                new LogSweep(
                                        FIVE,
                                        List.of(),
                                        new LogSweep.KeyRange("111/a.log", "111/e.log"),
                                        List.of(
                                                new LogSweep.Behind(
                                                        "111/b.log", FIVE, List.of(lost)),
                                                new LogSweep.Behind(
                                                        "111/d.log", FIVE, List.of(twice))))))
                .judged(
                        "111/c.log",
                        text(
                                new LogSweep(
                                        FIVE,
                                        List.of(twice),
                                        new LogSweep.KeyRange("111/c.log", null))));

        LogResults.Judged judged = (LogResults.Judged) read().logs();

        assertThat(judged.lost()).isEmpty();
        assertThat(judged.findings()).containsExactlyInAnyOrder(lost, twice);
        assertThat(judged.count().compliant()).isEqualTo(3 * FIVE.compliant());
    }

    @Test
    void anEmptyResultOfAnEmptyBucketIsWhatThereWasToDo() {
        run.well(VAULT).vaultBeginsWith(null);

        assertThat(((LogResults.Judged) read().logs()).lost()).isEmpty();
    }

    /// AWS does not say what a map does with an empty listing: it may succeed, with or without a
    /// manifest of its results, or fail because its reader found nothing.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Error\":\"States.ItemReaderFailed\",\"Cause\":\"no items\"}",
                "{\"Error\":\"States.Runtime\",\"Cause\":\"nothing to iterate over\"}",
                "{\"MapRunArn\":\"arn\"}",
                "[]",
            })
    void whateverAMapMakesOfAnEmptyBucketIsWhatThereWasToDo(String judged) throws Exception {
        run.well(VAULT).vaultBeginsWith(null);
        run.state.set("judged", ComplianceJson.MAPPER.readTree(judged));

        assertThat(read().logs())
                .isEqualTo(new LogResults.Judged(VerdictCount.NONE, List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"findings\":[],\"isListed\":true,\"firstObject\":\"111/a.log\"}",
                "{\"findings\":[],\"isListed\":false,\"firstObject\":null}",
                "{\"Error\":\"States.Timeout\",\"Cause\":\"\"}",
            })
    void aMapThatFailedIsALostPartWhereNobodySawAnEmptyBucket(String vault) throws Exception {
        run.well(VAULT);
        run.state.putObject("judged").put("Error", "States.ItemReaderFailed");
        run.state.set("vault", ComplianceJson.MAPPER.readTree(vault));

        assertThat(read().logs()).isInstanceOf(LogResults.AllLost.class);
    }

    @Test
    void cutsCausesThatAreLong() {
        run.sweepFailed(accountInput(MEMBER), "E", "x".repeat(30_000));

        assertThat(((AccountResults.Swept) read().accounts()).failures().values())
                .singleElement()
                .satisfies(failure -> assertThat(failure.cause()).hasSize(503).endsWith("x..."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "{}",
                "null",
                "[]",
                "{\"account\":\"410987654321\",\"coverage\":\"GREEN\",\"regions\":[],\"days\":[],"
                        + "\"repairs\":[],\"findings\":[]}",
                "{\"account\":\"410987654321\",\"regions\":[],\"days\":[],\"repairs\":[],"
                        + "\"findings\":[]}",
                "{\"account\":\"410987654321\",\"coverage\":\"COVERED\",\"regions\":[],\"days\":[],"
                        + "\"repairs\":[],\"findings\":[{\"rule\":\"LOG-KEY\",\"detail\":\"x\"}]}",
                "{\"stored\":\"runs/run-1/results/gone.json\"}",
            })
    void anAnswerThatIsNoSweepIsAFailureOfItsAccount(String output) {
        run.list(MEMBER).swept(MEMBER, output);

        AccountResults.Swept accounts = (AccountResults.Swept) read().accounts();

        assertThat(accounts.sweeps()).isEmpty();
        assertThat(accounts.failures()).containsOnlyKeys(MEMBER);
        assertThat(accounts.failures().values())
                .allSatisfy(failure -> {
                    assertThat(failure.error()).isEqualTo("Unreadable");
                    assertThat(failure.cause()).isNotBlank();
                });
    }

    @Test
    void aChildWithoutOutputIsAFailureOfItsAccount() {
        run.swept(MEMBER, null);

        assertThat(((AccountResults.Swept) read().accounts()).failures())
                .containsEntry(MEMBER, new Failure("Unreadable", "it has no output"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"findings\":[]}", "{\"count\":{\"compliant\":\"many\"}}"})
    void anAnswerThatIsNoLogSweepIsALostBatch(String output) {
        run.judged("222/a.log", output);

        assertThat(((LogResults.Judged) read().logs()).lost())
                .singleElement()
                .extracting(LostItem::item)
                .isEqualTo("222/a.log");
    }

    @Test
    void aFileThatBreaksOffIsLostAndWhatItHeldIsKept() {
        run.well(VAULT).well(MEMBER);
        RunOutput output = run.output();
        String key = run.folder("accounts") + "SUCCEEDED_0.json";
        s3.with(key, s3.text(key).substring(0, s3.text(key).length() - 40));

        AccountResults.Swept accounts = (AccountResults.Swept) read(output).accounts();

        assertThat(accounts.sweeps()).extracting(AccountSweep::account).containsExactly(VAULT);
        assertThat(accounts.lost()).extracting(LostItem::item).containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "", "[{\"Name\":\"a\"},7]"})
    void aFileThatHoldsSomethingElseIsLost(String content) {
        run.well(VAULT);
        RunOutput output = run.output();
        String key = run.folder("accounts") + "SUCCEEDED_0.json";
        s3.with(key, content);

        assertThat(((AccountResults.Swept) read(output).accounts()).lost())
                .extracting(LostItem::item)
                .contains(key);
    }

    @Test
    void aFileThatIsGoneIsLost() {
        run.batch("k1", FIVE);
        RunOutput output = run.output();
        s3.objects.remove(run.folder("logs") + "SUCCEEDED_0.json");

        assertThat(((LogResults.Judged) read(output).logs()).lost())
                .containsExactly(
                        new LostItem(
                                run.folder("logs") + "SUCCEEDED_0.json",
                                new Failure("Unreadable", "it is gone")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not JSON", "{}", "{\"ResultFiles\":[]}"})
    void withoutAManifestNothingIsKnown(String manifest) {
        RunOutput output = run.well(VAULT).output();
        s3.with(run.folder("accounts") + "manifest.json", manifest);
        s3.objects.remove(run.folder("logs") + "manifest.json");

        RunResults results = read(output);

        assertThat(results.accounts()).isInstanceOf(AccountResults.AllLost.class);
        assertThat(results.logs())
                .isEqualTo(
                        new LogResults.AllLost(
                                new Failure(
                                        "Unreadable",
                                        "runs/run-1/logs/0f3c/manifest.json is gone")));
    }

    @Test
    void keepsTheErrorOfAPartThatFailedAsAWhole() {
        Failure failure = new Failure("States.ItemReaderFailed", "no such bucket");
        for (String part : List.of("swept", "judged", "vault")) {
            run.state.putObject(part).put("Error", failure.error()).put("Cause", failure.cause());
        }

        RunResults results = read();

        assertThat(results.accounts()).isEqualTo(new AccountResults.AllLost(failure));
        assertThat(results.logs()).isEqualTo(new LogResults.AllLost(failure));
        assertThat(results.vault()).isEqualTo(new VaultResult.Lost(failure));
    }

    @Test
    void aPartOfWhichThereIsNothingAtAllIsAFailure() {
        run.state.remove(List.of("swept", "judged", "vault"));

        RunResults results = read();

        assertThat(results.accounts()).isInstanceOf(AccountResults.AllLost.class);
        assertThat(results.logs()).isInstanceOf(LogResults.AllLost.class);
        assertThat(results.vault()).isInstanceOf(VaultResult.Lost.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"findings\":null}", "{\"stored\":\"gone\"}"})
    void anAnswerThatIsNoSweepOfTheVaultIsAFailure(String answer) throws Exception {
        run.state.set("vault", ComplianceJson.MAPPER.readTree(answer));

        assertThat(read().vault()).isInstanceOf(VaultResult.Lost.class);
    }

    @Test
    void failsWithoutTheListOfAccounts() {
        RunOutput output = run.well(VAULT).output();
        s3.with("runs/run-1/accounts.json", "[]");
        assertThatThrownBy(() -> read(output))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("runs/run-1/accounts.json lists 0 accounts and not the 1 of this run");

        s3.with("runs/run-1/accounts.json", "{}");
        assertThatThrownBy(() -> read(output)).hasMessageContaining("is no list of accounts");

        s3.objects.remove("runs/run-1/accounts.json");
        assertThatThrownBy(() -> read(output)).hasMessageContaining("is gone");
    }

    @Test
    void readsThousandsOfChildren() {
        IntStream.range(0, 3_000).forEach(i -> run.batch("k" + i, new VerdictCount(1, 0, 0, 0, 0)));
        IntStream.range(0, 500)
                .mapToObj("%012d"::formatted)
                .forEach(id -> run.well(new AccountId(id)));
        run.list(GONE);

        RunResults results = read();

        assertThat(((LogResults.Judged) results.logs()).count().compliant()).isEqualTo(3_000);
        assertThat(((AccountResults.Swept) results.accounts()).sweeps()).hasSize(500);
        assertThat(results.listed()).hasSize(501);
    }

    private RunResults read() {
        return read(run.output());
    }

    private RunResults read(RunOutput output) {
        return new ResultReader(s3.bucket(), RunInBucket.ORGANIZATION).read(output);
    }
}

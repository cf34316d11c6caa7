package io.sessionvault.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.aws.fault.RecordedCall;
import io.sessionvault.local.lambda.FunctionPool;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.LogPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Events of accounts' lives come twice, late and in any order: an account ends as it should be by
/// what the organization says of it, not by what an event said once.
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArrivalAccountsTest {
    @RegisterExtension static final ArrivalSeed SEED = new ArrivalSeed();

    private static final int AT_ONCE = 100;
    private static final int INSTANCES = 3;
    private static final int ATTEMPTS = 10;

    /// Events about one account, each with the id that stands in its file.
    private static final Map<String, String> LIFE =
            Map.of(
                    "create-account-succeeded", "410987654321",
                    "account-joined", "510987654321",
                    "invitation-accepted", "510987654321",
                    "control-tower-account-updated", "610987654321",
                    "account-closed", "410987654321",
                    "account-departed", "510987654321");

    private final Random random = SEED.random();
    private final ArrivalVault vault = new ArrivalVault().routingEvents();

    @BeforeEach
    void forget() {
        vault.forget();
    }

    @AfterAll
    void close() {
        vault.close();
    }

    @Test
    void governsAnAccountOnceWhenItsEventComesAHundredTimesAtOnce() throws Exception {
        AccountId once = vault.member("once");
        vault.settle(ArrivalVault.ONBOARDING);
        AccountId member = vault.member("many");
        String event = event("create-account-succeeded", member);
        vault.purge(ArrivalVault.ONBOARDING);

        try (FunctionPool pool = vault.running.pool(ArrivalVault.ONBOARDING, INSTANCES);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<JsonNode> delivery = () -> untilAnswered(pool, event);
            for (Future<JsonNode> each :
                    threads.invokeAll(Collections.nCopies(AT_ONCE, delivery))) {
                assertThat(each.get().path("results"))
                        .singleElement()
                        .satisfies(result ->
                                assertThat(result.path("status").asText()).isEqualTo("GOVERNED"));
            }
        }

        assertThat(vault.faults(member)).isEmpty();
        assertThat(versionsOfThePolicy(member)).isEqualTo(1);
        assertThat(versionsOfDocuments(member)).containsOnly("1");
        Map<String, Long> needed = successfulWrites(once);
        Map<String, Long> made = successfulWrites(member);
        // To attach a policy twice is no error and changes nothing: instances may race for it.
        assertThat(made.remove("AttachRolePolicy"))
                .isBetween(needed.remove("AttachRolePolicy"), (long) INSTANCES);
        assertThat(made).isEqualTo(needed);
    }

    @Test
    void endsInWhatTheOrganizationSaysWhateverEventsComeInWhateverOrder() {
        Map<AccountId, Integer> closedAt = new HashMap<>();
        List<AccountId> members = new ArrayList<>();
        AccountId stranger = new AccountId("910987654321");
        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(6)) {
                case 0 -> members.add(vault.member("account-" + members.size()));
                case 1 ->
                        members.stream()
                                .filter(member -> !closedAt.containsKey(member))
                                .skip(random.nextInt(3))
                                .findFirst()
                                .ifPresent(member -> closedAt.put(member, closeAccount(member)));
                case 2, 3 -> vault.running.poll(ArrivalVault.ONBOARDING);
                default -> {
                    List<AccountId> all = new ArrayList<>(members);
                    all.add(stranger);
                    publishSomething(all.get(random.nextInt(all.size())));
                }
            }
        }
        List<RecordedCall> until = vault.aws().calls().list();

        vault.settle(ArrivalVault.ONBOARDING);

        assertThat(vault.held(vault.deadLetters(ArrivalVault.ONBOARDING))).isZero();
        assertThat(until).isNotEmpty();
        List<RecordedCall> calls = vault.aws().calls().list();
        for (AccountId member : members) {
            if (closedAt.containsKey(member)) {
                assertThat(calls.subList(closedAt.get(member), calls.size()))
                        .as("writes in %s after it was closed, %s", member, SEED)
                        .noneMatch(call -> isWriteIn(member, call));
            } else {
                assertThat(vault.faults(member)).as("%s, %s", member, SEED).isEmpty();
                assertThat(versionsOfThePolicy(member)).as("%s, %s", member, SEED).isEqualTo(1);
            }
        }
        assertThat(calls).noneMatch(call -> call.operation().account().equals(stranger.value()));
    }

    /// As the sender of a direct event does.
    private static JsonNode untilAnswered(FunctionPool pool, String event) {
        InvocationResult result = pool.invoke(event);
        for (int i = 1; i < ATTEMPTS && result instanceof InvocationResult.Failed; i++) {
            result = pool.invoke(event);
        }
        return ArrivalVault.answer(result);
    }

    /// How many calls there had been before.
    private int closeAccount(AccountId member) {
        vault.accounts.organizations().closeAccount(ask -> ask.accountId(member.value()));
        return vault.aws().calls().list().size();
    }

    private void publishSomething(AccountId account) {
        List<String> files = LIFE.keySet().stream().sorted().toList();
        String event = event(files.get(random.nextInt(files.size())), account);
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            vault.running.bus().publish(event);
        }
    }

    private static String event(String file, AccountId account) {
        return VaultUnderTest.eventFile("onboard-account/" + file + ".json")
                .replace(LIFE.get(file), account.value());
    }

    private int versionsOfThePolicy(AccountId member) {
        String arn = "arn:aws:iam::" + member + ":policy/" + LogPolicy.NAME;
        return vault.iam(member).listPolicyVersions(ask -> ask.policyArn(arn)).versions().size();
    }

    private List<String> versionsOfDocuments(AccountId member) {
        return vault.regions.stream()
                .map(region ->
                        vault.ssm(member, region)
                                .describeDocument(ask -> ask.name(PreferencesDocument.NAME))
                                .document()
                                .latestVersion())
                .toList();
    }

    /// By whom the roles of the vault's functions were used, in the account.
    private Map<String, Long> successfulWrites(AccountId member) {
        return vault.aws().calls().writes().stream()
                .filter(call -> isWriteIn(member, call))
                .map(call -> call.operation().operation())
                .collect(
                        Collectors.groupingBy(
                                Function.identity(), TreeMap::new, Collectors.counting()));
    }

    private static boolean isWriteIn(AccountId member, RecordedCall call) {
        return call.isWrite()
                && call.status() == 200
                && call.operation().account().equals(member.value())
                && call.principal().contains(":assumed-role/");
    }
}

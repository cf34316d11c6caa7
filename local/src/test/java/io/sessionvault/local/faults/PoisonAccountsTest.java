package io.sessionvault.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.eventing.PollResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Poison among the messages of the onboarding: what does not say which account appeared is
/// acknowledged and changes nothing, and the accounts of the good ones are governed.
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoisonAccountsTest {
    @RegisterExtension static final ArrivalSeed SEED = new ArrivalSeed();

    /// Without one of these nobody can tell whether an account appeared, and which.
    private static final List<String> NEEDED =
            List.of(
                    "/source",
                    "/detail",
                    "/detail/eventName",
                    "/detail/serviceEventDetails",
                    "/detail/serviceEventDetails/createAccountStatus",
                    "/detail/serviceEventDetails/createAccountStatus/state",
                    "/detail/serviceEventDetails/createAccountStatus/accountId");

    private static final List<String> NOT_NEEDED =
            List.of("/detail-type", "/time", "/detail/userIdentity");

    private final ArrivalVault vault = new ArrivalVault();

    @AfterAll
    void close() {
        vault.close();
    }

    @Test
    void governsTheGoodAmongThePoisonAndChangesNothingForTheRest() {
        AccountId poisoned = vault.member("poisoned");
        AccountId good = vault.member("good");
        List<String> messages = new ArrayList<>(PoisonTexts.all(created(poisoned).toString()));
        for (String path : NEEDED) {
            PoisonField.of(created(poisoned), path)
                    .forEach(poison -> messages.add(poison.event().toString()));
        }
        for (String path : NOT_NEEDED) {
            PoisonField.of(created(good), path)
                    .forEach(poison -> messages.add(poison.event().toString()));
        }
        messages.addAll(PoisonTexts.padded(created(good).toString()));
        Collections.shuffle(messages, SEED.random());
        messages.forEach(message -> vault.send(ArrivalVault.ONBOARDING, message));

        List<PollResult> results = vault.drain(ArrivalVault.ONBOARDING);

        assertThat(results)
                .as("%s", SEED)
                .hasSameSizeAs(messages)
                .allSatisfy(result -> assertThat(result.batchFailure()).isEmpty());
        // What cannot be read comes back, and nothing of it is lost.
        long unreadable = results.stream().filter(result -> !result.failed().isEmpty()).count();
        assertThat(unreadable).as("%s", SEED).isPositive();
        assertThat(vault.faults(good)).as("%s", SEED).isEmpty();
        assertThat(vault.aws().calls().list())
                .as("%s", SEED)
                .noneMatch(call -> call.principal().contains(poisoned + ":assumed-role/"));
        assertThat(vault.held(vault.queue(ArrivalVault.ONBOARDING))).isEqualTo(unreadable);
        assertThat(vault.held(vault.deadLetters(ArrivalVault.ONBOARDING))).isZero();
    }

    private static JsonNode created(AccountId account) {
        return VaultUnderTest.json(
                VaultUnderTest.eventFile("onboard-account/create-account-succeeded.json")
                        .replace("410987654321", account.value()));
    }
}

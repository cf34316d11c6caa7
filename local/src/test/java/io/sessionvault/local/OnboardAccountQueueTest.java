package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.eventing.PollResult;
import io.sessionvault.local.organization.EventFiles;
import io.sessionvault.local.organization.GovernedCheck;
import io.sessionvault.local.template.PhysicalIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// The packaged onboarding function and its queue: what comes back, and what ends in the queue of dead
/// letters. Each test has a vault of its own, since hours pass in it.
class OnboardAccountQueueTest {
    private VaultUnderTest vault;

    @BeforeEach
    void deploy() {
        vault = new VaultUnderTest();
        vault.replicateSessionKey();
    }

    @AfterEach
    void close() {
        vault.close();
    }

    @Test
    void keepsTryingAnAccountThatLetsNobodyInForOverAnHourAndThenParksIt() {
        vault.aws()
                .faults()
                .deny(
                        CallMatcher.operation("sts", "AssumeRole")
                                .and(CallMatcher.account(vault.account.value())));
        AccountId member = vault.accounts.create("young");
        String queue = vault.template.physicalId("OnboardAccountQueue", PhysicalIds.REF);
        vault.stack.sqs().purgeQueue(ask -> ask.queueUrl(queue));
        vault.running
                .bus()
                .publish(new EventFiles(VaultUnderTest.REPOSITORY).accountCreated(member));
        Duration waited = Duration.ZERO;
        List<String> succeeded = new ArrayList<>();

        for (int attempt = 1; attempt <= 14; attempt++) {
            PollResult result = vault.running.poll("OnboardAccount");
            succeeded.addAll(result.succeeded());
            assertThat(result.failed()).hasSize(1);
            Duration step =
                    attempt > 5 ? Duration.ofMinutes(15) : Duration.ofSeconds(30L << (attempt - 1));
            vault.platform.pass(step.plusSeconds(1));
            waited = waited.plus(step);
        }
        PollResult after = vault.running.poll("OnboardAccount");

        assertThat(waited).isGreaterThan(Duration.ofHours(1));
        assertThat(succeeded).isEmpty();
        assertThat(after.received()).isEmpty();
        assertThat(deadLetters("OnboardAccountDeadLetters")).isEqualTo("1");
    }

    /// As AWS may send it: nobody knows where the id stands. The account is found by comparison.
    @Test
    void governsAnAccountThatTheEventDoesNotName() {
        AccountId member = vault.memberWithAgents("nameless");
        String queue = vault.template.physicalId("OnboardAccountQueue", PhysicalIds.REF);
        vault.stack.sqs().purgeQueue(ask -> ask.queueUrl(queue));
        JsonNode event =
                VaultUnderTest.json(
                        VaultUnderTest.eventFile("onboard-account/account-joined.json"));
        ((ObjectNode) event.path("detail")).remove("serviceEventDetails");
        vault.running.bus().publish(event.toString());

        for (int i = 0; i < 20; i++) {
            vault.running.poll("OnboardAccount");
        }

        assertThat(faults(member)).isEmpty();
    }

    @Test
    void aMessageThatNobodyCanReadEndsInTheDeadLetterQueue() {
        String queue = vault.template.physicalId("OnboardAccountQueue", PhysicalIds.REF);
        vault.stack.sqs().purgeQueue(ask -> ask.queueUrl(queue));
        String before = deadLetters("OnboardAccountDeadLetters");
        JsonNode event =
                VaultUnderTest.json(
                        VaultUnderTest.eventFile("onboard-account/create-account-succeeded.json"));
        ((ObjectNode) event.at("/detail/serviceEventDetails/createAccountStatus"))
                .remove("accountId");
        vault.running.bus().publish(event.toString());

        for (int attempt = 1; attempt <= 15; attempt++) {
            vault.running.poll("OnboardAccount");
            vault.platform.pass(Duration.ofMinutes(16));
        }

        assertThat(Integer.parseInt(deadLetters("OnboardAccountDeadLetters")))
                .isEqualTo(Integer.parseInt(before) + 1);
    }

    private List<String> faults(AccountId member) {
        return new GovernedCheck(vault.platform.endpoint(), vault.accounts, vault.template)
                .faults(member, vault.regions);
    }

    private String deadLetters(String queue) {
        String url = vault.template.physicalId(queue, PhysicalIds.REF);
        return vault.stack
                .sqs()
                .getQueueAttributes(ask ->
                        ask.queueUrl(url)
                                .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .attributes()
                .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "none");
    }
}

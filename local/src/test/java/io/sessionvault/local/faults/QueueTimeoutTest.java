package io.sessionvault.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.aws.fault.RecordedCall;
import io.sessionvault.local.eventing.PollResult;
import io.sessionvault.local.organization.RunningVault;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A function's time is over in the middle of its batch: the messages come back when their
/// visibility timeout is over, and none is lost.
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueueTimeoutTest {
    @RegisterExtension static final ArrivalSeed SEED = new ArrivalSeed();

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int BATCH = 100;

    private final ArrivalVault vault = new ArrivalVault().routingEvents();
    private final AccountId member = vault.member("payments");

    @BeforeEach
    void forget() {
        vault.forget();
    }

    @AfterAll
    void close() {
        vault.close();
    }

    @Test
    void judgesEveryLogOfABatchOfWhichSomeWereJudgedWhenTheTimeWasOver() {
        ArrivalLogs logs = new ArrivalLogs(vault, member, vault.member("shipping"), SEED.random());
        vault.purge(ArrivalVault.ONBOARDING);
        logs.upload(BATCH);
        vault.drain(ArrivalVault.CHECKING);
        long calls =
                vault.aws().calls().list().stream()
                        .filter(QueueTimeoutTest::isOfTheChecker)
                        .count();
        vault.forget();
        List<ArrivalVerdict> expected = logs.upload(BATCH);

        try (RunningVault hasty = vault.limitedTo(LIMIT)) {
            vault.freezeAt(
                    ArrivalVault.CHECKING,
                    call -> call.service().equals("s3"),
                    Math.toIntExact(calls * 3 / 4));
            PollResult interrupted = hasty.poll(ArrivalVault.CHECKING);
            vault.thaw(ArrivalVault.CHECKING);
            List<ArrivalVerdict> early = ArrivalVault.verdicts(hasty, versions(expected));

            assertThat(interrupted.batchFailure()).contains("timed out");
            assertThat(interrupted.failed()).hasSize(BATCH);
            assertThat(early).hasSizeLessThan(BATCH);
            assertThat(new HashSet<>(expected)).containsAll(early);
        }
        assertThat(vault.running.poll(ArrivalVault.CHECKING).received()).hasSizeLessThan(BATCH);
        vault.platform.pass(ArrivalVault.UNTIL_VISIBLE);
        List<PollResult> again = vault.drain(ArrivalVault.CHECKING);

        assertThat(again).allSatisfy(result -> assertThat(result.failed()).isEmpty());
        List<ArrivalVerdict> verdicts = vault.verdicts(vault.running, expected, expected.size());
        assertThat(verdicts).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(vault.held(vault.queue(ArrivalVault.CHECKING))).isZero();
        assertThat(vault.held(vault.deadLetters(ArrivalVault.CHECKING))).isZero();
    }

    @Test
    void governsEveryAccountOfAnEventOfWhichSomeWereGovernedWhenTheTimeWasOver() {
        List<AccountId> members = List.of(vault.member("a"), vault.member("b"), vault.member("c"));
        vault.purge(ArrivalVault.ONBOARDING);
        vault.running.bus().publish(landingZone(members));

        try (RunningVault hasty = vault.limitedTo(LIMIT)) {
            vault.freezeAt(
                    ArrivalVault.ONBOARDING,
                    call -> call.isWrite() && call.account().equals(members.get(1).value()),
                    2);
            PollResult interrupted = hasty.poll(ArrivalVault.ONBOARDING);
            vault.thaw(ArrivalVault.ONBOARDING);

            assertThat(interrupted.batchFailure()).contains("timed out");
            assertThat(interrupted.failed()).hasSize(1);
        }
        assertThat(vault.aws().calls().writes())
                .anyMatch(call -> isOfTheOnboarding(call, members.getFirst()))
                .noneMatch(call -> isOfTheOnboarding(call, members.getLast()));
        assertThat(vault.running.poll(ArrivalVault.ONBOARDING).received()).isEmpty();
        vault.platform.pass(ArrivalVault.UNTIL_VISIBLE);
        PollResult again = vault.running.poll(ArrivalVault.ONBOARDING);

        assertThat(again.succeeded()).hasSize(1);
        assertThat(members).allSatisfy(each -> assertThat(vault.faults(each)).isEmpty());
        assertThat(vault.held(vault.queue(ArrivalVault.ONBOARDING))).isZero();
        assertThat(vault.held(vault.deadLetters(ArrivalVault.ONBOARDING))).isZero();
    }

    private static boolean isOfTheOnboarding(RecordedCall call, AccountId member) {
        return call.principal().contains(member + ":assumed-role/");
    }

    private static boolean isOfTheChecker(RecordedCall call) {
        return call.operation().service().equals("s3") && call.principal().contains("CheckLog");
    }

    private static Set<String> versions(List<ArrivalVerdict> verdicts) {
        return verdicts.stream().map(ArrivalVerdict::versionId).collect(Collectors.toSet());
    }

    private static String landingZone(List<AccountId> members) {
        JsonNode event =
                VaultUnderTest.json(
                        VaultUnderTest.eventFile(
                                "onboard-account/control-tower-landing-zone-set-up.json"));
        var status = (ObjectNode) event.at("/detail/serviceEventDetails/setupLandingZoneStatus");
        var accounts = status.putArray("accounts");
        members.forEach(member -> accounts.addObject().put("accountId", member.value()));
        return event.toString();
    }
}

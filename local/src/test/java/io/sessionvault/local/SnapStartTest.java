package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.aws.fault.RecordedCall;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.lambda.Launch;
import io.sessionvault.local.organization.RunningVault;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The functions as SnapStart restores them, as far as one process can play that.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnapStartTest {
    private VaultUnderTest vault;
    private RunningVault restored;

    @BeforeAll
    void setUp() {
        vault = new VaultUnderTest();
        restored =
                new RunningVault(
                        VaultUnderTest.REPOSITORY,
                        vault.platform.endpoint(),
                        vault.stack,
                        vault.account,
                        VaultUnderTest.HOME,
                        UnaryOperator.identity(),
                        module -> new Launch.SnapStart(new Launch.Jvm(List.of(), List.of())));
    }

    @AfterAll
    void tearDown() {
        restored.close();
        vault.close();
    }

    @Test
    void theLogCheckOnlyReadsBeforeItsSnapshot() {
        assertThat(callsBeforeTheSnapshot("CheckLog"))
                .containsExactly("s3:HeadObject", "s3:GetObject", "organizations:DescribeAccount");
        assertThat(restored.log("CheckLog").lines())
                .anyMatch(line -> line.contains("path walked before the snapshot"))
                .noneMatch(line -> line.contains("\"log\":{"));

        String foreign = VaultUnderTest.eventFile("check-log/other-prefix.json");
        assertThat(restored.invoke("CheckLog", foreign))
                .isInstanceOfSatisfying(
                        InvocationResult.Answered.class,
                        answered -> assertThat(answered.body()).contains("\"verdict\":\"Not"));
    }

    @Test
    void theOnboardingOnlyReadsBeforeItsSnapshot() {
        assertThat(callsBeforeTheSnapshot("OnboardAccount"))
                .containsExactly("organizations:DescribeAccount");
        assertThat(restored.log("OnboardAccount").lines())
                .anyMatch(line -> line.contains("path walked before the snapshot"));

        vault.request(vault.account, "apply");
        InvocationResult planned =
                restored.invoke(
                        "OnboardAccount", VaultUnderTest.request(vault.account.value(), "plan"));

        assertThat(((InvocationResult.Answered) planned).body()).contains("nothing to change");
    }

    @Test
    void aFailureBeforeTheSnapshotFailsNoFunction() {
        vault.aws()
                .faults()
                .fail(call -> call.service().equals("organizations"), "AccessDenied", 403, 100);
        restored.function("OnboardAccount").kill();
        restored.function("OnboardAccount").start();
        vault.aws().faults().clear();

        assertThat(restored.log("OnboardAccount").lines())
                .anyMatch(line -> line.contains("path could not be walked before the snapshot"));
        String plan = VaultUnderTest.request(vault.account.value(), "plan");
        assertThat(restored.invoke("OnboardAccount", plan))
                .isInstanceOf(InvocationResult.Answered.class);
    }

    private List<String> callsBeforeTheSnapshot(String function) {
        restored.function(function).kill();
        vault.aws().calls().clear();
        restored.function(function).start();
        List<RecordedCall> calls = vault.aws().calls().list();
        assertThat(calls).noneMatch(RecordedCall::isWrite);
        return calls.stream()
                .map(call -> call.operation().service() + ":" + call.operation().operation())
                .map(Objects::requireNonNull)
                .toList();
    }
}

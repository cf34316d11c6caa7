package io.sessionvault.reconcile;

import static io.sessionvault.reconcile.Judged.CORE;
import static io.sessionvault.reconcile.Judged.allow;
import static io.sessionvault.reconcile.Judged.trust;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.reconcile.ObservedIdentity.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which roles run the agent: those that something may carry it with, unless it is shown that they
/// cannot.
class AgentRolesTest {
    private static final String ECS =
            trust("'Service': 'ecs-tasks.amazonaws.com'", "'sts:AssumeRole'");
    private static final String HYBRID =
            trust("'Service': 'ssm.amazonaws.com'", "'sts:AssumeRole'");
    private static final String EXECS = allow("'ssmmessages:*'", "'*'");

    private final Judged account = new Judged(Desires.member(SessionEncryption.WHEN_SAFE));

    @ParameterizedTest
    @CsvSource({
        "ecs-tasks.amazonaws.com, true",
        "ssm.amazonaws.com,       true",
        "codebuild.amazonaws.com, true",
        "sagemaker.amazonaws.com, true",
        "lambda.amazonaws.com,    false",
        "ec2.amazonaws.com,       false",
    })
    void whoMayAssumeItDecides(String service, boolean isAgent) {
        account.role(
                "app",
                trust("'Service': '%s'".formatted(service), "'sts:AssumeRole'"),
                Map.of(),
                EXECS);

        assertThat(names()).hasSize(isAgent ? 1 : 0);
    }

    @Test
    void aTasksRoleThatCannotOpenAChannelIsNoAgent() {
        account.role("app", ECS, Map.of(), allow("'s3:*'", "'*'"));

        assertThat(names()).isEmpty();
    }

    @Test
    void aRoleThatIsDeniedTheAgentForCertainIsNoAgent() {
        account.role(
                "app",
                HYBRID,
                Map.of(),
                CORE,
                "{'Effect': 'Deny', 'Action': '*', 'Resource': '*'}");

        assertThat(names()).isEmpty();
    }

    @Test
    void aBoundaryThatLeavesTheAgentOutMakesItNoAgent() {
        account.role("app", HYBRID, Optional.of(allow("'s3:*'", "'*'")), Map.of(), CORE);

        assertThat(names()).isEmpty();
    }

    @Test
    void aRoleThatMayRunTheAgentUnderSomeConditionIsOne() {
        account.role(
                "app",
                HYBRID,
                Map.of(),
                "{'Effect': 'Allow', 'Action': 'ssmmessages:*', 'Resource': '*', 'Condition':"
                        + " {'StringEquals': {'aws:SourceVpc': 'vpc-1'}}}");

        assertThat(names()).containsExactly("app");
    }

    @Test
    void aServiceControlPolicyThatDeniesTheAgentLeavesItOne() {
        account.role("app", ECS, Map.of(), EXECS)
                .level(
                        "root r-1",
                        "{'Effect': 'Deny', 'Action': 'ssmmessages:*', 'Resource': '*'}");

        assertThat(names()).containsExactly("app");
    }

    @Test
    void aTasksRoleGetsThePolicyAndHoldsNothingBackForWantOfIt() {
        account.role("app", ECS, Map.of(), EXECS);

        Plan plan = account.plan();

        assertThat(plan.identity())
                .extracting(Change::summary)
                .containsExactly("role app: attach policy SessionVaultLogWriter");
        assertThat(PlanText.lines(plan)).noneMatch(line -> line.startsWith("! "));
        assertThat(plan.obstacles())
                .singleElement()
                .asString()
                .startsWith("BLOCKED role app cannot kms:Decrypt, kms:GenerateDataKey, s3:");
    }

    @Test
    void whatThePolicyWillNotBringIsSaidBeforeItIsAttached() {
        account.role("app", ECS, Optional.of(allow("'ssmmessages:*'", "'*'")), Map.of(), EXECS);

        assertThat(PlanText.lines(account.plan()))
                .anyMatch(line ->
                        line.startsWith("! BLOCKED role app cannot ")
                                && line.contains(
                                        "no statement of its permissions boundary, policy Limits,"
                                                + " allows it"));
    }

    private List<String> names() {
        return ((Observation.Seen<ObservedIdentity>) account.observed().identity())
                .value().roles().stream().map(Role::name).toList();
    }
}

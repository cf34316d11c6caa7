package io.sessionvault.reconcile;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.reconcile.Change.Sign;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    private static final LogPermission DECRYPT =
            new LogPermission("kms:Decrypt", "key", Optional.of(IRELAND));

    @Test
    void showsEveryKindOfChange() {
        Plan plan =
                new Plan(
                        List.of(
                                new Change.CreateLogPolicy(Map.of()),
                                new Change.UpdateLogPolicy("arn", Map.of(), Optional.empty()),
                                new Change.UpdateLogPolicy("arn", Map.of(), Optional.of("v2")),
                                new Change.CreateHostManagementRole(),
                                new Change.AttachPolicy("app", "arn:aws:iam::1:policy/path/Name"),
                                new Change.PutInlinePolicy("db", Map.of(), Sign.CHANGE)),
                        List.of(
                                new Change.CreatePreferences(FRANKFURT, Map.of()),
                                new Change.UpdatePreferences(
                                        IRELAND, Map.of(), "2", List.of("inputs.a", "parameters")),
                                new Change.SetDefaultVersion(IRELAND, "3", "1"),
                                new Change.SetHostManagement(IRELAND)),
                        List.of());

        assertThat(PlanText.lines(plan))
                .containsExactly(
                        "+ global         policy SessionVaultLogWriter",
                        "~ global         policy SessionVaultLogWriter",
                        "~ global         policy SessionVaultLogWriter (its oldest version v2 makes room)",
                        "+ global         role AWSSystemsManagerDefaultEC2InstanceManagementRole",
                        "+ global         role app: attach policy Name",
                        "~ global         role db: inline policy SessionVaultLogWriter"
                                + " (its managed policies are at their quota)",
                        "+ eu-central-1   document SSM-SessionManagerRunShell",
                        "~ eu-west-1      document SSM-SessionManagerRunShell: inputs.a, parameters",
                        "~ eu-west-1      document SSM-SessionManagerRunShell: default version 1 -> 3",
                        "+ eu-west-1      setting Default Host Management:"
                                + " AWSSystemsManagerDefaultEC2InstanceManagementRole",
                        "Plan: 5 to add, 5 to change.");
    }

    @Test
    void saysThatNothingIsToBeDone() {
        assertThat(PlanText.lines(new Plan(List.of(), List.of(), List.of())))
                .containsExactly("Plan: nothing to change.");
    }

    @Test
    void showsEveryKindOfObstacle() {
        Plan plan =
                new Plan(
                        List.of(),
                        List.of(),
                        List.of(
                                new Obstacle.UnprovenRole("app", List.of(DECRYPT)),
                                new Obstacle.UnusablePreferences(
                                        IRELAND, "inputs is not an object"),
                                new Obstacle.UnseenRegion(FRANKFURT, Observed.THROTTLED),
                                new Obstacle.UnseenIdentity(Observed.THROTTLED),
                                new Obstacle.NoGovernedRegion()));

        assertThat(PlanText.lines(plan))
                .containsExactly(
                        "! BLOCKED role app cannot kms:Decrypt (eu-west-1)",
                        "! REJECTED eu-west-1: inputs is not an object",
                        "! UNSEEN eu-central-1: TRANSIENT ThrottlingException: Rate exceeded"
                                + " (request id r-1)",
                        "! UNSEEN roles and policies: TRANSIENT ThrottlingException: Rate exceeded"
                                + " (request id r-1)",
                        "! REJECTED none of the governed Regions is enabled in the account",
                        "Plan: 0 to add, 0 to change.");
    }

    @Test
    void doesNotReproachARoleWithWhatThePlanWillBring() {
        DesiredAccount desired = Desires.member();
        Plan plan =
                Plan.between(
                        desired,
                        Observed.withRoles(
                                        desired,
                                        Observed.role("app", new LogAccess.None(false), DECRYPT))
                                .with(
                                        Map.of(
                                                IRELAND,
                                                Observed.region(
                                                        desired,
                                                        new Preferences.Unusable("broken")))));

        assertThat(plan.obstacles()).hasSize(2);
        assertThat(PlanText.lines(plan))
                .containsExactly(
                        "+ global         role app: attach policy SessionVaultLogWriter",
                        "! REJECTED eu-west-1: broken",
                        "Plan: 1 to add, 0 to change.");
    }

    @Test
    void namesActionsOnceAndTheRegionsThatMissThem() {
        Obstacle.UnprovenRole unproven =
                new Obstacle.UnprovenRole(
                        "app",
                        List.of(
                                new LogPermission("s3:PutObject", "x", Optional.of(IRELAND)),
                                DECRYPT,
                                new LogPermission("s3:PutObject", "y", Optional.of(FRANKFURT))));

        assertThat(unproven)
                .hasToString(
                        "BLOCKED role app cannot kms:Decrypt, s3:PutObject (eu-central-1, eu-west-1)");
    }
}

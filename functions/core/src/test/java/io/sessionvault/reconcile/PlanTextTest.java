package io.sessionvault.reconcile;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.SESSION_KEY;
import static io.sessionvault.Examples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.reconcile.Change.Sign;
import io.sessionvault.reconcile.LogPermission.Purpose;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import io.sessionvault.vault.KeyArn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTextTest {
    private static final LogPermission DECRYPT =
            new LogPermission("kms:Decrypt", "key", Optional.of(IRELAND), Purpose.ENCRYPT);

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
                                new Change.CreateReplica(SESSION_KEY, IRELAND, Map.of()),
                                new Change.UpdateReplicaPolicy(SESSION_KEY.in(VIRGINIA), Map.of()),
                                new Change.CreateKeyAlias(SESSION_KEY.in(IRELAND), "alias/vault"),
                                new Change.TagKey(SESSION_KEY)),
                        List.of(
                                new Change.CreatePreferences(FRANKFURT, Map.of()),
                                new Change.UpdatePreferences(
                                        IRELAND,
                                        Map.of(),
                                        "2",
                                        "2",
                                        List.of("inputs.a", "parameters")),
                                new Change.UpdatePreferences(
                                        IRELAND, Map.of(), "3", "1", List.of("inputs.a")),
                                new Change.SetDefaultVersion(IRELAND, "3", "1"),
                                new Change.SetHostManagement(IRELAND)),
                        new TreeSet<>(),
                        List.of(),
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
                        "+ eu-west-1      session key: replica of the one in eu-central-1",
                        "~ us-east-1      session key: the primary key's policy",
                        "+ eu-west-1      session key: alias/vault",
                        "+ eu-central-1   session key: tag SystemsManagerJustInTimeNodeAccessManaged",
                        "+ eu-central-1   document SSM-SessionManagerRunShell",
                        "~ eu-west-1      document SSM-SessionManagerRunShell: inputs.a, parameters",
                        "~ eu-west-1      document SSM-SessionManagerRunShell: inputs.a; version 3, the"
                                + " newest, comes in the place of the default 1",
                        "~ eu-west-1      document SSM-SessionManagerRunShell: default version 1 -> 3",
                        "+ eu-west-1      setting Default Host Management:"
                                + " AWSSystemsManagerDefaultEC2InstanceManagementRole",
                        "Plan: 8 to add, 7 to change.");
    }

    @Test
    void saysThatNothingIsToBeDone() {
        assertThat(
                        PlanText.lines(
                                new Plan(
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        new TreeSet<>(),
                                        List.of(),
                                        List.of())))
                .containsExactly("Plan: nothing to change.");
    }

    @Test
    void showsEveryKindOfObstacle() {
        KeyArn key = SESSION_KEY.in(IRELAND);
        Plan plan =
                new Plan(
                        List.of(),
                        List.of(),
                        List.of(),
                        new TreeSet<>(),
                        List.of(
                                new Obstacle.UnprovenRole("app", List.of(Observed.lack(DECRYPT))),
                                new Obstacle.UnusablePreferences(
                                        IRELAND, "inputs is not an object"),
                                new Obstacle.UnseenRegion(FRANKFURT, Observed.THROTTLED),
                                new Obstacle.UnseenIdentity(Observed.THROTTLED),
                                new Obstacle.UnusableKey(
                                        SESSION_KEY.in(IRELAND), new SessionKey.Absent()),
                                new Obstacle.UnseenKey(SESSION_KEY.in(IRELAND), Observed.THROTTLED),
                                new Obstacle.TakenAlias(
                                        SESSION_KEY.in(IRELAND), "alias/vault", "mrk-0"),
                                new Obstacle.NoGovernedRegion()),
                        List.of());

        assertThat(PlanText.lines(plan))
                .containsExactly(
                        "! BLOCKED role app cannot kms:Decrypt (eu-west-1): no statement of its identity"
                                + " policies allows it; allow it in the principal's own policies",
                        "! REJECTED eu-west-1: inputs is not an object",
                        "! UNSEEN eu-central-1: TRANSIENT ThrottlingException: Rate exceeded"
                                + " (request id r-1)",
                        "! UNSEEN roles and policies: TRANSIENT ThrottlingException: Rate exceeded"
                                + " (request id r-1)",
                        "! BLOCKED eu-west-1: session key %s does not exist: enable the Region in"
                                        .formatted(key)
                                + " account 111111111111 if it is not, then reconcile that account",
                        "! UNSEEN eu-west-1: session key %s: TRANSIENT ThrottlingException:"
                                        .formatted(key)
                                + " Rate exceeded (request id r-1); see that the Region is enabled in"
                                + " account 111111111111 and that the onboarding's role may read the"
                                + " key there",
                        "! REJECTED eu-west-1: alias/vault names key mrk-0: delete that alias, or point"
                                + " it at session key "
                                + key,
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
    void countsWhatWillBeHeldBackApart() {
        DesiredAccount desired = Desires.member();
        Plan complete =
                Plan.between(
                        desired,
                        Observed.asDesired(desired)
                                .with(
                                        Map.of(
                                                IRELAND,
                                                Observed.region(
                                                        desired, new Preferences.Absent()))));
        Plan blocked =
                new Plan(
                        complete.identity(),
                        complete.keys(),
                        complete.regional(),
                        complete.encrypting(),
                        List.of(new Obstacle.UnseenIdentity(Observed.THROTTLED)),
                        List.of());

        assertThat(PlanText.summary(complete)).isEqualTo("Plan: 1 to add, 0 to change.");
        assertThat(PlanText.summary(blocked))
                .isEqualTo("Plan: 0 to add, 0 to change, 1 held back.");
    }

    @Test
    void doesNotReproachARegionWithTheLackOfTheReplicaThatItWillGet() {
        List<Obstacle> absent =
                List.of(
                        new Obstacle.UnusableKey(SESSION_KEY.in(IRELAND), new SessionKey.Absent()),
                        new Obstacle.UnusableKey(
                                SESSION_KEY.in(VIRGINIA), new SessionKey.Absent()));
        Plan plan =
                new Plan(
                        List.of(),
                        List.of(new Change.CreateReplica(SESSION_KEY, IRELAND, Map.of())),
                        List.of(),
                        new TreeSet<>(),
                        absent,
                        List.of());

        assertThat(PlanText.lines(plan))
                .containsExactly(
                        "+ eu-west-1      session key: replica of the one in eu-central-1",
                        "! " + absent.getLast(),
                        "Plan: 1 to add, 0 to change.");
    }

    @ParameterizedTest
    @CsvSource({
        "Creating,               TRANSIENT, it will be looked at again",
        "Updating,               TRANSIENT, it will be looked at again",
        "Disabled,               BLOCKED,   'enable it, or exclude the Region'",
        "PendingDeletion,        BLOCKED,   'cancel its deletion and enable it, or exclude the Region'",
        "PendingReplicaDeletion, BLOCKED,   'cancel its deletion and enable it, or exclude the Region'",
        "Unavailable,            BLOCKED,   'look at it in KMS, or exclude the Region'",
        "SomethingNew,           BLOCKED,   'look at it in KMS, or exclude the Region'"
    })
    void saysWhatToDoAboutAKeyInEachState(String state, String kind, String remedy) {
        KeyArn key = SESSION_KEY.in(IRELAND);

        assertThat(new Obstacle.UnusableKey(key, Observed.present(state)))
                .hasToString(
                        "%s eu-west-1: session key %s is %s: %s"
                                .formatted(kind, key, state, remedy));
    }

    @Test
    void namesActionsOnceAndTheRegionsThatMissThem() {
        Obstacle.UnprovenRole unproven =
                new Obstacle.UnprovenRole(
                        "app",
                        List.of(
                                Observed.lack(
                                        new LogPermission(
                                                "s3:PutObject",
                                                "x",
                                                Optional.of(IRELAND),
                                                Purpose.LOG)),
                                Observed.lack(DECRYPT),
                                Observed.lack(
                                        new LogPermission(
                                                "s3:PutObject",
                                                "y",
                                                Optional.of(FRANKFURT),
                                                Purpose.LOG))));

        assertThat(unproven)
                .hasToString(
                        "BLOCKED role app cannot kms:Decrypt, s3:PutObject (eu-central-1, eu-west-1):"
                                + " no statement of its identity policies allows it; allow it in the"
                                + " principal's own policies");
    }
}

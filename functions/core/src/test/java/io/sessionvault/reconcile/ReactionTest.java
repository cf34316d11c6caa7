package io.sessionvault.reconcile;

import static io.sessionvault.Examples.FRANKFURT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReactionTest {
    private static final DesiredAccount DESIRED = Desires.member();
    private static final ObservedAccount SEEN = Observed.asDesired(DESIRED);
    private static final Change.AttachPolicy ATTACH =
            new Change.AttachPolicy("app", DESIRED.logPolicyArn());
    private static final Change.AttachPolicy OTHER =
            new Change.AttachPolicy("web", DESIRED.logPolicyArn());

    @ParameterizedTest
    @EnumSource(ErrorKind.class)
    void onlyAnErrorThatPassesIsTriedAgain(ErrorKind kind) {
        ServiceError error = new ServiceError(kind, "Code", "message", Optional.empty());
        boolean passes = kind == ErrorKind.TRANSIENT || kind == ErrorKind.STALE;

        assertThat(looked(plan(), new Outcome.Failed(ATTACH, error)).mayPass()).isEqualTo(passes);
        assertThat(obstacles(error))
                .allSatisfy(obstacle ->
                        assertThat(looked(plan(obstacle)).mayPass())
                                .as("%s", obstacle)
                                .isEqualTo(passes));
    }

    /// The message would leave the queue, and nobody would switch the Region.
    @Test
    void whatWasRefusedJustBeforeItComesBackAndWhatWouldLockOutDoesNot() {
        Outcome refused = new Outcome.Refused(ATTACH, "the queue did not take the message");
        Outcome blocked = new Outcome.Blocked(ATTACH, List.of("role app lacks s3:PutObject"));

        assertThat(looked(plan(ATTACH), blocked).mayPass()).isFalse();
        assertThat(looked(plan(ATTACH), blocked, refused).mayPass()).isTrue();
    }

    static Stream<Arguments> states() {
        return Stream.of(
                Arguments.of(looked(plan(), new Outcome.Applied(ATTACH)), false),
                Arguments.of(looked(plan(OTHER), new Outcome.Applied(ATTACH)), false),
                Arguments.of(looked(plan(ATTACH), new Outcome.Applied(ATTACH)), true),
                Arguments.of(looked(plan(ATTACH)), false));
    }

    /// IAM tells of a change some time after it has accepted it.
    @ParameterizedTest
    @MethodSource("states")
    void whatWasMadeAndIsPlannedAgainIsLookedForAgain(Reaction.Looked looked, boolean again) {
        assertThat(looked.mayPass()).isEqualTo(again);
    }

    @Test
    void whatTheVaultNeverGovernedHasNotDrifted() {
        Reconciliation differs = looked(plan(ATTACH)).reconciliation();

        assertThat(new Reaction.Looked(differs, false).isDrifted()).isTrue();
        assertThat(new Reaction.Looked(differs, true).isDrifted()).isFalse();
        assertThat(looked(plan()).isDrifted()).isFalse();
    }

    /// The Region is held, so no plan says it; who lets sessions fail would turn logging off unseen.
    @Test
    void whatAChangedTextNoLongerLogsHasDriftedThoughNothingIsPlanned() {
        Plan plan =
                new Plan(
                        List.of(),
                        List.of(),
                        List.of(),
                        new TreeSet<>(),
                        List.of(),
                        List.of(new Notice.RolledBackNotLogged(FRANKFURT, "no bucket")));

        assertThat(looked(plan).isDrifted()).isTrue();
        assertThat(looked(plan).unlogged())
                .extracting(Notice.RolledBackNotLogged::region)
                .containsExactly(FRANKFURT);
    }

    private static List<Obstacle> obstacles(ServiceError error) {
        return List.of(
                new Obstacle.UnseenIdentity(error),
                new Obstacle.UnseenRegion(FRANKFURT, error),
                new Obstacle.UnseenKey(DESIRED.sessionKey(), error));
    }

    private static Reaction.Looked looked(Plan remaining, Outcome... outcomes) {
        return new Reaction.Looked(
                new Reconciliation(
                        DESIRED.account(),
                        Mode.APPLY,
                        remaining,
                        List.of(outcomes),
                        remaining,
                        SEEN),
                false);
    }

    private static Plan plan(Change.IdentityChange... changes) {
        return new Plan(
                List.of(changes), List.of(), List.of(), new TreeSet<>(), List.of(), List.of());
    }

    private static Plan plan(Obstacle obstacle) {
        return new Plan(
                List.of(), List.of(), List.of(), new TreeSet<>(), List.of(obstacle), List.of());
    }
}

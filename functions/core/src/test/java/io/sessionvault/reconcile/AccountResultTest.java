package io.sessionvault.reconcile;

import static io.sessionvault.Examples.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AccountResultTest {
    private static final Plan EMPTY =
            new Plan(List.of(), List.of(), List.of(), new TreeSet<>(), List.of(), List.of());
    private static final Plan SOMETHING =
            new Plan(
                    List.of(new Change.CreateLogPolicy(Map.of())),
                    List.of(),
                    List.of(),
                    new TreeSet<>(),
                    List.of(),
                    List.of());
    private static final Plan STUCK =
            new Plan(
                    List.of(),
                    List.of(),
                    List.of(),
                    new TreeSet<>(),
                    List.of(new Obstacle.NoGovernedRegion()),
                    List.of());

    @Test
    void isSettledWhenNothingIsLeftToDo() {
        assertThat(reconciled(Mode.APPLY, EMPTY).isSettled()).isTrue();
        assertThat(reconciled(Mode.APPLY, SOMETHING).isSettled()).isFalse();
        assertThat(reconciled(Mode.APPLY, STUCK).isSettled()).isFalse();
    }

    @Test
    void isSettledByBeingLookedAtWhenNoMoreWasAskedFor() {
        assertThat(reconciled(Mode.PLAN, SOMETHING).isSettled()).isTrue();
        assertThat(reconciled(Mode.PLAN, STUCK).isSettled()).isTrue();
    }

    @Test
    void isSettledForAnAccountThatIsLeftAloneAndNotForOneOutOfReach() {
        assertThat(new AccountResult.LeftAlone(MEMBER, "it is CLOSED").isSettled()).isTrue();
        assertThat(
                        new AccountResult.Unreachable(MEMBER, "assume role", Observed.THROTTLED)
                                .isSettled())
                .isFalse();
    }

    private static AccountResult reconciled(Mode mode, Plan remaining) {
        return new AccountResult.Reconciled(
                new Reconciliation(
                        MEMBER,
                        mode,
                        SOMETHING,
                        List.of(),
                        remaining,
                        Observed.asDesired(Desires.member())),
                new TreeSet<>());
    }
}

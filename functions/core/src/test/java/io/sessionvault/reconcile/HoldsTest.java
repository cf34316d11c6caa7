package io.sessionvault.reconcile;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What is held is not governed.
class HoldsTest {
    private static final DesiredAccount DESIRED = Desires.member();
    private static final Hold HOLD =
            new Hold(Instant.parse("2026-11-28T10:00:00Z"), Hold.Reason.RELEASED, "request r-1");
    private static final Hold LATER =
            new Hold(Instant.parse("2026-11-29T10:00:00Z"), Hold.Reason.ROLLED_BACK, "the vault");

    @Test
    void aHoldKeepsItsBeginning() {
        Holds held = Holds.NONE.plus(regions(IRELAND), HOLD);

        assertThat(held.plus(regions(IRELAND, FRANKFURT), LATER).regions())
                .containsEntry(IRELAND, HOLD)
                .containsEntry(FRANKFURT, LATER);
        assertThat(held.plus(new Scope.Account(), HOLD).plus(new Scope.Account(), LATER).account())
                .contains(HOLD);
    }

    @Test
    void aRegionOfAHeldAccountNeedsNoHoldOfItsOwn() {
        Holds account = Holds.NONE.plus(new Scope.Account(), HOLD);

        assertThat(account.plus(regions(IRELAND), LATER)).isEqualTo(account);
        assertThat(account.isHeld(IRELAND)).isTrue();
    }

    @Test
    void whatGoesOnIsHeldNoMore() {
        Holds both = Holds.NONE.plus(regions(IRELAND, FRANKFURT), HOLD);

        assertThat(both.minus(regions(IRELAND)).regions()).containsOnlyKeys(FRANKFURT);
        assertThat(both.plus(new Scope.Account(), HOLD).minus(new Scope.Account()))
                .isEqualTo(Holds.NONE);
    }

    @Test
    void aHeldRegionIsNotGovernedAndToldAndItsDocumentStays() {
        DesiredAccount held = DESIRED.under(Holds.NONE.plus(regions(IRELAND), HOLD));

        Plan plan =
                Plan.between(held, Observed.withRegion(held, FRANKFURT, new Preferences.Absent()));

        assertThat(held.regions()).containsExactly(FRANKFURT);
        assertThat(held.ungoverned().orElseThrow()).contains(IRELAND);
        assertThat(plan.regional()).extracting(Change::place).containsExactly("eu-central-1");
        assertThat(plan.notices()).containsExactly(new Notice.RegionHeld(IRELAND, HOLD));
        assertThat(PlanText.lines(plan))
                .contains("i HELD eu-west-1 since 2026-11-28T10:00:00Z: released by request r-1");
    }

    @Test
    void aHeldAccountIsNotChangedAtAll() {
        DesiredAccount held = DESIRED.under(Holds.NONE.plus(new Scope.Account(), HOLD));
        ObservedIdentity bare =
                Observed.identity(
                        Optional.empty(),
                        List.of(Observed.role("app", new ObservedIdentity.LogAccess.None(false))),
                        Optional.empty());

        Plan plan = Plan.between(held, Observed.account(held, bare));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(PlanText.lines(plan))
                .containsExactly(
                        "i HELD account "
                                + MEMBER
                                + " since 2026-11-28T10:00:00Z: released by request r-1",
                        "Plan: nothing to change.");
    }

    @Test
    void anAccountOfWhichEachRegionIsHeldIsNotChangedEither() {
        DesiredAccount held = DESIRED.under(Holds.NONE.plus(regions(IRELAND, FRANKFURT), HOLD));

        Plan plan =
                Plan.between(
                        held,
                        Observed.account(
                                held,
                                Observed.identity(Optional.empty(), List.of(), Optional.empty())));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.notices()).contains(new Notice.AllRegionsHeld());
    }

    @Test
    void aHoldOfARegionThatIsNotGovernedChangesNothing() {
        DesiredAccount ireland = Desires.member(HostManagement.LEAVE, IRELAND);
        DesiredAccount held = ireland.under(Holds.NONE.plus(regions(FRANKFURT), HOLD));

        assertThat(held.regions()).containsExactly(IRELAND);
        assertThat(Plan.between(held, Observed.asDesired(held)).notices()).isEmpty();
    }

    /// Other accounts' preferences name them.
    @Test
    void theVaultsAccountKeepsItsReplicasWhereItIsHeld() {
        DesiredAccount vault = Desires.vault(FRANKFURT, IRELAND);

        assertThat(vault.under(Holds.NONE.plus(new Scope.Account(), HOLD)).replicaRegions())
                .isEqualTo(vault.replicaRegions())
                .isNotEmpty();
    }

    /// Its sessions are logged to the vault, and whoever runs the agent needs the policy for it.
    @Test
    void whereTheVaultWentBackOnlyPreferencesStayAsTheyAre() {
        DesiredAccount back = DESIRED.under(Holds.NONE.plus(regions(IRELAND, FRANKFURT), LATER));
        ObservedAccount observed =
                Observed.withRoles(
                                back,
                                Observed.role("new", new ObservedIdentity.LogAccess.None(false)))
                        .with(
                                Map.of(
                                        IRELAND,
                                        Observed.region(back, text(back, MEMBER + "/" + IRELAND))));

        Plan plan = Plan.between(back, observed);

        assertThat(back.isLetGo()).isFalse();
        assertThat(back.regions()).containsExactly(FRANKFURT, IRELAND);
        assertThat(back.ungoverned()).isEqualTo(DESIRED.ungoverned());
        assertThat(plan.regional()).isEmpty();
        assertThat(plan.notices())
                .containsExactly(
                        new Notice.RegionHeld(FRANKFURT, LATER),
                        new Notice.RegionHeld(IRELAND, LATER));
        assertThat(plan.identity())
                .containsExactly(new Change.AttachPolicy("new", back.logPolicyArn()));
        assertThat(Grants.of(back, observed, plan)).isEqualTo(plan.identity());
    }

    /// The vault does not write it again, so that somebody has to hear of it.
    @Test
    void whereTheVaultWentBackADocumentThatLogsElsewhereIsTold() {
        DesiredAccount back = DESIRED.under(Holds.NONE.plus(regions(IRELAND), LATER));

        for (Preferences lost :
                List.of(
                        text(back, "elsewhere"),
                        new Preferences.Absent(),
                        new Preferences.Unusable("it is no JSON object"),
                        new Preferences.Present(
                                PreferencesDocument.create(back.settings(IRELAND, false)),
                                "3",
                                "2"))) {
            Plan plan = Plan.between(back, Observed.withRegion(back, IRELAND, lost));

            assertThat(plan.regional()).isEmpty();
            assertThat(plan.obstacles()).isEmpty();
            assertThat(PlanText.lines(plan))
                    .anyMatch(line -> line.startsWith("i HELD, NOT LOGGED eu-west-1: the Region "));
        }
    }

    @Test
    void whatTheVaultWentBackInMayBeLetGo() {
        Holds back = Holds.NONE.plus(regions(IRELAND), LATER);

        assertThat(back.plus(regions(IRELAND), HOLD).regions()).containsEntry(IRELAND, HOLD);
        assertThat(DESIRED.under(back).under(back.plus(regions(IRELAND), HOLD)).regions())
                .containsExactly(FRANKFURT);
        assertThat(DESIRED.under(back.plus(new Scope.Account(), HOLD)).isLetGo()).isTrue();
    }

    /// Letting the other Regions go must not take the policy from this one.
    @Test
    void theLoggingPolicyStaysForWhereTheVaultWentBack() {
        DesiredAccount back = DESIRED.under(Holds.NONE.plus(regions(IRELAND), LATER));

        assertThat(new ReleaseRequest(MEMBER, regions(FRANKFURT), new TreeMap<>()).letsAllGo(back))
                .isFalse();
    }

    private static Preferences text(DesiredAccount desired, String prefix) {
        Map<String, Object> content = PreferencesDocument.create(desired.settings(IRELAND, false));
        Map<String, Object> inputs = new TreeMap<>();
        ((Map<?, ?>) Objects.requireNonNull(content.get("inputs")))
                .forEach((name, value) -> inputs.put((String) name, value));
        inputs.put("s3KeyPrefix", prefix);
        inputs.put("s3EncryptionEnabled", false);
        Map<String, Object> changed = new TreeMap<>(content);
        changed.put("inputs", inputs);
        return new Preferences.Present(changed, "2", "2");
    }

    private static Scope regions(RegionName... names) {
        return new Scope.Regions(new TreeSet<>(List.of(names)));
    }
}

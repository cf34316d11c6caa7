package io.sessionvault.reconcile;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.SESSION_KEY;
import static io.sessionvault.Examples.VIRGINIA;
import static io.sessionvault.reconcile.Observed.KEY_POLICY;
import static io.sessionvault.reconcile.Observed.OTHER_DOCUMENT;
import static io.sessionvault.reconcile.Observed.THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.Change.CreateKeyAlias;
import io.sessionvault.reconcile.Change.CreateReplica;
import io.sessionvault.reconcile.Change.UpdateReplicaPolicy;
import io.sessionvault.reconcile.ObservedKeys.KeySetup;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import io.sessionvault.vault.KeyArn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The session key: replicas in the account that owns it, and its use in every other account.
class KeyPlanTest {
    private static final KeyArn IRISH = SESSION_KEY.in(IRELAND);
    private static final String ALIAS = "alias/session";
    private static final Map<String, String> ALIASES = Map.of(ALIAS, SESSION_KEY.keyId());
    private static final SessionKey ENABLED = Observed.present("Enabled");
    private static final SessionKey ABSENT = new SessionKey.Absent();

    private final DesiredAccount owner = Desires.vault(FRANKFURT, IRELAND);
    private final DesiredAccount member = Desires.member();

    @Test
    void isEmptyWhereEveryReplicaIsAsThePrimaryKey() {
        assertThat(Plan.between(owner, Observed.asDesired(owner)).isEmpty()).isTrue();
    }

    @Test
    void createsAReplicaThatIsMissingWithPolicyAndEachAliasOfThePrimaryKey() {
        KeySetup primary =
                new KeySetup(
                        ENABLED,
                        KEY_POLICY,
                        Map.of(
                                ALIAS,
                                SESSION_KEY.keyId(),
                                "alias/another",
                                SESSION_KEY.keyId(),
                                "alias/bucket",
                                "0123"),
                        Observed.TAGS);

        Plan plan = plan(seen(primary), seen(new KeySetup(ABSENT, Map.of(), Map.of(), Map.of())));

        assertThat(plan.changes())
                .containsExactly(
                        new CreateReplica(SESSION_KEY, IRELAND, KEY_POLICY),
                        new CreateKeyAlias(IRISH, "alias/another"),
                        new CreateKeyAlias(IRISH, ALIAS));
        assertThat(plan.obstacles()).isEmpty();
    }

    @Test
    void givesAReplicaThePolicyOfThePrimaryKey() {
        Plan plan =
                plan(
                        primary(),
                        seen(new KeySetup(ENABLED, OTHER_DOCUMENT, ALIASES, Observed.TAGS)));

        assertThat(plan.changes()).containsExactly(new UpdateReplicaPolicy(IRISH, KEY_POLICY));
        assertThat(plan.obstacles()).isEmpty();
    }

    @Test
    void givesAReplicaTheAliasThatItLacksAndLeavesItTheOthersThatItHas() {
        Plan plan =
                plan(
                        primary(),
                        seen(
                                new KeySetup(
                                        ENABLED,
                                        KEY_POLICY,
                                        Map.of("alias/their-own", SESSION_KEY.keyId()),
                                        Observed.TAGS)));

        assertThat(plan.changes()).containsExactly(new CreateKeyAlias(IRISH, ALIAS));
        assertThat(plan.obstacles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SystemsManagerJustInTimeNodeAccessManaged, true, false",
        "SystemsManagerJustInTimeNodeAccessManaged, True, true",
        "SystemsManagerJustInTimeNodeAccessManaged, false, true",
        "systemsmanagerjustintimenodeaccessmanaged, true, true",
        "team, true, true"
    })
    void tagsEachKeyThatLacksTheTagOfNodeAccessAndHoldsNothingBackForIt(
            String name, String value, boolean missing) {
        KeySetup setup = new KeySetup(ENABLED, KEY_POLICY, ALIASES, Map.of(name, value));

        Plan plan = plan(seen(setup), seen(setup));

        assertThat(plan.keys())
                .isEqualTo(
                        missing
                                ? List.of(new Change.TagKey(SESSION_KEY), new Change.TagKey(IRISH))
                                : List.of());
        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.reasonsToWait(FRANKFURT)).isEmpty();
        assertThat(plan.reasonsToWait(IRELAND)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Disabled", "PendingDeletion"})
    void tagsNoPrimaryKeyThatIsNotEnabled(String state) {
        KeySetup setup = new KeySetup(Observed.present(state), KEY_POLICY, ALIASES, Map.of());

        assertThat(plan(seen(setup), seen(setup)).keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesAnAliasAloneThatNamesAnotherKey(boolean exists) {
        Plan plan =
                plan(
                        primary(),
                        seen(
                                new KeySetup(
                                        exists ? ENABLED : ABSENT,
                                        exists ? KEY_POLICY : Map.of(),
                                        Map.of(ALIAS, "mrk-of-an-earlier-vault"),
                                        exists ? Observed.TAGS : Map.of())));

        assertThat(plan.keys()).hasSize(exists ? 0 : 1).doesNotContain(createAlias());
        assertThat(plan.obstacles())
                .containsExactly(new Obstacle.TakenAlias(IRISH, ALIAS, "mrk-of-an-earlier-vault"));
        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.reasonsToWait(IRELAND)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Creating", "Updating", "Disabled", "PendingDeletion", "Unavailable"})
    void leavesAReplicaAloneThatIsNotEnabledAndSaysSo(String state) {
        SessionKey key = Observed.present(state);

        Plan plan =
                plan(primary(), seen(new KeySetup(key, OTHER_DOCUMENT, Map.of(), Observed.TAGS)));

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.obstacles()).containsExactly(new Obstacle.UnusableKey(IRISH, key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Disabled", "PendingReplicaDeletion", "Updating"})
    void createsNoReplicaOfAPrimaryKeyThatIsNotEnabled(String state) {
        SessionKey key = Observed.present(state);

        Plan plan =
                plan(
                        seen(new KeySetup(key, KEY_POLICY, ALIASES, Observed.TAGS)),
                        seen(new KeySetup(ABSENT, Map.of(), Map.of(), Map.of())));

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.obstacles())
                .containsExactly(
                        new Obstacle.UnusableKey(SESSION_KEY, key),
                        new Obstacle.UnusableKey(IRISH, ABSENT));
    }

    @Test
    void takesNoPolicyFromAPrimaryKeyThatIsGone() {
        Plan plan =
                plan(
                        seen(new KeySetup(ABSENT, Map.of(), Map.of(), Map.of())),
                        seen(new KeySetup(ENABLED, OTHER_DOCUMENT, Map.of(), Observed.TAGS)));

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.obstacles()).containsExactly(new Obstacle.UnusableKey(SESSION_KEY, ABSENT));
    }

    @Test
    void changesNothingWhileThePrimaryKeyOrAReplicaCannotBeSeen() {
        Plan withoutPrimary =
                plan(
                        unseen(),
                        seen(new KeySetup(ENABLED, OTHER_DOCUMENT, Map.of(), Observed.TAGS)));
        Plan withoutReplica = plan(primary(), unseen());

        assertThat(withoutPrimary.changes()).isEmpty();
        assertThat(withoutPrimary.obstacles())
                .containsExactly(new Obstacle.UnseenKey(SESSION_KEY, THROTTLED));
        assertThat(withoutReplica.changes()).isEmpty();
        assertThat(withoutReplica.obstacles())
                .containsExactly(new Obstacle.UnseenKey(IRISH, THROTTLED));
    }

    @Test
    void doesNotTakeKeysForFineThatNobodyLookedAt() {
        ObservedAccount seen = Observed.asDesired(owner);

        Plan unasked =
                Plan.between(
                        owner,
                        new ObservedAccount(
                                seen.identity(),
                                Optional.empty(),
                                seen.regions(),
                                new TreeMap<>()));
        Plan halfAsked =
                Plan.between(
                        owner, seen.with(new ObservedKeys(FRANKFURT, primary(), new TreeMap<>())));

        assertThat(unasked.obstacles())
                .extracting(obstacle -> ((Obstacle.UnseenKey) obstacle).key())
                .containsExactly(SESSION_KEY, IRISH);
        assertThat(halfAsked.obstacles())
                .extracting(obstacle -> ((Obstacle.UnseenKey) obstacle).key())
                .containsExactly(IRISH);
    }

    @Test
    void changesTheKeysOfNoAccountButTheirOwners() {
        ObservedAccount seen = Observed.asDesired(member);

        Plan plan = Plan.between(member, seen.with(withoutReplica()));

        assertThat(plan.isEmpty()).isTrue();
    }

    @Test
    void putsTheKeysAfterTheRolesAndBeforeThePreferences() {
        ObservedAccount seen =
                Observed.withRoles(
                                owner,
                                Observed.role("app", new ObservedIdentity.LogAccess.None(false)))
                        .with(Map.of(IRELAND, Observed.region(owner, new Preferences.Absent())));

        List<Change.Governing> changes = Plan.between(owner, seen.with(withoutReplica())).changes();

        assertThat(changes)
                .extracting(change -> change.getClass().getSimpleName())
                .containsExactly(
                        "AttachPolicy", "CreateReplica", "CreateKeyAlias", "CreatePreferences");
    }

    @Test
    void holdsTheOwnersPreferencesBackUntilTheReplicaIsThereWithItsPolicy() {
        Plan missing =
                planForNewPreferences(seen(new KeySetup(ABSENT, Map.of(), Map.of(), Map.of())));
        Plan wrongPolicy =
                planForNewPreferences(
                        seen(new KeySetup(ENABLED, OTHER_DOCUMENT, ALIASES, Observed.TAGS)));
        Plan noAlias =
                planForNewPreferences(
                        seen(new KeySetup(ENABLED, KEY_POLICY, Map.of(), Observed.TAGS)));

        assertThat(missing.reasonsToWait(IRELAND))
                .singleElement()
                .asString()
                .contains(IRISH.toString(), "does not exist");
        assertThat(wrongPolicy.reasonsToWait(IRELAND))
                .containsExactly(
                        "BLOCKED eu-west-1: session key "
                                + IRISH
                                + " does not have the primary key's policy yet");
        assertThat(noAlias.reasonsToWait(IRELAND)).isEmpty();
        assertThat(missing.reasonsToWait(FRANKFURT)).isEmpty();
        assertThat(wrongPolicy.reasonsToWait(FRANKFURT)).isEmpty();
    }

    @Test
    void saysOnceWhatIsWrongWithAKeyThatIsLookedAfterAndNeeded() {
        SessionKey disabled = Observed.present("Disabled");

        Plan plan =
                planForNewPreferences(
                        seen(new KeySetup(disabled, KEY_POLICY, ALIASES, Observed.TAGS)));

        assertThat(plan.obstacles()).containsExactly(new Obstacle.UnusableKey(IRISH, disabled));
        assertThat(plan.reasonsToWait(IRELAND)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Enabled,         ''",
        "Disabled,        BLOCKED",
        "PendingDeletion, BLOCKED",
        "Creating,        TRANSIENT",
        "Updating,        TRANSIENT"
    })
    void holdsAMembersPreferencesBackUnlessTheKeyIsEnabled(String state, String reason) {
        Plan plan = planForMember(new Preferences.Absent(), seenKey(Observed.present(state)));

        assertThat(plan.regional()).hasSize(1);
        if (reason.isEmpty()) {
            assertThat(plan.obstacles()).isEmpty();
            assertThat(plan.reasonsToWait(IRELAND)).isEmpty();
        } else {
            assertThat(plan.reasonsToWait(IRELAND))
                    .singleElement()
                    .asString()
                    .startsWith(reason + " eu-west-1: session key " + IRISH + " is " + state);
        }
        assertThat(plan.reasonsToWait(FRANKFURT)).isEmpty();
    }

    @Test
    void holdsAMembersPreferencesBackWhereTheKeyIsMissingUnseenOrWasNotAskedFor() {
        assertThat(reasons(seenKey(ABSENT)))
                .singleElement()
                .asString()
                .startsWith("BLOCKED eu-west-1: session key " + IRISH + " does not exist")
                .contains("reconcile that account");
        assertThat(reasons(Optional.of(new Observation.Unseen<>(THROTTLED))))
                .singleElement()
                .asString()
                .startsWith("UNSEEN eu-west-1: session key " + IRISH)
                .contains("r-1");
        assertThat(reasons(Optional.empty()))
                .singleElement()
                .asString()
                .startsWith("UNSEEN eu-west-1: session key " + IRISH)
                .contains("nobody asked");
    }

    @Test
    void needsTheKeyForEveryKindOfSwitch() {
        Map<String, Object> good = PreferencesDocument.create(member.settings(IRELAND, true));
        List<Preferences> switches =
                List.of(
                        new Preferences.Absent(),
                        new Preferences.Present(
                                Map.of("schemaVersion", "1.0", "sessionType", "Standard_Stream"),
                                "1",
                                "1"),
                        new Preferences.Present(good, "3", "1"));

        assertThat(switches)
                .allSatisfy(preferences ->
                        assertThat(
                                        planForMember(preferences, Optional.empty())
                                                .reasonsToWait(IRELAND))
                                .hasSize(1));
    }

    @Test
    void needsNoKeyWherePreferencesStayAsTheyAre() {
        Preferences asDesired =
                new Preferences.Present(
                        PreferencesDocument.create(member.settings(IRELAND, true)), "1", "1");

        assertThat(planForMember(asDesired, Optional.empty()).isEmpty()).isTrue();
        assertThat(planForMember(new Preferences.Unusable("broken"), Optional.empty()).obstacles())
                .containsExactly(new Obstacle.UnusablePreferences(IRELAND, "broken"));
    }

    @Test
    void wantsAReplicaInEachGovernedRegionButThatOfThePrimaryKey() {
        assertThat(Desires.vault(FRANKFURT, IRELAND, VIRGINIA).replicaRegions())
                .containsExactly(IRELAND, VIRGINIA);
        assertThat(Desires.vault(IRELAND).replicaRegions()).containsExactly(IRELAND);
        assertThat(member.replicaRegions()).isEmpty();
    }

    private Plan plan(Observation<KeySetup> primary, Observation<KeySetup> replica) {
        return Plan.between(owner, Observed.asDesired(owner).with(keys(primary, replica)));
    }

    private Plan planForNewPreferences(Observation<KeySetup> replica) {
        return Plan.between(
                owner,
                Observed.withRegion(owner, IRELAND, new Preferences.Absent())
                        .with(keys(primary(), replica)));
    }

    private Plan planForMember(Preferences preferences, Optional<Observation<SessionKey>> key) {
        RegionName region = IRELAND;
        return Plan.between(
                member,
                Observed.asDesired(member)
                        .with(
                                Map.of(
                                        region,
                                        new ObservedRegion(
                                                new Observation.Seen<>(preferences),
                                                key,
                                                Optional.empty()))));
    }

    private List<String> reasons(Optional<Observation<SessionKey>> key) {
        Plan plan = planForMember(new Preferences.Absent(), key);
        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.obstacles()).hasSize(1);
        return plan.reasonsToWait(IRELAND);
    }

    private static ObservedKeys keys(Observation<KeySetup> primary, Observation<KeySetup> replica) {
        return new ObservedKeys(FRANKFURT, primary, new TreeMap<>(Map.of(IRELAND, replica)));
    }

    private static ObservedKeys withoutReplica() {
        return keys(primary(), seen(new KeySetup(ABSENT, Map.of(), Map.of(), Map.of())));
    }

    private static Observation<KeySetup> primary() {
        return seen(Observed.key());
    }

    private static Observation<KeySetup> seen(KeySetup setup) {
        return new Observation.Seen<>(setup);
    }

    private static Observation<KeySetup> unseen() {
        return new Observation.Unseen<>(THROTTLED);
    }

    private static Optional<Observation<SessionKey>> seenKey(SessionKey key) {
        return Optional.of(new Observation.Seen<>(key));
    }

    private static Change.KeyChange createAlias() {
        return new CreateKeyAlias(IRISH, ALIAS);
    }
}

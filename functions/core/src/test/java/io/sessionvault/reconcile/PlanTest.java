package io.sessionvault.reconcile;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.VIRGINIA;
import static io.sessionvault.reconcile.Observed.OTHER_DOCUMENT;
import static io.sessionvault.reconcile.Observed.THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.Change.AttachPolicy;
import io.sessionvault.reconcile.Change.CreateHostManagementRole;
import io.sessionvault.reconcile.Change.CreateLogPolicy;
import io.sessionvault.reconcile.Change.CreatePreferences;
import io.sessionvault.reconcile.Change.IdentityChange;
import io.sessionvault.reconcile.Change.PutInlinePolicy;
import io.sessionvault.reconcile.Change.SetDefaultVersion;
import io.sessionvault.reconcile.Change.SetHostManagement;
import io.sessionvault.reconcile.Change.Sign;
import io.sessionvault.reconcile.Change.UpdateLogPolicy;
import io.sessionvault.reconcile.Change.UpdatePreferences;
import io.sessionvault.reconcile.LogPermission.Purpose;
import io.sessionvault.reconcile.ObservedIdentity.HostManagementRole;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedIdentity.Policy;
import io.sessionvault.reconcile.ObservedIdentity.Role;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    private static final String POLICY_ARN =
            "arn:aws:iam::222222222222:policy/SessionVaultLogWriter";
    private static final String AGENT_POLICY_ARN =
            "arn:aws:iam::aws:policy/AmazonSSMManagedEC2InstanceDefaultPolicy";

    private final DesiredAccount desired = Desires.member();
    private final DesiredAccount managing =
            Desires.member(HostManagement.MANAGE, FRANKFURT, IRELAND);

    @Test
    void isEmptyForAnAccountAsItShouldBe() {
        assertThat(Plan.between(desired, Observed.asDesired(desired)).isEmpty()).isTrue();
        assertThat(Plan.between(managing, Observed.asDesired(managing)).isEmpty()).isTrue();
    }

    /// So it stands when a visit ends between writing a version and making it the default, and the
    /// encryption is then switched off: nobody was shown to be able to use that key.
    @Test
    void withoutEncryptionNoVersionThatNamesTheKeyIsMadeTheDefault() {
        DesiredAccount off = Desires.member(SessionEncryption.OFF);
        Map<String, Object> content = PreferencesDocument.create(off.settings(IRELAND, true));

        Plan waiting =
                Plan.between(
                        off,
                        Observed.withRegion(
                                off, IRELAND, new Preferences.Present(content, "3", "2")));
        Plan inForce =
                Plan.between(
                        off,
                        Observed.withRegion(
                                off, IRELAND, new Preferences.Present(content, "3", "3")));

        assertThat(waiting.regional()).isEmpty();
        assertThat(waiting.obstacles())
                .singleElement()
                .asString()
                .startsWith("REJECTED eu-west-1: version 3 names a key of the vault");
        assertThat(inForce.regional()).isEmpty();
        assertThat(inForce.obstacles()).isEmpty();
    }

    @Test
    void withoutEncryptionATeamsOwnKeyIsTheTeamsAffair() {
        DesiredAccount off = Desires.member(SessionEncryption.OFF);
        Map<String, Object> content =
                withInput(
                        PreferencesDocument.create(off.settings(IRELAND, false)),
                        "kmsKeyId",
                        "arn:aws:kms:eu-west-1:222222222222:key/"
                                + "5c1e8f3a-7b2d-4e60-9a4f-1d2c3b4a5e6f");

        Plan plan =
                Plan.between(
                        off,
                        Observed.withRegion(
                                off, IRELAND, new Preferences.Present(content, "3", "2")));

        assertThat(plan.regional()).containsExactly(new SetDefaultVersion(IRELAND, "3", "2"));
        assertThat(plan.obstacles()).isEmpty();
    }

    @Test
    void createsThePolicyThatIsAbsent() {
        ObservedIdentity bare = Observed.identity(Optional.empty(), List.of(), Optional.empty());

        assertThat(identityChanges(desired, bare))
                .containsExactly(new CreateLogPolicy(LogPolicy.document(desired)));
    }

    @Test
    void updatesAnOlderPolicy() {
        assertThat(identityChanges(desired, withPolicy(List.of("v1"))))
                .containsExactly(
                        new UpdateLogPolicy(
                                POLICY_ARN, LogPolicy.document(desired), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"'',''", "v1,''", "v1 v2 v3,''", "v3 v4 v5 v7,v3", "v9 v10 v11 v12,v9"})
    void deletesTheOldestVersionOnlyWhereThereAreFive(String others, String deleted) {
        List<String> otherVersions = others.isEmpty() ? List.of() : List.of(others.split(" ", -1));

        assertThat(identityChanges(desired, withPolicy(otherVersions)))
                .singleElement()
                .isInstanceOfSatisfying(
                        UpdateLogPolicy.class,
                        update ->
                                assertThat(update.versionToDelete().orElse("")).isEqualTo(deleted));
    }

    @Test
    void attachesThePolicyToARoleThatHasRoomForIt() {
        Plan plan = planWithRoles(desired, Observed.role("app", new LogAccess.None(false)));

        assertThat(plan.identity()).containsExactly(new AttachPolicy("app", POLICY_ARN));
    }

    @Test
    void putsThePolicyIntoARoleThatIsFull() {
        Plan plan = planWithRoles(desired, Observed.role("app", new LogAccess.None(true)));

        assertThat(plan.identity())
                .containsExactly(new PutInlinePolicy("app", LogPolicy.document(desired), Sign.ADD));
    }

    @Test
    void replacesAnOlderInlinePolicyAndLeavesACurrentOne() {
        Map<String, Object> current = LogPolicy.document(desired);
        Plan plan =
                planWithRoles(
                        desired,
                        Observed.role("current", new LogAccess.Inline(current)),
                        Observed.role("older", new LogAccess.Inline(OTHER_DOCUMENT)));

        assertThat(plan.identity())
                .containsExactly(new PutInlinePolicy("older", current, Sign.CHANGE));
    }

    @Test
    void leavesTheHostManagementRoleAloneWhereItIsNotManaged() {
        assertThat(Plan.between(desired, Observed.withRoles(desired)).isEmpty()).isTrue();
    }

    @Test
    void createsTheHostManagementRoleThatIsManagedAndMissing() {
        ObservedIdentity bare =
                Observed.identity(
                        Optional.empty(),
                        List.of(),
                        Optional.of(new HostManagementRole(false, false, false)));

        assertThat(identityChanges(managing, bare))
                .containsExactly(
                        new CreateLogPolicy(LogPolicy.document(managing)),
                        new CreateHostManagementRole(),
                        new AttachPolicy(HostManagement.ROLE_NAME, AGENT_POLICY_ARN),
                        new AttachPolicy(HostManagement.ROLE_NAME, POLICY_ARN));
    }

    @Test
    void attachesThePolicyOnceToAHostManagementRoleThatRunsTheAgent() {
        ObservedIdentity identity =
                withHostManagementRole(
                        new HostManagementRole(true, true, false), new LogAccess.None(false));

        assertThat(identityChanges(managing, identity))
                .containsExactly(new AttachPolicy(HostManagement.ROLE_NAME, POLICY_ARN));
    }

    @Test
    void putsThePolicyIntoAHostManagementRoleThatIsFull() {
        ObservedIdentity identity =
                withHostManagementRole(
                        new HostManagementRole(true, true, false), new LogAccess.None(true));

        assertThat(identityChanges(managing, identity))
                .containsExactly(
                        new PutInlinePolicy(
                                HostManagement.ROLE_NAME, LogPolicy.document(managing), Sign.ADD));
    }

    @Test
    void isEmptyForAHostManagementRoleWithTheInlinePolicy() {
        ObservedIdentity identity =
                withHostManagementRole(
                        new HostManagementRole(true, true, false),
                        new LogAccess.Inline(LogPolicy.document(managing)));

        assertThat(Plan.between(managing, Observed.account(managing, identity)).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$None"})
    void switchesHostManagementOnWhereNoRoleIsSet(String value) {
        Plan plan = Plan.between(managing, withSetting(new Observation.Seen<>(value)));

        assertThat(plan.regional()).containsExactly(new SetHostManagement(IRELAND));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole",
                "service-role/TheirOwnRole"
            })
    void leavesTheHostManagementRoleThatIsSet(String value) {
        assertThat(Plan.between(managing, withSetting(new Observation.Seen<>(value))).isEmpty())
                .isTrue();
    }

    @Test
    void reportsAHostManagementSettingThatCouldNotBeSeen() {
        Plan plan = Plan.between(managing, withSetting(new Observation.Unseen<>(THROTTLED)));

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.obstacles()).containsExactly(new Obstacle.UnseenRegion(IRELAND, THROTTLED));
    }

    @Test
    void createsPreferencesThatAreAbsent() {
        Plan plan = planFor(new Preferences.Absent());

        assertThat(plan.changes())
                .containsExactly(
                        new CreatePreferences(
                                IRELAND,
                                PreferencesDocument.create(desired.settings(IRELAND, true))));
    }

    @Test
    void givesEachRegionItsOwnPrefixAndKey() {
        Plan plan = planFor(new Preferences.Absent());

        assertThat(plan.regional())
                .singleElement()
                .isInstanceOfSatisfying(
                        CreatePreferences.class,
                        create ->
                                assertThat(create.content().get("inputs"))
                                        .asString()
                                        .contains("222222222222/eu-west-1")
                                        .contains(
                                                "arn:aws:kms:eu-west-1:111111111111:key/mrk-fedcba"));
    }

    @Test
    void makesTheNewestVersionTheDefault() {
        Plan plan =
                planFor(
                        new Preferences.Present(
                                PreferencesDocument.create(desired.settings(IRELAND, true)),
                                "3",
                                "1"));

        assertThat(plan.changes()).containsExactly(new SetDefaultVersion(IRELAND, "3", "1"));
    }

    @Test
    void mergesIntoANewestVersionThatSomebodyTamperedWith() {
        Map<String, Object> good = PreferencesDocument.create(desired.settings(IRELAND, true));
        Map<String, Object> tampered = withInput(good, "s3BucketName", "theirs");

        Plan plan = planFor(new Preferences.Present(tampered, "2", "1"));

        assertThat(plan.changes())
                .containsExactly(
                        new UpdatePreferences(
                                IRELAND, good, "2", "1", List.of("inputs.s3BucketName")));
    }

    @Test
    void leavesAlonePreferencesThatCannotBeRead() {
        Plan plan = planFor(new Preferences.Unusable("not a JSON object"));

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.obstacles())
                .containsExactly(new Obstacle.UnusablePreferences(IRELAND, "not a JSON object"));
        assertThat(plan.isEmpty()).isFalse();
    }

    @Test
    void leavesAlonePreferencesThatTheMergeRefuses() {
        Plan plan = planFor(new Preferences.Present(Map.of("schemaVersion", "2.2"), "1", "1"));

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.obstacles())
                .singleElement()
                .isInstanceOfSatisfying(
                        Obstacle.UnusablePreferences.class,
                        obstacle -> assertThat(obstacle.reason()).contains("schemaVersion"));
    }

    @Test
    void reportsARegionThatCouldNotBeSeenAndPlansTheOthers() {
        ObservedAccount observed =
                Observed.withRegion(desired, FRANKFURT, new Preferences.Absent())
                        .with(
                                Map.of(
                                        IRELAND,
                                        new ObservedRegion(
                                                new Observation.Unseen<>(THROTTLED),
                                                Optional.empty(),
                                                Optional.empty())));

        Plan plan = Plan.between(desired, observed);

        assertThat(plan.regional())
                .extracting(Change.RegionalChange::region)
                .containsExactly(FRANKFURT);
        assertThat(plan.obstacles()).containsExactly(new Obstacle.UnseenRegion(IRELAND, THROTTLED));
        assertThat(plan.reasonsToWait(FRANKFURT)).isEmpty();
    }

    @Test
    void holdsEveryRegionBackWhileRolesCannotBeSeen() {
        ObservedAccount observed =
                new ObservedAccount(
                        new Observation.Unseen<>(THROTTLED),
                        Optional.empty(),
                        new TreeMap<>(
                                Map.of(
                                        IRELAND,
                                        Observed.region(desired, new Preferences.Absent()))),
                        new TreeMap<>());

        Plan plan = Plan.between(desired, observed);

        assertThat(plan.identity()).isEmpty();
        assertThat(plan.regional()).hasSize(1);
        assertThat(plan.reasonsToWait(IRELAND))
                .singleElement()
                .asString()
                .contains("ThrottlingException")
                .contains("r-1");
    }

    @Test
    void isNotEmptyForAnAccountWithoutGovernedRegions() {
        DesiredAccount nowhere = Desires.member(HostManagement.LEAVE);

        Plan plan = Plan.between(nowhere, Observed.asDesired(nowhere));

        assertThat(plan.obstacles()).containsExactly(new Obstacle.NoGovernedRegion());
        assertThat(plan.isEmpty()).isFalse();
    }

    @Test
    void putsThePolicyBeforeItsAttachmentsAndBothBeforeTheRegions() {
        TreeMap<RegionName, ObservedRegion> regions = new TreeMap<>();
        regions.put(IRELAND, Observed.region(desired, new Preferences.Absent()));
        regions.put(FRANKFURT, Observed.region(desired, new Preferences.Absent()));
        ObservedIdentity identity =
                Observed.identity(
                        Optional.empty(),
                        List.of(
                                Observed.role("app", new LogAccess.None(false)),
                                Observed.role("db", new LogAccess.None(true))),
                        Optional.empty());

        List<Change.Governing> changes =
                Plan.between(
                                desired,
                                new ObservedAccount(
                                        new Observation.Seen<>(identity),
                                        Optional.empty(),
                                        regions,
                                        new TreeMap<>()))
                        .changes();

        assertThat(changes)
                .extracting(change -> change.getClass().getSimpleName())
                .containsExactly(
                        "CreateLogPolicy",
                        "AttachPolicy",
                        "PutInlinePolicy",
                        "CreatePreferences",
                        "CreatePreferences");
    }

    @Test
    void switchesPreferencesBeforeHostManagementInEachRegion() {
        ObservedAccount observed =
                Observed.asDesired(managing)
                        .with(
                                Map.of(
                                        IRELAND,
                                        new ObservedRegion(
                                                new Observation.Seen<>(new Preferences.Absent()),
                                                Optional.of(
                                                        new Observation.Seen<>(
                                                                Observed.present("Enabled"))),
                                                Optional.of(new Observation.Seen<>("$None")))));

        assertThat(Plan.between(managing, observed).regional())
                .extracting(change -> change.getClass().getSimpleName())
                .containsExactly("CreatePreferences", "SetHostManagement");
    }

    @Test
    void blocksOnlyTheRegionWhosePermissionIsMissing() {
        LogPermission inIreland =
                new LogPermission("s3:PutObject", "x", Optional.of(IRELAND), Purpose.LOG);
        Plan plan =
                planWithRoles(desired, Observed.role("app", new LogAccess.Attached(), inIreland));

        assertThat(plan.reasonsToWait(IRELAND))
                .containsExactly(
                        "BLOCKED role app cannot s3:PutObject (eu-west-1): no statement of its identity"
                                + " policies allows it; allow it in the principal's own policies");
        assertThat(plan.reasonsToWait(FRANKFURT)).isEmpty();
    }

    @Test
    void blocksForWantOfTheSessionKeyOnlyWhereAChangeWouldPutItInForce() {
        LogPermission inIreland =
                new LogPermission("kms:Decrypt", "key", Optional.of(IRELAND), Purpose.ENCRYPT);
        ObservedAccount account =
                Observed.withRoles(
                        desired, Observed.role("app", new LogAccess.Attached(), inIreland));

        assertThat(Plan.between(desired, account).reasonsToWait(IRELAND)).isEmpty();
        assertThat(
                        Plan.between(
                                        desired,
                                        account.with(
                                                Map.of(
                                                        IRELAND,
                                                        Observed.region(
                                                                desired,
                                                                new Preferences.Absent()))))
                                .reasonsToWait(IRELAND))
                .hasSize(1);
    }

    @Test
    void blocksEveryRegionWhereAPermissionIsMissingThatAllNeed() {
        LogPermission everywhere =
                new LogPermission(
                        "s3:GetEncryptionConfiguration", "bucket", Optional.empty(), Purpose.LOG);
        LogPermission inIreland =
                new LogPermission("s3:PutObject", "x", Optional.of(IRELAND), Purpose.LOG);
        Plan plan =
                planWithRoles(
                        desired,
                        Observed.role("app", new LogAccess.Attached(), inIreland, everywhere),
                        Observed.role("db", new LogAccess.Attached(), inIreland));

        assertThat(plan.reasonsToWait(FRANKFURT))
                .containsExactly(
                        "BLOCKED role app cannot s3:GetEncryptionConfiguration (needed in every Region):"
                                + " no statement of its identity policies allows it; allow it in the"
                                + " principal's own policies");
        assertThat(plan.reasonsToWait(IRELAND)).hasSize(2);
        assertThat(plan.reasonsToWait(VIRGINIA)).hasSize(1);
    }

    private Plan planFor(Preferences ireland) {
        return Plan.between(desired, Observed.withRegion(desired, IRELAND, ireland));
    }

    private static Plan planWithRoles(DesiredAccount desired, Role... roles) {
        return Plan.between(desired, Observed.withRoles(desired, roles));
    }

    private static List<IdentityChange> identityChanges(
            DesiredAccount desired, ObservedIdentity identity) {
        Plan plan = Plan.between(desired, Observed.account(desired, identity));
        assertThat(plan.regional()).isEmpty();
        return plan.identity();
    }

    private static ObservedIdentity withPolicy(List<String> otherVersions) {
        return Observed.identity(
                Optional.of(new Policy(OTHER_DOCUMENT, otherVersions)),
                List.of(),
                Optional.empty());
    }

    private ObservedIdentity withHostManagementRole(HostManagementRole role, LogAccess access) {
        return Observed.identity(
                Optional.of(Observed.policy(managing)),
                List.of(Observed.role(HostManagement.ROLE_NAME, access)),
                Optional.of(role));
    }

    private ObservedAccount withSetting(Observation<String> setting) {
        ObservedRegion governed = Observed.governed(managing, IRELAND);
        return Observed.asDesired(managing)
                .with(
                        Map.of(
                                IRELAND,
                                new ObservedRegion(
                                        governed.preferences(),
                                        governed.sessionKey(),
                                        Optional.of(setting))));
    }

    private static Map<String, Object> withInput(
            Map<String, Object> document, String name, Object value) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        ((Map<?, ?>) document.getOrDefault("inputs", Map.of()))
                .forEach((field, old) -> inputs.put((String) field, old));
        inputs.put(name, value);
        Map<String, Object> changed = new LinkedHashMap<>(document);
        changed.put("inputs", inputs);
        return changed;
    }
}

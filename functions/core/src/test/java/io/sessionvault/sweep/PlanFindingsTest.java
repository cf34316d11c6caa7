package io.sessionvault.sweep;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.SESSION_KEY;
import static io.sessionvault.Examples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.Change;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Desires;
import io.sessionvault.reconcile.Hold;
import io.sessionvault.reconcile.Holds;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.LogPermission;
import io.sessionvault.reconcile.LogPermission.Purpose;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.Observed;
import io.sessionvault.reconcile.ObservedAccount;
import io.sessionvault.reconcile.ObservedIdentity;
import io.sessionvault.reconcile.ObservedIdentity.HostManagementRole;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedIdentity.Policy;
import io.sessionvault.reconcile.ObservedKeys.KeySetup;
import io.sessionvault.reconcile.ObservedRegion;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import io.sessionvault.reconcile.Outcome;
import io.sessionvault.reconcile.Scope;
import io.sessionvault.reconcile.SessionKey;
import io.sessionvault.rule.LocatedFinding;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is planted in an account is found by its rule, and nothing else is.
class PlanFindingsTest {
    private static final DesiredAccount MEMBER = Desires.member();
    private static final DesiredAccount MANAGED =
            Desires.member(HostManagement.MANAGE, FRANKFURT, IRELAND);
    private static final DesiredAccount VAULT = Desires.vault(FRANKFURT, IRELAND);
    private static final Hold HOLD =
            new Hold(Instant.parse("2026-11-20T10:00:00Z"), Hold.Reason.RELEASED, "request r-1");
    private static final LogPermission DECRYPT =
            new LogPermission("kms:Decrypt", "key", Optional.of(IRELAND), Purpose.ENCRYPT);
    private static final String REPLICA = SESSION_KEY.in(IRELAND).toString();

    @ParameterizedTest
    @MethodSource("accounts")
    void findsNothingInAnAccountThatIsAsItShouldBe(DesiredAccount desired) {
        assertThat(new Swept(desired).ids()).isEmpty();
    }

    private static Stream<DesiredAccount> accounts() {
        return Stream.of(MEMBER, MANAGED, VAULT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("planted")
    void findsWhatIsPlantedAndNothingElse(
            String what, DesiredAccount desired, ObservedAccount observed, List<String> found) {
        assertThat(new Swept(desired).observed(observed).ids()).as(what).isEqualTo(found);
    }

    private static Stream<Arguments> planted() {
        return Stream.concat(identities(), Stream.concat(regions(), keys()));
    }

    private static Stream<Arguments> identities() {
        String none = "222222222222/-/";
        return Stream.of(
                planted(
                        "policy missing, role without it",
                        MEMBER,
                        identity(
                                MEMBER,
                                Optional.empty(),
                                Observed.role("app", new LogAccess.None(false), DECRYPT)),
                        "ACCOUNT-POLICY/" + none + "SessionVaultLogWriter",
                        "ROLE-WITHOUT-POLICY/" + none + "app"),
                planted(
                        "policy differs, so the role cannot write",
                        MEMBER,
                        identity(
                                MEMBER,
                                Optional.of(new Policy(Observed.OTHER_DOCUMENT, List.of())),
                                Observed.role("app", new LogAccess.Attached(), DECRYPT)),
                        "ACCOUNT-POLICY/" + none + "SessionVaultLogWriter"),
                planted(
                        "role without policy",
                        MEMBER,
                        Observed.withRoles(
                                MEMBER, Observed.role("app", new LogAccess.None(false), DECRYPT)),
                        "ROLE-WITHOUT-POLICY/" + none + "app"),
                planted(
                        "role at its quota",
                        MEMBER,
                        Observed.withRoles(
                                MEMBER, Observed.role("app", new LogAccess.None(true), DECRYPT)),
                        "ROLE-WITHOUT-POLICY/" + none + "app"),
                planted(
                        "inline policy differs",
                        MEMBER,
                        Observed.withRoles(
                                MEMBER,
                                Observed.role(
                                        "app",
                                        new LogAccess.Inline(Observed.OTHER_DOCUMENT),
                                        DECRYPT)),
                        "ROLE-WITHOUT-POLICY/" + none + "app"),
                planted(
                        "role with the policy cannot write, beside one without it",
                        MEMBER,
                        Observed.withRoles(
                                MEMBER,
                                Observed.role("app", new LogAccess.None(false), DECRYPT),
                                Observed.role("db", new LogAccess.Attached(), DECRYPT)),
                        "ROLE-WITHOUT-POLICY/" + none + "app",
                        "ROLE-CANNOT-WRITE/" + none + "db"),
                planted(
                        "roles cannot be read",
                        MEMBER,
                        Observed.asDesired(MEMBER)
                                .with(new Observation.Unseen<>(Observed.THROTTLED)),
                        "ACCOUNT-UNSEEN/" + none + "iam"),
                planted(
                        "host management's role missing",
                        MANAGED,
                        hostManagementRole(new HostManagementRole(false, false, false)),
                        "HOST-MANAGEMENT-OFF/" + none + HostManagement.ROLE_NAME),
                planted(
                        "host management's role without the agent's policy",
                        MANAGED,
                        hostManagementRole(new HostManagementRole(true, false, true)),
                        "HOST-MANAGEMENT-OFF/" + none + HostManagement.ROLE_NAME),
                planted(
                        "host management's role without the logging policy",
                        MANAGED,
                        hostManagementRole(new HostManagementRole(true, true, false)),
                        "ROLE-WITHOUT-POLICY/" + none + HostManagement.ROLE_NAME));
    }

    private static Stream<Arguments> regions() {
        String document = "/222222222222/eu-west-1/SSM-SessionManagerRunShell";
        Map<String, Object> good = PreferencesDocument.create(MEMBER.settings(IRELAND, true));
        return Stream.of(
                planted(
                        "no preferences",
                        MEMBER,
                        preferences(new Preferences.Absent()),
                        "PREFERENCES-MISSING" + document),
                planted(
                        "another bucket",
                        MEMBER,
                        preferences(new Preferences.Present(inputs(good, "other"), "2", "2")),
                        "PREFERENCES-DRIFT" + document),
                planted(
                        "a parameter feeds the bucket",
                        MEMBER,
                        preferences(
                                new Preferences.Present(
                                        parameterized(good, "s3BucketName"), "2", "2")),
                        "PREFERENCES-PARAMETERS" + document),
                planted(
                        "a parameter feeds the key",
                        MEMBER,
                        preferences(
                                new Preferences.Present(parameterized(good, "kmsKeyId"), "2", "2")),
                        "PREFERENCES-PARAMETERS" + document),
                planted(
                        "another bucket, and a parameter that feeds a field of the account",
                        MEMBER,
                        preferences(
                                new Preferences.Present(
                                        parameterized(inputs(good, "other"), "runAsDefaultUser"),
                                        "2",
                                        "2")),
                        "PREFERENCES-DRIFT" + document),
                planted(
                        "a parameter feeds only a field of the account",
                        MEMBER,
                        preferences(
                                new Preferences.Present(
                                        parameterized(good, "runAsDefaultUser"), "2", "2"))),
                planted(
                        "the default is not the newest",
                        MEMBER,
                        preferences(new Preferences.Present(good, "3", "2")),
                        "PREFERENCES-VERSION" + document),
                planted(
                        "another bucket in a newest version that is not the default",
                        MEMBER,
                        preferences(new Preferences.Present(inputs(good, "other"), "3", "2")),
                        "PREFERENCES-DRIFT" + document,
                        "PREFERENCES-VERSION" + document),
                planted(
                        "a document of another type",
                        MEMBER,
                        preferences(new Preferences.Unusable("it is a Command document")),
                        "PREFERENCES-UNUSABLE" + document),
                planted(
                        "preferences cannot be read",
                        MEMBER,
                        region(
                                MEMBER,
                                new ObservedRegion(
                                        new Observation.Unseen<>(Observed.THROTTLED),
                                        Optional.empty(),
                                        Optional.empty())),
                        "ACCOUNT-UNSEEN/222222222222/eu-west-1/preferences"),
                planted(
                        "host management is off",
                        MANAGED,
                        setting(new Observation.Seen<>(HostManagement.NO_ROLE)),
                        "HOST-MANAGEMENT-OFF/222222222222/eu-west-1/default-host-management"),
                planted(
                        "host management is on another role",
                        MANAGED,
                        setting(new Observation.Seen<>("service-role/TeamRole")),
                        "HOST-MANAGEMENT-ROLE/222222222222/eu-west-1/default-host-management"),
                planted(
                        "host management is on a role that can write logs",
                        MANAGED,
                        setting(new Observation.Seen<>("app"))),
                planted(
                        "host management cannot be read",
                        MANAGED,
                        setting(new Observation.Unseen<>(Observed.THROTTLED)),
                        "ACCOUNT-UNSEEN/222222222222/eu-west-1/preferences"));
    }

    private static Stream<Arguments> keys() {
        String key = "/111111111111/eu-west-1/" + REPLICA;
        KeySetup absent = new KeySetup(new SessionKey.Absent(), Map.of(), Map.of(), Map.of());
        return Stream.of(
                planted("no replica", VAULT, replica(absent), "KEY-REPLICA" + key),
                planted(
                        "a replica with another policy",
                        VAULT,
                        replica(
                                new KeySetup(
                                        Observed.present("Enabled"),
                                        Map.of("Id", "another"),
                                        Observed.key().aliases(),
                                        Observed.TAGS)),
                        "KEY-REPLICA" + key),
                planted(
                        "a replica without the tag of node access",
                        VAULT,
                        replica(
                                new KeySetup(
                                        Observed.present("Enabled"),
                                        Observed.KEY_POLICY,
                                        Observed.key().aliases(),
                                        Map.of())),
                        "KEY-REPLICA" + key),
                planted(
                        "a replica without the alias",
                        VAULT,
                        replica(
                                new KeySetup(
                                        Observed.present("Enabled"),
                                        Observed.KEY_POLICY,
                                        Map.of(),
                                        Observed.TAGS)),
                        "KEY-ALIAS/111111111111/eu-west-1/alias/session"),
                planted(
                        "the alias names another key",
                        VAULT,
                        replica(
                                new KeySetup(
                                        Observed.present("Enabled"),
                                        Observed.KEY_POLICY,
                                        Map.of("alias/session", "mrk-0"),
                                        Observed.TAGS)),
                        "KEY-ALIAS/111111111111/eu-west-1/alias/session"),
                planted(
                        "a replica that is disabled",
                        VAULT,
                        replica(
                                new KeySetup(
                                        Observed.present("Disabled"),
                                        Observed.KEY_POLICY,
                                        Observed.key().aliases(),
                                        Observed.TAGS)),
                        "KEY-UNUSABLE" + key),
                planted(
                        "a member that needs a disabled key",
                        MEMBER,
                        region(
                                MEMBER,
                                new ObservedRegion(
                                        new Observation.Seen<>(new Preferences.Absent()),
                                        Optional.of(
                                                new Observation.Seen<>(
                                                        Observed.present("Disabled"))),
                                        Optional.empty())),
                        "PREFERENCES-MISSING/222222222222/eu-west-1/SSM-SessionManagerRunShell",
                        "KEY-UNUSABLE" + key),
                planted(
                        "a member that needs a key that does not exist",
                        MEMBER,
                        region(
                                MEMBER,
                                new ObservedRegion(
                                        new Observation.Seen<>(new Preferences.Absent()),
                                        Optional.of(
                                                new Observation.Seen<>(new SessionKey.Absent())),
                                        Optional.empty())),
                        "PREFERENCES-MISSING/222222222222/eu-west-1/SSM-SessionManagerRunShell",
                        "KEY-REPLICA" + key),
                planted(
                        "a member that needs a key that cannot be read",
                        MEMBER,
                        region(
                                MEMBER,
                                new ObservedRegion(
                                        new Observation.Seen<>(new Preferences.Absent()),
                                        Optional.of(new Observation.Unseen<>(Observed.THROTTLED)),
                                        Optional.empty())),
                        "ACCOUNT-UNSEEN" + key,
                        "PREFERENCES-MISSING/222222222222/eu-west-1/SSM-SessionManagerRunShell"));
    }

    @Test
    void saysTheSameOfAMissingReplicaInTheAccountThatOwnsItAndInAnyOther() {
        KeySetup absent = new KeySetup(new SessionKey.Absent(), Map.of(), Map.of(), Map.of());
        LocatedFinding owners =
                new Swept(VAULT).observed(replica(absent)).sweep().findings().getFirst();
        LocatedFinding members =
                new Swept(MEMBER)
                        .observed(
                                region(
                                        MEMBER,
                                        new ObservedRegion(
                                                new Observation.Seen<>(new Preferences.Absent()),
                                                Optional.of(
                                                        new Observation.Seen<>(
                                                                new SessionKey.Absent())),
                                                Optional.empty())))
                        .sweep()
                        .findings()
                        .getLast();

        assertThat(members).isEqualTo(owners);
    }

    @Test
    void callsARegionThatSomebodyEnabledByItsName() {
        assertThat(
                        new Swept(MEMBER)
                                .observed(preferences(new Preferences.Absent()))
                                .optedIn(IRELAND)
                                .ids())
                .containsExactly(
                        "REGION-OPTED-IN/222222222222/eu-west-1/SSM-SessionManagerRunShell");
    }

    @Test
    void findsListedRegionsThatAreNotEnabled() {
        assertThat(new Swept(MEMBER).notEnabled(VIRGINIA).ids())
                .containsExactly("REGION-NOT-ENABLED/222222222222/us-east-1/us-east-1");
    }

    @Test
    void findsAnAccountWithoutAnyGovernedRegionOnce() {
        DesiredAccount nowhere = Desires.member(HostManagement.LEAVE);

        assertThat(new Swept(nowhere).ids())
                .containsExactly("REGION-NOT-ENABLED/222222222222/-/GovernedRegions");
        assertThat(new Swept(nowhere).notEnabled(VIRGINIA).ids())
                .containsExactly("REGION-NOT-ENABLED/222222222222/us-east-1/us-east-1");
    }

    @Test
    void findsARegionThatIsNotGovernedAndStillLogsAndTheAccountStaysCovered() {
        DesiredAccount without = Desires.withUngoverned(MEMBER, new TreeSet<>(Set.of(VIRGINIA)));
        ObservedAccount observed = Observed.asDesired(without);
        Swept swept =
                new Swept(without)
                        .observed(
                                new ObservedAccount(
                                        observed.identity(),
                                        observed.keys(),
                                        observed.regions(),
                                        new TreeMap<>(
                                                Map.of(
                                                        VIRGINIA,
                                                        new Observation.Seen<>(
                                                                new Preferences.Present(
                                                                        Map.of(
                                                                                "inputs",
                                                                                Map.of(
                                                                                        "s3BucketName",
                                                                                        "session-logs")),
                                                                        "1",
                                                                        "1"))))));

        assertThat(swept.ids())
                .containsExactly(
                        "REGION-STILL-LOGS/222222222222/us-east-1/SSM-SessionManagerRunShell");
        assertThat(swept.sweep().coverage()).isEqualTo(Coverage.COVERED);
        assertThat(swept.sweep().findings().getFirst().detail())
                .startsWith(
                        "the Region is not governed, and its preferences name the vault's bucket"
                                + " session-logs: ");
    }

    @Test
    void findsWhatIsHeldAndCountsItAsNotCovered() {
        Holds region = Holds.NONE.plus(new Scope.Regions(new TreeSet<>(Set.of(IRELAND))), HOLD);
        Swept held = new Swept(MEMBER.under(region));

        assertThat(held.ids()).containsExactly("REGION-HELD/222222222222/eu-west-1/eu-west-1");
        assertThat(held.sweep().coverage()).isEqualTo(Coverage.NOT_COVERED);
        assertThat(held.sweep().regions())
                .extracting(AccountSweep.RegionSweep::coverage)
                .containsExactly(Coverage.COVERED, Coverage.NOT_COVERED);
        assertThat(held.sweep().findings().getFirst().detail())
                .isEqualTo(
                        "the Region is held since 2026-11-20T10:00:00Z: released by request r-1");
    }

    @Test
    void findsAHeldAccountAndNothingElseOfIt() {
        Swept held = new Swept(MEMBER.under(Holds.NONE.plus(new Scope.Account(), HOLD)));

        assertThat(held.ids()).containsExactly("ACCOUNT-HELD/222222222222/-/222222222222");
        assertThat(held.sweep().regions())
                .extracting(AccountSweep.RegionSweep::coverage)
                .containsExactly(Coverage.NOT_COVERED, Coverage.NOT_COVERED);
    }

    @Test
    void tellsWhyARepairFailed() {
        Change create =
                new Change.CreatePreferences(
                        IRELAND, PreferencesDocument.create(MEMBER.settings(IRELAND, true)));

        assertThat(
                        new Swept(MEMBER)
                                .observed(preferences(new Preferences.Absent()))
                                .outcomes(new Outcome.Failed(create, Observed.THROTTLED))
                                .sweep()
                                .findings())
                .singleElement()
                .extracting(LocatedFinding::detail)
                .isEqualTo(
                        "the Region has no document SSM-SessionManagerRunShell;"
                                + " its repair failed: ThrottlingException: Rate exceeded");
    }

    private static Arguments planted(
            String what, DesiredAccount desired, ObservedAccount observed, String... found) {
        return Arguments.of(what, desired, observed, List.of(found));
    }

    private static ObservedAccount identity(
            DesiredAccount desired, Optional<Policy> policy, ObservedIdentity.Role role) {
        return Observed.account(
                desired, Observed.identity(policy, List.of(role), Optional.empty()));
    }

    private static ObservedAccount hostManagementRole(HostManagementRole role) {
        return Observed.account(
                MANAGED,
                Observed.identity(
                        Optional.of(Observed.policy(MANAGED)),
                        List.of(Observed.role("app", new LogAccess.Attached())),
                        Optional.of(role)));
    }

    private static ObservedAccount preferences(Preferences preferences) {
        return Observed.withRegion(MEMBER, IRELAND, preferences);
    }

    private static ObservedAccount region(DesiredAccount desired, ObservedRegion region) {
        return Observed.asDesired(desired).with(Map.of(IRELAND, region));
    }

    private static ObservedAccount setting(Observation<String> value) {
        ObservedRegion good = Observed.governed(MANAGED, IRELAND);
        return region(
                MANAGED,
                new ObservedRegion(good.preferences(), good.sessionKey(), Optional.of(value)));
    }

    private static ObservedAccount replica(KeySetup setup) {
        ObservedAccount vault = Observed.asDesired(VAULT);
        return vault.with(
                vault.keys().orElseThrow().with(Map.of(IRELAND, new Observation.Seen<>(setup))));
    }

    private static Map<String, Object> inputs(Map<String, Object> document, String bucket) {
        return input(document, "s3BucketName", bucket);
    }

    private static Map<String, Object> input(
            Map<String, Object> document, String field, String value) {
        Map<String, Object> changed = new LinkedHashMap<>(document);
        Map<Object, Object> inputs = new LinkedHashMap<>((Map<?, ?>) document.get("inputs"));
        inputs.put(field, value);
        changed.put("inputs", inputs);
        return changed;
    }

    private static Map<String, Object> parameterized(Map<String, Object> document, String field) {
        Map<String, Object> changed = input(document, field, "{{chosen}}");
        changed.put("parameters", Map.of("chosen", Map.of("type", "String")));
        return changed;
    }
}

package io.sessionvault.reconcile;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.SESSION_KEY;
import static io.sessionvault.Examples.VIRGINIA;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.ObservedIdentity.HostManagementRole;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedIdentity.Policy;
import io.sessionvault.reconcile.ObservedIdentity.Role;
import io.sessionvault.reconcile.ObservedKeys.KeySetup;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What holds for every account that can be seen and whose documents can be merged into.
class PlanPropertyTest {
    private static final DesiredAccount LEAVING =
            Desires.member(HostManagement.LEAVE, FRANKFURT, IRELAND, VIRGINIA);
    private static final DesiredAccount MANAGING =
            Desires.member(HostManagement.MANAGE, FRANKFURT, IRELAND, VIRGINIA);
    private static final SessionKey ENABLED = Observed.present("Enabled");
    private static final DesiredAccount OWNING = Desires.vault(FRANKFURT, IRELAND, VIRGINIA);
    private static final Map<String, Object> OLDER_POLICY =
            LogPolicy.document(Desires.member(HostManagement.LEAVE, FRANKFURT));

    @Property
    void applyingAPlanLeavesNothingToDo(@ForAll("left") ObservedAccount account) {
        assertEmpty(afterOnePlan(LEAVING, account));
    }

    @Property
    void applyingAPlanLeavesNothingToDoWhereHostManagementIsManaged(
            @ForAll("managed") ObservedAccount account) {
        assertEmpty(afterOnePlan(MANAGING, account));
    }

    @Property
    void beingStoppedAnywhereEndsInTheSameStateAfterTheNextPlan(
            @ForAll("managed") ObservedAccount account, @ForAll("stops") int stop) {
        List<Change.Governing> changes = Plan.between(MANAGING, account).changes();
        List<Change.Governing> some = changes.subList(0, Math.min(stop, changes.size()));

        ObservedAccount stopped = ModelAccount.apply(MANAGING, account, some);

        assertEmpty(afterOnePlan(MANAGING, stopped));
    }

    @Property
    void applyingAPlanLeavesNothingToDoInTheAccountThatOwnsTheKeys(
            @ForAll("owning") ObservedAccount account) {
        assertEmpty(afterOnePlan(OWNING, account));
    }

    @Property
    void beingStoppedInTheAccountThatOwnsTheKeysEndsInTheSameState(
            @ForAll("owning") ObservedAccount account, @ForAll("stops") int stop) {
        List<Change.Governing> changes = Plan.between(OWNING, account).changes();
        List<Change.Governing> some = changes.subList(0, Math.min(stop, changes.size()));

        assertEmpty(afterOnePlan(OWNING, ModelAccount.apply(OWNING, account, some)));
    }

    @Property
    void preferencesAreSwitchedToAKeyThatIsKnownToBeUsableAndToNoOther(
            @ForAll("left") ObservedAccount account, @ForAll("keys") SeenKey key) {
        ObservedRegion region = requireNonNull(account.regions().get(IRELAND));
        ObservedAccount keyed =
                account.with(
                        Map.of(
                                IRELAND,
                                new ObservedRegion(
                                        region.preferences(),
                                        key.seen(),
                                        region.hostManagement())));

        Plan plan = Plan.between(LEAVING, keyed);

        boolean switched =
                plan.regional().stream().anyMatch(change -> change.region().equals(IRELAND));
        List<String> reasons =
                plan.reasonsToWait(IRELAND).stream()
                        .filter(reason -> reason.contains("session key"))
                        .toList();
        assertThat(reasons.isEmpty()).isEqualTo(!switched || key.usable());
    }

    /// @param seen the session key as it was seen, or not
    /// @param usable whether it is known to be usable
    record SeenKey(Optional<Observation<SessionKey>> seen, boolean usable) {}

    @Provide
    Arbitrary<SeenKey> keys() {
        return Arbitraries.of(
                new SeenKey(Optional.of(new Observation.Seen<>(Observed.present("Enabled"))), true),
                new SeenKey(
                        Optional.of(new Observation.Seen<>(Observed.present("Disabled"))), false),
                new SeenKey(
                        Optional.of(new Observation.Seen<>(Observed.present("Creating"))), false),
                new SeenKey(Optional.of(new Observation.Seen<>(new SessionKey.Absent())), false),
                new SeenKey(Optional.of(new Observation.Unseen<>(Observed.THROTTLED)), false),
                new SeenKey(Optional.empty(), false));
    }

    private static Plan afterOnePlan(DesiredAccount desired, ObservedAccount account) {
        List<Change.Governing> changes = Plan.between(desired, account).changes();
        return Plan.between(desired, ModelAccount.apply(desired, account, changes));
    }

    private static void assertEmpty(Plan plan) {
        assertThat(PlanText.lines(plan)).containsExactly("Plan: nothing to change.");
    }

    @Provide
    Arbitrary<Integer> stops() {
        return Arbitraries.integers().between(0, 12);
    }

    @Provide
    Arbitrary<ObservedAccount> left() {
        return accounts(
                LEAVING, Arbitraries.just(Optional.empty()), Arbitraries.just(Optional.empty()));
    }

    @Provide
    Arbitrary<ObservedAccount> managed() {
        return accounts(
                MANAGING,
                Arbitraries.of(
                                new HostManagementRole(false, false, false),
                                new HostManagementRole(true, false, false),
                                new HostManagementRole(true, false, true),
                                new HostManagementRole(true, true, false),
                                new HostManagementRole(true, true, true))
                        .map(Optional::of),
                Arbitraries.just(Optional.empty()));
    }

    @Provide
    Arbitrary<ObservedAccount> owning() {
        return accounts(
                OWNING, Arbitraries.just(Optional.empty()), observedKeys().map(Optional::of));
    }

    /// The primary key is enabled and has any number of aliases, tagged or not; each replica is missing, as it
    /// should be, or not.
    private static Arbitrary<ObservedKeys> observedKeys() {
        Arbitrary<KeySetup> primary =
                Combinators.combine(aliases(), tags())
                        .as((aliases, tags) ->
                                new KeySetup(ENABLED, Observed.KEY_POLICY, aliases, tags));
        return Combinators.combine(primary, replica(), replica())
                .as((home, ireland, virginia) ->
                        new ObservedKeys(
                                FRANKFURT,
                                new Observation.Seen<>(home),
                                new TreeMap<>(Map.of(IRELAND, ireland, VIRGINIA, virginia))));
    }

    private static Arbitrary<Observation<KeySetup>> replica() {
        Arbitrary<KeySetup> present =
                Combinators.combine(
                                Arbitraries.of(Observed.KEY_POLICY, Observed.OTHER_DOCUMENT),
                                aliases(),
                                tags())
                        .as((policy, aliases, tags) ->
                                new KeySetup(ENABLED, policy, aliases, tags));
        KeySetup absent = new KeySetup(new SessionKey.Absent(), Map.of(), Map.of(), Map.of());
        return Arbitraries.oneOf(present, Arbitraries.just(absent)).map(Observation.Seen::new);
    }

    private static Arbitrary<Map<String, String>> tags() {
        return Arbitraries.of(Observed.TAGS, Map.of(), Map.of(NodeAccessTag.NAME, "false"));
    }

    private static Arbitrary<Map<String, String>> aliases() {
        return Arbitraries.of("alias/session", "alias/vault", "alias/sessions")
                .set()
                .map(names ->
                        names.stream()
                                .collect(
                                        Collectors.toMap(
                                                Function.identity(), _ -> SESSION_KEY.keyId())));
    }

    private static Arbitrary<ObservedAccount> accounts(
            DesiredAccount desired,
            Arbitrary<Optional<HostManagementRole>> hostManagement,
            Arbitrary<Optional<ObservedKeys>> keys) {
        Arbitrary<ObservedIdentity> identity =
                Combinators.combine(
                                policies(desired),
                                access(desired).list().ofMaxSize(3),
                                access(desired),
                                hostManagement)
                        .as(PlanPropertyTest::identity);
        Arbitrary<TreeMap<RegionName, ObservedRegion>> regions =
                Combinators.combine(
                                region(desired, FRANKFURT),
                                region(desired, IRELAND),
                                region(desired, VIRGINIA))
                        .as((frankfurt, ireland, virginia) ->
                                new TreeMap<>(
                                        Map.of(
                                                FRANKFURT, frankfurt, IRELAND, ireland, VIRGINIA,
                                                virginia)));
        return Combinators.combine(identity, keys, regions)
                .as((seen, owned, all) ->
                        new ObservedAccount(
                                new Observation.Seen<>(seen), owned, all, new TreeMap<>()));
    }

    /// Roles cannot be attached to a policy that is not there, and the Host Management role is seen
    /// as a role only where it can run the agent.
    private static ObservedIdentity identity(
            Optional<Policy> policy,
            List<LogAccess> roles,
            LogAccess unattachedAccess,
            Optional<HostManagementRole> hostManagement) {
        List<Role> seen = new ArrayList<>();
        for (LogAccess access : roles) {
            boolean impossible = policy.isEmpty() && access instanceof LogAccess.Attached;
            seen.add(
                    Observed.role(
                            "role-" + seen.size(),
                            impossible ? new LogAccess.None(false) : access));
        }
        Optional<HostManagementRole> possible =
                hostManagement.map(role ->
                        new HostManagementRole(
                                role.exists(),
                                role.agentPolicyAttached(),
                                role.logPolicyAttached() && policy.isPresent()));
        possible.filter(HostManagementRole::agentPolicyAttached)
                .ifPresent(role -> {
                    LogAccess other =
                            unattachedAccess instanceof LogAccess.Attached
                                    ? new LogAccess.None(true)
                                    : unattachedAccess;
                    seen.add(
                            Observed.role(
                                    HostManagement.ROLE_NAME,
                                    role.logPolicyAttached() ? new LogAccess.Attached() : other));
                });
        return Observed.identity(policy, seen, possible);
    }

    private static Arbitrary<Optional<Policy>> policies(DesiredAccount desired) {
        Arbitrary<List<String>> versions =
                Arbitraries.integers()
                        .between(0, 4)
                        .map(count -> List.of("v1", "v2", "v3", "v4").subList(0, count));
        return Combinators.combine(
                        Arbitraries.of(LogPolicy.document(desired), OLDER_POLICY), versions)
                .as(Policy::new)
                .optional();
    }

    private static Arbitrary<LogAccess> access(DesiredAccount desired) {
        return Arbitraries.of(
                new LogAccess.Attached(),
                new LogAccess.Inline(LogPolicy.document(desired)),
                new LogAccess.Inline(OLDER_POLICY),
                new LogAccess.None(false),
                new LogAccess.None(true));
    }

    private static Arbitrary<ObservedRegion> region(DesiredAccount desired, RegionName region) {
        Map<String, Object> good = PreferencesDocument.create(desired.settings(region, true));
        Map<String, Object> foreign = new LinkedHashMap<>(good);
        foreign.put("inputs", Map.of("s3BucketName", "{{bucket}}", "runAsEnabled", true));
        foreign.put("parameters", Map.of("bucket", Map.of("type", "String")));
        Map<String, Object> bare = Map.of("schemaVersion", "1.0", "sessionType", "Standard_Stream");
        Arbitrary<Preferences> preferences =
                Arbitraries.of(
                        new Preferences.Absent(),
                        new Preferences.Present(good, "1", "1"),
                        new Preferences.Present(good, "9", "8"),
                        new Preferences.Present(foreign, "2", "1"),
                        new Preferences.Present(bare, "10", "10"));
        Arbitrary<Optional<Observation<String>>> settings =
                switch (desired.hostManagement()) {
                    case LEAVE -> Arbitraries.just(Optional.empty());
                    case MANAGE ->
                            Arbitraries.of("", "$None", "service-role/Own")
                                    .map(value -> Optional.of(new Observation.Seen<>(value)));
                };
        return Combinators.combine(preferences, settings)
                .as((document, setting) ->
                        new ObservedRegion(
                                new Observation.Seen<>(document),
                                desired.ownsSessionKey()
                                        ? Optional.empty()
                                        : Optional.of(new Observation.Seen<>(ENABLED)),
                                setting));
    }
}

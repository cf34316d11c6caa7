package io.sessionvault.reconcile;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.VAULT;
import static io.sessionvault.reconcile.Observed.OTHER_DOCUMENT;
import static io.sessionvault.reconcile.Observed.THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedIdentity.Policy;
import io.sessionvault.reconcile.ObservedIdentity.Role;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NeverGovernedTest {
    private static final DesiredAccount DESIRED = Desires.member();
    private static final Observation<Preferences> ABSENT = seen(new Preferences.Absent());
    private static final Observation<Preferences> UNSEEN = new Observation.Unseen<>(THROTTLED);
    private static final Observation<Preferences> OURS = present(VAULT.bucket(), "1");
    private static final Observation<Preferences> OTHERS = present("another-bucket", "1");

    static Stream<Arguments> accounts() {
        return Stream.of(
                row("nothing is there", identity(false), ABSENT, ABSENT, true),
                row("no policy, preferences of others", identity(false), OTHERS, ABSENT, true),
                row("no policy, Regions cannot be seen", identity(false), UNSEEN, UNSEEN, true),
                row("no policy, somebody named the bucket", identity(false), OURS, OURS, true),
                row("ended before a Region was switched", identity(true), ABSENT, ABSENT, true),
                row("the same, preferences of others", identity(true), OTHERS, ABSENT, true),
                row("the same, one Region is closed", closed(IRELAND), ABSENT, UNSEEN, true),
                row("governed", identity(true), OURS, OURS, false),
                row("one Region was switched", identity(true), OURS, ABSENT, false),
                row("one Region was switched, one closed", closed(IRELAND), OURS, UNSEEN, false),
                row("another policy by that name", drifted(), OURS, OURS, false),
                row("one Region cannot be seen", identity(true), ABSENT, UNSEEN, false),
                row("identities cannot be seen", unseen(), ABSENT, ABSENT, false),
                row("a text that is no document", identity(true), unusable(), ABSENT, false),
                row("an earlier default", identity(true), present("other", "2"), ABSENT, false),
                row("a bucket by parameter", identity(true), present("{{b}}", "1"), ABSENT, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accounts")
    void isShownByPolicyAndPreferencesAndNeverGuessed(
            String name,
            Observation<ObservedIdentity> identity,
            Observation<Preferences> frankfurt,
            Observation<Preferences> ireland,
            boolean neverGoverned) {
        TreeMap<RegionName, ObservedRegion> regions =
                new TreeMap<>(Map.of(FRANKFURT, region(frankfurt), IRELAND, region(ireland)));
        ObservedAccount observed =
                new ObservedAccount(identity, Optional.empty(), regions, new TreeMap<>());

        assertThat(NeverGoverned.isShownBy(DESIRED, observed)).as(name).isEqualTo(neverGoverned);
    }

    static Stream<Arguments> traces() {
        return Stream.of(
                row("nothing is there", identity(false), ABSENT, ABSENT, true),
                row("no policy, preferences of others", identity(false), OTHERS, ABSENT, true),
                row("nothing is there, one Region closed", shut(IRELAND), ABSENT, UNSEEN, true),
                row("only the policy was deleted", identity(false), OURS, OURS, false),
                row("and all documents but one", identity(false), ABSENT, OURS, false),
                row("the one document was deleted", identity(true), ABSENT, ABSENT, false),
                row("the one document was rewritten", identity(true), OTHERS, ABSENT, false),
                row("policy and document rewritten", drifted(), OTHERS, ABSENT, false),
                row("the policy stands in a role", inline(), ABSENT, ABSENT, false),
                row("governed", identity(true), OURS, OURS, false),
                row("Regions cannot be seen", identity(false), UNSEEN, UNSEEN, false),
                row("identities cannot be seen", unseen(), ABSENT, ABSENT, false),
                row("a text that is no document", identity(false), unusable(), ABSENT, false),
                row("an earlier default", identity(false), present("other", "2"), ABSENT, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("traces")
    void isWithoutTraceOnlyWhereNothingThatTheVaultMadeIsLeft(
            String name,
            Observation<ObservedIdentity> identity,
            Observation<Preferences> frankfurt,
            Observation<Preferences> ireland,
            boolean withoutTrace) {
        TreeMap<RegionName, ObservedRegion> regions =
                new TreeMap<>(Map.of(FRANKFURT, region(frankfurt), IRELAND, region(ireland)));
        ObservedAccount observed =
                new ObservedAccount(identity, Optional.empty(), regions, new TreeMap<>());

        assertThat(NeverGoverned.isWithoutTrace(DESIRED, observed))
                .as(name)
                .isEqualTo(withoutTrace);
        assertThat(Reach.REPAIR.in(DESIRED, observed))
                .isEqualTo(withoutTrace ? Reach.GRANT : Reach.REPAIR);
    }

    @Test
    void aBucketNamedInARegionThatIsNotGovernedIsATrace() {
        TreeMap<RegionName, ObservedRegion> regions =
                new TreeMap<>(Map.of(FRANKFURT, region(ABSENT), IRELAND, region(ABSENT)));

        assertThat(NeverGoverned.isWithoutTrace(DESIRED, elsewhere(regions, OURS))).isFalse();
        assertThat(NeverGoverned.isWithoutTrace(DESIRED, elsewhere(regions, OTHERS))).isTrue();
        assertThat(NeverGoverned.isWithoutTrace(DESIRED, elsewhere(regions, UNSEEN))).isTrue();
    }

    private static ObservedAccount elsewhere(
            NavigableMap<RegionName, ObservedRegion> regions,
            Observation<Preferences> preferences) {
        return new ObservedAccount(
                identity(false),
                Optional.empty(),
                regions,
                new TreeMap<>(Map.of(new RegionName("us-west-2"), preferences)));
    }

    @Test
    void isNotShownWhereNoRegionIsGoverned() {
        ObservedAccount observed =
                new ObservedAccount(
                        identity(false), Optional.empty(), new TreeMap<>(), new TreeMap<>());

        assertThat(NeverGoverned.isShownBy(Desires.member(HostManagement.LEAVE), observed))
                .isFalse();
        assertThat(NeverGoverned.isWithoutTrace(Desires.member(HostManagement.LEAVE), observed))
                .isFalse();
    }

    @Test
    void isNotShownWhereAGovernedRegionWasNotLookedAt() {
        ObservedAccount observed =
                new ObservedAccount(
                        identity(true),
                        Optional.empty(),
                        new TreeMap<>(Map.of(FRANKFURT, region(ABSENT))),
                        new TreeMap<>());

        assertThat(NeverGoverned.isShownBy(DESIRED, observed)).isFalse();
    }

    private static Arguments row(
            String name,
            Observation<ObservedIdentity> identity,
            Observation<Preferences> frankfurt,
            Observation<Preferences> ireland,
            boolean neverGoverned) {
        return Arguments.of(name, identity, frankfurt, ireland, neverGoverned);
    }

    private static Observation<ObservedIdentity> identity(boolean policy) {
        return identity(
                policy ? Optional.of(Observed.policy(DESIRED)) : Optional.empty(), Map.of());
    }

    private static Observation<ObservedIdentity> drifted() {
        return identity(Optional.of(new Policy(OTHER_DOCUMENT, List.of())), Map.of());
    }

    private static Observation<ObservedIdentity> closed(RegionName region) {
        return identity(Optional.of(Observed.policy(DESIRED)), Map.of(region, "policy RegionDeny"));
    }

    private static Observation<ObservedIdentity> shut(RegionName region) {
        return identity(Optional.empty(), Map.of(region, "policy RegionDeny"));
    }

    private static Observation<ObservedIdentity> inline() {
        LogAccess access = new LogAccess.Inline(LogPolicy.document(DESIRED));
        return identity(Optional.empty(), List.of(Observed.role("full", access)), Map.of());
    }

    private static Observation<ObservedIdentity> identity(
            Optional<Policy> policy, Map<RegionName, String> closed) {
        return identity(policy, List.of(), closed);
    }

    private static Observation<ObservedIdentity> identity(
            Optional<Policy> policy, List<Role> roles, Map<RegionName, String> closed) {
        return new Observation.Seen<>(
                new ObservedIdentity(
                        policy,
                        roles,
                        List.of(),
                        Optional.empty(),
                        new TreeMap<>(closed),
                        Optional.empty()));
    }

    private static Observation<ObservedIdentity> unseen() {
        return new Observation.Unseen<>(THROTTLED);
    }

    private static Observation<Preferences> unusable() {
        return seen(new Preferences.Unusable("it is YAML"));
    }

    private static Observation<Preferences> present(String bucket, String newest) {
        return seen(
                new Preferences.Present(
                        Map.of("inputs", Map.of("s3BucketName", bucket)), newest, "1"));
    }

    private static Observation<Preferences> seen(Preferences preferences) {
        return new Observation.Seen<>(preferences);
    }

    private static ObservedRegion region(Observation<Preferences> preferences) {
        return new ObservedRegion(preferences, Optional.empty(), Optional.empty());
    }
}

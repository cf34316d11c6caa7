package io.sessionvault.reconcile;

import static io.sessionvault.Examples.BUCKET_KEY;
import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.SESSION_KEY;
import static io.sessionvault.Examples.VAULT_ACCOUNT;
import static io.sessionvault.Examples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.GeneratedDocuments;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.ObservedIdentity.HostManagementRole;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedIdentity.Policy;
import io.sessionvault.reconcile.ObservedIdentity.Role;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import io.sessionvault.vault.PrefixPattern;
import io.sessionvault.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/// What holds for every configuration and account, also where something stands in the way: that is
/// reported again in the same words and holds back what it held back, and all else is done.
class PlanObstaclePropertyTest {
    private static final Map<String, Object> OTHER_SCHEMA =
            Map.of("schemaVersion", "2.2", "sessionType", "Standard_Stream");

    /// @param desired what the account should look like
    /// @param observed what it looks like
    record Given(DesiredAccount desired, ObservedAccount observed) {}

    @Property(tries = 1_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void whatStandsInTheWayStaysAndAllElseIsDone(@ForAll("given") Given given) {
        Plan first = Plan.between(given.desired(), given.observed());
        List<Change.Governing> possible =
                first.changes().stream().filter(change -> !isHeldBack(first, change)).toList();

        Plan second =
                Plan.between(
                        given.desired(),
                        ModelAccount.apply(given.desired(), given.observed(), possible));

        assertThat(second.obstacles()).isEqualTo(first.obstacles());
        assertThat(second.changes())
                .isEqualTo(
                        first.changes().stream()
                                .filter(change -> isHeldBack(first, change))
                                .toList());
        assertThat(second.isEmpty()).isEqualTo(first.obstacles().isEmpty());

        Statistics.label("in the way")
                .collect(!first.obstacles().isEmpty())
                .coverage(seen -> {
                    seen.check(true).percentage(share -> share > 10);
                    seen.check(false).percentage(share -> share > 2);
                });
    }

    private static boolean isHeldBack(Plan plan, Change change) {
        return change instanceof Change.RegionalChange regional
                && !plan.reasonsToWait(regional.region()).isEmpty();
    }

    @Provide
    Arbitrary<Given> given() {
        return desired()
                .flatMap(desired -> observed(desired).map(seen -> new Given(desired, seen)));
    }

    private static Arbitrary<DesiredAccount> desired() {
        Arbitrary<OptionalInt> minutes =
                Arbitraries.of(OptionalInt.empty(), OptionalInt.of(1), OptionalInt.of(60));
        Arbitrary<PrefixPattern> patterns =
                Arbitraries.of("{accountId}", "{accountId}/{region}", "logs/{accountId}/{region}")
                        .map(PrefixPattern::parse);
        return Combinators.combine(
                        patterns,
                        Arbitraries.of(FRANKFURT, IRELAND, VIRGINIA).set().ofMinSize(1),
                        minutes,
                        minutes,
                        Arbitraries.of(HostManagement.class))
                .as((pattern, regions, idle, longest, hostManagement) ->
                        new DesiredAccount(
                                MEMBER,
                                new AccountStandard(
                                        "o-example0001",
                                        new Vault(
                                                VAULT_ACCOUNT, "session-logs", BUCKET_KEY, pattern),
                                        SESSION_KEY,
                                        SessionEncryption.ALWAYS,
                                        new GovernedRegions(Optional.empty(), new TreeSet<>()),
                                        idle,
                                        longest,
                                        hostManagement,
                                        Optional.empty()),
                                new TreeSet<>(regions),
                                Optional.of(new TreeSet<>())));
    }

    private static Arbitrary<ObservedAccount> observed(DesiredAccount desired) {
        List<RegionName> names = List.copyOf(desired.regions());
        Arbitrary<List<ObservedRegion>> regions =
                Combinators.combine(names.stream().map(name -> region(desired, name)).toList())
                        .as(all -> all);
        return Combinators.combine(identity(desired), regions)
                .as((identity, seen) -> {
                    TreeMap<RegionName, ObservedRegion> byName = new TreeMap<>();
                    for (int i = 0; i < names.size(); i++) {
                        byName.put(names.get(i), seen.get(i));
                    }
                    return new ObservedAccount(
                            new Observation.Seen<>(identity),
                            Optional.empty(),
                            byName,
                            new TreeMap<>());
                });
    }

    /// The logging policy may be there, old, or missing; roles may have it in any way or not at all,
    /// and some lack permissions that nothing of the vault's can give.
    private static Arbitrary<ObservedIdentity> identity(DesiredAccount desired) {
        Map<String, Object> document = LogPolicy.document(desired);
        Arbitrary<Optional<Policy>> policies =
                Arbitraries.of(document, Observed.OTHER_DOCUMENT)
                        .map(each -> new Policy(each, List.of("v1", "v2")))
                        .optional();
        Arbitrary<LogAccess> access =
                Arbitraries.of(
                        new LogAccess.Attached(),
                        new LogAccess.Inline(document),
                        new LogAccess.Inline(Observed.OTHER_DOCUMENT),
                        new LogAccess.None(false),
                        new LogAccess.None(true));
        Arbitrary<List<LogPermission>> missing =
                Arbitraries.of(LogPolicy.permissions(desired)).list().uniqueElements().ofMaxSize(3);
        return Combinators.combine(
                        policies,
                        access.list().ofMaxSize(2),
                        access,
                        Arbitraries.oneOf(Arbitraries.just(List.<LogPermission>of()), missing))
                .as((policy, accesses, deniedAccess, lacks) -> {
                    List<Role> roles = new ArrayList<>();
                    accesses.forEach(each ->
                            roles.add(
                                    Observed.role("role-" + roles.size(), possible(each, policy))));
                    roles.add(
                            new Role(
                                    ModelAccount.DENIED + "role",
                                    possible(deniedAccess, policy),
                                    lacks.stream().map(Observed::denied).toList()));
                    return Observed.identity(policy, roles, hostManagementRole(desired));
                });
    }

    /// Nothing can be attached to a policy that is not there.
    private static LogAccess possible(LogAccess access, Optional<Policy> policy) {
        return policy.isEmpty() && access instanceof LogAccess.Attached
                ? new LogAccess.None(false)
                : access;
    }

    private static Optional<HostManagementRole> hostManagementRole(DesiredAccount desired) {
        return switch (desired.hostManagement()) {
            case LEAVE -> Optional.empty();
            case MANAGE -> Optional.of(new HostManagementRole(false, false, false));
        };
    }

    private static Arbitrary<ObservedRegion> region(DesiredAccount desired, RegionName region) {
        Arbitrary<Preferences> documents =
                GeneratedDocuments.documents()
                        .map(content -> new Preferences.Present(content, "7", "3"));
        Arbitrary<Preferences> others =
                Arbitraries.of(
                        new Preferences.Absent(),
                        new Preferences.Present(
                                PreferencesDocument.create(desired.settings(region, true)),
                                "1",
                                "1"),
                        new Preferences.Present(OTHER_SCHEMA, "1", "1"),
                        new Preferences.Unusable("it is a document of type Command"));
        Arbitrary<SessionKey> keys =
                Arbitraries.of(
                        Observed.present("Enabled"),
                        Observed.present("Enabled"),
                        Observed.present("Enabled"),
                        Observed.present("Disabled"),
                        Observed.present("Creating"),
                        new SessionKey.Absent());
        Arbitrary<Optional<Observation<String>>> settings =
                switch (desired.hostManagement()) {
                    case LEAVE -> Arbitraries.just(Optional.empty());
                    case MANAGE ->
                            orUnseen(Arbitraries.of("", "$None", "service-role/Own"))
                                    .map(Optional::of);
                };
        return Combinators.combine(
                        orUnseen(Arbitraries.oneOf(documents, others)),
                        orUnseen(keys).optional(0.9),
                        settings)
                .as(ObservedRegion::new);
    }

    private static <T> Arbitrary<Observation<T>> orUnseen(Arbitrary<T> values) {
        return Arbitraries.frequencyOf(
                Tuple.of(9, values.map(Observation.Seen::new)),
                Tuple.of(1, Arbitraries.just(new Observation.Unseen<>(Observed.THROTTLED))));
    }
}

package io.sessionvault.reconcile;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.SESSION_KEY;
import static io.sessionvault.Examples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedIdentity.Policy;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// The logging policy gives what documents in force still need, for as long as they need it.
class LogPolicyGrowthTest {
    private static final String EARLIER_KEY =
            "arn:aws:kms:eu-west-1:111111111111:key/mrk-00000000000000000000000000000000";
    private static final String FOREIGN_KEY =
            "arn:aws:kms:eu-west-1:999999999999:key/mrk-00000000000000000000000000000000";
    private static final String ANY_EARLIER_KEY = EARLIER_KEY.replace("eu-west-1", "*");

    private final DesiredAccount desired =
            Desires.account(
                    MEMBER, HostManagement.LEAVE, SessionEncryption.WHEN_SAFE, FRANKFURT, IRELAND);

    @Test
    void excludingARegionChangesNothing() {
        DesiredAccount before =
                Desires.account(
                        MEMBER,
                        HostManagement.LEAVE,
                        SessionEncryption.WHEN_SAFE,
                        FRANKFURT,
                        IRELAND,
                        VIRGINIA);

        assertThat(LogPolicy.document(desired)).isEqualTo(LogPolicy.document(before));
    }

    @Test
    void anEarlierKeyStaysWhereADocumentNamesIt() {
        ObservedAccount account = account(given(EARLIER_KEY), naming(EARLIER_KEY));

        assertThat(keys(planned(desired, account))).contains(ANY_EARLIER_KEY);
    }

    @Test
    void anEarlierKeyOfTheVaultIsGivenWhereADocumentNamesItThoughThePolicyDoesNot() {
        ObservedAccount account = account(given(), naming(EARLIER_KEY));

        assertThat(keys(planned(desired, account))).contains(ANY_EARLIER_KEY);
    }

    @Test
    void anEarlierKeyGoesWhenNoDocumentNamesIt() {
        assertThat(keys(planned(desired, account(given(EARLIER_KEY), good()))))
                .containsExactly(LogGrants.inAnyRegion(SESSION_KEY));
    }

    @Test
    void anEarlierKeyStaysWhereADocumentOfARegionThatIsNotGovernedNamesIt() {
        DesiredAccount without = Desires.withUngoverned(desired, new TreeSet<>(List.of(VIRGINIA)));
        ObservedAccount account = account(given(EARLIER_KEY), good());

        assertThat(keys(planned(without, ungoverned(account, naming(EARLIER_KEY)))))
                .contains(ANY_EARLIER_KEY);
        assertThat(keys(planned(without, ungoverned(account, good()))))
                .containsExactly(LogGrants.inAnyRegion(SESSION_KEY));
    }

    @Test
    void nothingGoesWhileADocumentIsNotKnown() {
        DesiredAccount without = Desires.withUngoverned(desired, new TreeSet<>(List.of(VIRGINIA)));
        DesiredAccount unknown =
                new DesiredAccount(MEMBER, desired.standard(), desired.regions(), Optional.empty());
        ObservedAccount account = account(given(EARLIER_KEY), good());

        assertThat(keys(planned(without, account))).contains(EARLIER_KEY);
        assertThat(keys(planned(unknown, account))).contains(EARLIER_KEY);
        assertThat(keys(planned(desired, account(given(EARLIER_KEY), naming("{{key}}")))))
                .contains(EARLIER_KEY);
        assertThat(
                        keys(
                                planned(
                                        desired,
                                        account(
                                                given(EARLIER_KEY),
                                                new Preferences.Present(
                                                        content(SESSION_KEY.in(IRELAND).toString()),
                                                        "3",
                                                        "2")))))
                .contains(EARLIER_KEY);
    }

    @Test
    void nothingOfAnybodyElsesIsGiven() {
        ObservedAccount account = account(given(FOREIGN_KEY), naming(FOREIGN_KEY));

        assertThat(keys(planned(desired, account)))
                .containsExactly(LogGrants.inAnyRegion(SESSION_KEY));
    }

    @Test
    void anEarlierBucketAndItsKeyStayWhereADocumentNamesTheBucket() {
        LogGrants earlier =
                new LogGrants(
                        new TreeSet<>(List.of("arn:aws:s3:::earlier-logs/222222222222/*")),
                        new TreeSet<>(List.of("arn:aws:s3:::earlier-logs")),
                        new TreeSet<>(List.of(EARLIER_KEY)),
                        new TreeSet<>());
        Map<String, Object> document =
                LogGrants.wanted(desired).plus(earlier).document(desired.vault().account());
        Map<String, Object> inputs =
                Map.of("s3BucketName", "earlier-logs", "s3KeyPrefix", "222222222222/");

        assertThat(planned(desired, account(document, present(inputs))).toString())
                .contains("earlier-logs/222222222222/*", EARLIER_KEY);
        assertThat(planned(desired, account(document, good())))
                .isEqualTo(LogPolicy.document(desired));
    }

    @Test
    void aPrefixOfAnotherAccountIsNeverGiven() {
        LogGrants tampered =
                new LogGrants(
                        new TreeSet<>(List.of("arn:aws:s3:::session-logs/333333333333/*")),
                        new TreeSet<>(),
                        new TreeSet<>(),
                        new TreeSet<>());
        Map<String, Object> document =
                LogGrants.wanted(desired).plus(tampered).document(desired.vault().account());
        Map<String, Object> inputs =
                Map.of("s3BucketName", "session-logs", "s3KeyPrefix", "333333333333");

        assertThat(planned(desired, account(document, present(inputs))).toString())
                .doesNotContain("333333333333");
    }

    @Test
    void aWiderPolicyIsTheReasonToLookAtOtherRegions() {
        assertThat(LogPolicy.givesMore(desired, identity(given(EARLIER_KEY)))).isTrue();
        assertThat(LogPolicy.givesMore(desired, identity(given()))).isFalse();
        assertThat(LogPolicy.givesMore(desired, identity(given(SESSION_KEY.toString())))).isFalse();
    }

    /// At no point of a plan, stopped anywhere, does an instance lose a permission that a document
    /// in force makes it need.
    @Property
    void noDocumentInForceLosesWhatItNeeds(
            @ForAll("policies") Map<String, Object> policy,
            @ForAll("documents") Preferences frankfurt,
            @ForAll("documents") Preferences ireland,
            @ForAll("documents") Preferences virginia) {
        DesiredAccount without = Desires.withUngoverned(desired, new TreeSet<>(List.of(VIRGINIA)));
        TreeMap<RegionName, ObservedRegion> regions = new TreeMap<>();
        regions.put(FRANKFURT, Observed.region(desired, frankfurt));
        regions.put(IRELAND, Observed.region(desired, ireland));
        ObservedAccount account =
                ungoverned(
                        new ObservedAccount(
                                new Observation.Seen<>(identity(policy)),
                                Optional.empty(),
                                regions,
                                new TreeMap<>()),
                        virginia);
        for (int visit = 0; visit < 3; visit++) {
            for (Change.Governing change : Plan.between(without, account).changes()) {
                ObservedAccount after = ModelAccount.apply(without, account, List.of(change));
                for (String key : needed(account)) {
                    boolean had = gives(account, key);
                    boolean inForce = needed(after).contains(key);
                    assertThat(!had || !inForce || gives(after, key)).as(key + change).isTrue();
                }
                account = after;
            }
        }
        assertThat(Plan.between(without, account).changes()).isEmpty();
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.of(EARLIER_KEY, FOREIGN_KEY, SESSION_KEY.in(IRELAND).toString(), "");
    }

    @Provide
    Arbitrary<Preferences> documents() {
        return Combinators.combine(keys(), Arbitraries.of(true, false))
                .as((key, isAbsent) -> isAbsent ? new Preferences.Absent() : naming(key));
    }

    @Provide
    Arbitrary<Map<String, Object>> policies() {
        return keys().list()
                .ofMaxSize(3)
                .map(keys ->
                        given(keys.stream().filter(key -> !key.isEmpty()).toArray(String[]::new)));
    }

    private static List<String> needed(ObservedAccount account) {
        List<Observation<Preferences>> all = new ArrayList<>();
        account.regions().values().forEach(region -> all.add(region.preferences()));
        all.addAll(account.ungoverned().values());
        List<String> keys = new ArrayList<>();
        for (Observation<Preferences> seen : all) {
            if (seen instanceof Observation.Seen<Preferences>(Preferences.Present present)
                    && present.content().get("inputs") instanceof Map<?, ?> inputs
                    && inputs.get("kmsKeyId") instanceof String key
                    && key.contains(":111111111111:")) {
                keys.add(key);
            }
        }
        return keys;
    }

    private static boolean gives(ObservedAccount account, String key) {
        return account.identity() instanceof Observation.Seen<ObservedIdentity>(var identity)
                && keys(identity.logPolicy().orElseThrow().document()).stream()
                        .anyMatch(pattern -> LogGrants.fits(pattern, key));
    }

    private Map<String, Object> given(String... sessionKeys) {
        return LogGrants.wanted(desired)
                .plus(
                        new LogGrants(
                                new TreeSet<>(),
                                new TreeSet<>(),
                                new TreeSet<>(),
                                new TreeSet<>(List.of(sessionKeys))))
                .document(desired.vault().account());
    }

    private static ObservedIdentity identity(Map<String, Object> policy) {
        return Observed.identity(
                Optional.of(new Policy(policy, List.of())),
                List.of(Observed.role("web", new LogAccess.Attached())),
                Optional.empty());
    }

    private ObservedAccount account(Map<String, Object> policy, Preferences ireland) {
        return Observed.account(desired, identity(policy))
                .with(Map.of(IRELAND, Observed.region(desired, ireland)));
    }

    private static ObservedAccount ungoverned(ObservedAccount account, Preferences virginia) {
        return new ObservedAccount(
                account.identity(),
                account.keys(),
                account.regions(),
                new TreeMap<>(Map.of(VIRGINIA, new Observation.Seen<>(virginia))));
    }

    private static Map<String, Object> planned(DesiredAccount desired, ObservedAccount account) {
        return Plan.between(desired, account).identity().stream()
                .map(change ->
                        change instanceof Change.UpdateLogPolicy update
                                ? update.document()
                                : Map.<String, Object>of())
                .findFirst()
                .orElseGet(() ->
                        ((Observation.Seen<ObservedIdentity>) account.identity())
                                .value()
                                .logPolicy()
                                .orElseThrow()
                                .document());
    }

    private static List<String> keys(Map<String, Object> document) {
        for (Object statement : (List<?>) document.getOrDefault("Statement", List.of())) {
            if (statement instanceof Map<?, ?> fields
                    && "DecryptSessions".equals(fields.get("Sid"))
                    && fields.get("Resource") instanceof List<?> keys) {
                return keys.stream().map(String::valueOf).toList();
            }
        }
        return List.of();
    }

    private Preferences good() {
        return naming(SESSION_KEY.in(IRELAND).toString());
    }

    private static Preferences naming(String key) {
        return new Preferences.Present(content(key), "1", "1");
    }

    private static Preferences present(Map<String, Object> inputs) {
        return new Preferences.Present(document(inputs), "1", "1");
    }

    private static Map<String, Object> content(String key) {
        return document(
                Map.of(
                        "s3BucketName",
                        "session-logs",
                        "s3KeyPrefix",
                        "222222222222/eu-west-1",
                        "kmsKeyId",
                        key));
    }

    private static Map<String, Object> document(Map<String, Object> inputs) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("schemaVersion", "1.0");
        content.put("sessionType", "Standard_Stream");
        content.put("inputs", inputs);
        return content;
    }
}

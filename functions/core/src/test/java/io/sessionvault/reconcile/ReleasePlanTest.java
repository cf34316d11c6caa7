package io.sessionvault.reconcile;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.VIRGINIA;
import static io.sessionvault.reconcile.ReturnPointTest.TEAMS;
import static io.sessionvault.reconcile.ReturnPointTest.VAULTS;
import static io.sessionvault.reconcile.ReturnPointTest.history;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.ObservedHistory.Present;
import io.sessionvault.reconcile.ObservedHistory.Text;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The plan of a release, from what was observed.
class ReleasePlanTest {
    private static final DesiredAccount DESIRED = Desires.member();
    private static final Hold HOLD =
            new Hold(Instant.parse("2026-11-28T10:00:00Z"), Hold.Reason.RELEASED, "request r-1");
    private static final ServiceError DENIED =
            new ServiceError(ErrorKind.DENIED, "AccessDenied", "no", Optional.of("r-2"));
    private static final Present SWITCHED =
            history("1:- 2:session-vault-after-1", VAULTS).with("1", TEAMS);
    private static final Present CREATED = history("1:session-vault-first", VAULTS);
    private static final Present RETURNED =
            history("1:- 2:session-vault-after-1 3:session-vault-returned-1-after-2", TEAMS);
    private static final ObservedRelease.Identity BARE = identity(Optional.empty());
    private static final ObservedRelease.Identity WITH_POLICY =
            new ObservedRelease.Identity(
                    Optional.of(new ObservedIdentity.Policy(Map.of(), List.of("v1", "v2"))),
                    List.of("app", "web"),
                    new TreeMap<>(Map.of("full", Map.of())),
                    List.of(),
                    new TreeMap<>());

    private static ObservedRelease.Identity identity(Optional<ObservedIdentity.Policy> policy) {
        return new ObservedRelease.Identity(
                policy, List.of(), new TreeMap<>(), List.of(), new TreeMap<>());
    }

    @Test
    void anAccountIsHeldThenGivenBackThenItsPolicyGoes() {
        ReleasePlan plan = plan(new Scope.Account(), WITH_POLICY, SWITCHED, CREATED);

        assertThat(plan.lines())
                .containsExactly(
                        "+ global         hold of the account",
                        "~ eu-central-1   document SSM-SessionManagerRunShell: the text of version 1",
                        "- eu-west-1      document SSM-SessionManagerRunShell",
                        "- global         role app: policy SessionVaultLogWriter",
                        "- global         role web: policy SessionVaultLogWriter",
                        "- global         role full: inline policy SessionVaultLogWriter",
                        "- global         policy SessionVaultLogWriter",
                        "i sessions that are open when the policy goes cannot write their logs, which"
                                + " agents upload at the end",
                        "Release: 7 to do, 0 in the way.");
        assertThat(plan.hold().orElseThrow().holds().account()).contains(HOLD);
        assertThat(plan.regional().getFirst())
                .isEqualTo(new ReleaseChange.GiveBack(FRANKFURT, "1", TEAMS, "2"));
        assertThat(plan.identity().getLast())
                .isEqualTo(
                        new ReleaseChange.DeleteLogPolicy(
                                DESIRED.logPolicyArn(), List.of("v1", "v2")));
    }

    @Test
    void thePolicyStaysWhileAnotherRegionIsGoverned() {
        ReleasePlan plan = plan(regions(IRELAND), WITH_POLICY, CREATED, CREATED);

        assertThat(plan.regional())
                .containsExactly(new ReleaseChange.DeletePreferences(IRELAND, "1"));
        assertThat(plan.identity()).isEmpty();
        assertThat(plan.hold().orElseThrow().holds().regions()).containsOnlyKeys(IRELAND);
    }

    @Test
    void thePolicyGoesWithTheLastRegion() {
        DesiredAccount held = DESIRED.under(Holds.NONE.plus(regions(FRANKFURT), HOLD));

        ReleasePlan plan = plan(held, regions(IRELAND), WITH_POLICY, both(RETURNED, CREATED));

        assertThat(plan.identity()).hasSize(4);
        assertThat(plan.hold().orElseThrow().holds().regions())
                .containsOnlyKeys(FRANKFURT, IRELAND);
    }

    @Test
    void thePolicyStaysForADocumentThatIsNotLetGo() {
        DesiredAccount wider =
                Desires.withUngoverned(
                        Desires.member(HostManagement.LEAVE, IRELAND),
                        new TreeSet<>(List.of(FRANKFURT)));

        ReleasePlan plan = plan(wider, regions(IRELAND), WITH_POLICY, both(SWITCHED, CREATED));

        assertThat(plan.identity()).isEmpty();
        assertThat(plan.notices())
                .containsExactly(
                        "eu-central-1 is not let go, and its document may name the vault",
                        "policy SessionVaultLogWriter stays for the documents in eu-central-1");
    }

    @Test
    void anAccountThatIsLetGoHasAnEmptyPlan() {
        DesiredAccount held = DESIRED.under(Holds.NONE.plus(new Scope.Account(), HOLD));

        ReleasePlan plan =
                plan(
                        held,
                        new Scope.Account(),
                        BARE,
                        Map.of(
                                FRANKFURT,
                                new Observation.Seen<>(RETURNED),
                                IRELAND,
                                new Observation.Seen<>(new ObservedHistory.Absent())));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.lines()).containsExactly("Release: nothing to do.");
    }

    @Test
    void aTextThatWasGivenBackByHalfIsMadeTheDefault() {
        Present half = new Present(RETURNED.versions(), "3", "2", Map.of("3", TEAMS, "2", VAULTS));

        ReleasePlan plan = plan(new Scope.Account(), BARE, half, RETURNED);

        assertThat(plan.regional()).containsExactly(new ReleaseChange.MakeDefault(FRANKFURT, "3"));
    }

    @Test
    void whatIsUnclearStandsInTheWayAndKeepsThePolicy() {
        ReleasePlan plan =
                plan(
                        new Scope.Account(),
                        WITH_POLICY,
                        history("1:- 2:session-vault-after-1 3:-", VAULTS),
                        CREATED);

        assertThat(plan.obstacles())
                .singleElement()
                .asString()
                .startsWith("REJECTED eu-central-1: others wrote version 3")
                .contains("\"version\": {\"eu-central-1\": \"3\"}");
        assertThat(plan.regional()).hasSize(1);
        assertThat(plan.identity()).isEmpty();
    }

    /// The vault's own versions had no names once.
    @Test
    void aTextThatMayNameTheVaultIsOnlyGivenBackToWhomSaysSo() {
        Present named = history("1:- 2:session-vault-after-1", VAULTS).with("1", VAULTS);

        ReleasePlan asked = plan(new Scope.Account(), WITH_POLICY, named, RETURNED);
        ReleasePlan wished =
                ReleasePlan.between(
                        DESIRED,
                        new ReleaseRequest(
                                MEMBER,
                                new Scope.Account(),
                                new TreeMap<>(
                                        Map.of(FRANKFURT, new ReturnPoint.Wish.OfVersion("1")))),
                        HOLD,
                        new ObservedRelease(
                                new Observation.Seen<>(WITH_POLICY),
                                new TreeMap<>(both(named, RETURNED)),
                                new TreeMap<>()));

        assertThat(asked.regional()).isEmpty();
        assertThat(asked.identity()).isEmpty();
        assertThat(asked.obstacles())
                .singleElement()
                .asString()
                .startsWith("REJECTED eu-central-1: the text of version 1, which would come back,");
        assertThat(wished.regional())
                .containsExactly(new ReleaseChange.GiveBack(FRANKFURT, "1", VAULTS, "2"));
        assertThat(wished.identity()).isEmpty();
        assertThat(wished.notices())
                .first()
                .asString()
                .startsWith("eu-central-1: the text of version 1");
    }

    /// Which version sessions use is not documented.
    @Test
    void aDefaultVersionThatMayNameTheVaultKeepsThePolicyAndAPersonHasToSay() {
        Text byParameter =
                new Text(
                        "x", Optional.of(Map.of("inputs", Map.of("s3BucketName", "{{ bucket }}"))));
        Present back =
                history(
                        "1:- 2:session-vault-after-1 3:session-vault-returned-1-after-2 4:-",
                        TEAMS);
        Present own = history("1:- 2:-", TEAMS);

        for (Present each :
                List.of(
                        new Present(back.versions(), "4", "2", Map.of("4", TEAMS, "2", VAULTS)),
                        new Present(own.versions(), "2", "1", Map.of("2", TEAMS, "1", byParameter)),
                        new Present(own.versions(), "2", "1", Map.of("2", TEAMS)))) {
            ReleasePlan plan = plan(new Scope.Account(), WITH_POLICY, each, RETURNED);

            assertThat(plan.identity()).isEmpty();
            assertThat(plan.obstacles())
                    .singleElement()
                    .asString()
                    .contains(
                            "the default version " + each.defaultVersion() + " may name the vault");
        }
    }

    @Test
    void whatWasNotConfirmedIsNotDone() {
        ReleasePlan confirmed = plan(new Scope.Account(), WITH_POLICY, SWITCHED, CREATED);
        Present half = new Present(RETURNED.versions(), "3", "2", Map.of("3", TEAMS, "2", VAULTS));
        Present saved = history("1:session-vault-first 2:session-vault-after-1", VAULTS);

        assertThat(confirmed.within(confirmed)).isEqualTo(confirmed);
        assertThat(
                        plan(new Scope.Account(), WITH_POLICY, half, CREATED)
                                .within(confirmed)
                                .regional())
                .containsExactly(
                        new ReleaseChange.MakeDefault(FRANKFURT, "3"),
                        new ReleaseChange.DeletePreferences(IRELAND, "1"));
        assertThat(plan(new Scope.Account(), WITH_POLICY, SWITCHED, saved).regional())
                .contains(new ReleaseChange.DeletePreferences(IRELAND, "2"));
        assertThat(
                        plan(new Scope.Account(), WITH_POLICY, SWITCHED, saved)
                                .within(confirmed)
                                .regional())
                .containsExactly(new ReleaseChange.GiveBack(FRANKFURT, "1", TEAMS, "2"));
        assertThat(
                        plan(new Scope.Account(), WITH_POLICY, CREATED, half)
                                .within(confirmed)
                                .regional())
                .isEmpty();
    }

    /// A role that gets the policy meanwhile still needs it.
    @Test
    void thePolicyStaysForARoleThatWasNotConfirmed() {
        ReleasePlan confirmed = plan(new Scope.Account(), WITH_POLICY, SWITCHED, CREATED);
        ReleasePlan later =
                plan(
                        new Scope.Account(),
                        new ObservedRelease.Identity(
                                WITH_POLICY.policy(),
                                List.of("app", "new"),
                                new TreeMap<>(),
                                List.of(),
                                new TreeMap<>()),
                        RETURNED,
                        RETURNED);

        assertThat(later.within(confirmed).identity())
                .containsExactly(new ReleaseChange.DetachPolicy("app", DESIRED.logPolicyArn()));
    }

    @Test
    void aTextThatCannotBeReadMayNameTheVault() {
        Present unreadable =
                history("1:- 2:session-vault-after-1", VAULTS)
                        .with("1", new Text("schemaVersion: '1.0'", Optional.empty()));

        assertThat(plan(new Scope.Account(), WITH_POLICY, unreadable, RETURNED).identity())
                .isEmpty();
    }

    @Test
    void aRegionThatCannotBeSeenKeepsThePolicyUnlessItIsClosedToEverybody() {
        Map<RegionName, Observation<ObservedHistory>> unseen =
                Map.of(
                        FRANKFURT,
                        new Observation.Unseen<>(DENIED),
                        IRELAND,
                        new Observation.Seen<>(RETURNED));
        NavigableMap<RegionName, String> closed = new TreeMap<>(Map.of(FRANKFURT, "a policy"));

        ReleasePlan open = plan(DESIRED, new Scope.Account(), WITH_POLICY, unseen);
        ReleasePlan shut =
                plan(
                        DESIRED,
                        new Scope.Account(),
                        new ObservedRelease.Identity(
                                WITH_POLICY.policy(),
                                List.of(),
                                new TreeMap<>(),
                                List.of(),
                                closed),
                        unseen);

        assertThat(open.obstacles())
                .containsExactly(new ReleaseObstacle.UnseenRegion(FRANKFURT, DENIED));
        assertThat(open.identity()).isEmpty();
        assertThat(shut.notices()).first().asString().contains("release again before it is opened");
        assertThat(shut.obstacles()).isEmpty();
        assertThat(shut.identity()).hasSize(1);
    }

    @Test
    void withoutAListOfRegionsThePolicyStays() {
        DesiredAccount untold =
                new DesiredAccount(MEMBER, DESIRED.standard(), DESIRED.regions(), Optional.empty());

        ReleasePlan plan = plan(untold, new Scope.Account(), WITH_POLICY, both(RETURNED, RETURNED));

        assertThat(plan.obstacles()).containsExactly(new ReleaseObstacle.UntoldRegions());
        assertThat(plan.identity()).isEmpty();
    }

    @Test
    void aPolicyThatOthersHaveStaysAndTheyAreNamed() {
        ReleasePlan plan =
                plan(
                        new Scope.Account(),
                        new ObservedRelease.Identity(
                                WITH_POLICY.policy(),
                                List.of("web"),
                                new TreeMap<>(),
                                List.of("user jane"),
                                new TreeMap<>()),
                        SWITCHED,
                        CREATED);

        assertThat(plan.obstacles())
                .containsExactly(new ReleaseObstacle.PolicyInUse(List.of("user jane")));
        assertThat(plan.obstacles().getFirst().toString()).contains("user jane; detach it there");
        assertThat(plan.identity()).isEmpty();
        assertThat(plan.regional()).isNotEmpty();
    }

    /// The hold's time and request are not of the terms: they differ each time.
    @Test
    void theTermsOfAPlanAreWhatItDoes() {
        Hold later = new Hold(HOLD.since().plusSeconds(60), Hold.Reason.RELEASED, "request r-9");
        ObservedRelease observed =
                new ObservedRelease(
                        new Observation.Seen<>(WITH_POLICY),
                        new TreeMap<>(both(SWITCHED, CREATED)),
                        new TreeMap<>());
        ReleaseRequest request = new ReleaseRequest(MEMBER, new Scope.Account(), new TreeMap<>());

        String terms = ReleasePlan.between(DESIRED, request, HOLD, observed).terms();

        assertThat(ReleasePlan.between(DESIRED, request, later, observed).terms()).isEqualTo(terms);
        assertThat(plan(new Scope.Account(), WITH_POLICY, CREATED, CREATED).terms())
                .isNotEqualTo(terms);
        assertThat(
                        plan(
                                        new Scope.Account(),
                                        WITH_POLICY,
                                        history("1:- 2:session-vault-after-1", VAULTS)
                                                .with("1", new Text("{ }", TEAMS.content())),
                                        CREATED)
                                .terms())
                .isNotEqualTo(terms);
    }

    @Test
    void whatIsNotTakenBackIsTold() {
        assertThat(
                        plan(
                                        Desires.member(HostManagement.MANAGE, VIRGINIA),
                                        new Scope.Account(),
                                        BARE,
                                        Map.of())
                                .notices())
                .singleElement()
                .asString()
                .startsWith("NOT TAKEN BACK: Default Host Management");
        assertThat(plan(Desires.vault(FRANKFURT), new Scope.Account(), BARE, Map.of()).notices())
                .singleElement()
                .asString()
                .startsWith("NOT TAKEN BACK: this is the vault's own account");
    }

    /// A vault that moved leaves documents that name its old bucket, or a key by its alias.
    @Test
    void aDocumentThatNamesWhatThePolicyGivesKeepsIt() {
        Map<String, Object> old =
                Map.of(
                        "Statement",
                        Map.of(
                                "Effect", "Allow",
                                "Action", "s3:GetEncryptionConfiguration",
                                "Resource", "arn:aws:s3:::old-vault"));
        Text toOld = text("s3BucketName", "old-vault");
        Text byAlias =
                text(
                        "kmsKeyId",
                        "arn:aws:kms:eu-west-1:" + DESIRED.vault().account() + ":alias/sessions");
        ObservedRelease.Identity attached =
                identity(Optional.of(new ObservedIdentity.Policy(old, List.of())));
        ObservedRelease.Identity inline =
                new ObservedRelease.Identity(
                        Optional.empty(),
                        List.of(),
                        new TreeMap<>(Map.of("full", old)),
                        List.of(),
                        new TreeMap<>());

        for (ObservedRelease.Identity identity : List.of(attached, inline)) {
            for (Text text : List.of(toOld, byAlias)) {
                Present stays = history("1:- 2:- 3:session-vault-returned-1-after-2", text);
                ReleasePlan plan = plan(new Scope.Account(), identity, stays, RETURNED);

                assertThat(plan.identity()).isEmpty();
            }
            assertThat(plan(new Scope.Account(), identity, RETURNED, RETURNED).identity())
                    .hasSize(1);
        }
    }

    /// A session may be started by any Session document of the account.
    @Test
    void anotherSessionDocumentThatMayNameTheVaultKeepsThePolicy() {
        assertThat(withDocuments(Map.of("Team", List.of(TEAMS))).identity()).hasSize(4);
        for (Text text : List.of(VAULTS, new Text("", Optional.empty()))) {
            ReleasePlan plan = withDocuments(Map.of("Team", List.of(TEAMS, text)));

            assertThat(plan.identity()).isEmpty();
            assertThat(plan.notices())
                    .first()
                    .isEqualTo("eu-west-1: document Team may name the vault, or could not be read");
        }
        ReleasePlan unseen = withDocuments(new Observation.Unseen<>(DENIED));
        assertThat(unseen.identity()).isEmpty();
        assertThat(unseen.obstacles())
                .containsExactly(new ReleaseObstacle.UnseenRegion(IRELAND, DENIED));
    }

    private static ReleasePlan withDocuments(Map<String, List<Text>> documents) {
        return withDocuments(new Observation.Seen<>(documents));
    }

    private static ReleasePlan withDocuments(Observation<Map<String, List<Text>>> documents) {
        return ReleasePlan.between(
                DESIRED,
                new ReleaseRequest(MEMBER, new Scope.Account(), new TreeMap<>()),
                HOLD,
                new ObservedRelease(
                        new Observation.Seen<>(WITH_POLICY),
                        new TreeMap<>(both(RETURNED, RETURNED)),
                        new TreeMap<>(Map.of(IRELAND, documents))));
    }

    private static Text text(String field, String value) {
        return new Text("", Optional.of(Map.of("inputs", Map.of(field, value))));
    }

    @Test
    void aWishForARegionThatIsNotLetGoIsNoticed() {
        NavigableMap<RegionName, ReturnPoint.Wish> wishes =
                new TreeMap<>(
                        Map.of(
                                IRELAND, new ReturnPoint.Wish.NoDocument(),
                                VIRGINIA, new ReturnPoint.Wish.NoDocument()));

        assertThat(new ReleaseRequest(MEMBER, new Scope.Account(), wishes).idleWishes(DESIRED))
                .containsExactly(VIRGINIA);
        assertThat(new ReleaseRequest(MEMBER, regions(VIRGINIA), wishes).idleWishes(DESIRED))
                .containsExactly(IRELAND);
    }

    @Test
    void aDocumentOfAnotherTypeIsNoneOfTheVaults() {
        ReleasePlan plan =
                plan(
                        new Scope.Account(),
                        WITH_POLICY,
                        new ObservedHistory.OfOtherType("Command"),
                        RETURNED);

        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.regional()).isEmpty();
        assertThat(plan.notices()).first().asString().contains("of type Command");
    }

    private static Scope regions(RegionName... names) {
        return new Scope.Regions(new TreeSet<>(List.of(names)));
    }

    private static Map<RegionName, Observation<ObservedHistory>> both(
            ObservedHistory frankfurt, ObservedHistory ireland) {
        return Map.of(
                FRANKFURT,
                new Observation.Seen<>(frankfurt),
                IRELAND,
                new Observation.Seen<>(ireland));
    }

    private static ReleasePlan plan(
            Scope scope,
            ObservedRelease.Identity identity,
            ObservedHistory frankfurt,
            ObservedHistory ireland) {
        Map<RegionName, Observation<ObservedHistory>> seen =
                new TreeMap<>(both(frankfurt, ireland));
        seen.keySet()
                .retainAll(new ReleaseRequest(MEMBER, scope, new TreeMap<>()).concerned(DESIRED));
        return plan(DESIRED, scope, identity, seen);
    }

    private static ReleasePlan plan(
            DesiredAccount desired,
            Scope scope,
            ObservedRelease.Identity identity,
            Map<RegionName, Observation<ObservedHistory>> regions) {
        return ReleasePlan.between(
                desired,
                new ReleaseRequest(MEMBER, scope, new TreeMap<>()),
                HOLD,
                new ObservedRelease(
                        new Observation.Seen<>(identity), new TreeMap<>(regions), new TreeMap<>()));
    }
}

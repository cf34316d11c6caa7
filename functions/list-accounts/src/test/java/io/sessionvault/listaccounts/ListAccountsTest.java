package io.sessionvault.listaccounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.ControlPolicyReader;
import io.sessionvault.aws.OrganizationReader;
import io.sessionvault.aws.RepairSwitch;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.aws.StoredControlPolicies;
import io.sessionvault.aws.StoredMembers;
import io.sessionvault.compliance.ComplianceMode;
import io.sessionvault.compliance.ListedAccount;
import io.sessionvault.compliance.Members;
import io.sessionvault.compliance.Run;
import io.sessionvault.compliance.Run.LogScope;
import io.sessionvault.listaccounts.ListAccounts.Begun;
import io.sessionvault.listaccounts.ListAccounts.Listed;
import io.sessionvault.log.KnownRegions;
import io.sessionvault.organization.ControlLevels;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AccessDeniedException;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.DescribePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DescribePolicyResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListPoliciesForTargetRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesForTargetResponse;
import software.amazon.awssdk.services.organizations.model.ListPoliciesRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesResponse;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyRequest;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyResponse;
import software.amazon.awssdk.services.organizations.model.Policy;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyTargetSummary;
import software.amazon.awssdk.services.organizations.model.Root;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;

/// A run begins: what it is, how far it may go, and which accounts it looks at.
class ListAccountsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

    private final BucketInMemory bucket = new BucketInMemory();
    private @Nullable String repairSwitch = "on";
    private @Nullable Instant switchedAt;
    private Mode stackMode = Mode.APPLY;
    private boolean mayReadPolicies = true;
    private Observation<Set<RegionName>> regions =
            new Observation.Seen<>(Set.of(new RegionName("eu-west-1")));

    @Test
    void listsTheAccountsOfEveryPageByTheirIds() throws JsonProcessingException {
        Begun begun = begin(ComplianceMode.OBSERVE, Optional.empty());

        assertThat(begun.concurrency()).isEqualTo(7);
        assertThat(begun.listed())
                .isEqualTo(new Listed("reports", "runs/daily-1/accounts.json", 3));
        assertThat(bucket.objects.get("runs/daily-1/accounts.json"))
                .isEqualTo(
                        "[{\"id\":\"222222222222\",\"name\":\"Payments\",\"state\":\"ACTIVE\"},"
                                + "{\"id\":\"333333333333\",\"name\":\"\",\"state\":\"UNKNOWN\"},"
                                + "{\"id\":\"444444444444\",\"name\":\"Old\",\"state\":\"SUSPENDED\"}]");
    }

    @Test
    void tellsWhoTheMembersAreAndWhenTheyWereListed() throws JsonProcessingException {
        begin(ComplianceMode.OBSERVE, Optional.empty());

        assertThat(StoredMembers.read(new ReportsBucket(bucket, "reports"), NOW))
                .isEqualTo(
                        new Observation.Seen<>(
                                new Members(
                                        NOW.plusSeconds(7),
                                        List.of(
                                                listed("222222222222", "Payments", "ACTIVE"),
                                                listed("333333333333", "", "UNKNOWN"),
                                                listed("444444444444", "Old", "SUSPENDED")),
                                        Set.of(new RegionName("eu-west-1")),
                                        NOW.plusSeconds(7),
                                        List.of(
                                                new Members.SeenAccount(
                                                        new AccountId("222222222222"),
                                                        NOW.plusSeconds(7))))));
    }

    @Test
    void goesOnWhereRegionsCannotBeListedAndTellsWhy() throws JsonProcessingException {
        regions =
                new Observation.Unseen<>(
                        new ServiceError(
                                ErrorKind.DENIED, "AccessDenied", "no", Optional.of("r-1")));

        Run run = begin(ComplianceMode.OBSERVE, Optional.empty()).run();

        assertThat(run.notices())
                .hasSize(2)
                .first()
                .asString()
                .contains("Regions in prefixes", "AccessDenied: no", "account:ListRegions");
        assertThat(StoredMembers.read(new ReportsBucket(bucket, "reports"), NOW))
                .isInstanceOfSatisfying(
                        Observation.Seen.class,
                        seen -> assertThat(((Members) seen.value()).regions()).isNull());
    }

    /// Else one call that is throttled would have logs under made-up Regions accepted for a day.
    @ParameterizedTest
    @CsvSource({"'', 2026-11-23T03:00:00Z", "2026-11-20T03:00:00Z, 2026-11-20T03:00:00Z"})
    void keepsTheRegionsOfAnEarlierRunWhereTheyCannotBeListed(String told, Instant listedAt)
            throws JsonProcessingException {
        regions =
                new Observation.Unseen<>(
                        new ServiceError(
                                ErrorKind.TRANSIENT, "Throttling", "slow down", Optional.empty()));
        bucket.objects.put(
                "members.json",
                """
                {"writtenAt": "2026-11-23T03:00:00Z", "accounts": [], "regions": ["eu-west-1"]%s}
                """
                        .formatted(
                                told.isEmpty() ? "" : ", \"regionsListedAt\": \"" + told + "\""));

        begin(ComplianceMode.OBSERVE, Optional.empty());

        assertThat(StoredMembers.readWhenever(new ReportsBucket(bucket, "reports")))
                .map(Members::knownRegions)
                .contains(new KnownRegions(Set.of(new RegionName("eu-west-1")), listedAt));
    }

    /// Accounts that are gone stay known, and so does when they were last live.
    @Test
    void remembersWhoWasLiveInEarlierRuns() throws JsonProcessingException {
        bucket.objects.put(
                "members.json",
                """
                {"writtenAt": "2026-06-01T00:00:00Z",
                 "accounts": [{"id": "444444444444", "name": "Old", "state": "ACTIVE"}],
                 "seen": [{"id": "555555555555", "lastSeenLive": "2026-01-01T00:00:00Z"}]}
                """);

        begin(ComplianceMode.OBSERVE, Optional.empty());

        assertThat(StoredMembers.readWhenever(new ReportsBucket(bucket, "reports")))
                .hasValueSatisfying(members ->
                        assertThat(members.seen())
                                .extracting(
                                        seen -> seen.id().value(),
                                        seen -> seen.lastSeenLive().toString())
                                .containsExactly(
                                        tuple("222222222222", NOW.plusSeconds(7).toString()),
                                        tuple("444444444444", "2026-06-01T00:00:00Z"),
                                        tuple("555555555555", "2026-01-01T00:00:00Z")));
    }

    /// Nobody else writes the object, and nobody could mend it.
    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{\"writtenAt\": 7"})
    void beginsTheRecordAnewWhereItCannotBeUnderstood(String stored)
            throws JsonProcessingException {
        bucket.objects.put("members.json", stored);

        begin(ComplianceMode.OBSERVE, Optional.empty());

        assertThat(StoredMembers.readWhenever(new ReportsBucket(bucket, "reports")))
                .hasValueSatisfying(members -> assertThat(members.seen()).hasSize(1));
    }

    @Test
    void leavesTheControlPoliciesForTheOtherPartsOfTheRun() throws JsonProcessingException {
        Run run = begin(ComplianceMode.OBSERVE, Optional.empty()).run();

        assertThat(bucket.objects).containsKey("runs/daily-1/control-policies.json");
        assertThat(
                        StoredControlPolicies.read(new ReportsBucket(bucket, "reports"), run)
                                .ofPrincipalsIn(new AccountId("222222222222")))
                .isInstanceOfSatisfying(
                        ControlLevels.Read.class,
                        read ->
                                assertThat(read.levels())
                                        .extracting(ControlLevels.Level::name)
                                        .containsExactly(
                                                "root Root (r-1)", "account 222222222222"));
    }

    @Test
    void goesOnWhereControlPoliciesCannotBeReadAndTellsWhy() throws JsonProcessingException {
        mayReadPolicies = false;

        Run run = begin(ComplianceMode.OBSERVE, Optional.empty()).run();

        assertThat(run.notices())
                .hasSize(3)
                .filteredOn(notice -> !notice.startsWith("The repair switch"))
                .hasSize(2)
                .allSatisfy(notice ->
                        assertThat(notice)
                                .startsWith("Permissions were not proven against ")
                                .contains("could not be read: HTTP 403"));
        assertThat(
                        StoredControlPolicies.read(new ReportsBucket(bucket, "reports"), run)
                                .ofPrincipalsIn(new AccountId("222222222222")))
                .isInstanceOfSatisfying(
                        ControlLevels.NotReadable.class,
                        unread -> assertThat(unread.error().kind()).isEqualTo(ErrorKind.DENIED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "not JSON"})
    void controlPoliciesThatCannotBeUnderstoodAreNotReadable(String stored)
            throws JsonProcessingException {
        Run run = begin(ComplianceMode.OBSERVE, Optional.empty()).run();
        ReportsBucket reports = new ReportsBucket(bucket, "reports");
        AccountId account = new AccountId("222222222222");

        bucket.objects.put("runs/daily-1/control-policies.json", stored);
        assertThat(StoredControlPolicies.read(reports, run).ofPrincipalsIn(account))
                .isInstanceOf(ControlLevels.NotReadable.class);
        bucket.objects.remove("runs/daily-1/control-policies.json");
        assertThat(StoredControlPolicies.read(reports, run).ofPrincipalsIn(account))
                .isInstanceOf(ControlLevels.NotReadable.class);
    }

    /// 26 hours after it was written the object counts no more.
    @ParameterizedTest
    @CsvSource({"26, 0, true", "26, 1, false"})
    void membersCountForADayAndTwoHours(int hours, int seconds, boolean counts)
            throws JsonProcessingException {
        begin(ComplianceMode.OBSERVE, Optional.empty());

        assertThat(
                        StoredMembers.read(
                                new ReportsBucket(bucket, "reports"),
                                NOW.plusSeconds(7 + hours * 3600L + seconds)))
                .isInstanceOf(counts ? Observation.Seen.class : Observation.Unseen.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"writtenAt\": \"x\", \"accounts\": []}"})
    void membersThatCannotBeUnderstoodDoNotCount(String stored) {
        bucket.objects.put("members.json", stored);
        assertThat(StoredMembers.read(new ReportsBucket(bucket, "reports"), NOW))
                .isInstanceOf(Observation.Unseen.class);
        bucket.objects.clear();
        assertThat(StoredMembers.read(new ReportsBucket(bucket, "reports"), NOW))
                .isInstanceOf(Observation.Unseen.class);
    }

    private static ListedAccount listed(String id, String name, String state) {
        return new ListedAccount(new AccountId(id), name, AccountState.of(state));
    }

    @Test
    void namesARunAfterItsExecution() throws JsonProcessingException {
        assertThat(begin(ComplianceMode.OBSERVE, Optional.empty()).run())
                .isEqualTo(
                        new Run(
                                "daily-1",
                                NOW,
                                Mode.PLAN,
                                LogScope.CHANGED,
                                null,
                                null,
                                List.of("The repair switch /session-vault/repair is on."),
                                null));
    }

    /// `-` stands for a switch that cannot be read.
    @ParameterizedTest
    @CsvSource({
        "OBSERVE, on,  ,      PLAN",
        "OBSERVE, on,  APPLY, PLAN",
        "ENFORCE, on,  ,      APPLY",
        "ENFORCE, on,  APPLY, APPLY",
        "ENFORCE, on,  PLAN,  PLAN",
        "ENFORCE, off, ,      PLAN",
        "ENFORCE, off, APPLY, PLAN",
        "ENFORCE, paused, ,   PLAN",
        "ENFORCE, paused, APPLY, PLAN",
        "ENFORCE, ON,  ,      PLAN",
        "ENFORCE, -,   ,      PLAN",
        "ENFORCE, -,   APPLY, PLAN"
    })
    void repairsOnlyWhereConfigurationSwitchAndStarterAgree(
            ComplianceMode mode, String value, Mode asked, Mode expected)
            throws JsonProcessingException {
        repairSwitch = value.equals("-") ? null : value;

        assertThat(begin(mode, Optional.ofNullable(asked)).run().mode()).isEqualTo(expected);
    }

    /// `-` stands for a switch that cannot be read. The first column is the stack's `Mode`.
    @ParameterizedTest
    @CsvSource({
        "APPLY, OBSERVE, on,     true,  ,      true",
        "APPLY, OBSERVE, on,     true,  APPLY, true",
        "APPLY, ENFORCE, on,     true,  ,      true",
        "APPLY, OBSERVE, on,     true,  PLAN,  false",
        "APPLY, OBSERVE, on,     false, ,      false",
        "PLAN,  OBSERVE, on,     true,  ,      false",
        "PLAN,  OBSERVE, on,     true,  APPLY, false",
        "APPLY, OBSERVE, off,    true,  ,      true",
        "APPLY, OBSERVE, paused, true,  ,      true",
        "APPLY, OBSERVE, paused, true,  PLAN,  false",
        "APPLY, OBSERVE, -,      true,  ,      true"
    })
    void onboardsOnlyWhereStackAndStarterAgreeForTheSwitchIsAskedForEachAccount(
            Mode stack,
            ComplianceMode mode,
            String value,
            boolean onboard,
            Mode asked,
            boolean expected)
            throws JsonProcessingException {
        stackMode = stack;
        repairSwitch = value.equals("-") ? null : value;

        Run run = begin(mode, Optional.ofNullable(asked), onboard).run();

        assertThat(run.isOnboarding()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "on, is on since 2026-11-24T02:00:00Z.",
        "off, 'is off since 2026-11-24T02:00:00Z: runs repair nothing'",
        "paused, 'is paused since 2026-11-24T02:00:00Z: nothing is changed'",
        "pause, 'could not be read: UnknownValue: its value is \"pause\"'",
        "-, 'could not be read: SdkClientException'"
    })
    void everyRunTellsWhatTheSwitchSaysAndSinceWhen(String value, String told)
            throws JsonProcessingException {
        repairSwitch = value.equals("-") ? null : value;
        switchedAt = NOW.minusSeconds(3600);

        for (ComplianceMode mode : ComplianceMode.values()) {
            assertThat(begin(mode, Optional.empty()).run().notices())
                    .singleElement()
                    .asString()
                    .startsWith("The repair switch /session-vault/repair " + told);
        }
    }

    @ParameterizedTest
    @CsvSource({"APPLY, starts a run that onboards", "PLAN, have to be sent again"})
    void aPauseTellsWhatFollowsItsEnd(Mode stack, String told) throws JsonProcessingException {
        stackMode = stack;
        repairSwitch = "paused";

        assertThat(begin(ComplianceMode.OBSERVE, Optional.empty()).run().notices().getFirst())
                .contains("but what a person lets go", told);
    }

    @Test
    void everyRunTellsThatAccountsThatAppearAreOnlyLookedAt() throws JsonProcessingException {
        stackMode = Mode.PLAN;

        assertThat(begin(ComplianceMode.ENFORCE, Optional.empty()).run().notices())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("Mode is plan")
                .contains("{\"onboard\": true}");
    }

    @Test
    void remembersTheRunBefore() throws JsonProcessingException {
        bucket.objects.put(
                "latest.json",
                "{\"run\": \"daily-0\", \"startedAt\": \"2026-11-23T03:00:00Z\","
                        + " \"report\": \"runs/daily-0/report.json\"}");

        Run run = begin(ComplianceMode.OBSERVE, Optional.empty()).run();

        assertThat(run.since()).isEqualTo(Instant.parse("2026-11-23T03:00:00Z"));
        assertThat(run.previousReport()).isEqualTo("runs/daily-0/report.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "not JSON",
                "{}",
                "{\"startedAt\": \"2026-11-23T03:00:00Z\"}",
                "{\"startedAt\": \"yesterday\", \"report\": \"r\"}",
                "{\"startedAt\": \"2026-11-24T03:00:00Z\", \"report\": \"runs/daily-1/report.json\"}"
            })
    void goesOnWithoutTheRunBeforeWhereItCannotBeUnderstood(String latest)
            throws JsonProcessingException {
        bucket.objects.put("latest.json", latest);

        Run run = begin(ComplianceMode.OBSERVE, Optional.empty()).run();

        assertThat(run.since()).isNull();
        assertThat(run.previousReport()).isNull();
    }

    private Begun begin(ComplianceMode mode, Optional<Mode> asked) throws JsonProcessingException {
        return begin(mode, asked, false);
    }

    private Begun begin(ComplianceMode mode, Optional<Mode> asked, boolean onboard)
            throws JsonProcessingException {
        TwoPages organization = new TwoPages();
        return new ListAccounts(
                        new ListAccounts.Organization(
                                new OrganizationReader(organization),
                                new ControlPolicyReader(
                                        organization, new AccountId("222222222222"), () -> NOW),
                                () -> regions),
                        new ReportsBucket(bucket, "reports"),
                        new RepairSwitch(new Parameters(), "/session-vault/repair"),
                        new Terms(mode, stackMode, 7),
                        () -> NOW.plusSeconds(7))
                .begin(new RunRequest("daily-1", NOW, LogScope.CHANGED, asked, onboard));
    }

    /// An organization that is listed in two pages and no order.
    private final class TwoPages implements OrganizationsClient {
        @Override
        public ListAccountsResponse listAccounts(ListAccountsRequest request) {
            return request.nextToken() == null
                    ? ListAccountsResponse.builder()
                            .accounts(
                                    List.of(
                                            account("444444444444", "Old", "SUSPENDED"),
                                            account("333333333333", null, null)))
                            .nextToken("t")
                            .build()
                    : ListAccountsResponse.builder()
                            .accounts(account("222222222222", "Payments", "ACTIVE"))
                            .build();
        }

        @Override
        public ListRootsResponse listRoots(ListRootsRequest request) {
            if (!mayReadPolicies) {
                throw AccessDeniedException.builder().statusCode(403).build();
            }
            return ListRootsResponse.builder()
                    .roots(Root.builder().id("r-1").name("Root").build())
                    .build();
        }

        @Override
        public ListOrganizationalUnitsForParentResponse listOrganizationalUnitsForParent(
                ListOrganizationalUnitsForParentRequest request) {
            return ListOrganizationalUnitsForParentResponse.builder().build();
        }

        @Override
        public ListAccountsForParentResponse listAccountsForParent(
                ListAccountsForParentRequest request) {
            return ListAccountsForParentResponse.builder()
                    .accounts(
                            Account.builder()
                                    .id("222222222222")
                                    .arn(
                                            "arn:aws:organizations::111111111111:account/o-1/222222222222")
                                    .build())
                    .build();
        }

        @Override
        public ListPoliciesResponse listPolicies(ListPoliciesRequest request) {
            return ListPoliciesResponse.builder()
                    .policies(PolicySummary.builder().id("p-1").build())
                    .build();
        }

        @Override
        public ListTargetsForPolicyResponse listTargetsForPolicy(
                ListTargetsForPolicyRequest request) {
            return ListTargetsForPolicyResponse.builder()
                    .targets(PolicyTargetSummary.builder().targetId("r-1").build())
                    .build();
        }

        @Override
        public ListPoliciesForTargetResponse listPoliciesForTarget(
                ListPoliciesForTargetRequest request) {
            return ListPoliciesForTargetResponse.builder().build();
        }

        @Override
        public DescribePolicyResponse describePolicy(DescribePolicyRequest request) {
            return DescribePolicyResponse.builder()
                    .policy(
                            Policy.builder()
                                    .policySummary(PolicySummary.builder().name("All").build())
                                    .content("{\"Statement\": []}")
                                    .build())
                    .build();
        }

        private static Account account(String id, @Nullable String name, @Nullable String state) {
            return Account.builder().id(id).name(name).state(state).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private final class Parameters implements SsmClient {
        @Override
        public GetParameterResponse getParameter(GetParameterRequest request) {
            if (repairSwitch == null) {
                throw SdkClientException.create("connection refused");
            }
            return GetParameterResponse.builder()
                    .parameter(
                            parameter -> parameter.value(repairSwitch).lastModifiedDate(switchedAt))
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}

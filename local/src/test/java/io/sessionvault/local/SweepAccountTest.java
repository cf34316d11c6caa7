package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.RegionSweep;
import io.sessionvault.compliance.AccountSweep.SessionCount;
import io.sessionvault.compliance.ListedAccount;
import io.sessionvault.compliance.Run;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.local.aws.ec2.Instance;
import io.sessionvault.local.aws.ec2.Vpc;
import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.aws.fault.RecordedCall;
import io.sessionvault.local.aws.ssm.SessionRecord;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.rule.LocatedFinding;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.organizations.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

/// The packaged functions that begin a compliance run and sweep an account, on the stand-in. The tests
/// share a vault and its warm functions, in accounts of their own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweepAccountTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final String IRELAND = "eu-west-1";
    private static final String PREFERENCES = "SSM-SessionManagerRunShell";
    private static final String SWITCH = "RepairSwitch";

    private VaultUnderTest vault;

    @BeforeAll
    void deploy() {
        vault = deployed();
    }

    private static VaultUnderTest deployed() {
        VaultUnderTest deployed =
                new VaultUnderTest(Map.of("GovernedRegions", "us-east-1,eu-west-1"));
        deployed.replicateSessionKey();
        return deployed;
    }

    @BeforeEach
    void clear() {
        repairSwitch("on");
        vault.clear();
    }

    @AfterAll
    void close() {
        vault.close();
    }

    @Test
    void listsEveryAccountOfTheOrganizationForARun() {
        try (VaultUnderTest own = deployed()) {
            AccountId member = own.accounts.create("payments");

            JsonNode begun =
                    answer(
                            own,
                            "ListAccounts",
                            """
                            {"execution": {"name": "daily-1", "startTime": "2026-11-24T03:00:00Z"},
                             "request": {"logs": "ALL"}}
                            """);

            assertThat(begun.path("run").path("logs").asText()).isEqualTo("ALL");
            assertThat(begun.path("run").path("mode").asText()).isEqualTo("PLAN");
            assertThat(begun.path("run").has("since")).isFalse();
            assertThat(begun.path("listed").path("key").asText())
                    .isEqualTo("runs/daily-1/accounts.json");
            assertThat(begun.path("listed").path("count").asInt()).isEqualTo(3);
            String listed =
                    own.platform
                            .endpoint()
                            .client(
                                    S3Client.builder().forcePathStyle(true),
                                    own.administrator(own.account),
                                    VaultUnderTest.HOME)
                            .getObjectAsBytes(ask ->
                                    ask.bucket(begun.path("listed").path("bucket").asText())
                                            .key("runs/daily-1/accounts.json"))
                            .asUtf8String();
            assertThat(VaultUnderTest.json(listed))
                    .extracting(account -> account.path("id").asText())
                    .contains(member.value())
                    .isSorted();
        }
    }

    @Test
    void coversAnAccountThatIsAsItShouldBeAndWritesNothing() {
        AccountId member = governed("payments");
        vault.aws().calls().clear();

        AccountSweep sweep = sweep(member, Mode.PLAN);

        assertThat(sweep.findings()).isEmpty();
        assertThat(sweep.coverage()).isEqualTo(Coverage.COVERED);
        assertThat(sweep.regions())
                .hasSize(2)
                .extracting(RegionSweep::coverage)
                .containsOnly(Coverage.COVERED);
        assertThat(vault.aws().calls().writes()).isEmpty();
        assertThat(vault.aws().calls().list())
                .extracting(call -> call.operation().operation())
                .doesNotContain("DescribeAccount");
        assertThat(vault.aws().calls().list())
                .filteredOn(call -> call.operation().service().equals("ssm"))
                .extracting(RecordedCall::principal)
                .containsOnly(
                        "arn:aws:sts::%s:assumed-role/SessionVaultMember/session-vault-sweep"
                                .formatted(member));
    }

    @Test
    void findsWhatAYoungAccountLacksAndPutsItRightWhereItMay() {
        AccountId member = vault.memberWithAgents("payments");

        repairSwitch("off");
        AccountSweep planned = sweep(member, Mode.PLAN);
        AccountSweep applied = sweep(member, Mode.APPLY);
        repairSwitch("on");
        AccountSweep repaired = sweep(member, Mode.APPLY);

        assertThat(rules(planned)).contains("ACCOUNT-POLICY", "ROLE-WITHOUT-POLICY");
        assertThat(rules(planned)).filteredOn("PREFERENCES-MISSING"::equals).hasSize(2);
        assertThat(planned.findings()).hasSize(2 + 2);
        assertThat(applied).isEqualTo(planned);
        assertThat(repaired.findings()).isEmpty();
        assertThat(repaired.coverage()).isEqualTo(Coverage.COVERED);
        assertThat(repaired.repairs())
                .hasSize(2 + 2)
                .contains(
                        "global: + policy SessionVaultLogWriter",
                        "eu-west-1: + document SSM-SessionManagerRunShell");
    }

    /// In a run that otherwise only looks.
    @ParameterizedTest
    @CsvSource({
        "true,  on,     false, true",
        "true,  on,     true,  false",
        "true,  off,    false, false",
        "true,  paused, false, false",
        "false, on,     false, false"
    })
    void handsAnAccountThatWasNeverGovernedToTheOnboardingWhereItMay(
            boolean onboards, String value, boolean optedOut, boolean expected) {
        AccountId member = vault.memberWithAgents("payments");
        repairSwitch(value);
        if (optedOut) {
            optOut(member);
        }
        purge();
        vault.aws().calls().clear();

        AccountSweep sweep = sweep(listed(member), Mode.PLAN, onboards);

        assertThat(sweep.coverage()).isEqualTo(Coverage.NOT_COVERED);
        assertThat(sweep.repairs()).isEmpty();
        assertThat(writes()).isEqualTo(expected ? List.of("SendMessage") : List.of());
        repairSwitch("on");
        assertThat(vault.running.poll("OnboardAccount").succeeded()).hasSize(expected ? 1 : 0);
        assertThat(sweep(member, Mode.PLAN).coverage())
                .isEqualTo(expected ? Coverage.COVERED : Coverage.NOT_COVERED);
    }

    /// One that was interrupted before its first Region was switched, and one after that.
    @Test
    void handsOnAnOnboardingThatSwitchedNoRegionAndLeavesADriftedAccountAlone() {
        repairSwitch("on");
        AccountId begun = governed("begun");
        AccountId drifted = governed("drifted");
        for (RegionName region : List.of(VaultUnderTest.HOME, new RegionName(IRELAND))) {
            vault.ssm(begun, region.value()).deleteDocument(ask -> ask.name(PREFERENCES));
        }
        vault.ssm(drifted, IRELAND).deleteDocument(ask -> ask.name(PREFERENCES));

        vault.aws().calls().clear();
        sweep(listed(begun), Mode.PLAN, true);
        assertThat(writes()).containsExactly("SendMessage");
        vault.aws().calls().clear();
        AccountSweep left = sweep(listed(drifted), Mode.PLAN, true);

        assertThat(rules(left)).contains("PREFERENCES-MISSING");
        assertThat(writes()).isEmpty();
        assertThat(vault.aws().calls().list())
                .as("nobody has to ask for the switch")
                .extracting(call -> call.operation().operation())
                .doesNotContain("GetParameter");
    }

    /// Else the account would be forgotten: the state machine makes the sweep again.
    @ParameterizedTest
    @CsvSource({"GetParameter", "ListTagsForResource", "SendMessage"})
    void failsWhereNobodyCanTellOrTheQueueDoesNotTakeIt(String operation) {
        AccountId member = vault.memberWithAgents("payments");
        repairSwitch("on");
        vault.aws()
                .faults()
                .fail(
                        call -> call.operation().equals(operation),
                        "AccessDeniedException",
                        400,
                        Integer.MAX_VALUE);

        assertThat(vault.running.invoke("SweepAccount", event(listed(member), Mode.PLAN, true)))
                .isInstanceOf(InvocationResult.Failed.class);
        assertThat(vault.running.invoke("SweepAccount", event(listed(member), Mode.PLAN, false)))
                .as("a run that only looks has nothing to ask")
                .isInstanceOf(InvocationResult.Answered.class);
    }

    @Test
    void leavesAnAccountAsItIsThatOptedOutOfRepairs() {
        AccountId member = vault.memberWithAgents("payments");
        repairSwitch("on");
        optOut(member);
        vault.aws().calls().clear();

        AccountSweep sweep = sweep(member, Mode.APPLY);

        assertThat(sweep.repairs()).isEmpty();
        assertThat(sweep.findings()).isNotEmpty();
        assertThat(vault.aws().calls().writes()).isEmpty();
    }

    @Test
    void matchesSessionsWithLogs() {
        AccountId member = governed("payments");
        Instant ended = now.minus(Duration.ofHours(2));
        record(member, "ada-0a1b2c3d4e5f60718", PREFERENCES, ended);
        record(member, "bob-0a1b2c3d4e5f60718", PREFERENCES, ended);
        record(member, "eve-0a1b2c3d4e5f60718", "AWS-StartSSHSession", ended);
        record(member, "kim-0a1b2c3d4e5f60718", PREFERENCES, now.minusSeconds(60));
        vault.agents()
                .onInstance(member, "web-server")
                .upload(member + "/" + IRELAND + "/ada-0a1b2c3d4e5f60718.log", "$ date");

        AccountSweep sweep = sweep(member, Mode.PLAN);

        assertThat(sweep.findings())
                .extracting(LocatedFinding::id)
                .containsExactly(
                        "SESSION-UNLOGGED/%s/eu-west-1/bob-0a1b2c3d4e5f60718".formatted(member),
                        "SESSION-UNLOGGABLE/%s/eu-west-1/eve-0a1b2c3d4e5f60718".formatted(member));
        assertThat(region(sweep).sessions()).isEqualTo(new SessionCount(1, 1, 1, 1));
        assertThat(vault.aws().calls().list())
                .filteredOn(call -> call.principal().endsWith("/SweepAccount"))
                .extracting(call -> call.operation().operation())
                .filteredOn("GetObject"::equals)
                // The control policies that the run has read, what is held of the account, and
                // never a log.
                .hasSize(2);
    }

    @Test
    void findsDocumentsThatDoNotLogAndHostManagementOnAnotherRole() {
        AccountId member = governed("payments");
        SsmClient ssm = vault.ssm(member, IRELAND);
        vault.aws()
                .plantDocument(
                        member,
                        IRELAND,
                        "TeamShell",
                        "{\"schemaVersion\": \"1.0\", \"sessionType\": \"Standard_Stream\","
                                + " \"inputs\": {\"s3BucketName\": \"\"}}");
        ssm.updateServiceSetting(ask ->
                ask.settingId("/ssm/managed-instance/default-ec2-instance-management-role")
                        .settingValue("service-role/TeamRole"));

        assertThat(sweep(member, Mode.PLAN).findings())
                .extracting(LocatedFinding::id)
                .containsExactly(
                        "DOCUMENT-NOT-LOGGED/%s/eu-west-1/TeamShell".formatted(member),
                        "HOST-MANAGEMENT-ROLE/%s/eu-west-1/default-host-management"
                                .formatted(member));
    }

    @ParameterizedTest
    @CsvSource({"DescribeSessions, sessions", "ListDocuments, documents"})
    void callsUnknownWhatItCannotRead(String operation, String resource) {
        AccountId member = governed("payments");
        vault.aws()
                .faults()
                .fail(
                        call -> call.operation().equals(operation) && call.region().equals(IRELAND),
                        "AccessDeniedException",
                        400,
                        Integer.MAX_VALUE);

        AccountSweep sweep = sweep(member, Mode.PLAN);

        assertThat(sweep.findings())
                .extracting(LocatedFinding::id)
                .containsExactly("ACCOUNT-UNSEEN/%s/eu-west-1/%s".formatted(member, resource));
        assertThat(sweep.coverage()).isEqualTo(Coverage.UNKNOWN);
        assertThat(region(sweep).coverage()).isEqualTo(Coverage.UNKNOWN);
    }

    @Test
    void findsNodesThatReachNothingAndAgentsThatAreTooOld() {
        AccountId member = governed("payments");
        vault.aws().keep(member, IRELAND, Vpc.closed("vpc-1"));
        vault.aws().manage(member, IRELAND, new Instance("i-1", "vpc-1", "subnet-1"), "2.3.612.0");
        vault.aws().manage(member, IRELAND, new Instance("i-2", "vpc-2", "subnet-2"), "3.3.2299.0");

        AccountSweep sweep = sweep(member, Mode.PLAN);

        assertThat(sweep.findings())
                .extracting(LocatedFinding::id)
                .containsExactly(
                        "NODES-CUT-OFF/%s/eu-west-1/vpc-1".formatted(member),
                        "AGENT-TOO-OLD/%s/eu-west-1/agents".formatted(member));
        assertThat(region(sweep).coverage()).isEqualTo(Coverage.NOT_COVERED);
        assertThat(ec2Calls(member)).containsOnly(IRELAND);

        vault.aws()
                .keep(
                        member,
                        IRELAND,
                        Vpc.closed("vpc-1")
                                .with(
                                        "com.amazonaws.eu-west-1.kms",
                                        "com.amazonaws.eu-west-1.ssm",
                                        "com.amazonaws.eu-west-1.ssmmessages",
                                        "com.amazonaws.%s.s3".formatted(VaultUnderTest.HOME)));
        vault.aws().manage(member, IRELAND, new Instance("i-1", "vpc-1", "subnet-1"), "3.3.2299.0");

        assertThat(sweep(member, Mode.PLAN).findings()).isEmpty();
    }

    @Test
    void anOlderMemberRoleIsToldOnceAndCoversAsBefore() {
        AccountId member = governed("payments");
        for (String region : List.of(IRELAND, "us-east-1")) {
            vault.aws()
                    .manage(member, region, new Instance("i-1", "vpc-1", "subnet-1"), "3.3.2299.0");
        }
        vault.aws()
                .faults()
                .fail(
                        CallMatcher.operation("ec2", "DescribeInstances"),
                        "UnauthorizedOperation",
                        403,
                        Integer.MAX_VALUE);

        AccountSweep sweep = sweep(member, Mode.PLAN);

        assertThat(sweep.findings())
                .extracting(LocatedFinding::id)
                .containsExactly("PREREQUISITES-UNSEEN/%s/-/prerequisites".formatted(member));
        assertThat(sweep.findings().getFirst().detail())
                .contains("eu-west-1, us-east-1", "UnauthorizedOperation");
        assertThat(sweep.coverage()).isEqualTo(Coverage.COVERED);
    }

    private List<String> ec2Calls(AccountId member) {
        return vault.aws().calls().list().stream()
                .filter(call -> call.operation().service().equals("ec2"))
                .filter(call -> call.principal().contains(member.value()))
                .map(call -> call.operation().region())
                .toList();
    }

    @Test
    void leavesAClosingAccountAloneWithoutACall() {
        AccountId member = vault.member("old-shop");
        vault.aws().calls().clear();

        AccountSweep sweep =
                sweep(
                        new ListedAccount(member, "old-shop", AccountState.PENDING_CLOSURE),
                        Mode.PLAN);

        assertThat(sweep.coverage()).isEqualTo(Coverage.LEFT_ALONE);
        assertThat(vault.aws().calls().list()).isEmpty();
    }

    private AccountId governed(String name) {
        AccountId member = vault.memberWithAgents(name);
        assertThat(vault.request(member, "apply").path("status").asText()).isEqualTo("GOVERNED");
        return member;
    }

    private void record(AccountId member, String id, String document, Instant end) {
        vault.aws()
                .recordSession(
                        member,
                        IRELAND,
                        new SessionRecord(
                                id,
                                "i-0123456789abcdef0",
                                document,
                                "arn:aws:sts::%s:assumed-role/Operators/%s"
                                        .formatted(member, id.substring(0, 3)),
                                SessionStatus.TERMINATED,
                                end.minus(Duration.ofMinutes(10)),
                                end));
    }

    private void optOut(AccountId member) {
        vault.accounts
                .organizations()
                .tagResource(ask ->
                        ask.resourceId(member.value())
                                .tags(
                                        Tag.builder()
                                                .key("session-vault:repair")
                                                .value("off")
                                                .build()));
    }

    private void repairSwitch(String value) {
        vault.ssm(vault.account, VaultUnderTest.HOME.value())
                .putParameter(ask ->
                        ask.name(vault.template.physicalId(SWITCH, "Ref"))
                                .value(value)
                                .type(ParameterType.STRING)
                                .overwrite(true));
    }

    private AccountSweep sweep(AccountId account, Mode mode) {
        return sweep(listed(account), mode);
    }

    private static ListedAccount listed(AccountId account) {
        return new ListedAccount(account, "payments", AccountState.ACTIVE);
    }

    private AccountSweep sweep(ListedAccount account, Mode mode) {
        return sweep(account, mode, false);
    }

    private AccountSweep sweep(ListedAccount account, Mode mode, boolean onboards) {
        try {
            return ComplianceJson.MAPPER.treeToValue(
                    answer("SweepAccount", event(account, mode, onboards)), AccountSweep.class);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    private String event(ListedAccount account, Mode mode, boolean onboards) {
        Run run =
                new Run(
                        "daily-1",
                        now,
                        mode,
                        Run.LogScope.CHANGED,
                        null,
                        null,
                        List.of(),
                        onboards);
        try {
            return ComplianceJson.MAPPER.writeValueAsString(Map.of("run", run, "account", account));
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    private List<String> writes() {
        return vault.aws().calls().writes().stream()
                .map(call -> call.operation().operation())
                .toList();
    }

    private void purge() {
        String queue = vault.template.physicalId("OnboardAccountQueue", "Ref");
        vault.stack.sqs().purgeQueue(ask -> ask.queueUrl(queue));
    }

    private JsonNode answer(String function, String event) {
        return answer(vault, function, event);
    }

    private static JsonNode answer(VaultUnderTest vault, String function, String event) {
        InvocationResult result = vault.running.invoke(function, event);
        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        return VaultUnderTest.json(((InvocationResult.Answered) result).body());
    }

    private static List<String> rules(AccountSweep sweep) {
        return sweep.findings().stream().map(finding -> finding.rule().id()).toList();
    }

    private static RegionSweep region(AccountSweep sweep) {
        return sweep.regions().stream()
                .filter(region -> region.region().equals(new RegionName(IRELAND)))
                .findFirst()
                .orElseThrow();
    }
}

package io.sessionvault.local.template;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.template.RuleDefinition.Target;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.event.ruler.Machine;

/// Asks event-ruler, the engine of EventBridge, which of the files in `events/` the template's rules match.
class RulesTest {
    private static final Map<String, RuleDefinition> RULES =
            VaultStack.with(
                            "VaultBucketName", "amzn-s3-demo-session-vault",
                            "ManagementAccountId", "210987654321")
                    .rules()
                    .stream()
                    .collect(toMap(RuleDefinition::logicalId, rule -> rule));

    @Test
    void sendsEachRuleToTheQueueOfItsFunctionOrToTheStateMachine() {
        assertThat(RULES).hasSize(4);
        assertThat(rule("MemberChangeRule").bus()).contains("MemberEventBus");
        assertThat(rule("MemberChangeRule").target())
                .isInstanceOfSatisfying(
                        Target.Queue.class,
                        queue -> assertThat(queue.logicalId()).isEqualTo("ReactionQueue"));
        assertThat(RULES.values())
                .filteredOn(rule -> !rule.logicalId().equals("MemberChangeRule"))
                .allSatisfy(rule -> assertThat(rule.bus()).isEmpty());
        assertThat(rule("AccountLifecycleRule").target())
                .isEqualTo(new Target.Queue("OnboardAccountQueue"));
        assertThat(rule("LogArrivalRule").target()).isEqualTo(new Target.Queue("CheckLogQueue"));
        assertThat(rule("RepairSwitchRule").target())
                .isEqualTo(
                        new Target.StateMachine("ComplianceStateMachine", "{\"onboard\": true}"));
    }

    @Test
    void matchesTheChangeOfTheRepairSwitchAndNothingElse() throws Exception {
        assertThat(matches("RepairSwitchRule", "state-machine"))
                .isEqualTo(Map.of("repair-switch-updated", true));
        assertThat(matches("RepairSwitchRule", "onboard-account")).doesNotContainValue(true);
        assertThat(matches("RepairSwitchRule", "check-log")).doesNotContainValue(true);
        assertThat(matches("AccountLifecycleRule", "state-machine")).doesNotContainValue(true);
        assertThat(matches("LogArrivalRule", "state-machine")).doesNotContainValue(true);
    }

    /// A member may forge the event on its own bus, and forward what it likes: only the vault's
    /// account's own counts.
    @ParameterizedTest
    @CsvSource({
        "310987654321, Parameter Store Change, /session-vault/repair, Update, true",
        "410987654321, Parameter Store Change, /session-vault/repair, Update, false",
        "310987654321, Parameter Store Change, /session-vault/repair, Create, true",
        "310987654321, Parameter Store Change, /session-vault/repair, Delete, false",
        "310987654321, Parameter Store Change, /session-vault/repairs, Update, false",
        "310987654321, Parameter Store Policy Action, /session-vault/repair, Update, false",
    })
    void startsARunOnlyForTheVaultsOwnSwitch(
            String account, String detailType, String name, String operation, boolean matched)
            throws Exception {
        var event =
                """
                {"source": "aws.ssm", "account": "%s", "detail-type": "%s",
                 "detail": {"name": "%s", "operation": "%s"}}\
                """
                        .formatted(account, detailType, name, operation);
        assertThat(isMatched(event, rule("RepairSwitchRule").eventPattern())).isEqualTo(matched);
    }

    @Test
    void matchesTheLifecycleOfAccountsAndNothingElse() throws Exception {
        assertThat(matches("AccountLifecycleRule", "onboard-account"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry("account-closed", true),
                                Map.entry("account-departed", true),
                                Map.entry("account-joined", true),
                                Map.entry("account-moved", false),
                                Map.entry("control-tower-account-created", true),
                                Map.entry("control-tower-account-updated", true),
                                Map.entry("control-tower-landing-zone-set-up", true),
                                Map.entry("create-account-failed", true),
                                Map.entry("create-account-requested", false),
                                Map.entry("create-account-succeeded", true),
                                // The member's own call: the organization tells of it, too.
                                Map.entry("invitation-accepted", false),
                                Map.entry("invitation-sent", false),
                                Map.entry("manual-apply", false),
                                Map.entry("manual-plan", false),
                                Map.entry("manual-release", false),
                                Map.entry("manual-resume", false),
                                Map.entry("reaction-batch", false),
                                Map.entry("sqs-batch", false)));
    }

    @Test
    void matchesEveryObjectInTheVaultHoweverItWasStored() throws Exception {
        assertThat(matches("LogArrivalRule", "check-log"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "failed-session-stderr", true,
                                "log-copied", true,
                                "log-multipart", true,
                                "log-posted", true,
                                "log-put", true,
                                "other-prefix", true,
                                "sqs-batch", false));
    }

    @Test
    void keepsTheTwoStreamsApart() throws Exception {
        assertThat(matches("LogArrivalRule", "onboard-account")).doesNotContainValue(true);
        assertThat(matches("AccountLifecycleRule", "check-log")).doesNotContainValue(true);
    }

    @ParameterizedTest
    @CsvSource({
        "aws.organizations, RemoveAccountFromOrganization, AWS API Call via CloudTrail, true",
        "aws.organizations, LeaveOrganization, AWS API Call via CloudTrail, true",
        "aws.organizations, AcceptHandshake, AWS Service Event via CloudTrail, true",
        "aws.organizations, CreateAccount, AWS API Call via CloudTrail, false",
        "aws.organizations, CloseAccount, AWS API Call via CloudTrail, false",
        "aws.iam, CreateAccountResult, AWS Service Event via CloudTrail, false",
    })
    void decidesBySourceAndNameOnly(String source, String name, String detailType, boolean matched)
            throws Exception {
        var event =
                """
                {"source": "%s", "account": "210987654321", "detail-type": "%s", "detail": {"eventName": "%s"}}\
                """
                        .formatted(source, detailType, name);
        assertThat(isMatched(event, rule("AccountLifecycleRule").eventPattern()))
                .isEqualTo(matched);
    }

    @ParameterizedTest
    @CsvSource({
        "Object Created, amzn-s3-demo-session-vault, true",
        "Object Created, another-bucket, false",
        "Object Deleted, amzn-s3-demo-session-vault, false",
        "Object Tags Added, amzn-s3-demo-session-vault, false",
    })
    void looksOnlyAtWhatIsStoredInTheVault(String detailType, String bucket, boolean matched)
            throws Exception {
        var event =
                """
                {"source": "aws.s3", "account": "310987654321", "detail-type": "%s", "detail": {"bucket": {"name": "%s"}}}\
                """
                        .formatted(detailType, bucket);
        assertThat(isMatched(event, rule("LogArrivalRule").eventPattern())).isEqualTo(matched);
    }

    /// Whoever may send to a bus can forge what an event says, and not whose it is.
    @ParameterizedTest
    @CsvSource({
        "AccountLifecycleRule, onboard-account/create-account-succeeded, 210987654321",
        "AccountLifecycleRule, onboard-account/account-departed, 210987654321",
        "LogArrivalRule, check-log/log-put, 310987654321",
        "RepairSwitchRule, state-machine/repair-switch-updated, 310987654321"
    })
    void takesAnEventOfNoOtherAccountOnTheDefaultBus(String rule, String file, String account)
            throws Exception {
        String event = VaultStack.read(VaultStack.ROOT.resolve("events/" + file + ".json"));
        String pattern = rule(rule).eventPattern();
        String own = "\"account\": \"" + account + "\"";
        assertThat(event).contains(own);
        assertThat(isMatched(event, pattern)).isTrue();
        for (String other : new String[] {"410987654321", "310987654321", "210987654321", ""}) {
            if (!other.equals(account)) {
                String forged = event.replace(own, "\"account\": \"" + other + "\"");
                assertThat(isMatched(forged, pattern)).as(other).isFalse();
            }
        }
    }

    /// Without a management account the stack is in it.
    @Test
    void takesLifecycleEventsOfItsOwnAccountWhereThatIsTheManagementAccount() throws Exception {
        String pattern =
                VaultStack.with("VaultBucketName", "amzn-s3-demo-session-vault").rules().stream()
                        .filter(rule -> rule.logicalId().equals("AccountLifecycleRule"))
                        .findFirst()
                        .orElseThrow()
                        .eventPattern();
        String event =
                VaultStack.read(
                        VaultStack.ROOT.resolve(
                                "events/onboard-account/create-account-succeeded.json"));

        assertThat(isMatched(event, pattern)).isFalse();
        String own =
                event.replace("\"account\": \"210987654321\"", "\"account\": \"310987654321\"");
        assertThat(isMatched(own, pattern)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "aws.iam, iam, AddRoleToInstanceProfile, '', true",
        "aws.iam, iam, AttachRolePolicy, '', true",
        "aws.iam, iam, DeleteRolePolicy, '', true",
        "aws.iam, iam, DetachRolePolicy, '', true",
        "aws.iam, iam, PutRolePermissionsBoundary, '', true",
        "aws.iam, iam, PutRolePolicy, '', true",
        "aws.iam, iam, UpdateAssumeRolePolicy, '', true",
        "aws.iam, iam, CreateUser, '', false",
        "aws.iam, ssm, AttachRolePolicy, '', false",
        "aws.ssm, ssm, CreateDocument, documentType=Session, true",
        "aws.ssm, ssm, CreateDocument, documentType=Command, false",
        "aws.ssm, ssm, UpdateDocument, '', true",
        "aws.ssm, ssm, DeleteDocument, '', true",
        "aws.ssm, ssm, UpdateDocumentDefaultVersion, '', true",
        "aws.ssm, ssm, ModifyDocumentPermission, '', true",
        "aws.ssm, ssm, UpdateServiceSetting, settingId=/ssm/managed-instance/default-ec2-instance-management-role, true",
        "aws.ssm, ssm, UpdateServiceSetting, settingId=ssm/managed-instance/default-ec2-instance-management-role, true",
        "aws.ssm, ssm, UpdateServiceSetting, settingId=arn:aws:ssm:eu-west-1:410987654321:servicesetting/ssm/managed-instance/default-ec2-instance-management-role, true",
        "aws.ssm, ssm, ResetServiceSetting, settingId=/ssm/managed-instance/default-ec2-instance-management-role, true",
        "aws.ssm, ssm, ResetServiceSetting, settingId=/ssm/parameter-store/default-parameter-tier, false",
        "aws.ssm, ssm, StartSession, '', false",
        "session-vault, iam, AttachRolePolicy, '', false"
    })
    void reactsToWhatMayLockPeopleOutOrTurnLoggingOff(
            String source, String service, String name, String parameter, boolean matched)
            throws Exception {
        String pattern = rule("MemberChangeRule").eventPattern();
        String event = change(source, service, name, parameter, "");

        assertThat(isMatched(event, pattern)).isEqualTo(matched);
        assertThat(isMatched(change(source, service, name, parameter, "AccessDenied"), pattern))
                .as("what AWS refused has changed nothing")
                .isFalse();
        assertThat(isMatched(event.replace("AWS API Call", "AWS Service Event"), pattern))
                .isFalse();
        assertThat(isMatched(event.replace("\"account\"", "\"other\""), pattern)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"onboard-account", "check-log", "state-machine"})
    void reactsToNothingElseThatTheVaultReceives(String function) throws Exception {
        assertThat(matches("MemberChangeRule", function)).doesNotContainValue(true);
    }

    private static String change(
            String source, String service, String name, String parameter, String error) {
        String[] told = (parameter.isEmpty() ? "roleName=app" : parameter).split("=", 2);
        return """
        {"source": "%s", "account": "410987654321", "detail-type": "AWS API Call via CloudTrail",
         "detail": {"eventSource": "%s.amazonaws.com", "eventName": "%s",%s
                    "requestParameters": {"%s": "%s"}}}\
        """
                .formatted(
                        source,
                        service,
                        name,
                        error.isEmpty() ? "" : " \"errorCode\": \"" + error + "\",",
                        told[0],
                        told[1]);
    }

    private static Map<String, Boolean> matches(String rule, String function) throws Exception {
        var matches = new TreeMap<String, Boolean>();
        for (Path event : VaultStack.events(function)) {
            var name = event.getFileName().toString().replace(".json", "");
            matches.put(name, isMatched(VaultStack.read(event), rule(rule).eventPattern()));
        }
        return matches;
    }

    /// `Ruler` itself does not know `$or`, which EventBridge and its `Machine` do.
    private static boolean isMatched(String event, String pattern) throws Exception {
        Machine machine = Machine.builder().build();
        machine.addRule("rule", pattern);
        return !machine.rulesForJSONEvent(event).isEmpty();
    }

    private static RuleDefinition rule(String logicalId) {
        return Objects.requireNonNull(RULES.get(logicalId));
    }
}

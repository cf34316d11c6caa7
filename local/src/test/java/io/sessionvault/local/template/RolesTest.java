package io.sessionvault.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the functions are allowed to do, as statements: action, resources, condition.
class RolesTest {
    private static final String BUCKET = "arn:aws:s3:::session-vault-310987654321-us-east-1";
    private static final String SESSION_KEY_ANYWHERE =
            "arn:aws:kms:*:310987654321:key/"
                    + VaultStack.with().physicalId("SessionKey", PhysicalIds.REF);
    private static final String REPORTS = BUCKET + "-reports";
    private static final String BUCKET_KEY = VaultStack.with().physicalId("BucketKey", "Arn");
    private static final String BUT_FOR_REPORTS =
            " if {StringNotLike={kms:EncryptionContext:aws:s3:arn=["
                    + REPORTS
                    + ", "
                    + REPORTS
                    + "/*]}}";
    private static final String ACCOUNTS = "arn:aws:organizations::*:account/o-sv4exmpl01/*";
    private static final String REPAIR_SWITCH =
            "arn:aws:ssm:us-east-1:310987654321:parameter/session-vault/repair";
    private static final List<String> OF_A_RUN =
            List.of("ComplianceStateMachineRole", "ComplianceScheduleRole", "RepairSwitchRuleRole");
    private static final String HUB = "arn:aws:iam::210987654321:role/session-vault-hub";

    @Test
    void checkLogLooksAtObjectsAndChangesNone() {
        assertThat(grants(VaultStack.with(), "CheckLog"))
                .containsExactlyInAnyOrder(
                        "never kms:* on ["
                                + VaultStack.with().physicalId("BucketKey", "Arn")
                                + ", "
                                + SESSION_KEY_ANYWHERE
                                + "]"
                                + BUT_FOR_REPORTS,
                        "s3:GetObject on " + BUCKET + "/*",
                        "s3:GetObjectVersion on " + BUCKET + "/*",
                        "s3:ListBucket on " + BUCKET,
                        "s3:ListBucketVersions on " + BUCKET,
                        "s3:GetObject on " + REPORTS + "/members.json",
                        "kms:Decrypt on " + BUCKET_KEY,
                        "organizations:DescribeAccount on " + ACCOUNTS,
                        "events:PutEvents on arn:aws:events:us-east-1:310987654321:event-bus/default",
                        "sqs:DeleteMessage on " + queue("CheckLogQueue"),
                        "sqs:GetQueueAttributes on " + queue("CheckLogQueue"),
                        "sqs:ReceiveMessage on " + queue("CheckLogQueue"),
                        "logs:CreateLogStream on " + logs("check-log"),
                        "logs:PutLogEvents on " + logs("check-log"));
    }

    @Test
    void theSweepHasTheRoleThatEveryAccountTrusts() {
        assertThat(VaultStack.with().resource("SweepAccount").get("Role"))
                .isEqualTo(VaultStack.with().physicalId("OnboardAccountRole", "Arn"));
        assertThat(grants(VaultStack.with(), "SweepAccount"))
                .isEqualTo(grants(VaultStack.with(), "OnboardAccount"));
    }

    @Test
    void checkStoredLogsUsesTheKeyForReportsOnly() {
        assertThat(grants(VaultStack.with(), "CheckStoredLogs"))
                .containsExactlyInAnyOrder(
                        "never kms:* on ["
                                + BUCKET_KEY
                                + ", "
                                + SESSION_KEY_ANYWHERE
                                + "]"
                                + BUT_FOR_REPORTS,
                        "s3:GetObjectVersion on " + BUCKET + "/*",
                        "s3:ListBucket on " + BUCKET,
                        "s3:ListBucketVersions on " + BUCKET,
                        "organizations:DescribeAccount on " + ACCOUNTS,
                        "s3:GetObject on ["
                                + REPORTS
                                + "/runs/*/accounts.json, "
                                + REPORTS
                                + "/members.json]",
                        "s3:PutObject on " + REPORTS + "/runs/*/results/logs/*",
                        "kms:Decrypt on " + BUCKET_KEY,
                        "kms:GenerateDataKey on " + BUCKET_KEY,
                        "logs:CreateLogStream on " + logs("check-stored-logs"),
                        "logs:PutLogEvents on " + logs("check-stored-logs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void writeReportImportsFindingsOnlyWhereItIsAskedTo(String hub) {
        assertThat(grants(VaultStack.with("SecurityHub", hub), "WriteReport"))
                .filteredOn(grant -> grant.startsWith("securityhub:"))
                .isEqualTo(
                        hub.equals("off")
                                ? List.of()
                                : List.of(
                                        "securityhub:BatchImportFindings on"
                                                + " arn:aws:securityhub:us-east-1:310987654321:product/310987654321/default"));
    }

    /// What people write, and what decides on repairs, is out of every function's reach.
    @Test
    void noFunctionWritesSuppressionsOrTurnsTheSwitch() {
        for (var function : VaultStack.with().functions().keySet()) {
            assertThat(grants(VaultStack.with("SecurityHub", "on"), function))
                    .as(function)
                    .noneMatch(grant -> grant.startsWith("ssm:Put"))
                    .noneMatch(grant ->
                            grant.startsWith("s3:PutObject on")
                                    && (grant.contains("suppressions")
                                            || grant.contains(REPORTS + "/*")));
        }
    }

    @Test
    void onboardAccountEntersMembersOfItsOrganizationOnly() {
        assertThat(grants(VaultStack.with("MemberRoleName", "Member"), "OnboardAccount"))
                .containsExactlyInAnyOrderElementsOf(
                        onboardingWith(
                                "sts:AssumeRole on arn:aws:iam::*:role/Member"
                                        + " if {StringEquals={aws:ResourceOrgID=o-sv4exmpl01}}"));
    }

    @Test
    void onboardAccountEntersOnlyTheHubWhereThereIsOne() {
        assertThat(grants(VaultStack.with("HubRoleArn", HUB), "OnboardAccount"))
                .containsExactlyInAnyOrderElementsOf(onboardingWith("sts:AssumeRole on " + HUB));
    }

    @Test
    void onlyLambdaAssumesTheRolesOfFunctions() {
        var stack = VaultStack.with();
        assertThat(stack.logicalIds("AWS::IAM::Role"))
                .filteredOn(role -> !OF_A_RUN.contains(role))
                .hasSizeGreaterThan(OF_A_RUN.size())
                .allSatisfy(role -> {
                    var trust = VaultStack.properties(stack, role).path("AssumeRolePolicyDocument");
                    assertThat(trust.path("Statement"))
                            .singleElement()
                            .hasToString(
                                    """
                                    {"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},\
                                    "Action":"sts:AssumeRole"}\
                                    """);
                });
    }

    @Test
    void onlyTheVaultsRunsAssumeTheRolesOfARun() {
        assertThat(trust("ComplianceStateMachineRole"))
                .contains("\"states.amazonaws.com\"")
                .contains("{\"StringEquals\":{\"aws:SourceAccount\":\"310987654321\"}}");
        assertThat(trust("ComplianceScheduleRole"))
                .contains("\"scheduler.amazonaws.com\"")
                .contains(
                        "{\"ArnEquals\":{\"aws:SourceArn\":\"arn:aws:scheduler:us-east-1:310987654321:"
                                + "schedule-group/session-vault-compliance\"}}");
        assertThat(trust("RepairSwitchRuleRole"))
                .contains("\"events.amazonaws.com\"")
                .contains("{\"StringEquals\":{\"aws:SourceAccount\":\"310987654321\"}}");
    }

    /// It starts runs of this machine, and nothing else.
    @Test
    void theRuleOfTheSwitchStartsRunsOnly() {
        assertThat(VaultStack.properties(VaultStack.with(), "RepairSwitchRuleRole").at("/Policies"))
                .hasToString(
                        "[{\"PolicyName\":\"RepairSwitchRule\",\"PolicyDocument\":{\"Version\":\"2012-10-17\","
                                + "\"Statement\":[{\"Sid\":\"StartRuns\",\"Effect\":\"Allow\","
                                + "\"Action\":\"states:StartExecution\",\"Resource\":\"arn:aws:states:us-east-1:"
                                + "310987654321:stateMachine:session-vault-compliance\"}]}}]");
    }

    private static String trust(String role) {
        var statements =
                VaultStack.properties(VaultStack.with(), role)
                        .at("/AssumeRolePolicyDocument/Statement");
        assertThat(statements).hasSize(1);
        return statements.path(0).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "two"})
    void onlyItsRulesReachAQueue(String keys) {
        var stack = VaultStack.with("Keys", keys);
        var senders =
                Map.of(
                        "OnboardAccount",
                        new Senders(
                                "OnlyTheRulesSend",
                                List.of("AccountLifecycleRule", "VaultAccountRule")),
                        "CheckLog",
                        new Senders("OnlyTheRuleSends", List.of("LogArrivalRule")),
                        "Reaction",
                        new Senders(
                                "OnlyTheRuleSends",
                                List.of("members/session-vault-MemberChangeRule")),
                        "Compliance",
                        new Senders("OnlyTheRuleSends", List.of("RepairSwitchRule")));
        senders.forEach((function, sender) ->
                Stream.of("Queue", "DeadLetters")
                        .map(kind -> function + kind)
                        .filter(stack.queues()::containsKey)
                        .forEach(queue -> {
                            var policy = VaultStack.properties(stack, queue + "Policy");
                            var statements = policy.path("PolicyDocument").path("Statement");
                            assertThat(statements).as(queue).hasSize(1);
                            assertThat(policy.path("Queues").path(0).asText())
                                    .isEqualTo(stack.physicalId(queue, PhysicalIds.REF));
                            assertThat(statements.path(0)).hasToString(sender.statement(queue));
                        }));
    }

    /// The rules that may send to a queue, and the name of the statement that lets them.
    private record Senders(String sid, List<String> rules) {
        String statement(String queue) {
            var arns =
                    rules.stream()
                            .map(rule ->
                                    "\"arn:aws:events:us-east-1:310987654321:rule/session-vault-"
                                            + rule
                                            + "\"")
                            .toList();
            return """
            {"Sid":"%s","Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},\
            "Action":"sqs:SendMessage","Resource":"%s","Condition":{"ArnEquals":{"aws:SourceArn":%s}}}\
            """
                    .formatted(
                            sid,
                            queue(queue),
                            arns.size() == 1
                                    ? arns.getFirst()
                                    : "[" + String.join(",", arns) + "]");
        }
    }

    private static List<String> onboardingWith(String entry) {
        return List.of(
                entry,
                "kms:DescribeKey on " + SESSION_KEY_ANYWHERE,
                "kms:GetKeyPolicy on " + SESSION_KEY_ANYWHERE,
                "kms:ListResourceTags on " + SESSION_KEY_ANYWHERE,
                "kms:ListAliases on *",
                "kms:ReplicateKey on " + VaultStack.with().physicalId("SessionKey", "Arn"),
                "kms:CreateKey on *",
                "kms:PutKeyPolicy on " + SESSION_KEY_ANYWHERE,
                "never kms:PutKeyPolicy on " + VaultStack.with().physicalId("SessionKey", "Arn"),
                "kms:CreateAlias on ["
                        + SESSION_KEY_ANYWHERE
                        + ", arn:aws:kms:*:310987654321:alias/session-vault-session]",
                "kms:TagResource on "
                        + SESSION_KEY_ANYWHERE
                        + " if {StringEquals={aws:RequestTag/SystemsManagerJustInTimeNodeAccessManaged=true}}",
                "organizations:DescribeAccount on " + ACCOUNTS,
                "organizations:ListTagsForResource on " + ACCOUNTS,
                "organizations:DescribePolicy on *",
                "organizations:ListParents on *",
                "organizations:ListPoliciesForTarget on *",
                "organizations:ListAccounts on *",
                "s3:GetObject on " + REPORTS + "/members.json",
                "s3:GetObject on " + REPORTS + "/holds/*",
                "s3:PutObject on " + REPORTS + "/holds/*",
                "s3:ListBucket on " + REPORTS,
                "s3:GetObject on " + REPORTS + "/runs/*/control-policies.json",
                "kms:Decrypt on " + BUCKET_KEY,
                "sqs:SendMessage on " + bothQueues(),
                "events:PutEvents on arn:aws:events:us-east-1:310987654321:event-bus/default",
                "ssm:GetParameter on " + REPAIR_SWITCH,
                "s3:ListBucket on " + BUCKET,
                "s3:PutObject on " + REPORTS + "/runs/*/results/accounts/*",
                "kms:GenerateDataKey on " + BUCKET_KEY,
                "sqs:ChangeMessageVisibility on " + bothQueues(),
                "sqs:DeleteMessage on " + bothQueues(),
                "sqs:GetQueueAttributes on " + bothQueues(),
                "sqs:ReceiveMessage on " + bothQueues(),
                "logs:CreateLogStream on ["
                        + logs("onboard-account")
                        + ", "
                        + logs("sweep-account")
                        + "]",
                "logs:PutLogEvents on ["
                        + logs("onboard-account")
                        + ", "
                        + logs("sweep-account")
                        + "]");
    }

    private static List<String> grants(ResolvedTemplate stack, String function) {
        return stack.statementsOf(function).stream().flatMap(RolesTest::grants).toList();
    }

    private static Stream<String> grants(Map<String, Object> statement) {
        assertThat(statement).doesNotContainKeys("NotAction", "NotResource");
        var never = Objects.equals(statement.get("Effect"), "Deny") ? "never " : "";
        var condition =
                statement.containsKey("Condition") ? " if " + statement.get("Condition") : "";
        var target = " on " + statement.get("Resource") + condition;
        return statement.get("Action") instanceof List<?> actions
                ? actions.stream().map(action -> never + action + target)
                : Stream.of(never + statement.get("Action") + target);
    }

    private static String bothQueues() {
        return "[" + queue("OnboardAccountQueue") + ", " + queue("ReactionQueue") + "]";
    }

    private static String queue(String logicalId) {
        return "arn:aws:sqs:us-east-1:310987654321:session-vault-" + logicalId;
    }

    private static String logs(String function) {
        return "arn:aws:logs:us-east-1:310987654321:log-group:/aws/lambda/session-vault/"
                + function
                + ":*";
    }
}

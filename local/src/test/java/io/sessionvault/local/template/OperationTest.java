package io.sessionvault.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What whoever is on call sees, and what runs without anybody.
class OperationTest {
    private static final ResolvedTemplate STACK = VaultStack.with();

    @Test
    void showsEveryAlarmOnTheDashboard() throws IOException {
        var alarms = dashboard().at("/widgets/0/properties/alarms").valueStream();
        assertThat(alarms.map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(
                        STACK.logicalIds("AWS::CloudWatch::Alarm").stream()
                                .map(id -> STACK.physicalId(id, "Arn"))
                                .toList());
    }

    @Test
    void laysTheWidgetsOutWithoutOverlap() throws IOException {
        var widgets = dashboard().path("widgets");
        for (var one : widgets) {
            assertThat(one.path("x").asInt() + one.path("width").asInt()).isLessThanOrEqualTo(24);
            assertThat(widgets.valueStream().filter(other -> overlap(one, other)))
                    .as(one.at("/properties/title").asText())
                    .containsExactly(one);
        }
    }

    private static boolean overlap(JsonNode one, JsonNode other) {
        return overlap(one, other, "x", "width") && overlap(one, other, "y", "height");
    }

    private static boolean overlap(JsonNode one, JsonNode other, String start, String length) {
        return one.path(start).asInt() < other.path(start).asInt() + other.path(length).asInt()
                && other.path(start).asInt() < one.path(start).asInt() + one.path(length).asInt();
    }

    /// Source: CloudWatch API reference, `PutMetricAlarm`: seven days at most.
    @ParameterizedTest
    @ValueSource(strings = {"1", "7"})
    void noticesThatNothingArrives(String days) {
        var alarm = VaultStack.properties(VaultStack.with("DaysWithoutLogs", days), "NoLogsAlarm");
        assertThat(alarm.path("EvaluationPeriods").asText()).isEqualTo(days);
        assertThat(alarm.path("Period").asInt() * Integer.parseInt(days))
                .isLessThanOrEqualTo(7 * 86_400);
        assertThat(alarm.at("/Dimensions/0/Value").asText())
                .isEqualTo(STACK.physicalId("CheckLogQueue", "QueueName"));
    }

    /// A topic under another key than the one whose policy lets CloudWatch in would swallow every alarm.
    @ParameterizedTest
    @CsvSource({"one, SessionKey", "two, BucketKey"})
    void encryptsAlarmsWithAKeyThatLetsThemThrough(String keys, String key) {
        var stack = VaultStack.with("Keys", keys);
        var topic = VaultStack.properties(stack, "AlarmTopic");
        assertThat(topic.path("KmsMasterKeyId").asText()).isEqualTo(stack.physicalId(key, "Arn"));
        var statement =
                VaultStack.properties(stack, key)
                        .at("/KeyPolicy/Statement")
                        .valueStream()
                        .filter(each ->
                                each.path("Sid").asText().equals("AlarmsReachTheEncryptedTopic"))
                        .findFirst()
                        .orElseThrow();
        assertThat(statement.at("/Condition/StringEquals").elements().next().asText())
                .isEqualTo(stack.physicalId("AlarmTopic", PhysicalIds.REF));
    }

    @ParameterizedTest
    @ValueSource(strings = {"apply", "plan"})
    void reconcilesTheVaultsOwnAccountEveryHour(String mode) throws IOException {
        var rule = VaultStack.properties(VaultStack.with("Mode", mode), "VaultAccountRule");
        assertThat(rule.path("ScheduleExpression").asText()).isEqualTo("rate(1 hour)");
        assertThat(rule.at("/Targets/0/Arn").asText())
                .isEqualTo(STACK.physicalId("OnboardAccountQueue", "Arn"));
        assertThat(new ObjectMapper().readTree(rule.at("/Targets/0/Input").asText()))
                .hasToString("{\"accountId\":\"310987654321\",\"mode\":\"%s\"}".formatted(mode));
    }

    /// Source: CloudWatch API reference, `PutMetricAlarm`: seven days at most.
    @ParameterizedTest
    @ValueSource(strings = {"2", "168"})
    void noticesThatNoRunEnds(String hours) {
        var alarm =
                VaultStack.properties(
                        VaultStack.with("HoursWithoutRun", hours), "ComplianceOverdueAlarm");
        assertThat(alarm.path("Namespace").asText()).isEqualTo("SessionVault");
        assertThat(alarm.path("MetricName").asText()).isEqualTo("ComplianceRunsSucceeded");
        assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("breaching");
        assertThat(alarm.path("EvaluationPeriods").asText()).isEqualTo(hours);
        assertThat(alarm.path("Period").asInt() * Integer.parseInt(hours))
                .isLessThanOrEqualTo(7 * 86_400);
        assertThat(alarm.at("/Dimensions/0/Name").asText()).isEqualTo("Service");
        assertThat(alarm.at("/Dimensions/0/Value").asText()).isEqualTo("write-report");
    }

    /// Whether the metrics of Step Functions count the children of a run's maps together with the
    /// runs AWS does not say, and most of a run's children may fail.
    @Test
    void restsNoAlarmOnTheMetricsOfStepFunctions() {
        for (String id : STACK.logicalIds("AWS::CloudWatch::Alarm")) {
            assertThat(VaultStack.properties(STACK, id).toString())
                    .as(id)
                    .doesNotContain("AWS/States");
        }
    }

    /// Source: Step Functions developer guide, "Using CloudWatch Logs to log execution history": the
    /// events of the level ERROR, and an execution's ARN in each line. A child of a map has the
    /// map's label behind the machine's name.
    @ParameterizedTest
    @CsvSource({
        "ExecutionFailed,   :,            true",
        "ExecutionTimedOut, :,            true",
        "ExecutionAborted,  :,            true",
        "ExecutionStarted,  :,            false",
        "TaskFailed,        :,            false",
        "ExecutionFailed,   /Accounts:,   false",
        "ExecutionAborted,  /StoredLogs:, false",
    })
    void countsTheRunsThatEndWithoutAReport(String type, String label, boolean counts) {
        var filter = VaultStack.properties(STACK, "ComplianceRunsFailed");
        var execution =
                STACK.physicalId("ComplianceStateMachine", "Arn")
                                .replace(":stateMachine:", ":execution:")
                        + label;
        var pattern = filter.path("FilterPattern").asText();
        assertThat(pattern).startsWith("{ ($.type = ").contains(") && $.execution_arn = ");
        assertThat(
                        compared(pattern, "type").anyMatch(type::equals)
                                && compared(pattern, "execution_arn")
                                        .allMatch(arn ->
                                                arn.endsWith("*")
                                                        && execution.startsWith(
                                                                arn.substring(
                                                                        0, arn.length() - 1))))
                .isEqualTo(counts);
        assertThat(filter.path("LogGroupName").asText())
                .isEqualTo(STACK.physicalId("ComplianceStateMachineLogs", PhysicalIds.REF));
        assertThat(
                        VaultStack.properties(STACK, "ComplianceStateMachine")
                                .at("/Logging/Level")
                                .asText())
                .isEqualTo("ERROR");
    }

    private static Stream<String> compared(String pattern, String field) {
        return Pattern.compile("\\$\\." + field + " = \"([^\"]+)\"")
                .matcher(pattern)
                .results()
                .map(found -> found.group(1));
    }

    @Test
    void noticesEveryWayInWhichARunEndsWithoutAReport() {
        var alarm = VaultStack.properties(STACK, "ComplianceRunFailedAlarm");
        var told =
                VaultStack.properties(STACK, "ComplianceRunsFailed").at("/MetricTransformations/0");
        assertThat(alarm.path("Namespace")).isEqualTo(told.path("MetricNamespace"));
        assertThat(alarm.path("MetricName")).isEqualTo(told.path("MetricName"));
        assertThat(alarm.path("Dimensions")).isEmpty();
        assertThat(told.path("MetricValue").asText()).isEqualTo("1");
        assertThat(alarm.path("Statistic").asText()).isEqualTo("Sum");
        assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("notBreaching");
    }

    @ParameterizedTest
    @CsvSource({
        "DailyRun,  ComplianceSchedule,     CHANGED",
        "WeeklyRun, FullComplianceSchedule, ALL"
    })
    void startsRunsOnTheirSchedule(String id, String parameter, String logs) throws IOException {
        var stack = VaultStack.with(parameter, "rate(5 hours)");
        var schedule = VaultStack.properties(stack, id);
        assertThat(schedule.path("ScheduleExpression").asText()).isEqualTo("rate(5 hours)");
        assertThat(schedule.path("ScheduleExpressionTimezone").asText()).isEqualTo("UTC");
        assertThat(schedule.path("GroupName").asText()).isEqualTo("session-vault-compliance");
        var target = schedule.path("Target");
        assertThat(target.path("Arn").asText())
                .isEqualTo(stack.physicalId("ComplianceStateMachine", "Arn"));
        assertThat(target.path("RoleArn").asText())
                .isEqualTo(stack.physicalId("ComplianceScheduleRole", "Arn"));
        assertThat(target.at("/DeadLetterConfig/Arn").asText())
                .isEqualTo(stack.physicalId("ComplianceDeadLetters", "Arn"));
        assertThat(new ObjectMapper().readTree(target.path("Input").asText()))
                .hasToString("{\"logs\":\"" + logs + "\"}");
    }

    /// A run over everything takes the place of the daily one of its day.
    @Test
    void neverStartsTwoRunsAtOnceByDefault() {
        assertThat(
                        Stream.of("DailyRun", "WeeklyRun")
                                .map(id -> VaultStack.properties(STACK, id))
                                .map(run -> run.path("ScheduleExpression").asText()))
                .containsExactly("cron(15 3 ? * MON-SAT *)", "cron(15 3 ? * SUN *)");
    }

    /// CloudFormation writes the value again when any of these changes, and would undo what somebody
    /// has switched off: a change here needs a better reason than looks.
    @Test
    void neverTouchesTheRepairSwitchAgain() {
        assertThat(STACK.resource("RepairSwitch"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "Name", "/session-vault/repair",
                                "Type", "String",
                                "Value", "on",
                                "AllowedPattern", "^(on|off|paused)$"));
        assertThat(VaultStack.TREE.at("/Resources/RepairSwitch").toString())
                .doesNotContain("Fn::If");
    }

    @Test
    void runsTheMachineOnItsFunctionsAndBuckets() {
        var machine = VaultStack.properties(STACK, "ComplianceStateMachine");
        var substitutions = machine.path("DefinitionSubstitutions");
        for (var function :
                List.of(
                        "ListAccounts",
                        "SweepAccount",
                        "CheckStoredLogs",
                        "CheckVault",
                        "WriteReport")) {
            assertThat(substitutions.path(function + "Arn").asText())
                    .isEqualTo(STACK.physicalId(function, "Arn") + ":live");
        }
        assertThat(substitutions.path("VaultBucket").asText()).isEqualTo(STACK.bucketName());
        assertThat(substitutions.path("ReportsBucket").asText())
                .isEqualTo(STACK.physicalId("ReportsBucket", PhysicalIds.REF));
        assertThat(substitutions.path("Partition").asText()).isEqualTo("aws");
        assertThat(machine.path("Type").asText()).isEqualTo("STANDARD");
        assertThat(machine.path("Name").asText()).isEqualTo("session-vault-compliance");
        assertThat(VaultStack.ROOT.resolve(machine.path("DefinitionUri").asText()))
                .content()
                .satisfies(definition ->
                        assertThat(
                                        Pattern.compile("\\$\\{([A-Za-z]+)}")
                                                .matcher(definition)
                                                .results()
                                                .map(found -> found.group(1))
                                                .distinct())
                                .containsExactlyInAnyOrderElementsOf(
                                        () -> substitutions.fieldNames()));
    }

    private static JsonNode dashboard() throws IOException {
        var body = VaultStack.properties(STACK, "Dashboard").path("DashboardBody").asText();
        return new ObjectMapper().readTree(body);
    }
}

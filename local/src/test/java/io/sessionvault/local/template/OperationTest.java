package io.sessionvault.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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

    private static JsonNode dashboard() throws IOException {
        var body = VaultStack.properties(STACK, "Dashboard").path("DashboardBody").asText();
        return new ObjectMapper().readTree(body);
    }
}

package io.sessionvault.local.commands;

import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.template.Template;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Answers of the right form to what the pages ask AWS, so that all that is typed afterwards has values.
final class SampleAnswers {
    private static final Pattern OUTPUT = Pattern.compile("OutputKey=='(\\w+)'");
    private static final String KEY = "mrk-0123456789abcdef0123456789abcdef";
    private static final Map<String, String> OUTPUTS =
            Map.ofEntries(
                    Map.entry("BucketKeyArn", "arn:aws:kms:us-east-1:310987654321:key/" + KEY),
                    Map.entry("SessionKeyId", KEY),
                    Map.entry(
                            "OnboardAccountRoleArn",
                            "arn:aws:iam::310987654321:role/session-vault-OnboardAccount"),
                    Map.entry(
                            "EventBusArn",
                            "arn:aws:events:us-east-1:310987654321:event-bus/default"),
                    Map.entry(
                            "MemberEventBusArn",
                            "arn:aws:events:us-east-1:310987654321:event-bus/session-vault-members"),
                    Map.entry("OnboardAccountName", "session-vault-OnboardAccount"),
                    Map.entry(
                            "OnboardAccountQueueUrl",
                            "https://sqs.us-east-1.amazonaws.com/310987654321/onboard"),
                    Map.entry(
                            "CheckLogDeadLettersUrl",
                            "https://sqs.us-east-1.amazonaws.com/310987654321/dead-logs"),
                    Map.entry(
                            "ComplianceStateMachineArn",
                            "arn:aws:states:us-east-1:310987654321:stateMachine:compliance"),
                    Map.entry("VaultBucketName", "session-vault-310987654321-us-east-1"),
                    Map.entry("ReportsBucketName", "session-vault-310987654321-us-east-1-reports"),
                    Map.entry("RepairSwitchName", "/session-vault/repairs"));

    /// By what stands in the command; the first that fits counts.
    private static final Map<String, String> ANSWERS =
            Map.ofEntries(
                    Map.entry("describe-organization ", "o-a1b2c3d4e5"),
                    Map.entry("list-roots ", "r-ab12"),
                    Map.entry("get-caller-identity --profile management", "210987654321"),
                    Map.entry("get-caller-identity --profile vault", "310987654321"),
                    Map.entry("ParameterKey=='ExternalId'", "an-external-id"),
                    Map.entry("StackResourceDetail.PhysicalResourceId", "an-alarm"),
                    Map.entry("Stacks[0].Parameters ", parameters()),
                    Map.entry("StackSetOperation.Status", "SUCCEEDED"),
                    Map.entry("--query OperationId", "operation-1"),
                    Map.entry("trailList[].TrailARN", "arn:aws:cloudtrail:us-east-1:1:trail/all"),
                    Map.entry("--query Versions[].VersionId", "3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY"),
                    Map.entry("--query Document.LatestVersion", "7"),
                    Map.entry(
                            "--query Attributes.QueueArn",
                            "arn:aws:sqs:us-east-1:310987654321:dead-logs"),
                    Map.entry("lambda invoke", "{}"),
                    Map.entry("list-accounts ", "410987654321\t510987654321"),
                    Map.entry(
                            "stepfunctions start-execution",
                            "arn:aws:states:us-east-1:310987654321:execution:compliance:first"),
                    Map.entry("ssm get-document ", "{\"schemaVersion\": \"1.0\"}"),
                    Map.entry("ssm update-document ", "2"),
                    Map.entry("latest.json", "{\"report\": \"runs/first/report.json\"}"));

    private SampleAnswers() {}

    /// What the vault's stack says of its parameters.
    private static String parameters() {
        return Template.read(VaultUnderTest.REPOSITORY.resolve("template.yaml"))
                .parameterNames()
                .stream()
                .map("{\"ParameterKey\": \"%s\", \"ParameterValue\": \"as it was\"}"::formatted)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /// The output of a command; empty where nothing is read from it.
    static Shell.Answer to(Typed typed) {
        String command = String.join(" ", typed.arguments()) + " ";
        Matcher output = OUTPUT.matcher(command);
        if (output.find()) {
            return Shell.Answer.of(OUTPUTS.getOrDefault(output.group(1), "None") + "\n");
        }
        return ANSWERS.entrySet().stream()
                .filter(answer -> command.contains(answer.getKey()))
                .findFirst()
                .map(answer -> Shell.Answer.of(answer.getValue() + "\n"))
                .orElse(Shell.Answer.of(""));
    }
}

package io.sessionvault.local.template;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/// Physical ids for resources that nobody has created, in the form that AWS gives them and the same on every run:
/// the name that the template gives, else stack name and logical id.
///
/// Source: CloudFormation template reference, "Return values" of each resource type.
record PredictableIds(Deployment deployment, StackResources resources) {
    /// The value of `Ref` or of an attribute; empty where this reader does not know what AWS would give.
    Optional<String> find(String type, String logicalId, String attribute) {
        return Optional.ofNullable(
                switch (type + " " + attribute) {
                    case "AWS::S3::Bucket Ref" -> bucket(logicalId);
                    case "AWS::S3::Bucket Arn" ->
                            "arn:" + deployment.partition() + ":s3:::" + bucket(logicalId);
                    case "AWS::SQS::Queue Ref" -> queueUrl(name(logicalId, "QueueName"));
                    case "AWS::SQS::Queue QueueName" -> name(logicalId, "QueueName");
                    case "AWS::SQS::Queue Arn" ->
                            deployment.arn("sqs", name(logicalId, "QueueName"));
                    case "AWS::KMS::Key Ref", "AWS::KMS::Key KeyId" -> keyId(logicalId);
                    case "AWS::KMS::Key Arn" -> deployment.arn("kms", "key/" + keyId(logicalId));
                    case "AWS::KMS::Alias Ref" -> name(logicalId, "AliasName");
                    case "AWS::SNS::Topic Ref", "AWS::SNS::Topic TopicArn" ->
                            deployment.arn("sns", name(logicalId, "TopicName"));
                    case "AWS::Events::Rule Ref" -> name(logicalId, "Name");
                    case "AWS::Events::Rule Arn" ->
                            deployment.arn(
                                    "events", "rule/" + bus(logicalId) + name(logicalId, "Name"));
                    case "AWS::Events::EventBus Ref", "AWS::Events::EventBus Name" ->
                            name(logicalId, "Name");
                    case "AWS::Events::EventBus Arn" ->
                            deployment.arn("events", "event-bus/" + name(logicalId, "Name"));
                    case "AWS::CloudWatch::Alarm Arn" ->
                            deployment.arn("cloudwatch", "alarm:" + name(logicalId, "AlarmName"));
                    case "AWS::Logs::LogGroup Ref" -> name(logicalId, "LogGroupName");
                    case "AWS::Logs::LogGroup Arn" ->
                            deployment.arn(
                                    "logs", "log-group:" + name(logicalId, "LogGroupName") + ":*");
                    case "AWS::Serverless::Function Ref" -> name(logicalId, "FunctionName");
                    case "AWS::Serverless::Function Arn" ->
                            deployment.arn("lambda", "function:" + name(logicalId, "FunctionName"));
                    case "AWS::Serverless::Function Alias" ->
                            deployment.arn(
                                    "lambda",
                                    "function:"
                                            + name(logicalId, "FunctionName")
                                            + ":"
                                            + name(logicalId, "AutoPublishAlias"));
                    case "AWS::Serverless::StateMachine Ref", "AWS::Serverless::StateMachine Arn" ->
                            deployment.arn("states", "stateMachine:" + name(logicalId, "Name"));
                    case "AWS::Scheduler::ScheduleGroup Ref" -> name(logicalId, "Name");
                    case "AWS::Scheduler::ScheduleGroup Arn" ->
                            deployment.arn(
                                    "scheduler", "schedule-group/" + name(logicalId, "Name"));
                    case "AWS::SSM::Parameter Ref", "AWS::SSM::Document Ref" ->
                            name(logicalId, "Name");
                    case "AWS::IAM::Role Ref" -> name(logicalId, "RoleName");
                    case "AWS::IAM::Role Arn" -> roleArn(name(logicalId, "RoleName"));
                    default -> null;
                });
    }

    private String name(String logicalId, String property) {
        var name = resources.property(logicalId, property, StackResources.place(logicalId));
        return name.isTextual() ? name.textValue() : deployment.stackName() + "-" + logicalId;
    }

    /// What stands before the name of a rule that is not on the default bus.
    private String bus(String logicalId) {
        var bus = resources.property(logicalId, "EventBusName", StackResources.place(logicalId));
        return bus.isTextual() ? bus.textValue() + "/" : "";
    }

    private String bucket(String logicalId) {
        return name(logicalId, "BucketName");
    }

    private String queueUrl(String name) {
        var suffix = deployment.pseudoParameter("AWS::URLSuffix").orElseThrow();
        return "https://sqs."
                + deployment.region()
                + "."
                + suffix
                + "/"
                + deployment.account()
                + "/"
                + name;
    }

    private String keyId(String logicalId) {
        var id = UUID.nameUUIDFromBytes(logicalId.getBytes(StandardCharsets.UTF_8)).toString();
        return resources
                        .property(logicalId, "MultiRegion", StackResources.place(logicalId))
                        .asBoolean()
                ? "mrk-" + id.replace("-", "")
                : id;
    }

    private String roleArn(String name) {
        return "arn:" + deployment.partition() + ":iam::" + deployment.account() + ":role/" + name;
    }
}

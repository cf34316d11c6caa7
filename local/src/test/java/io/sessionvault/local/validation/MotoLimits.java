package io.sessionvault.local.validation;

import java.util.List;
import java.util.Map;

/// Where moto is not CloudFormation. Each entry is needed: one that is not fails the test.
final class MotoLimits {
    /// What it refuses, by type, and how its answer begins. docs/local.md has the same list.
    static final Map<String, String> REFUSED =
            Map.ofEntries(
                    Map.entry("AWS::CloudWatch::Alarm", "left out"),
                    Map.entry("AWS::Events::EventBusPolicy", "left out"),
                    Map.entry("AWS::Lambda::Alias", "left out"),
                    Map.entry("AWS::Lambda::EventSourceMapping", "Function not found"),
                    Map.entry("AWS::Lambda::Version", "no attribute Version"),
                    Map.entry("AWS::Logs::MetricFilter", "left out"),
                    Map.entry("AWS::Organizations::Policy", "left out"),
                    Map.entry("AWS::S3::BucketPolicy", "left out"),
                    Map.entry("AWS::SNS::Subscription", "left out"),
                    Map.entry("AWS::SNS::TopicPolicy", "left out"),
                    Map.entry("AWS::SQS::QueuePolicy", "left out"),
                    Map.entry("AWS::Scheduler::Schedule", "left out"),
                    Map.entry("AWS::Scheduler::ScheduleGroup", "left out"));

    /// Properties with which it refuses a resource that it creates without them: it looks for
    /// `TagKey` where CloudFormation has `Key`.
    static final Map<String, List<String>> WITHOUT = Map.of("SessionKey", List.of("Tags"));

    private static final String PACKAGED = "sam package replaces a local path";
    private static final String ADDED = "SAM adds it";
    private static final String APART = "SAM makes a resource of it, which is compared";

    /// Where what was evaluated differs from what our reader has, and why.
    static final Map<String, String> EVALUATED =
            Map.ofEntries(
                    Map.entry("AWS::KMS::Key/Tags", "is in WITHOUT"),
                    Map.entry("AWS::Lambda::Function/AutoPublishAlias", APART),
                    Map.entry("AWS::Lambda::Function/Code", PACKAGED),
                    Map.entry("AWS::Lambda::Function/CodeUri", PACKAGED),
                    Map.entry("AWS::Lambda::Function/Events", APART),
                    Map.entry("AWS::Lambda::Function/Tags", ADDED),
                    Map.entry("AWS::Lambda::Function/VersionDescription", APART),
                    Map.entry("AWS::StepFunctions::StateMachine/DefinitionS3Location", PACKAGED),
                    Map.entry("AWS::StepFunctions::StateMachine/DefinitionUri", PACKAGED),
                    Map.entry("AWS::StepFunctions::StateMachine/Tags", ADDED));

    private static final String ENCRYPTION =
            "AWS::S3::Bucket/BucketEncryption/ServerSideEncryptionConfiguration/";

    /// Where what a service gives back differs from what our reader has, and why.
    static final Map<String, String> DEPLOYED =
            Map.of(
                    "AWS::Lambda::Function/Architectures",
                    "moto takes the default",
                    ENCRYPTION + "BlockedEncryptionTypes",
                    "moto does not know it",
                    ENCRYPTION + "BucketKeyEnabled",
                    "moto does not take it from a template");

    /// Where a physical id has another form than the one that our reader predicts, and why.
    static final Map<String, String> IDS =
            Map.of(
                    "AWS::CloudWatch::Dashboard Ref", "our reader has none, nothing refers to it",
                    "AWS::Events::EventBus Ref", "moto gives the text of a Python object",
                    "AWS::KMS::Key Arn", "random",
                    "AWS::KMS::Key Ref", "random",
                    "AWS::Logs::LogGroup Arn", "moto leaves out the :* that AWS appends",
                    "AWS::SSM::Document Ref", "moto makes a random name");

    private MotoLimits() {}
}

package io.sessionvault.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamExpansionTest {
    private static final String TEMPLATE =
            """
            Transform: AWS::Serverless-2016-10-31
            Parameters:
              Colour: {Type: String, Default: blue}
              Days: {Type: Number, Default: 7}
            Mappings:
              Drying: {'7': {Hours: 12}}
            Conditions:
              IsBlue: !Equals [!Ref Colour, blue]
              IsRed: !Equals [!Ref Colour, red]
            Globals:
              Function: {Runtime: java25, AutoPublishAlias: live}
            Resources:
              Never:
                Type: AWS::SQS::Queue
                Condition: IsRed
              Queue:
                Type: AWS::SQS::Queue
                Condition: IsBlue
                Metadata: {note: x}
                DeletionPolicy: Retain
                Properties:
                  QueueName: !Sub '${Colour}-queue'
                  KmsMasterKeyId: !If [IsRed, key, !Ref AWS::NoValue]
                  DelaySeconds: !Ref Days
                  VisibilityTimeout: !FindInMap [Drying, !Ref Days, Hours]
                  RedrivePolicy: {deadLetterTargetArn: !GetAtt Other.Arn}
                  Tags: [!If [IsRed, a, !Ref AWS::NoValue], !Sub 'x-${Other.Arn}/*', !Sub '${AWS::Region}']
              Paint:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: Paint
                  CodeUri: functions
                  Tracing: Active
                  VersionDescription: !Ref Colour
                  Events:
                    Arrivals:
                      Type: SQS
                      Properties: {Queue: !GetAtt Queue.Arn, BatchSize: 3}
              Steps:
                Type: AWS::Serverless::StateMachine
                Properties:
                  DefinitionUri: steps.json
                  Role: !GetAtt Role.Arn
                  Logging: {Level: ALL}
                  DefinitionSubstitutions: {Paint: !Ref Paint.Alias}
            """;

    @TempDir private Path folder;

    @Test
    void decidesConditionsAndFillsInParameters() throws IOException {
        var resources = expanded(TEMPLATE);
        assertThat(resources.has("Never")).isFalse();
        assertThat(resources.path("Queue"))
                .hasToString(
                        """
                        {"Type":"AWS::SQS::Queue","DeletionPolicy":"Retain","Properties":{\
                        "QueueName":"blue-queue","DelaySeconds":7,"VisibilityTimeout":12,\
                        "RedrivePolicy":{"deadLetterTargetArn":{"Fn::GetAtt":["Other","Arn"]}},\
                        "Tags":[{"Fn::Join":["",["x-",{"Fn::GetAtt":["Other","Arn"]},"/*"]]},\
                        {"Fn::Join":["",[{"Ref":"AWS::Region"}]]}]}}\
                        """);
    }

    @Test
    void turnsAFunctionIntoWhatSamGenerates() throws IOException {
        var resources = expanded(TEMPLATE);
        assertThat(resources.path("Paint"))
                .hasToString(
                        """
                        {"Type":"AWS::Lambda::Function","Properties":{"Runtime":"java25","Handler":"Paint",\
                        "Code":{"S3Bucket":"sam","S3Key":"Paint"},"TracingConfig":{"Mode":"Active"}}}\
                        """);
        assertThat(resources.path("PaintVersion"))
                .hasToString(
                        """
                        {"Type":"AWS::Lambda::Version","Properties":{"FunctionName":{"Ref":"Paint"},\
                        "Description":"blue"},"DeletionPolicy":"Retain"}\
                        """);
        assertThat(resources.path("PaintAliaslive"))
                .hasToString(
                        """
                        {"Type":"AWS::Lambda::Alias","Properties":{"Name":"live","FunctionName":{"Ref":"Paint"},\
                        "FunctionVersion":{"Fn::GetAtt":["PaintVersion","Version"]}}}\
                        """);
        assertThat(resources.path("PaintArrivals"))
                .hasToString(
                        """
                        {"Type":"AWS::Lambda::EventSourceMapping","Properties":{"BatchSize":3,\
                        "EventSourceArn":{"Fn::GetAtt":["Queue","Arn"]},"FunctionName":{"Ref":"PaintAliaslive"}}}\
                        """);
    }

    @Test
    void turnsAStateMachineIntoWhatSamGenerates() throws IOException {
        assertThat(expanded(TEMPLATE).path("Steps"))
                .hasToString(
                        """
                        {"Type":"AWS::StepFunctions::StateMachine","Properties":{\
                        "RoleArn":{"Fn::GetAtt":["Role","Arn"]},"LoggingConfiguration":{"Level":"ALL"},\
                        "DefinitionSubstitutions":{"Paint":{"Ref":"PaintAliaslive"}},\
                        "DefinitionS3Location":{"Bucket":"sam","Key":"Steps"}}}\
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    Handler: Paint                | Colour: Paint                 | does not know the property Colour
                    Type: SQS                     | Type: Schedule                | knows queues only
                    AWS::Serverless::StateMachine | AWS::Serverless::Api          | does not know AWS::Serverless::Api
                    Logging: {Level: ALL}         | Events: {A: {Type: Schedule}} | knows no events of a state machine
                    """)
    void refusesWhatItDoesNotKnow(String some, String other, String problem) {
        assertThatThrownBy(() -> expanded(TEMPLATE.replace(some, other)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(problem);
    }

    private JsonNode expanded(String template) throws IOException {
        var file = folder.resolve("template.yaml");
        Files.writeString(file, template);
        return SamExpansion.of(file, Map.of(), "310987654321", "us-east-1").path("Resources");
    }
}

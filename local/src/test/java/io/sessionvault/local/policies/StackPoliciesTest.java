package io.sessionvault.local.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.local.policies.Policy.Statement;
import io.sessionvault.local.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackPoliciesTest {
    private static final String TEMPLATE =
            """
            Parameters:
              Locked: {Type: String, Default: 'no'}
            Conditions:
              IsLocked: !Equals [!Ref Locked, 'yes']
            Resources:
              Bucket: {Type: AWS::S3::Bucket}
              BucketPolicy:
                Type: AWS::S3::BucketPolicy
                Properties:
                  Bucket: !Ref Bucket
                  PolicyDocument:
                    Version: '2012-10-17'
                    Statement:
                      - {Sid: Named, Effect: Deny, Principal: '*', Action: s3:*, Resource: !GetAtt Bucket.Arn}
                      - !If [IsLocked, {Sid: Locked, Effect: Deny}, !Ref AWS::NoValue]
                      - {Effect: Allow, Principal: '*', Action: s3:GetObject, Resource: '*'}
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Sid: Trust, Effect: Allow}]}
                  Policies:
                    - PolicyName: First
                      PolicyDocument: {Version: '2012-10-17', Statement: [{Sid: One, Effect: Allow}]}
                    - PolicyName: Second
                      PolicyDocument: {Version: '2012-10-17', Statement: {Sid: Two, Effect: Allow}}
              Control:
                Type: AWS::Organizations::Policy
                Properties:
                  Content: {Version: '2012-10-17', Statement: [{Sid: Never, Effect: Deny}]}
              WrittenControl:
                Type: AWS::Organizations::Policy
                Properties:
                  Content: !Sub '{"Version": "2012-10-17", "Statement": [{"Sid": "${Locked}"}]}'
              BusPolicy:
                Type: AWS::Events::EventBusPolicy
                Properties:
                  StatementId: forward
                  Statement: {Effect: Allow, Principal: '*', Action: events:PutEvents, Resource: '*'}
              Absent:
                Type: AWS::SNS::TopicPolicy
                Condition: IsLocked
                Properties:
                  PolicyDocument: {Version: '2012-10-17', Statement: [{Sid: Absent}]}
            """;

    @TempDir private Path folder;

    @Test
    void findsEveryPolicyThatIsDeployed() throws IOException {
        assertThat(policies(Map.of()).all())
                .extracting(Policy::name)
                .containsExactlyInAnyOrder(
                        "BucketPolicy",
                        "Role AssumeRolePolicyDocument",
                        "Role First",
                        "Role Second",
                        "Control",
                        "WrittenControl",
                        "BusPolicy");
        assertThat(policies(Map.of("Locked", "yes")).all())
                .extracting(Policy::name)
                .contains("Absent");
    }

    @Test
    void namesStatementsByTheirSidOrTheirPlace() throws IOException {
        assertThat(policies(Map.of()).named("BucketPolicy").statements())
                .extracting(Statement::name)
                .containsExactly("Named", "#2");
        assertThat(policies(Map.of("Locked", "yes")).named("BucketPolicy").statements())
                .extracting(Statement::name)
                .containsExactly("Named", "Locked", "#3");
        assertThat(policies(Map.of()).named("WrittenControl").statements())
                .extracting(Statement::name)
                .containsExactly("no");
    }

    @Test
    void tellsARolesPoliciesFromItsTrust() throws IOException {
        var policies = policies(Map.of());
        assertThat(policies.ofRole("Role"))
                .extracting(Policy::name)
                .containsExactly("Role First", "Role Second");
        assertThat(policies.trustOf("Role").statements().getFirst().name()).isEqualTo("Trust");
        assertThatThrownBy(() -> policies.ofRole("Nobody")).hasMessageContaining("Nobody");
        assertThatThrownBy(() -> policies.named("Nothing")).hasMessageContaining("'Nothing'");
    }

    /// Its meaning would be another one: without variables.
    @Test
    void refusesAPolicyWithoutVersion() {
        assertThatThrownBy(() -> Policy.of("old", Map.of("Statement", Map.of("Effect", "Allow"))))
                .hasMessageContaining("old: the policy has no Version");
    }

    private StackPolicies policies(Map<String, String> parameters) throws IOException {
        var file = folder.resolve("template.yaml");
        Files.writeString(file, TEMPLATE);
        return StackPolicies.of(
                Template.read(file).resolve(parameters, "310987654321", "us-east-1"), "");
    }
}

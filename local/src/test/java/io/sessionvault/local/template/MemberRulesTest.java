package io.sessionvault.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.event.ruler.Ruler;

/// The rules of stacks/member.yaml: where they are made, what they forward, and to where. Asks
/// event-ruler, the engine of EventBridge.
class MemberRulesTest {
    private static final String MEMBER = "410987654321";
    private static final String BUS =
            "arn:aws:events:eu-central-1:310987654321:event-bus/session-vault-members";
    private static final String SETTING =
            "/ssm/managed-instance/default-ec2-instance-management-role";
    private static final Template TEMPLATE =
            Template.read(VaultStack.ROOT.resolve("stacks/member.yaml"));

    @ParameterizedTest
    @CsvSource({
        "eu-central-1, MemberRole ForwardingRole, PreferencesRule",
        "eu-west-1, '', PreferencesRule",
        "us-east-1, '', PreferencesRule IamRule"
    })
    void makesRolesInOneRegionAndTheRuleForIamInVirginiaOnly(
            String region, String roles, String rules) {
        ResolvedTemplate stack =
                resolve(region, Map.of("MemberEventBusArn", BUS, "RoleRegion", "eu-central-1"));

        assertThat(String.join(" ", stack.logicalIds("AWS::IAM::Role"))).isEqualTo(roles);
        assertThat(String.join(" ", stack.logicalIds("AWS::Events::Rule"))).isEqualTo(rules);
    }

    @Test
    void forwardsNothingAsLongAsNoBusIsNamed() {
        for (String region : new String[] {"us-east-1", "eu-west-1"}) {
            ResolvedTemplate stack = resolve(region, Map.of());

            assertThat(stack.logicalIds("AWS::IAM::Role")).containsExactly("MemberRole");
            assertThat(stack.logicalIds("AWS::Events::Rule")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PreferencesRule, SessionVaultForwardsPreferences",
        "IamRule, SessionVaultForwardsIam"
    })
    void leadsToTheVaultsBusByARoleThatEachRegionHas(String rule, String name) {
        JsonNode properties =
                VaultStack.properties(resolve("us-east-1", Map.of("MemberEventBusArn", BUS)), rule);

        assertThat(properties.path("Name").asText()).isEqualTo(name);
        assertThat(properties.path("Targets")).hasSize(1);
        assertThat(properties.at("/Targets/0/Arn").asText()).isEqualTo(BUS);
        assertThat(properties.at("/Targets/0/RoleArn").asText())
                .isEqualTo("arn:aws:iam::" + MEMBER + ":role/SessionVaultForwarding");
        JsonNode role =
                VaultStack.properties(
                        resolve("us-east-1", Map.of("MemberEventBusArn", BUS)), "ForwardingRole");
        assertThat(role.path("RoleName").asText()).isEqualTo("SessionVaultForwarding");
    }

    static Stream<Arguments> changes() {
        String document = "{\"name\": \"SSM-SessionManagerRunShell\"}";
        String session = "{\"name\": \"Team\", \"documentType\": \"Session\"}";
        String setting = "{\"settingId\": \"" + SETTING + "\"}";
        String settingByArn =
                "{\"settingId\": \"arn:aws:ssm:eu-west-1:410987654321:servicesetting"
                        + SETTING
                        + "\"}";
        String otherSetting = "{\"settingId\": \"/ssm/parameter-store/high-throughput-enabled\"}";
        return Stream.of(
                Arguments.of("CreateDocument", session, true),
                Arguments.of("CreateDocument", session.replace("Session", "Command"), false),
                Arguments.of("CreateDocument", document, false),
                Arguments.of("UpdateDocument", document, true),
                Arguments.of("DeleteDocument", document, true),
                Arguments.of("UpdateDocumentDefaultVersion", document, true),
                Arguments.of("ModifyDocumentPermission", document, true),
                Arguments.of("UpdateServiceSetting", setting, true),
                Arguments.of("UpdateServiceSetting", settingByArn, true),
                Arguments.of("UpdateServiceSetting", otherSetting, false),
                Arguments.of("ResetServiceSetting", setting, true),
                Arguments.of("ResetServiceSetting", otherSetting, false),
                Arguments.of("GetDocument", document, false),
                Arguments.of("StartSession", document, false),
                Arguments.of("UpdateDocumentMetadata", document, false));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void forwardsWhatChangesPreferences(String name, String parameters, boolean forwarded)
            throws Exception {
        assertThat(matches("PreferencesRule", event("ssm", name, parameters))).isEqualTo(forwarded);
        assertThat(matches("IamRule", event("ssm", name, parameters))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "AddRoleToInstanceProfile, true",
        "AttachRolePolicy, true",
        "PutRolePolicy, true",
        "DetachRolePolicy, true",
        "DeleteRolePolicy, true",
        "PutRolePermissionsBoundary, true",
        "UpdateAssumeRolePolicy, true",
        "CreateRole, false",
        "AttachUserPolicy, false",
        "TagRole, false",
        "GetRolePolicy, false"
    })
    void forwardsWhatMakesARoleRunTheAgentOrTakesItsPermissions(String name, boolean forwarded)
            throws Exception {
        assertThat(matches("IamRule", event("iam", name, "{\"roleName\": \"web\"}")))
                .isEqualTo(forwarded);
        assertThat(matches("PreferencesRule", event("iam", name, "{\"roleName\": \"web\"}")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // A call that failed has changed nothing.
        "\"eventVersion\", '\"errorCode\": \"AccessDenied\", \"eventVersion\"'",
        // Only the account's own.
        "\"account\": \"410987654321\", '\"account\": \"510987654321\"'",
        "AWS API Call via CloudTrail, AWS Service Event via CloudTrail",
        "\"source\": \"aws., '\"source\": \"my.'",
        ".amazonaws.com, .example.com"
    })
    void forwardsNothingElse(String part, String other) throws Exception {
        String document = event("ssm", "UpdateDocument", "{\"name\": \"Team\"}");
        String role = event("iam", "AttachRolePolicy", "{\"roleName\": \"web\"}");
        assertThat(matches("PreferencesRule", document)).isTrue();
        assertThat(matches("IamRule", role)).isTrue();
        assertThat(document).contains(part);

        assertThat(matches("PreferencesRule", document.replace(part, other))).isFalse();
        assertThat(matches("IamRule", role.replace(part, other))).isFalse();
    }

    /// What other rules wait for is not forwarded.
    @Test
    void forwardsNoEventOfTheVault() throws Exception {
        for (String folder : new String[] {"onboard-account", "check-log", "state-machine"}) {
            for (Path file : VaultStack.events(folder)) {
                assertThat(matches("PreferencesRule", VaultStack.read(file))).isFalse();
                assertThat(matches("IamRule", VaultStack.read(file))).isFalse();
            }
        }
    }

    private static boolean matches(String rule, String event) throws Exception {
        JsonNode pattern =
                VaultStack.properties(resolve("us-east-1", Map.of("MemberEventBusArn", BUS)), rule)
                        .path("EventPattern");
        return Ruler.matchesRule(event, pattern.toString());
    }

    /// Source: CloudTrail user guide, "CloudTrail record contents"; the envelope is EventBridge's.
    private static String event(String service, String name, String parameters) {
        return """
        {"version": "0", "id": "7bf73129-1428-4cd3-a780-95db273d1602",
         "detail-type": "AWS API Call via CloudTrail", "source": "aws.%1$s", "account": "410987654321",
         "time": "2026-11-29T01:00:24Z", "region": "us-east-1", "resources": [],
         "detail": {"eventVersion": "1.08", "userIdentity": {"type": "AssumedRole"},
          "eventTime": "2026-11-29T01:00:24Z", "eventSource": "%1$s.amazonaws.com", "eventName": "%2$s",
          "awsRegion": "us-east-1", "requestParameters": %3$s, "readOnly": false,
          "eventType": "AwsApiCall", "recipientAccountId": "410987654321"}}\
        """
                .formatted(service, name, parameters);
    }

    private static ResolvedTemplate resolve(String region, Map<String, String> more) {
        Map<String, String> values =
                new HashMap<>(
                        Map.of(
                                "OnboardAccountRoleArn",
                                "arn:aws:iam::310987654321:role/onboarding",
                                "ExternalId",
                                "an-external-id"));
        values.putAll(more);
        return TEMPLATE.resolve(values, MEMBER, region);
    }
}

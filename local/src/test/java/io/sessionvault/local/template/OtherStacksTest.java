package io.sessionvault.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The stacks in the management account and in the members, and how they fit the vault's.
class OtherStacksTest {
    private static final String MANAGEMENT_ACCOUNT = "210987654321";
    private static final Template MANAGEMENT =
            Template.read(VaultStack.ROOT.resolve("stacks/management.yaml"));
    private static final Template MEMBER =
            Template.read(VaultStack.ROOT.resolve("stacks/member.yaml"));
    private static final Map<String, String> VAULT =
            Map.of(
                    "OnboardAccountRoleArn",
                    VaultStack.with().physicalId("OnboardAccountRole", "Arn"),
                    "ExternalId",
                    "an-external-id");

    @Test
    void forwardsExactlyTheEventsThatTheVaultWaitsFor() {
        assertThat(
                        VaultStack.properties(management(Map.of()), "ForwardingRule")
                                .path("EventPattern"))
                .isEqualTo(
                        VaultStack.properties(
                                        VaultStack.with("ManagementAccountId", MANAGEMENT_ACCOUNT),
                                        "AccountLifecycleRule")
                                .path("EventPattern"));
    }

    @Test
    void forwardsToTheBusThatTheVaultOffers() {
        var target = VaultStack.properties(management(Map.of()), "ForwardingRule").at("/Targets/0");
        assertThat(target.path("Arn").asText()).isEqualTo(bus());
        assertThat(target.has("RoleArn")).as("a bus of another account needs one").isTrue();
        assertThat(target.has("DeadLetterConfig")).isTrue();
        var opened =
                VaultStack.properties(
                        VaultStack.with("ManagementAccountId", MANAGEMENT_ACCOUNT),
                        "ManagementAccountForwardsEvents");
        assertThat(opened.at("/Statement/Principal/AWS").asText())
                .isEqualTo("arn:aws:iam::" + MANAGEMENT_ACCOUNT + ":root");
        assertThat(VaultStack.with().logicalIds("AWS::Events::EventBusPolicy"))
                .as("nobody needs to forward account events inside the management account")
                .containsExactly("MembersForwardEvents");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://wiki.example.com/vault/operations.md"})
    void saysInItsAlarmWhatToDoFirst(String runbook) {
        var alarm =
                VaultStack.properties(
                        management(Map.of("RunbookUrl", runbook)), "ForwardingDeadLettersAlarm");
        AlarmTexts.sayWhatToDo(
                alarm.path("AlarmDescription").asText(), "forwarding-dead-letters-alarm", runbook);
    }

    @Test
    void createsOnlyWhatIsAskedFor() {
        assertThat(management(Map.of("EventBusArn", "")).logicalIds("AWS::Events::Rule")).isEmpty();
        assertThat(management(Map.of()).logicalIds("AWS::IAM::Role"))
                .containsExactly("ForwardingRole");
        assertThat(management(Map.of()).logicalIds("AWS::Organizations::Policy")).isEmpty();
    }

    /// Else each event would go round once more.
    @Test
    void forwardsNothingToTheBusOnWhichTheEventsArrive() {
        var own = "arn:aws:events:us-east-1:" + MANAGEMENT_ACCOUNT + ":event-bus/default";
        assertThat(management(Map.of("EventBusArn", own)).logicalIds("AWS::Events::Rule"))
                .isEmpty();
        assertThat(
                        management(Map.of("EventBusArn", own.replace("us-east-1", "eu-west-1")))
                                .logicalIds("AWS::Events::Rule"))
                .containsExactly("ForwardingRule");
    }

    /// Control Tower's events come in its home Region; roles and policies exist once.
    @Test
    void onlyForwardsInAnotherRegion() {
        var elsewhere =
                MANAGEMENT.resolve(parameters(protection()), MANAGEMENT_ACCOUNT, "eu-central-1");
        assertThat(elsewhere.logicalIds("AWS::Events::Rule")).containsExactly("ForwardingRule");
        assertThat(elsewhere.logicalIds("AWS::IAM::Role")).containsExactly("ForwardingRole");
        assertThat(elsewhere.logicalIds("AWS::Organizations::Policy")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OrganizationAccountAccessRole", "AWSControlTowerExecution"})
    void hubLeadsToThatOneRoleOfTheOrganization(String role) {
        var hub = VaultStack.properties(management(Map.of("HubMemberRoleName", role)), "HubRole");
        assertThat(hub.path("RoleName").asText()).isEqualTo("SessionVaultHub");
        assertThat(hub.at("/Policies")).hasSize(1);
        assertThat(hub.at("/Policies/0/PolicyDocument/Statement"))
                .singleElement()
                .hasToString(
                        """
                        {"Sid":"EnterMembersOfThisOrganization","Effect":"Allow","Action":"sts:AssumeRole",\
                        "Resource":"arn:aws:iam::*:role/%s",\
                        "Condition":{"StringEquals":{"aws:ResourceOrgID":"o-sv4exmpl01"}}}\
                        """
                                .formatted(role));
        assertThat(trust(hub)).isEqualTo(trust(VaultStack.properties(member(), "MemberRole")));
    }

    @Test
    void memberTrustsTheOnboardingOfTheVaultOnly() {
        assertThat(trust(VaultStack.properties(member(), "MemberRole")))
                .hasToString(
                        """
                        [{"Sid":"OnlyTheOnboardingOfTheVault","Effect":"Allow",\
                        "Principal":{"AWS":"arn:aws:iam::310987654321:root"},"Action":"sts:AssumeRole",\
                        "Condition":{"ArnEquals":{"aws:PrincipalArn":\
                        "arn:aws:iam::310987654321:role/session-vault-OnboardAccount"},\
                        "StringEquals":{"sts:ExternalId":"an-external-id"}}}]\
                        """);
    }

    @Test
    void memberHasNoWayInWithoutAnExternalId() {
        assertThatThrownBy(() ->
                        MEMBER.resolve(
                                Map.of(
                                        "OnboardAccountRoleArn",
                                        VAULT.get("OnboardAccountRoleArn"),
                                        "ExternalId",
                                        ""),
                                "410987654321",
                                "us-east-1"))
                .hasMessageContaining("ExternalId");
    }

    @ParameterizedTest
    @CsvSource({"leave, 13", "manage, 17"})
    void memberMayManageHostsOnlyWhereTheVaultDoes(String choice, int statements) {
        var role =
                VaultStack.properties(
                        MEMBER.resolve(
                                with(VAULT, Map.of("DefaultHostManagement", choice)),
                                "410987654321",
                                "us-east-1"),
                        "MemberRole");
        assertThat(role.at("/Policies/0/PolicyDocument/Statement")).hasSize(statements);
    }

    @Test
    void memberWritesInlinePoliciesOnlyWhereThatIsWanted() {
        var role =
                VaultStack.properties(
                        MEMBER.resolve(
                                with(VAULT, Map.of("RolesAtTheirQuota", "report")),
                                "410987654321",
                                "us-east-1"),
                        "MemberRole");
        var allowed =
                role.at("/Policies/0/PolicyDocument/Statement")
                        .valueStream()
                        .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                        .map(JsonNode::toString);
        assertThat(allowed).noneMatch(statement -> statement.contains("iam:PutRolePolicy"));
    }

    /// Source: Organizations user guide, "Quotas": 5,120 characters, white space left out.
    @Test
    void protectionFitsIntoAServiceControlPolicy() {
        var longest =
                Map.of(
                        "ExemptRoleArns",
                        String.join(
                                ",",
                                Stream.of("BreakGlass", "Deployment", "Terraform")
                                        .map(name ->
                                                "arn:aws:iam::*:role/some/path/OrganizationWide"
                                                        + name)
                                        .toList()));
        var policy = VaultStack.properties(management(with(protection(), longest)), "Protection");
        assertThat(policy.path("Content").toString()).hasSizeLessThan(5120);
        assertThat(policy.path("TargetIds")).hasToString("[\"r-ab12\",\"ou-ab12-cd345678\"]");
    }

    /// A role of Identity Center has an ARN of 89 characters with a permission set's usual name.
    @ParameterizedTest
    @CsvSource({"89, two of Identity Center's 89 characters", "60, three of up to 60"})
    void pageSaysHowManyExemptRolesThereIsRoomFor(int length, String said) {
        var role = "arn:aws:iam::*:role/" + "x".repeat(length - "arn:aws:iam::*:role/".length());
        int room = 0;
        for (var roles = role; characters(roles) <= 5120; roles += "," + role) {
            room++;
        }
        assertThat(List.of("one", "two", "three", "four", "five").get(room - 1))
                .as("%s of %s characters: %s", room, length, characters(role))
                .isEqualTo(said.substring(0, said.indexOf(' ')));
        assertThat(
                        VaultStack.read(VaultStack.ROOT.resolve("docs/deploy.md"))
                                .replaceAll("\\s+", " "))
                .contains(said);
    }

    /// In a Region with one of the longest names, which stands in the bucket's name and in the keys' ARNs.
    private static int characters(String exemptRoles) {
        var policy =
                VaultStack.properties(
                        management(with(protection(), Map.of("ExemptRoleArns", exemptRoles))),
                        "Protection");
        return policy.path("Content").toString().replace("us-east-1", "ap-southeast-1").length();
    }

    @Test
    void protectionExemptsTheRolesThatAreNamed() {
        var policy = VaultStack.properties(management(protection()), "Protection");
        assertThat(policy.at("/Content/Statement"))
                .hasSize(8)
                .allSatisfy(statement -> {
                    assertThat(statement.path("Effect").asText()).isEqualTo("Deny");
                    assertThat(statement.at("/Condition/ArnNotLike/aws:PrincipalArn").toString())
                            .contains("\"arn:aws:iam::*:role/SessionVaultBreakGlass\"");
                });
    }

    private static JsonNode trust(JsonNode role) {
        return role.at("/AssumeRolePolicyDocument/Statement");
    }

    private static String bus() {
        return "arn:aws:events:us-east-1:310987654321:event-bus/default";
    }

    private static Map<String, String> protection() {
        var stack = VaultStack.with();
        return Map.of(
                "ProtectedTargets",
                "r-ab12,ou-ab12-cd345678",
                "VaultBucketName",
                stack.bucketName(),
                "BucketKeyArn",
                stack.physicalId("BucketKey", "Arn"),
                "SessionKeyId",
                stack.physicalId("SessionKey", PhysicalIds.REF));
    }

    private static ResolvedTemplate member() {
        return MEMBER.resolve(VAULT, "410987654321", "us-east-1");
    }

    private static ResolvedTemplate management(Map<String, String> chosen) {
        return MANAGEMENT.resolve(parameters(chosen), MANAGEMENT_ACCOUNT, "us-east-1");
    }

    private static Map<String, String> parameters(Map<String, String> chosen) {
        return with(
                with(
                        VAULT,
                        Map.of("OrganizationId", VaultStack.ORGANIZATION, "EventBusArn", bus())),
                chosen);
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        var all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}

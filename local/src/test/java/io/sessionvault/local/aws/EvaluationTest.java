package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.access.UsedPermission;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ssm.model.DocumentType;

/// What the sessions of roles may do by their own policies.
class EvaluationTest extends RoleTest {
    private static final String SETTING =
            "/ssm/managed-instance/default-ec2-instance-management-role";

    @Test
    void refusesInTheWordsOfIam() {
        Clients nobody = role("nobody");

        assertDenied(
                "User: arn:aws:sts::111122223333:assumed-role/nobody/i-0123456789abcdef0 is not"
                        + " authorized to perform: iam:GetRolePolicy on resource:"
                        + " arn:aws:iam::111122223333:role/nobody because no identity-based policy"
                        + " allows the iam:GetRolePolicy action",
                () -> nobody.iam().getRolePolicy(g -> g.roleName("nobody").policyName("Own")));
        assertDenied(
                "organizations:ListAccounts on resource: * because no identity-based policy allows"
                        + " the organizations:ListAccounts action",
                () -> nobody.organizations().listAccounts());
        assertRefused("AccessDenied", 403, () -> nobody.iam().listRoles());
        assertRefused("AccessDeniedException", 400, () -> nobody.kms().listAliases());
        assertRefused("AccessDeniedException", 403, () -> nobody.account().listRegions(l -> {}));
    }

    @Test
    void letsDenialWin() {
        Clients torn =
                role(
                        "torn",
                        may("iam:*", "*"),
                        "{'Effect': 'Deny', 'Action': 'iam:ListRoles', 'Resource': '*'}");

        assertThatCode(() -> torn.iam().listInstanceProfiles()).doesNotThrowAnyException();
        assertDenied(
                "with an explicit deny in an identity-based policy", () -> torn.iam().listRoles());
    }

    @Test
    void bindsRolesByTheirBoundary() {
        Clients bounded = role("bounded", may("*", "*"));
        management
                .iam()
                .putRolePermissionsBoundary(b ->
                        b.roleName("bounded")
                                .permissionsBoundary(
                                        "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"));

        assertDenied(
                "because no permissions boundary allows the iam:ListRoles action",
                () -> bounded.iam().listRoles());
    }

    @Test
    void bindsNoAdministrator() {
        AccountId member = management.createAccount("a");

        assertThatCode(() -> administrator(member).iam().listRoles()).doesNotThrowAnyException();
        assertThat(aws.permissions().list()).isEmpty();
    }

    @Test
    void leavesASessionNothingWhenItsRoleIsGoneEvenIfAnotherHasItsName() {
        Clients gone = role("gone", may("iam:ListRoles", "*"));
        gone.iam().listRoles();
        management.iam().deleteRolePolicy(d -> d.roleName("gone").policyName("Own"));
        management.iam().deleteRole(d -> d.roleName("gone"));
        role("gone", may("iam:ListRoles", "*"));

        assertRefused("AccessDenied", 403, () -> gone.iam().listRoles());
    }

    @Test
    void takesTheOperationsOwnNameForActionsThatNobodyDeclared() {
        Clients publisher = role("publisher", may("sns:CreateTopic", "*"));
        Clients narrow = role("narrow", may("sns:CreateTopic", "arn:aws:sns:us-east-1:*:t"));

        assertThatCode(() -> publisher.sns().createTopic(c -> c.name("t")))
                .doesNotThrowAnyException();
        assertRefused("AccessDenied", 403, () -> narrow.sns().createTopic(c -> c.name("t")));
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:ssm:us-east-1:111122223333:document/Prefs, true",
        "arn:aws:ssm:*:111122223333:document/Prefs, true",
        "arn:aws:ssm:eu-west-1:111122223333:document/Prefs, false",
        "arn:aws:ssm:*:111122223333:document/Others, false",
        "arn:aws:ssm:*:999999999999:document/Prefs, false",
    })
    void looksAtTheResource(String resource, boolean isAllowed) {
        Clients writer = role("writer", may("ssm:CreateDocument", resource));

        if (isAllowed) {
            createPreferences(writer);
        } else {
            assertRefused("AccessDeniedException", 400, () -> createPreferences(writer));
        }
    }

    @Test
    void looksAtThePolicyThatIsToBeAttached() {
        Clients attacher =
                role(
                        "attacher",
                        "{'Effect': 'Allow', 'Action': 'iam:AttachRolePolicy', 'Resource': '*',"
                                + " 'Condition': {'ArnEquals': {'iam:PolicyARN':"
                                + " 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'}}}");

        assertThatCode(() -> attach(attacher, "AmazonS3ReadOnlyAccess")).doesNotThrowAnyException();
        assertDenied(
                "because no identity-based policy allows the iam:AttachRolePolicy action",
                () -> attach(attacher, "AdministratorAccess"));
    }

    @Test
    void asksForTheRightToHandARoleToSystemsManager() {
        String setting = "arn:aws:ssm:*:*:servicesetting" + SETTING;
        Clients switcher = role("switcher", may("ssm:UpdateServiceSetting", setting));
        String pass =
                "{'Effect': 'Allow', 'Action': 'iam:PassRole',"
                        + " 'Resource': 'arn:aws:iam::111122223333:role/service-role/Hosts',"
                        + " 'Condition': {'StringEquals': {'iam:PassedToService': '%s'}}}";

        assertDenied(
                "because no identity-based policy allows the iam:PassRole action",
                () -> switchOn(switcher));
        allow(
                Clients.MANAGEMENT,
                "switcher",
                may("ssm:UpdateServiceSetting", setting),
                pass.formatted("ec2.amazonaws.com"));
        assertRefused("AccessDeniedException", 400, () -> switchOn(switcher));
        allow(
                Clients.MANAGEMENT,
                "switcher",
                may("ssm:UpdateServiceSetting", setting),
                pass.formatted("ssm.amazonaws.com"));
        switchOn(switcher);
    }

    @Test
    void takesBothSidesToAssumeARoleOfAnotherAccount() {
        AccountId member = management.createAccount("a");
        String role = "arn:aws:iam::" + member + ":role/OrganizationAccountAccessRole";
        Clients hub = role("hub");
        String enter =
                "{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Resource': 'arn:aws:iam::*:role/*',"
                        + " 'Condition': {'StringEquals': {'aws:ResourceOrgID': '%s'}}}";

        assertDenied(
                "because no identity-based policy allows the sts:AssumeRole action",
                () -> assume(hub, role));
        allow(Clients.MANAGEMENT, "hub", enter.formatted("o-another0rg"));
        assertRefused("AccessDenied", 403, () -> assume(hub, role));
        allow(Clients.MANAGEMENT, "hub", enter.formatted("o-sessionvault"));
        assume(hub, role);
        assertRefused("AccessDenied", 403, () -> assume(hub, role + "-none"));
    }

    @Test
    void takesTheTrustAloneToAssumeARoleOfTheSameAccountThatNamesTheCaller() {
        Clients caller = role("caller");
        trusting("byName", "arn:aws:iam::111122223333:role/caller");
        trusting("byAccount", "arn:aws:iam::111122223333:root");

        assume(caller, "arn:aws:iam::111122223333:role/byName");
        assertRefused(
                "AccessDenied",
                403,
                () -> assume(caller, "arn:aws:iam::111122223333:role/byAccount"));
    }

    @Test
    void lendsNoResourceOfAnotherAccountWithoutAPolicyOfThatResource() {
        AccountId member = management.createAccount("a");
        String url = administrator(member).sqs().createQueue(c -> c.queueName("q")).queueUrl();
        Clients reader = role("reader", may("sqs:*", "*"));

        assertDenied(
                "because no resource-based policy allows the sqs:GetQueueAttributes action",
                () -> reader.sqs().getQueueAttributes(g -> g.queueUrl(url)));
    }

    @Test
    void remembersWhatWasUsedAndByWhichStatement() {
        Clients reader =
                role(
                        "reader",
                        "{'Sid': 'Look', 'Effect': 'Allow', 'Action': ['iam:ListRoles',"
                                + " 'iam:GetAccountSummary'], 'Resource': '*'}",
                        "{'Sid': 'Everything', 'Effect': 'Allow', 'Action': 'iam:List*',"
                                + " 'Resource': '*'}");

        reader.iam().listRoles();
        reader.iam().listRoles();
        assertRefused("AccessDenied", 403, () -> reader.iam().getRole(g -> g.roleName("reader")));

        assertThat(aws.permissions().of("arn:aws:iam::111122223333:role/reader"))
                .isEqualTo(
                        List.of(
                                new UsedPermission(
                                        "arn:aws:iam::111122223333:role/reader",
                                        "iam:ListRoles",
                                        "*",
                                        Set.of("Look", "Everything"))));
        assertThat(aws.permissions().of("arn:aws:iam::111122223333:role/other")).isEmpty();
    }

    private void trusting(String name, String principal) {
        String trust =
                policy(
                        "{'Effect': 'Allow', 'Principal': {'AWS': '%s'}, 'Action': 'sts:AssumeRole'}"
                                .formatted(principal));
        management.iam().createRole(c -> c.roleName(name).assumeRolePolicyDocument(trust));
    }

    private static void assume(Clients caller, String role) {
        caller.sts().assumeRole(a -> a.roleArn(role).roleSessionName("session"));
    }

    private static void attach(Clients caller, String policy) {
        caller.iam()
                .attachRolePolicy(
                        a -> a.roleName("attacher").policyArn("arn:aws:iam::aws:policy/" + policy));
    }

    private static void switchOn(Clients caller) {
        caller.ssm()
                .updateServiceSetting(u -> u.settingId(SETTING).settingValue("service-role/Hosts"));
    }

    private static void createPreferences(Clients caller) {
        caller.ssm()
                .createDocument(
                        c -> c.name("Prefs").documentType(DocumentType.SESSION).content("{}"));
    }
}

package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sessionvault.account.AccountId;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// What service and resource control policies do to calls.
class ControlEvaluationTest extends RoleTest {
    private static final String REGION_DENY =
            "{'Effect': 'Deny', 'NotAction': ['iam:*', 'organizations:*', 'account:*', 'kms:*'],"
                    + " 'Resource': '*',"
                    + " 'Condition': {'StringNotEquals': {'aws:RequestedRegion': ['eu-west-1']}}}";

    private static final ContextEntry IN_EUROPE =
            ContextEntry.builder()
                    .contextKeyName("aws:RequestedRegion")
                    .contextKeyType(ContextKeyTypeEnum.STRING)
                    .contextKeyValues("eu-west-1")
                    .build();

    @SuppressWarnings("NullAway.Init")
    private OrganizationsClient organizations;

    @SuppressWarnings("NullAway.Init")
    private String root;

    @SuppressWarnings("NullAway.Init")
    private AccountId member;

    @BeforeEach
    void createMember() {
        organizations = management.organizations();
        root = organizations.listRoots().roots().getFirst().id();
        for (PolicyType type :
                new PolicyType[] {
                    PolicyType.SERVICE_CONTROL_POLICY, PolicyType.RESOURCE_CONTROL_POLICY
                }) {
            organizations.enablePolicyType(e -> e.rootId(root).policyType(type));
        }
        member = management.createAccount("a");
    }

    @Test
    void deniesByRegionWhereTheServiceHasRegions() {
        Clients role = role(member, "r", may("*", "*"));
        attach(root, REGION_DENY);

        assertDenied(
                "ssm:ListDocuments on resource: * with an explicit deny in a service control policy",
                () -> role.ssm().listDocuments());
        assertThatCode(() -> role.in("eu-west-1").ssm().listDocuments()).doesNotThrowAnyException();
        assertThatCode(() -> role.in("eu-west-2").iam().listRoles()).doesNotThrowAnyException();
    }

    @Test
    void bindsUsersRolesAndRootOfMembersAndNobodyElse() {
        var iam = administrator(member).iam();
        Clients role = role(member, "r", may("*", "*"));
        iam.createUser(c -> c.userName("ana"));
        iam.attachUserPolicy(
                a -> a.userName("ana").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        var key = iam.createAccessKey(c -> c.userName("ana")).accessKey();
        Clients user = with(AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
        Clients rootUser = with(LocalAws.rootOf(member));
        iam.createServiceLinkedRole(c -> c.awsServiceName("ssm.amazonaws.com"));
        Clients service =
                with(
                        aws.assumeForService(
                                "ssm.amazonaws.com",
                                "arn:aws:iam::"
                                        + member
                                        + ":role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM",
                                "session"));
        Clients manager = role("manager", may("*", "*"));
        attach(root, "{'Effect': 'Deny', 'Action': 'ssm:*', 'Resource': '*'}");

        for (Clients bound : new Clients[] {role, user, rootUser}) {
            assertDenied(
                    "with an explicit deny in a service control policy",
                    () -> bound.ssm().listDocuments());
        }
        for (Clients free : new Clients[] {service, manager, administrator(member)}) {
            assertThatCode(() -> free.ssm().listDocuments()).doesNotThrowAnyException();
        }
    }

    @Test
    void takesEveryLevelToAllow() {
        Clients role = role(member, "r", may("*", "*"));
        String unit =
                organizations
                        .createOrganizationalUnit(c -> c.parentId(root).name("u"))
                        .organizationalUnit()
                        .id();
        attach(unit, may("iam:*", "*"));
        organizations.detachPolicy(d -> d.policyId("p-FullAWSAccess").targetId(unit));
        assertThatCode(() -> role.kms().listAliases()).doesNotThrowAnyException();

        organizations.moveAccount(
                m -> m.accountId(member.value()).sourceParentId(root).destinationParentId(unit));

        assertDenied(
                "because no service control policy allows the kms:ListAliases action",
                () -> role.kms().listAliases());
        assertThatCode(() -> role.iam().listRoles()).doesNotThrowAnyException();
        attach(member.value(), "{'Effect': 'Deny', 'Action': 'iam:ListRoles', 'Resource': '*'}");
        assertDenied(
                "with an explicit deny in a service control policy", () -> role.iam().listRoles());
    }

    @Test
    void grantsNothing() {
        Clients role = role(member, "r");
        attach(root, may("*", "*"));

        assertDenied(
                "because no identity-based policy allows the iam:ListRoles action",
                () -> role.iam().listRoles());
    }

    @Test
    void deniesByResourceControlPolicyWhoeverCalls() {
        administrator(member).s3().createBucket(c -> c.bucket("data"));
        administrator(member)
                .s3()
                .putObject(p -> p.bucket("data").key("k"), RequestBody.fromString("x"));
        Clients role = role(member, "r", may("*", "*"));
        assertThatCode(() -> role.s3().headBucket(h -> h.bucket("data")))
                .doesNotThrowAnyException();

        attachResource(
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 's3:GetObject', 'Resource': '*',"
                        + " 'Condition': {'StringNotEquals': {'aws:PrincipalTag/team': 'blue'}}}");

        assertDenied(
                "with an explicit deny in a resource control policy",
                () -> role.s3().getObjectAsBytes(g -> g.bucket("data").key("k")));
        administrator(member)
                .iam()
                .tagRole(
                        t -> t.roleName("r").tags(Tag.builder().key("team").value("blue").build()));
        assertThat(role.s3().getObjectAsBytes(g -> g.bucket("data").key("k")).asUtf8String())
                .isEqualTo("x");
    }

    @Test
    void knowsWhoCallsWhenAndFromWhereInTheOrganization() {
        Map<String, String> conditions =
                Map.of(
                        "aws:PrincipalOrgID", "o-sessionvault",
                        "aws:PrincipalOrgPaths", "o-sessionvault/r-*/",
                        "aws:PrincipalType", "AssumedRole",
                        "aws:PrincipalArn", "arn:aws:iam::" + member + ":role/*",
                        "aws:RequestedRegion", "us-east-1",
                        "aws:SecureTransport", "true",
                        "aws:ViaAWSService", "false",
                        "aws:CurrentTime", "2026-11-24T10:00:00Z",
                        "aws:SourceIp", "127.0.0.1");
        conditions.forEach((key, value) -> {
            Clients role =
                    role(
                            member,
                            "r" + key.substring(4),
                            "{'Effect': 'Allow', 'Action': 'iam:ListRoles', 'Resource': '*',"
                                    + " 'Condition': {'StringLike': {'%s': '%s'}}}"
                                            .formatted(key, value));
            assertThatCode(() -> role.iam().listRoles()).as(key).doesNotThrowAnyException();
        });
    }

    @Test
    void simulatesWithoutTheKeysOfServiceControlPolicies() {
        role(member, "r", may("ssmmessages:*", "*"));
        attach(root, REGION_DENY);

        EvaluationResult result =
                administrator(member)
                        .iam()
                        .simulatePrincipalPolicy(s ->
                                s.policySourceArn("arn:aws:iam::" + member + ":role/r")
                                        .actionNames("ssmmessages:OpenDataChannel")
                                        .contextEntries(IN_EUROPE))
                        .evaluationResults()
                        .getFirst();

        assertThat(result.evalDecisionAsString()).isEqualTo("implicitDeny");
        assertThat(result.missingContextValues()).isEmpty();
        assertThat(result.organizationsDecisionDetail().allowedByOrganizations()).isFalse();
    }

    private Clients with(AwsCredentials credentials) {
        return new Clients(aws.endpoint(), credentials, Clients.HOME);
    }

    private void attach(String target, String statement) {
        attach(PolicyType.SERVICE_CONTROL_POLICY, target, statement);
    }

    private void attachResource(String statement) {
        attach(PolicyType.RESOURCE_CONTROL_POLICY, root, statement);
    }

    private void attach(PolicyType type, String target, String statement) {
        String id =
                organizations
                        .createPolicy(c ->
                                c.type(type)
                                        .name("p" + statement.hashCode())
                                        .description("d")
                                        .content(policy(statement)))
                        .policy()
                        .policySummary()
                        .id();
        organizations.attachPolicy(a -> a.policyId(id).targetId(target));
    }
}

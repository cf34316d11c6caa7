package io.sessionvault.local.policies;

import static io.sessionvault.local.policies.Requests.assume;
import static io.sessionvault.local.policies.Requests.call;
import static io.sessionvault.local.policies.Row.allowed;
import static io.sessionvault.local.policies.Row.denied;
import static io.sessionvault.local.policies.Row.notAllowed;
import static io.sessionvault.local.policies.VaultWorld.ABROAD;
import static io.sessionvault.local.policies.VaultWorld.HOME;
import static io.sessionvault.local.policies.VaultWorld.MANAGEMENT;
import static io.sessionvault.local.policies.VaultWorld.MEMBER;
import static io.sessionvault.local.policies.VaultWorld.MEMBER_BUS;
import static io.sessionvault.local.policies.VaultWorld.MEMBER_ROLE;

import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.LogPolicy;
import java.util.List;
import java.util.stream.Stream;

/// The role of stacks/member.yaml: what the vault can do inside a member.
final class MemberRows {
    private static final String IAM = "arn:aws:iam::" + MEMBER + ":";
    private static final String AGENT_POLICY = HostManagement.agentPolicyArn("aws");
    private static final String LOG_POLICY = IAM + "policy/" + LogPolicy.NAME;

    private final Actor vault;
    private final Target webServer = VaultWorld.ofMember(IAM + "role/web-server");
    private final Target itself = VaultWorld.ofMember(IAM + "role/" + MEMBER_ROLE);
    private final Target hostManagement =
            VaultWorld.ofMember(IAM + "role/" + HostManagement.SETTING_VALUE);
    private final Target teamPolicy = VaultWorld.ofMember(IAM + "policy/Team");
    private final Target logPolicy = VaultWorld.ofMember(LOG_POLICY);

    private MemberRows(VaultWorld world) {
        this.vault = world.insideMember();
    }

    static List<Row> of(VaultWorld world) {
        var rows = new MemberRows(world);
        return Stream.of(
                        rows.looking(),
                        rows.policy(),
                        rows.preferences(),
                        rows.sessions(),
                        rows.hostManagement(),
                        rows.seeingTheForwarding(),
                        forwarding(world))
                .flatMap(List::stream)
                .toList();
    }

    private List<Row> looking() {
        return List.of(
                allowed(
                        "the vault lists a member's Regions",
                        vault,
                        call(
                                "account:ListRegions",
                                VaultWorld.ofMember("arn:aws:account::" + MEMBER + ":account"))),
                notAllowed(
                        "the vault enables a Region",
                        vault,
                        call(
                                "account:EnableRegion",
                                VaultWorld.ofMember("arn:aws:account::" + MEMBER + ":account"))),
                allowed(
                        "the vault finds roles and policies",
                        vault,
                        call("iam:GetAccountAuthorizationDetails", all())),
                allowed("the vault asks for quotas", vault, call("iam:GetAccountSummary", all())),
                allowed(
                        "the vault asks for a policy of AWS",
                        vault,
                        call("iam:GetPolicy", VaultWorld.ofMember(AGENT_POLICY))),
                allowed(
                        "the vault reads a policy of AWS",
                        vault,
                        call("iam:GetPolicyVersion", VaultWorld.ofMember(AGENT_POLICY))),
                allowed(
                        "the vault asks for a team's policy",
                        vault,
                        call("iam:GetPolicy", teamPolicy)),
                allowed(
                        "the vault reads a team's policy",
                        vault,
                        call("iam:GetPolicyVersion", teamPolicy)),
                notAllowed("the vault lists users", vault, call("iam:ListUsers", all())),
                notAllowed(
                        "the vault reads a secret",
                        vault,
                        call(
                                "ssm:GetParameter",
                                VaultWorld.ofMember(
                                        "arn:aws:ssm:" + HOME + ":" + MEMBER + ":parameter/p"))));
    }

    private List<Row> policy() {
        return List.of(
                allowed("the vault creates its policy", vault, call("iam:CreatePolicy", logPolicy)),
                allowed(
                        "the vault gives it a version",
                        vault,
                        call("iam:CreatePolicyVersion", logPolicy)),
                allowed(
                        "the vault makes room for a version",
                        vault,
                        call("iam:DeletePolicyVersion", logPolicy)),
                allowed("the vault reads it", vault, call("iam:GetPolicyVersion", logPolicy)),
                allowed(
                        "the vault lists its versions",
                        vault,
                        call("iam:ListPolicyVersions", logPolicy)),
                allowed("the vault deletes it", vault, call("iam:DeletePolicy", logPolicy)),
                notAllowed(
                        "the vault deletes another policy",
                        vault,
                        call("iam:DeletePolicy", teamPolicy)),
                notAllowed(
                        "the vault changes another policy",
                        vault,
                        call("iam:CreatePolicyVersion", teamPolicy)),
                allowed("the vault attaches its policy", vault, attach(webServer, LOG_POLICY)),
                notAllowed(
                        "the vault attaches administration",
                        vault,
                        attach(webServer, "arn:aws:iam::aws:policy/AdministratorAccess")),
                notAllowed(
                        "the vault attaches the agent's policy to a team's role",
                        vault,
                        attach(webServer, AGENT_POLICY)),
                allowed(
                        "the vault detaches its policy",
                        vault,
                        policyOf("iam:DetachRolePolicy", webServer, LOG_POLICY)),
                notAllowed(
                        "the vault detaches another policy",
                        vault,
                        policyOf("iam:DetachRolePolicy", webServer, AGENT_POLICY)),
                allowed(
                        "the vault writes into a role at its quota",
                        vault,
                        inline("iam:PutRolePolicy", webServer)),
                allowed(
                        "the vault takes that out again",
                        vault,
                        inline("iam:DeleteRolePolicy", webServer)),
                denied(
                        "the vault writes into its own role",
                        vault,
                        inline("iam:PutRolePolicy", itself),
                        "NeverExtendThisRole"),
                denied(
                        "the vault takes what limits its own role out of it",
                        vault,
                        inline("iam:DeleteRolePolicy", itself),
                        "NeverExtendThisRole"),
                denied(
                        "the vault attaches its policy to its own role",
                        vault,
                        attach(itself, LOG_POLICY),
                        "NeverExtendThisRole"),
                notAllowed(
                        "the vault lets others into a role",
                        vault,
                        call("iam:UpdateAssumeRolePolicy", webServer)),
                notAllowed(
                        "the vault makes a user",
                        vault,
                        call("iam:CreateUser", VaultWorld.ofMember(IAM + "user/eve"))));
    }

    private List<Row> preferences() {
        return List.of(
                allowed("the vault describes preferences", vault, document("ssm:DescribeDocument")),
                allowed("the vault reads preferences", vault, document("ssm:GetDocument")),
                allowed("the vault creates preferences", vault, document("ssm:CreateDocument")),
                allowed("the vault changes preferences", vault, document("ssm:UpdateDocument")),
                allowed(
                        "the vault sets the default version",
                        vault,
                        document("ssm:UpdateDocumentDefaultVersion")),
                allowed(
                        "the vault lists the versions of preferences",
                        vault,
                        document("ssm:ListDocumentVersions")),
                allowed("the vault deletes preferences", vault, document("ssm:DeleteDocument")),
                notAllowed(
                        "the vault deletes another document",
                        vault,
                        call("ssm:DeleteDocument", VaultWorld.document(HOME, MEMBER, "Team"))
                                .without("ssm:DocumentType")),
                notAllowed(
                        "the vault changes another document",
                        vault,
                        call("ssm:UpdateDocument", VaultWorld.document(HOME, MEMBER, "Team"))
                                .without("ssm:DocumentType")),
                notAllowed(
                        "the vault opens a session",
                        vault,
                        call("ssm:StartSession", VaultWorld.instance(HOME))
                                .without(
                                        "ssm:SessionDocumentAccessCheck",
                                        "ssm:AccessRequestId",
                                        "ssm:resourceTag/*")));
    }

    /// What a compliance run reads about sessions.
    private List<Row> sessions() {
        return List.of(
                allowed("the vault lists sessions", vault, call("ssm:DescribeSessions", all())),
                allowed("the vault lists documents", vault, call("ssm:ListDocuments", all())),
                allowed(
                        "the vault reads a team's document",
                        vault,
                        call("ssm:GetDocument", VaultWorld.document(HOME, MEMBER, "Team"))),
                allowed(
                        "the vault reads a document of AWS",
                        vault,
                        call("ssm:GetDocument", VaultWorld.documentOfAws("AWS-StartSSHSession"))),
                allowed(
                        "the vault sees managed nodes",
                        vault,
                        call("ssm:DescribeInstanceInformation", all())),
                notAllowed(
                        "the vault runs a command on a node",
                        vault,
                        call("ssm:SendCommand", VaultWorld.instance(HOME))
                                .without("ssm:resourceTag/*")),
                allowed("the vault sees instances", vault, call("ec2:DescribeInstances", all())),
                allowed("the vault sees routes", vault, call("ec2:DescribeRouteTables", all())),
                allowed("the vault sees endpoints", vault, call("ec2:DescribeVpcEndpoints", all())),
                notAllowed(
                        "the vault sees other parts of networks",
                        vault,
                        call("ec2:DescribeSecurityGroups", all())),
                notAllowed(
                        "the vault reads what an instance was started with",
                        vault,
                        call("ec2:DescribeInstanceAttribute", VaultWorld.instance(HOME))),
                notAllowed(
                        "the vault ends a session",
                        vault,
                        call(
                                        "ssm:TerminateSession",
                                        VaultWorld.ofMember(
                                                "arn:aws:ssm:"
                                                        + HOME
                                                        + ":"
                                                        + MEMBER
                                                        + ":session/ana-0a1b2c3d4e5f60718"))
                                .without("ssm:resourceTag/*")));
    }

    private List<Row> seeingTheForwarding() {
        return List.of(
                allowed(
                        "the vault sees the rule for preferences",
                        vault,
                        rule("events:DescribeRule", "SessionVaultForwardsPreferences")),
                allowed(
                        "the vault sees the rule for IAM",
                        vault,
                        rule("events:DescribeRule", "SessionVaultForwardsIam")),
                allowed(
                        "the vault sees where preferences go",
                        vault,
                        rule("events:ListTargetsByRule", "SessionVaultForwardsPreferences")),
                allowed(
                        "the vault sees where IAM's changes go",
                        vault,
                        rule("events:ListTargetsByRule", "SessionVaultForwardsIam")),
                notAllowed(
                        "the vault looks at a team's rule",
                        vault,
                        rule("events:DescribeRule", "Team")),
                notAllowed(
                        "the vault switches a rule off",
                        vault,
                        rule("events:DisableRule", "SessionVaultForwardsIam")));
    }

    /// The rules that forward changes to the vault, and their role.
    private static List<Row> forwarding(VaultWorld world) {
        Target role = world.memberForwardingRole();
        return List.of(
                allowed(
                        "a member's changes reach the vault's bus",
                        world.memberForwarding(),
                        call("events:PutEvents", VaultWorld.openBus(MEMBER_BUS))),
                notAllowed(
                        "a member's forwarding puts events on another bus",
                        world.memberForwarding(),
                        call(
                                "events:PutEvents",
                                VaultWorld.openBus(
                                        MEMBER_BUS.replace("session-vault-members", "default")))),
                allowed(
                        "EventBridge takes the role of a member's forwarding",
                        world.forwardingRule(MEMBER),
                        assume(role)),
                notAllowed(
                        "EventBridge takes a member's forwarding for another account's rule",
                        world.forwardingRule(MANAGEMENT),
                        assume(role)),
                notAllowed(
                        "the vault takes the role of a member's forwarding",
                        world.insideMember(),
                        assume(role)));
    }

    private static Request rule(String action, String name) {
        return call(
                action,
                VaultWorld.ofMember("arn:aws:events:" + ABROAD + ":" + MEMBER + ":rule/" + name));
    }

    private List<Row> hostManagement() {
        var setting =
                VaultWorld.ofMember(
                        "arn:aws:ssm:"
                                + ABROAD
                                + ":"
                                + MEMBER
                                + ":servicesetting/ssm/managed-instance/default-ec2-instance-management-role");
        return List.of(
                allowed(
                        "the vault creates AWS's role for hosts",
                        vault,
                        call("iam:CreateRole", hostManagement)
                                .without(
                                        "iam:PermissionsBoundary",
                                        "iam:RoleTemplateARN",
                                        "aws:RequestTag/*",
                                        "aws:TagKeys")),
                notAllowed(
                        "the vault creates another role", vault, call("iam:CreateRole", webServer)),
                allowed(
                        "the vault lets hosts run the agent",
                        vault,
                        attach(hostManagement, AGENT_POLICY)),
                notAllowed(
                        "the vault makes hosts administrators",
                        vault,
                        attach(hostManagement, "arn:aws:iam::aws:policy/AdministratorAccess")),
                allowed(
                        "the vault hands the role to Systems Manager",
                        vault,
                        pass("ssm.amazonaws.com", hostManagement)),
                notAllowed(
                        "the vault hands the role to somebody else",
                        vault,
                        pass("ec2.amazonaws.com", hostManagement)),
                notAllowed(
                        "the vault hands on another role",
                        vault,
                        pass("ssm.amazonaws.com", webServer)),
                allowed(
                        "the vault looks at host management",
                        vault,
                        call("ssm:GetServiceSetting", setting)),
                allowed(
                        "the vault switches host management on",
                        vault,
                        call("ssm:UpdateServiceSetting", setting)),
                notAllowed(
                        "the vault changes another setting",
                        vault,
                        call(
                                "ssm:UpdateServiceSetting",
                                VaultWorld.ofMember(
                                        "arn:aws:ssm:"
                                                + HOME
                                                + ":"
                                                + MEMBER
                                                + ":servicesetting/ssm/parameter-store/high-throughput-enabled"))));
    }

    private static Request attach(Target role, String policyArn) {
        return policyOf("iam:AttachRolePolicy", role, policyArn);
    }

    private static Request policyOf(String action, Target role, String policyArn) {
        return call(action, role)
                .with("iam:PolicyARN", policyArn)
                .without("iam:PermissionsBoundary", "iam:RoleTemplateARN");
    }

    private static Request inline(String action, Target role) {
        return call(action, role).without("iam:PermissionsBoundary", "iam:RoleTemplateARN");
    }

    private static Request pass(String service, Target role) {
        return call("iam:PassRole", role)
                .with("iam:PassedToService", service)
                .without("iam:AssociatedResourceArn");
    }

    private static Request document(String action) {
        return call(action, VaultWorld.preferences(ABROAD));
    }

    private static Target all() {
        return VaultWorld.ofMember("*");
    }
}

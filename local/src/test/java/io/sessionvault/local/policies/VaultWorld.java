package io.sessionvault.local.policies;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.local.template.ResolvedTemplate;
import io.sessionvault.local.template.Template;
import io.sessionvault.reconcile.AccountStandard;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.GovernedRegions;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.LogPolicy;
import io.sessionvault.reconcile.SessionEncryption;
import io.sessionvault.vault.KeyArn;
import io.sessionvault.vault.PrefixPattern;
import io.sessionvault.vault.Vault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/// The imaginary organization of `events/` with the stacks deployed one way: who is in it, what
/// there is to ask for, and the policies that are on trial.
final class VaultWorld {
    static final String ORGANIZATION = "o-sv4exmpl01";
    static final String MANAGEMENT = "210987654321";
    static final String VAULT = "310987654321";
    static final String MEMBER = "410987654321";
    static final String OTHER_MEMBER = "510987654321";
    static final String OTHER_ORGANIZATION = "o-0therorgs1";
    static final String OUTSIDER = "999988887777";
    static final String HOME = "us-east-1";
    static final String ABROAD = "eu-west-1";
    static final String EXTERNAL_ID = "session-vault-example";
    static final String READER_ROLE = "LogAuditor";
    static final String BREAK_GLASS_ROLE = "SessionVaultBreakGlass";
    private static final String HUB_ROLE = "arn:aws:iam::" + MANAGEMENT + ":role/SessionVaultHub";

    /// The role of a member that trusts the management account, as Control Tower makes it.
    private static final String ADMINISTERED_ROLE = "AWSControlTowerExecution";

    static final String MEMBER_BUS =
            "arn:aws:events:" + HOME + ":" + VAULT + ":event-bus/session-vault-members";
    static final String MEMBER_ROLE = "SessionVaultMember";

    /// Tests run in the folder of their module.
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /// What AWS attaches to the root and to every account from the start.
    private static final Policy FULL_ACCESS = Policy.everything("FullAWSAccess");

    private static final Policy ADMINISTRATOR = Policy.everything("AdministratorAccess");

    private final String name;
    private final ResolvedTemplate vault;
    private final ResolvedTemplate management;
    private final StackPolicies vaultPolicies;
    private final StackPolicies managementPolicies;
    private final StackPolicies memberPolicies;
    private final Policy logPolicy;

    private VaultWorld(String name, Map<String, String> parameters) {
        this.name = name;
        this.vault =
                resolve(
                        "template.yaml",
                        VAULT,
                        with(
                                Map.of(
                                        "OrganizationId",
                                        ORGANIZATION,
                                        "ManagementAccountId",
                                        MANAGEMENT,
                                        "ExternalId",
                                        EXTERNAL_ID,
                                        "ReaderRoleArn",
                                        "arn:aws:iam::" + VAULT + ":role/" + READER_ROLE,
                                        "SecurityHub",
                                        "on"),
                                parameters));
        this.management =
                resolve(
                        "stacks/management.yaml",
                        MANAGEMENT,
                        with(
                                vaultOutputs(),
                                Map.of(
                                        "OrganizationId",
                                        ORGANIZATION,
                                        "EventBusArn",
                                        "arn:aws:events:"
                                                + HOME
                                                + ":"
                                                + VAULT
                                                + ":event-bus/default",
                                        "MemberRoleName",
                                        hasHub() ? ADMINISTERED_ROLE : MEMBER_ROLE,
                                        "HubMemberRoleName",
                                        ADMINISTERED_ROLE,
                                        "ProtectedTargets",
                                        "r-ab12",
                                        "VaultBucketName",
                                        vault.bucketName(),
                                        "BucketKeyArn",
                                        vault.physicalId(
                                                hasTwoKeys() ? "BucketKey" : "SessionKey", "Arn"),
                                        "SessionKeyId",
                                        vault.physicalId("SessionKey", PhysicalIds.REF))));
        this.vaultPolicies = StackPolicies.of(vault, "");
        this.managementPolicies = StackPolicies.of(management, " (management account)");
        this.memberPolicies =
                StackPolicies.of(
                        resolve(
                                "stacks/member.yaml",
                                MEMBER,
                                with(
                                        vaultOutputs(),
                                        Map.of(
                                                "DefaultHostManagement",
                                                "manage",
                                                "MemberEventBusArn",
                                                MEMBER_BUS))),
                        " (member)");
        this.logPolicy = Policy.of(LogPolicy.NAME, LogPolicy.document(desired(MEMBER)));
    }

    private static ResolvedTemplate resolve(
            String template, String account, Map<String, String> parameters) {
        return Template.read(ROOT.resolve(template)).resolve(parameters, account, HOME);
    }

    private Map<String, String> vaultOutputs() {
        return Map.of(
                "OnboardAccountRoleArn",
                vault.physicalId("OnboardAccountRole", "Arn"),
                "ExternalId",
                EXTERNAL_ID);
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        var all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    /// Every way of deploying the stacks in which policies differ.
    static List<VaultWorld> all() {
        return List.of(
                new VaultWorld("two keys, direct", Map.of("Keys", "two")),
                new VaultWorld(
                        "one key, hub",
                        Map.of(
                                "Keys",
                                "one",
                                "HubRoleArn",
                                HUB_ROLE,
                                "MemberRoleName",
                                ADMINISTERED_ROLE)));
    }

    /// The policies on trial. Those that AWS or the owner of an account brings are not among them.
    List<Policy> policies() {
        var policies = new ArrayList<>(vaultPolicies.all());
        policies.addAll(managementPolicies.all());
        policies.addAll(memberPolicies.all());
        policies.add(logPolicy);
        return policies;
    }

    boolean hasTwoKeys() {
        return !vault.logicalIdsDeclaring("KeyPolicy").equals(List.of("SessionKey"));
    }

    boolean hasHub() {
        return name.endsWith("hub");
    }

    @Override
    public String toString() {
        return name;
    }

    // ------------------------------------------------------------ who asks

    /// An instance of the member, through the role of its instance profile.
    ///
    /// Source: IAM user guide, "AWS global condition context keys", `ec2:SourceInstanceARN`.
    Actor memberInstance() {
        return member("web-server", "i-0a1b2c3d4e5f60718")
                .with(
                        Facts.key("ec2:SourceInstanceARN", instance(HOME).arn())
                                .with("ec2:RoleDelivery", "2.0"))
                .with(logPolicy);
    }

    /// The same before the onboarding, or a role that was forgotten.
    Actor memberInstanceWithoutPolicy() {
        return member("web-server", "i-0a1b2c3d4e5f60718");
    }

    /// An instance of the member without an instance profile, through Default Host Management.
    ///
    /// Source: as above, `ssm:SourceInstanceARN`.
    Actor memberDefaultHostManagement() {
        return member(HostManagement.SETTING_VALUE, "i-0a1b2c3d4e5f60718")
                .with(Facts.key("ssm:SourceInstanceARN", managedInstance("i-0a1b2c3d4e5f60718")))
                .with(logPolicy);
    }

    /// A server of the member outside of AWS, through a hybrid activation.
    Actor memberHybrid() {
        return member("service-role/HybridServers", "mi-0a1b2c3d4e5f60718")
                .with(Facts.key("ssm:SourceInstanceARN", managedInstance("mi-0a1b2c3d4e5f60718")))
                .with(logPolicy);
    }

    /// A person of the member who may do everything that the account may do.
    Actor memberAdministrator() {
        return member("Administrator", "ana").with(ADMINISTRATOR);
    }

    /// A person of another member who may do everything that that account may do.
    Actor otherMember() {
        return Actor.session(OTHER_MEMBER, ORGANIZATION, "Administrator", "ben")
                .under(controls())
                .with(ADMINISTRATOR);
    }

    /// A person of another organization who may do everything there.
    Actor outsider() {
        return Actor.session(OUTSIDER, OTHER_ORGANIZATION, "Administrator", "eve")
                .with(ADMINISTRATOR);
    }

    /// A person of the vault account who may do everything that the account may do.
    Actor vaultAdministrator() {
        return Actor.session(VAULT, ORGANIZATION, "Administrator", "vera")
                .under(controls())
                .with(ADMINISTRATOR);
    }

    /// The role that may read logs. It has no policy of its own: those of bucket and key name it.
    Actor reader() {
        return Actor.session(VAULT, ORGANIZATION, READER_ROLE, "aud").under(controls());
    }

    /// The onboarding inside a member, by the role of stacks/member.yaml.
    Actor insideMember() {
        return Actor.session(MEMBER, ORGANIZATION, MEMBER_ROLE, "session-vault-onboarding")
                .under(controls())
                .with(memberPolicies.ofRole("MemberRole").toArray(Policy[]::new));
    }

    /// The onboarding on its way through the hub role. No control binds the management account.
    Actor insideHub() {
        return Actor.session(MANAGEMENT, ORGANIZATION, "SessionVaultHub", "onboarding")
                .with(managementPolicies.ofRole("HubRole").toArray(Policy[]::new));
    }

    /// The rule of the management account, as EventBridge acts for it with its role.
    Actor forwarding() {
        return Actor.session(MANAGEMENT, ORGANIZATION, "ForwardingRole", "rule")
                .with(managementPolicies.ofRole("ForwardingRole").toArray(Policy[]::new));
    }

    /// The rule of an account that wants a role, or has no role and fills the queue for what failed.
    Actor forwardingRule(String account) {
        return Actor.service(
                "events.amazonaws.com",
                account,
                account.equals(MANAGEMENT)
                        ? management.physicalId("ForwardingRule", "Arn")
                        : "arn:aws:events:" + HOME + ":" + account + ":rule/a-rule");
    }

    /// A rule of a member, as EventBridge acts for it with its role.
    Actor memberForwarding() {
        return Actor.session(MEMBER, ORGANIZATION, "SessionVaultForwarding", "rule")
                .with(memberPolicies.ofRole("ForwardingRole").toArray(Policy[]::new));
    }

    /// A role of the member or the vault's account with every permission, under the service control
    /// policy.
    Actor underProtection(String account, String role) {
        return Actor.session(account, ORGANIZATION, role, "pat")
                .under(
                        List.of(
                                List.of(FULL_ACCESS, managementPolicies.named("Protection")),
                                List.of(FULL_ACCESS)))
                .with(ADMINISTRATOR);
    }

    /// The onboarding inside a member that is under the service control policy, by the role that it
    /// enters in this world.
    Actor insideProtectedMember() {
        return underProtection(MEMBER, hasHub() ? ADMINISTERED_ROLE : MEMBER_ROLE);
    }

    /// The role by which this world's onboarding enters a member.
    Target wayIn() {
        return role(hasHub() ? ADMINISTERED_ROLE : MEMBER_ROLE);
    }

    /// A role of the member's.
    static Target role(String name) {
        return ofMember("arn:aws:iam::" + MEMBER + ":role/" + name);
    }

    /// The vault's administrator in an organization that the vault's account was not made for.
    Actor strandedAdministrator() {
        return Actor.session(VAULT, OTHER_ORGANIZATION, "Administrator", "vera")
                .with(ADMINISTRATOR);
    }

    /// S3, as it delivers the access logs of a bucket.
    static Actor accessLogging(String account, String bucketArn) {
        return Actor.service("logging.s3.amazonaws.com", account, bucketArn);
    }

    /// A function of the stack.
    ///
    /// Source: Lambda developer guide, "Working with Lambda execution environment credentials".
    Actor function(String logicalId) {
        return stackRole(roleOf(logicalId), "session-vault-" + logicalId)
                .with(Facts.key("lambda:SourceFunctionArn", vault.physicalId(logicalId, "Arn")));
    }

    /// The logical id of a function's role, which two functions may share.
    String roleOf(String function) {
        var arn = vault.resource(function).get("Role");
        return vault.logicalIds("AWS::IAM::Role").stream()
                .filter(role -> vault.physicalId(role, "Arn").equals(arn))
                .findFirst()
                .orElseThrow();
    }

    /// A role of the stack that a service has taken.
    Actor stackRole(String logicalId, String session) {
        return Actor.session(
                        VAULT, ORGANIZATION, vault.physicalId(logicalId, PhysicalIds.REF), session)
                .under(controls())
                .with(vaultPolicies.ofRole(logicalId).toArray(Policy[]::new));
    }

    /// Step Functions, before it runs a state machine of an account.
    Actor stepFunctions(String account) {
        return Actor.service(
                "states.amazonaws.com",
                account,
                machine().arn().replace(":" + VAULT + ":", ":" + account + ":"));
    }

    /// The scheduler, for a schedule of a group of the vault's account.
    static Actor scheduler(String group) {
        return Actor.service(
                "scheduler.amazonaws.com",
                VAULT,
                "arn:aws:scheduler:" + HOME + ":" + VAULT + ":schedule-group/" + group);
    }

    /// A rule of the stack, as EventBridge acts for it.
    Actor rule(String logicalId) {
        return Actor.service("events.amazonaws.com", VAULT, vault.physicalId(logicalId, "Arn"));
    }

    /// A rule of a member that is named like one of the stack.
    Actor ruleOfMember(String logicalId) {
        return Actor.service(
                "events.amazonaws.com",
                MEMBER,
                vault.physicalId(logicalId, "Arn").replace(":" + VAULT + ":", ":" + MEMBER + ":"));
    }

    /// An alarm of an account, as CloudWatch acts for it.
    static Actor alarm(String account) {
        return Actor.service(
                "cloudwatch.amazonaws.com",
                account,
                "arn:aws:cloudwatch:" + HOME + ":" + account + ":alarm:an-alarm");
    }

    /// Lambda, before it runs a function of the stack.
    Actor lambda(String logicalId) {
        return Actor.service("lambda.amazonaws.com", VAULT, vault.physicalId(logicalId, "Arn"));
    }

    private static Actor member(String role, String session) {
        return Actor.session(MEMBER, ORGANIZATION, role, session).under(controls());
    }

    /// The service control policies of a member of the organization, from its root down.
    private static List<List<Policy>> controls() {
        return List.of(List.of(FULL_ACCESS), List.of(FULL_ACCESS));
    }

    // ------------------------------------------------------------ what is asked for

    Target bucket() {
        return inBucket("");
    }

    /// The bucket after somebody has taken its policy away.
    Target bucketWithoutPolicy() {
        return new Target(
                bucket().arn(), VAULT, Optional.empty(), blocksPublicAccess(), bucket().facts());
    }

    /// A log under the prefix of an account.
    Target log(String account) {
        return inBucket("/" + account + "/" + HOME + "/ana-0a1b2c3d4e5f60718.log");
    }

    /// Any object.
    Target object(String key) {
        return inBucket("/" + key);
    }

    /// A bucket of the vault's name in the account of somebody who took that name first, open to
    /// everybody.
    Target squattedBucketLog() {
        return squatted(log(MEMBER).arn());
    }

    /// That bucket itself.
    Target squattedBucket() {
        return squatted(bucket().arn());
    }

    private static Target squatted(String arn) {
        return Target.of(arn, OUTSIDER, OTHER_ORGANIZATION)
                .with(Facts.key("s3:ResourceAccount", OUTSIDER))
                .guardedBy(open("bucket of somebody else"));
    }

    /// The key of the sessions in its home Region.
    Target sessionKey() {
        return key("SessionKey", HOME);
    }

    /// The replica of the key of the sessions in another Region, with the same policy.
    Target sessionKeyAbroad() {
        return key("SessionKey", ABROAD);
    }

    /// The key of the stored logs; the key of the sessions where that is both.
    Target bucketKey() {
        return key(hasTwoKeys() ? "BucketKey" : "SessionKey", HOME);
    }

    /// The state machine of the compliance run.
    Target machine() {
        return ofVault(vault.physicalId("ComplianceStateMachine", "Arn"));
    }

    /// The published version of a function.
    Target alias(String function) {
        return ofVault(vault.physicalId(function, "Alias"));
    }

    /// The switch for repairs, or another parameter.
    Target repairSwitch(String suffix) {
        return ofVault(
                "arn:aws:ssm:"
                        + HOME
                        + ":"
                        + VAULT
                        + ":parameter"
                        + vault.physicalId("RepairSwitch", PhysicalIds.REF)
                        + suffix);
    }

    Target queue(String logicalId) {
        return Target.of(vault.physicalId(logicalId, "Arn"), VAULT, ORGANIZATION)
                .guardedBy(vaultPolicies.named(logicalId + "Policy"));
    }

    Target topic() {
        return Target.of(vault.physicalId("AlarmTopic", PhysicalIds.REF), VAULT, ORGANIZATION)
                .guardedBy(vaultPolicies.named("AlarmTopicPolicy"));
    }

    /// A stream in the log group of a function.
    Target functionLog(String logicalId) {
        var group = vault.physicalId(logicalId + "Logs", "Arn");
        return Target.of(group.replaceFirst("\\*$", "log-stream:1"), VAULT, ORGANIZATION);
    }

    /// A role of the stack, which is asked for by whoever assumes it.
    Target functionRole(String logicalId) {
        return Target.of(vault.physicalId(logicalId, "Arn"), VAULT, ORGANIZATION)
                .guardedBy(vaultPolicies.trustOf(logicalId));
    }

    /// The role of stacks/member.yaml in an account.
    Target memberRole(String account, String organization) {
        return Target.of("arn:aws:iam::" + account + ":role/" + MEMBER_ROLE, account, organization)
                .guardedBy(memberPolicies.trustOf("MemberRole"));
    }

    /// The role of a member that trusts the management account.
    static Target administeredRole(String account, String organization) {
        return Target.of(
                        "arn:aws:iam::" + account + ":role/" + ADMINISTERED_ROLE,
                        account,
                        organization)
                .guardedBy(trusting("trust of a member", MANAGEMENT));
    }

    Target hubRole() {
        return Target.of(HUB_ROLE, MANAGEMENT, ORGANIZATION)
                .guardedBy(managementPolicies.trustOf("HubRole"));
    }

    /// The role of the rule in the management account.
    Target forwardingRole() {
        return Target.of(management.physicalId("ForwardingRole", "Arn"), MANAGEMENT, ORGANIZATION)
                .guardedBy(managementPolicies.trustOf("ForwardingRole"));
    }

    /// The role of the rules in a member.
    Target memberForwardingRole() {
        return ofMember("arn:aws:iam::" + MEMBER + ":role/SessionVaultForwarding")
                .guardedBy(memberPolicies.trustOf("ForwardingRole"));
    }

    /// A bus of the vault's account that lets everybody put events on it: what is on trial here is the
    /// member's own side.
    static Target openBus(String arn) {
        return ofVault(arn)
                .guardedBy(
                        Policy.of(
                                "an open bus",
                                Map.of(
                                        "Version",
                                        "2012-10-17",
                                        "Statement",
                                        List.of(
                                                Map.of(
                                                        "Effect",
                                                        "Allow",
                                                        "Principal",
                                                        Map.of("AWS", "*"),
                                                        "Action",
                                                        "events:PutEvents",
                                                        "Resource",
                                                        arn)))));
    }

    Target forwardingDeadLetters() {
        return Target.of(
                        management.physicalId("ForwardingDeadLetters", "Arn"),
                        MANAGEMENT,
                        ORGANIZATION)
                .guardedBy(managementPolicies.named("ForwardingDeadLettersPolicy"));
    }

    Target managementTopic() {
        return Target.of(
                        management.physicalId("AlarmTopic", PhysicalIds.REF),
                        MANAGEMENT,
                        ORGANIZATION)
                .guardedBy(managementPolicies.named("AlarmTopicPolicy"));
    }

    /// Anything of the member's own, such as a role, a policy or a document.
    ///
    /// @param arn its ARN
    static Target ofMember(String arn) {
        return Target.of(arn, MEMBER, ORGANIZATION);
    }

    /// Anything of the vault's account that has no policy of its own.
    ///
    /// @param arn its ARN
    static Target ofVault(String arn) {
        return Target.of(arn, VAULT, ORGANIZATION);
    }

    /// The preferences of the member in a Region.
    static Target preferences(String region) {
        return document(region, MEMBER, "SSM-SessionManagerRunShell");
    }

    /// The preferences of another account that shares them with everybody.
    Target preferencesOf(String owner, String organization) {
        return Target.of(
                        "arn:aws:ssm:"
                                + HOME
                                + ":"
                                + owner
                                + ":document/SSM-SessionManagerRunShell",
                        owner,
                        organization)
                .guardedBy(open("shared document"));
    }

    /// A Systems Manager document of AWS's own. Its ARN has no account, which iam-simulate does not
    /// take; zeros stand for it, where every policy has a `*`.
    static Target documentOfAws(String name) {
        return document(HOME, "000000000000", name);
    }

    /// A Systems Manager document.
    ///
    /// @param owner its account
    static Target document(String region, String owner, String name) {
        return ofMember("arn:aws:ssm:" + region + ":" + owner + ":document/" + name);
    }

    /// The name of a role of the vault's stack.
    String roleName(String logicalId) {
        return vault.physicalId(logicalId, PhysicalIds.REF);
    }

    /// A bucket of the vault beside the one of the logs, or an object in it.
    Target otherBucket(String logicalId, String path) {
        return Target.of(vault.physicalId(logicalId, "Arn") + path, VAULT, ORGANIZATION)
                .with(Facts.key("s3:ResourceAccount", VAULT))
                .guardedBy(vaultPolicies.named(logicalId + "Policy"));
    }

    /// An account of the organization. Organizations answers a delegated administrator from its own
    /// account: no policy of another account is asked.
    static Target accountInOrganization() {
        return inOrganization("account", MEMBER);
    }

    /// Something of the organization, such as its root `r-ab12`; answered in the same way.
    static Target inOrganization(String type, String id) {
        return Target.of(
                "arn:aws:organizations::" + MANAGEMENT + ":" + type + "/" + ORGANIZATION + "/" + id,
                VAULT,
                ORGANIZATION);
    }

    /// Each action that reads the tree and its policies, on something that it may be asked about.
    static Map<String, Target> readsOfTheTree() {
        Target policy = inOrganization("policy", "service_control_policy/p-sv4regions");
        Target unit = inOrganization("ou", "ou-ab12-teams123");
        return Map.of(
                "DescribePolicy",
                policy,
                "ListAccountsForParent",
                unit,
                "ListOrganizationalUnitsForParent",
                inOrganization("root", "r-ab12"),
                "ListParents",
                accountInOrganization(),
                "ListPolicies",
                anything(),
                "ListPoliciesForTarget",
                unit,
                "ListRoots",
                anything(),
                "ListTargetsForPolicy",
                policy);
    }

    /// For actions that know no resources.
    static Target anything() {
        return Target.of("*", VAULT, ORGANIZATION);
    }

    Target eventBus() {
        return Target.of(
                        "arn:aws:events:" + HOME + ":" + VAULT + ":event-bus/default",
                        VAULT,
                        ORGANIZATION)
                .guardedBy(vaultPolicies.named("ManagementAccountForwardsEvents"));
    }

    Target memberEventBus() {
        return Target.of(
                        "arn:aws:events:" + HOME + ":" + VAULT + ":event-bus/session-vault-members",
                        VAULT,
                        ORGANIZATION)
                .guardedBy(vaultPolicies.named("MembersForwardEvents"));
    }

    static Target instance(String region) {
        return Target.of(
                "arn:aws:ec2:" + region + ":" + MEMBER + ":instance/i-0a1b2c3d4e5f60718",
                MEMBER,
                ORGANIZATION);
    }

    private static String managedInstance(String id) {
        var kind = id.startsWith("mi-") ? "ssm" : "ec2";
        return "arn:aws:"
                + kind
                + ":"
                + HOME
                + ":"
                + MEMBER
                + ":"
                + (kind.equals("ssm") ? "managed-instance/" : "instance/")
                + id;
    }

    private Target inBucket(String path) {
        return Target.of(vault.physicalId("VaultBucket", "Arn") + path, VAULT, ORGANIZATION)
                .with(Facts.key("s3:ResourceAccount", VAULT))
                .blockingPublicAccess(blocksPublicAccess())
                .guardedBy(vaultPolicies.named("VaultBucketPolicy"));
    }

    private boolean blocksPublicAccess() {
        return vault.resource("VaultBucket").get("PublicAccessBlockConfiguration")
                        instanceof Map<?, ?> block
                && Boolean.TRUE.equals(block.get("RestrictPublicBuckets"));
    }

    private Target key(String logicalId, String region) {
        var home = KeyArn.parse(vault.physicalId(logicalId, "Arn"));
        var arn = region.equals(HOME) ? home : home.in(new RegionName(region));
        return Target.of(arn.toString(), VAULT, ORGANIZATION)
                .guardedBy(vaultPolicies.named(logicalId));
    }

    private DesiredAccount desired(String account) {
        var sessionKey = KeyArn.parse(vault.physicalId("SessionKey", "Arn"));
        var standard =
                new AccountStandard(
                        ORGANIZATION,
                        new Vault(
                                new AccountId(VAULT),
                                vault.bucketName(),
                                hasTwoKeys()
                                        ? KeyArn.parse(vault.physicalId("BucketKey", "Arn"))
                                        : sessionKey,
                                PrefixPattern.parse("{accountId}/{region}")),
                        sessionKey,
                        SessionEncryption.WHEN_SAFE,
                        new GovernedRegions(Optional.empty(), new TreeSet<>()),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        HostManagement.LEAVE,
                        Optional.empty());
        return new DesiredAccount(
                new AccountId(account),
                standard,
                new TreeSet<>(List.of(new RegionName(HOME), new RegionName(ABROAD))),
                Optional.empty());
    }

    private static Policy open(String name) {
        return Policy.allowing(name, Map.of("Principal", "*", "Action", "*", "Resource", "*"));
    }

    private static Policy trusting(String name, String account) {
        return Policy.allowing(
                name,
                Map.of(
                        "Principal",
                        Map.of("AWS", "arn:aws:iam::" + account + ":root"),
                        "Action",
                        "sts:AssumeRole"));
    }
}

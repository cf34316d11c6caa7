package io.sessionvault.local.policies;

import static io.sessionvault.local.policies.Requests.assume;
import static io.sessionvault.local.policies.Requests.call;
import static io.sessionvault.local.policies.Requests.kms;
import static io.sessionvault.local.policies.Requests.s3;
import static io.sessionvault.local.policies.Row.allowed;
import static io.sessionvault.local.policies.Row.denied;
import static io.sessionvault.local.policies.Row.notAllowed;
import static io.sessionvault.local.policies.VaultWorld.ABROAD;
import static io.sessionvault.local.policies.VaultWorld.BREAK_GLASS_ROLE;
import static io.sessionvault.local.policies.VaultWorld.EXTERNAL_ID;
import static io.sessionvault.local.policies.VaultWorld.HOME;
import static io.sessionvault.local.policies.VaultWorld.MANAGEMENT;
import static io.sessionvault.local.policies.VaultWorld.MEMBER;
import static io.sessionvault.local.policies.VaultWorld.ORGANIZATION;
import static io.sessionvault.local.policies.VaultWorld.OTHER_ORGANIZATION;
import static io.sessionvault.local.policies.VaultWorld.OUTSIDER;
import static io.sessionvault.local.policies.VaultWorld.VAULT;

import io.sessionvault.reconcile.LogPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// stacks/management.yaml: the way of the events, the hub, and the service control policy.
final class ManagementRows {
    private static final String LOG_POLICY = "arn:aws:iam::" + MEMBER + ":policy/" + LogPolicy.NAME;

    private final VaultWorld world;
    private final Actor member;
    private final Actor team;
    private final Actor vaultInside;
    private final Actor breakGlass;
    private final Actor vaultOwner;

    private ManagementRows(VaultWorld world) {
        this.world = world;
        this.member = world.memberAdministrator();
        this.team = world.underProtection(MEMBER, "Administrator");
        this.vaultInside = world.insideProtectedMember();
        this.breakGlass = world.underProtection(MEMBER, BREAK_GLASS_ROLE);
        this.vaultOwner = world.underProtection(VAULT, "Administrator");
    }

    static List<Row> of(VaultWorld world) {
        var rows = new ManagementRows(world);
        return Stream.of(
                        rows.events(),
                        rows.hub(),
                        rows.preferences(),
                        rows.policyAndRole(),
                        rows.wayIn(),
                        rows.keysAndBucket(),
                        rows.sessions())
                .flatMap(List::stream)
                .toList();
    }

    private List<Row> events() {
        var role = world.forwardingRole();
        var put = call("events:PutEvents", world.eventBus());
        return List.of(
                allowed("events reach the vault's bus", world.forwarding(), put),
                notAllowed("a member puts events on the bus", member, put),
                notAllowed("another organization puts events on the bus", world.outsider(), put),
                notAllowed(
                        "the forwarding puts events on another bus",
                        world.forwarding(),
                        call(
                                "events:PutEvents",
                                VaultWorld.ofVault(
                                        "arn:aws:events:" + HOME + ":" + VAULT + ":event-bus/b"))),
                allowed(
                        "a member forwards a change",
                        member,
                        call("events:PutEvents", world.memberEventBus())),
                allowed(
                        "a member of the future forwards a change",
                        world.otherMember(),
                        call("events:PutEvents", world.memberEventBus())),
                notAllowed(
                        "another organization forwards a change",
                        world.outsider(),
                        call("events:PutEvents", world.memberEventBus())),
                notAllowed(
                        "a member deletes the members' bus",
                        member,
                        call("events:DeleteEventBus", world.memberEventBus())),
                notAllowed(
                        "account events reach the members' bus",
                        world.forwarding(),
                        call("events:PutEvents", world.memberEventBus())),
                allowed(
                        "EventBridge takes the forwarding's role",
                        world.forwardingRule(MANAGEMENT),
                        assume(role)),
                notAllowed(
                        "EventBridge takes it for another account's rule",
                        world.forwardingRule(MEMBER),
                        assume(role)),
                notAllowed("a member takes the forwarding's role", member, assume(role)),
                allowed(
                        "the forwarding keeps what failed",
                        world.forwardingRule(MANAGEMENT),
                        call("sqs:SendMessage", world.forwardingDeadLetters())),
                notAllowed(
                        "another rule fills the forwarding's queue",
                        world.forwardingRule(MEMBER),
                        call("sqs:SendMessage", world.forwardingDeadLetters())),
                allowed(
                        "the forwarding's alarm is published",
                        VaultWorld.alarm(MANAGEMENT),
                        call("sns:Publish", world.managementTopic())),
                notAllowed(
                        "another account's alarm is published by the forwarding",
                        VaultWorld.alarm(MEMBER),
                        call("sns:Publish", world.managementTopic())));
    }

    private List<Row> hub() {
        var enter = assume(world.hubRole(), EXTERNAL_ID);
        return List.of(
                notAllowed(
                        "the hub opens without the external id",
                        world.function("OnboardAccount").with(Policy.everything("Everything")),
                        assume(world.hubRole())),
                allowed(
                        "the hub opens with the external id",
                        world.function("OnboardAccount").with(Policy.everything("Everything")),
                        enter),
                notAllowed("the hub opens to the vault's owner", world.vaultAdministrator(), enter),
                notAllowed("the hub opens to the check", world.function("CheckLog"), enter),
                notAllowed("the hub opens to a member", member, enter),
                allowed(
                        "the hub leads into a member",
                        world.insideHub(),
                        assume(VaultWorld.administeredRole(MEMBER, ORGANIZATION), EXTERNAL_ID)),
                notAllowed(
                        "the hub leads into another organization",
                        world.insideHub(),
                        assume(
                                VaultWorld.administeredRole(OUTSIDER, OTHER_ORGANIZATION),
                                EXTERNAL_ID)),
                notAllowed(
                        "the hub leads to another role",
                        world.insideHub(),
                        assume(world.memberRole(MEMBER, ORGANIZATION), EXTERNAL_ID)),
                notAllowed(
                        "the hub does anything else",
                        world.insideHub(),
                        call("organizations:ListAccounts", VaultWorld.anything())));
    }

    private List<Row> preferences() {
        var rows = new ArrayList<Row>();
        var preferences = VaultWorld.preferences(ABROAD);
        for (var action :
                List.of(
                        "ssm:CreateDocument",
                        "ssm:DeleteDocument",
                        "ssm:ModifyDocumentPermission",
                        "ssm:UpdateDocument",
                        "ssm:UpdateDocumentDefaultVersion")) {
            rows.add(teams(action, preferences, "OnlyTheVaultChangesPreferences"));
            rows.add(
                    allowed(
                            "protected: the vault's " + action,
                            vaultInside,
                            call(action, preferences)));
        }
        rows.add(
                allowed(
                        "protected: an emergency changes preferences",
                        breakGlass,
                        call("ssm:UpdateDocument", preferences)));
        rows.add(
                allowed(
                        "protected: a team reads preferences",
                        team,
                        call("ssm:GetDocument", preferences)));
        return rows;
    }

    private List<Row> policyAndRole() {
        var policy = VaultWorld.ofMember(LOG_POLICY);
        var rows = new ArrayList<Row>();
        for (var action :
                List.of(
                        "iam:CreatePolicy",
                        "iam:CreatePolicyVersion",
                        "iam:DeletePolicy",
                        "iam:DeletePolicyVersion",
                        "iam:SetDefaultPolicyVersion")) {
            rows.add(teams(action, policy, "OnlyTheVaultChangesTheLoggingPolicy"));
        }
        rows.add(
                allowed(
                        "protected: the vault rewrites the logging policy",
                        vaultInside,
                        call("iam:CreatePolicyVersion", policy)));
        rows.add(
                denied(
                        "protected: a team detaches the logging policy",
                        team,
                        detach(LOG_POLICY),
                        "TheLoggingPolicyStaysAttached"));
        rows.add(
                allowed(
                        "protected: the vault lets an account go",
                        vaultInside,
                        detach(LOG_POLICY)));
        rows.add(
                allowed(
                        "protected: a team detaches a policy of its own",
                        team,
                        detach("arn:aws:iam::" + MEMBER + ":policy/Team")));
        rows.add(
                allowed(
                        "protected: an emergency detaches the logging policy",
                        breakGlass,
                        detach(LOG_POLICY)));
        return rows;
    }

    /// Whoever could make or enter a role that is not bound would not be bound.
    private List<Row> wayIn() {
        var stackSet = world.underProtection(MEMBER, "stacksets-exec-0a1b2c3d");
        var rows = new ArrayList<Row>();
        for (var action :
                List.of(
                        "iam:AttachRolePolicy",
                        "iam:CreateRole",
                        "iam:DeleteRole",
                        "iam:DeleteRolePermissionsBoundary",
                        "iam:DeleteRolePolicy",
                        "iam:DetachRolePolicy",
                        "iam:PutRolePermissionsBoundary",
                        "iam:PutRolePolicy",
                        "iam:UpdateAssumeRolePolicy",
                        "iam:UpdateRole")) {
            rows.add(
                    denied(
                            "protected: a team's " + action + " of the vault's way in",
                            team,
                            changing(action, world.wayIn()),
                            "TheVaultKeepsItsWayIn"));
            rows.add(
                    allowed(
                            "protected: the StackSet's " + action + " of the vault's way in",
                            stackSet,
                            changing(action, world.wayIn())));
        }
        for (var role : List.of(BREAK_GLASS_ROLE, "stacksets-exec-0a1b2c3d")) {
            rows.add(
                    denied(
                            "protected: a team makes " + role,
                            team,
                            changing("iam:CreateRole", VaultWorld.role(role)),
                            "TheVaultKeepsItsWayIn"));
            rows.add(
                    denied(
                            "protected: a team lets itself into " + role,
                            team,
                            changing("iam:UpdateAssumeRolePolicy", VaultWorld.role(role)),
                            "TheVaultKeepsItsWayIn"));
        }
        rows.add(
                denied(
                        "protected: the vault extends its way in",
                        vaultInside,
                        changing("iam:UpdateAssumeRolePolicy", world.wayIn()),
                        "TheVaultKeepsItsWayIn"));
        rows.add(
                allowed(
                        "protected: a team makes a role of its own",
                        team,
                        changing("iam:CreateRole", VaultWorld.role("web-server"))));
        return rows;
    }

    private List<Row> keysAndBucket() {
        var onboarding = world.underProtection(VAULT, world.roleName("OnboardAccountRole"));
        var rows = new ArrayList<Row>();
        for (var key : List.of(world.bucketKey(), world.sessionKeyAbroad())) {
            for (var action :
                    List.of(
                            "kms:DisableKey",
                            "kms:DisableKeyRotation",
                            "kms:PutKeyPolicy",
                            "kms:ReplicateKey",
                            "kms:ScheduleKeyDeletion",
                            "kms:UpdatePrimaryRegion")) {
                rows.add(
                        denied(
                                "protected: the owner's " + action + " of " + key.arn(),
                                vaultOwner,
                                kms(action, key),
                                "TheKeysStayAsTheyAre"));
            }
        }
        rows.add(
                allowed(
                        "protected: the onboarding keeps a replica's policy",
                        onboarding,
                        kms("kms:PutKeyPolicy", world.sessionKeyAbroad())));
        for (var action :
                List.of(
                        "s3:DeleteBucketPolicy",
                        "s3:PutBucketLogging",
                        "s3:PutBucketNotification",
                        "s3:PutBucketObjectLockConfiguration",
                        "s3:PutBucketOwnershipControls",
                        "s3:PutBucketPolicy",
                        "s3:PutBucketPublicAccessBlock",
                        "s3:PutBucketVersioning",
                        "s3:PutEncryptionConfiguration",
                        "s3:PutLifecycleConfiguration",
                        "s3:PutReplicationConfiguration")) {
            rows.add(
                    denied(
                            "protected: the owner's " + action,
                            vaultOwner,
                            s3(action, world.bucket()),
                            "TheBucketStaysAsItIs"));
        }
        rows.addAll(protectedTwice());
        rows.add(
                denied(
                        "protected: the owner opens the access logs to deletion",
                        vaultOwner,
                        s3("s3:DeleteBucketPolicy", world.otherBucket("AccessLogBucket", "")),
                        "TheBucketStaysAsItIs"));
        rows.add(
                denied(
                        "protected: the owner deletes an access log",
                        vaultOwner,
                        s3("s3:DeleteObject", world.otherBucket("AccessLogBucket", "/vault/a")),
                        "NobodyDeletesAccessLogs",
                        "TheBucketStaysAsItIs"));
        rows.add(
                allowed(
                        "protected: the deployment changes the bucket's policy",
                        world.underProtection(VAULT, BREAK_GLASS_ROLE),
                        s3("s3:PutBucketPolicy", world.bucket())));
        return rows;
    }

    /// What the bucket's own policy denies as well, for as long as it stands.
    private List<Row> protectedTwice() {
        var log = world.log(MEMBER);
        return List.of(
                denied(
                        "protected: the owner deletes a log",
                        vaultOwner,
                        s3("s3:DeleteObject", log),
                        "NobodyDeletesLogs",
                        "TheBucketStaysAsItIs"),
                denied(
                        "protected: the owner deletes a version",
                        vaultOwner,
                        s3("s3:DeleteObjectVersion", log),
                        "NobodyDeletesLogs",
                        "TheBucketStaysAsItIs"),
                denied(
                        "protected: the owner bypasses the lock",
                        vaultOwner,
                        s3("s3:BypassGovernanceRetention", log),
                        "NobodyChangesARetention",
                        "TheBucketStaysAsItIs"),
                denied(
                        "protected: the owner deletes the bucket",
                        vaultOwner,
                        s3("s3:DeleteBucket", world.bucket()),
                        "NobodyDeletesTheBucket",
                        "TheBucketStaysAsItIs"));
    }

    private Row teams(String action, Target target, String statement) {
        return denied("protected: a team's " + action, team, call(action, target), statement);
    }

    private static Request changing(String action, Target role) {
        return action.equals("iam:DetachRolePolicy")
                ? call(action, role)
                        .with("iam:PolicyARN", "arn:aws:iam::" + MEMBER + ":policy/Team")
                : call(action, role);
    }

    private List<Row> sessions() {
        var rows = new ArrayList<Row>();
        Stream.of(
                        VaultWorld.instance(HOME),
                        VaultWorld.ofMember(
                                "arn:aws:ssm:"
                                        + HOME
                                        + ":"
                                        + MEMBER
                                        + ":managed-instance/mi-0a1b2c3d"),
                        VaultWorld.ofMember(
                                "arn:aws:ecs:" + HOME + ":" + MEMBER + ":task/cluster/0a1b2c3d"),
                        VaultWorld.preferences(HOME))
                .forEach(target ->
                        rows.add(
                                allowed(
                                        "protected: a session with " + target.arn(),
                                        team,
                                        start(target))));
        for (var name :
                List.of(
                        "AWS-StartSSHSession",
                        "AWS-StartPortForwardingSession",
                        "AWS-StartPortForwardingSessionToRemoteHost",
                        "AWS-StartPortForwardingSessionToSocket",
                        "AWS-StartInteractiveCommand",
                        "AWS-StartNonInteractiveCommand")) {
            rows.add(escape(name, VaultWorld.documentOfAws(name)));
        }
        rows.add(
                escape(
                        "a document of the team's",
                        VaultWorld.document(HOME, MEMBER, "Team-Shell")));
        rows.add(
                escape(
                        "a document named alike",
                        VaultWorld.document(HOME, MEMBER, "SSM-SessionManagerRunShell2")));
        rows.add(
                denied(
                        "protected: a session with preferences of another account",
                        team,
                        start(world.preferencesOf(OUTSIDER, OTHER_ORGANIZATION)),
                        "NoSessionUsesPreferencesOfOthers"));
        rows.add(
                allowed(
                        "protected: a session where AWS does not tell whose preferences",
                        team,
                        start(VaultWorld.preferences(HOME)).without("aws:ResourceAccount")));
        rows.add(
                allowed(
                        "protected: an emergency uses preferences of another account",
                        breakGlass,
                        start(world.preferencesOf(OUTSIDER, OTHER_ORGANIZATION))));
        rows.add(
                allowed(
                        "protected: an emergency forwards a port",
                        breakGlass,
                        start(VaultWorld.documentOfAws("AWS-StartPortForwardingSession"))));
        rows.add(
                allowed(
                        "unprotected, a team forwards a port",
                        member,
                        start(VaultWorld.documentOfAws("AWS-StartPortForwardingSession"))));
        return rows;
    }

    private Row escape(String name, Target document) {
        return denied(
                "protected: a session with " + name,
                team,
                start(document),
                "NoSessionEscapesLogging");
    }

    private static Request start(Target target) {
        return call("ssm:StartSession", target)
                .without("ssm:AccessRequestId", "ssm:SessionDocumentAccessCheck");
    }

    private static Request detach(String policyArn) {
        return call(
                        "iam:DetachRolePolicy",
                        VaultWorld.ofMember("arn:aws:iam::" + MEMBER + ":role/web-server"))
                .with("iam:PolicyARN", policyArn)
                .without("iam:PermissionsBoundary", "iam:RoleTemplateARN");
    }
}

package io.sessionvault.local.policies;

import static io.sessionvault.local.policies.Requests.assume;
import static io.sessionvault.local.policies.Requests.call;
import static io.sessionvault.local.policies.Requests.kms;
import static io.sessionvault.local.policies.Requests.kmsOfSession;
import static io.sessionvault.local.policies.Requests.kmsThroughS3;
import static io.sessionvault.local.policies.Requests.put;
import static io.sessionvault.local.policies.Requests.s3;
import static io.sessionvault.local.policies.Row.allowed;
import static io.sessionvault.local.policies.Row.denied;
import static io.sessionvault.local.policies.Row.notAllowed;
import static io.sessionvault.local.policies.VaultWorld.ABROAD;
import static io.sessionvault.local.policies.VaultWorld.EXTERNAL_ID;
import static io.sessionvault.local.policies.VaultWorld.HOME;
import static io.sessionvault.local.policies.VaultWorld.MEMBER;
import static io.sessionvault.local.policies.VaultWorld.ORGANIZATION;
import static io.sessionvault.local.policies.VaultWorld.OTHER_ORGANIZATION;
import static io.sessionvault.local.policies.VaultWorld.OUTSIDER;
import static io.sessionvault.local.policies.VaultWorld.VAULT;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The functions' roles.
final class FunctionRows {
    private static final String NODE_ACCESS =
            "aws:RequestTag/SystemsManagerJustInTimeNodeAccessManaged";

    private final VaultWorld world;
    private final Actor onboarding;
    private final Actor check;

    private FunctionRows(VaultWorld world) {
        this.world = world;
        this.onboarding = world.function("OnboardAccount");
        this.check = world.function("CheckLog");
    }

    static List<Row> of(VaultWorld world) {
        var rows = new FunctionRows(world);
        return Stream.of(
                        rows.roleOf("OnboardAccount"),
                        rows.roleOf("CheckLog"),
                        rows.roleOf("ListAccounts"),
                        rows.roleOf("SweepAccount"),
                        rows.roleOf("CheckStoredLogs"),
                        rows.roleOf("CheckVault"),
                        rows.roleOf("WriteReport"),
                        rows.entering(),
                        rows.onboarding(),
                        rows.reactions(),
                        rows.whatBindsAnAccount(),
                        rows.replicating(),
                        rows.checking())
                .flatMap(List::stream)
                .toList();
    }

    private List<Row> roleOf(String function) {
        var role = world.functionRole(world.roleOf(function));
        return List.of(
                allowed(
                        "Lambda takes the role of " + function,
                        world.lambda(function),
                        assume(role)),
                notAllowed(
                        "the owner takes the role of " + function,
                        world.vaultAdministrator(),
                        assume(role)),
                notAllowed(
                        "a member takes the role of " + function,
                        world.memberAdministrator(),
                        assume(role)),
                allowed(
                        function + " begins its log",
                        world.function(function),
                        call("logs:CreateLogStream", world.functionLog(function))),
                allowed(
                        function + " writes its log",
                        world.function(function),
                        call("logs:PutLogEvents", world.functionLog(function))),
                notAllowed(
                        function + " writes another's log",
                        world.function(function),
                        call(
                                "logs:PutLogEvents",
                                world.functionLog(
                                        function.equals("CheckLog")
                                                ? "OnboardAccount"
                                                : "CheckLog"))));
    }

    private List<Row> entering() {
        var member = world.memberRole(MEMBER, ORGANIZATION);
        var rows = new ArrayList<Row>();
        if (world.hasHub()) {
            rows.add(
                    allowed(
                            "the onboarding enters the hub",
                            onboarding,
                            assume(world.hubRole(), EXTERNAL_ID)));
            // Not the way in this world, but the role is there and guards itself.
            rows.add(
                    allowed(
                            "the member's role opens to the onboarding",
                            onboarding.with(Policy.everything("Everything")),
                            assume(member, EXTERNAL_ID)));
            rows.add(
                    notAllowed(
                            "the member's role stays shut without the external id",
                            onboarding.with(Policy.everything("Everything")),
                            assume(member)));
            rows.add(
                    notAllowed(
                            "with a hub the onboarding enters no member itself",
                            onboarding,
                            assume(member, EXTERNAL_ID)));
        } else {
            rows.add(
                    allowed(
                            "the onboarding enters a member",
                            onboarding,
                            assume(member, EXTERNAL_ID)));
            rows.add(
                    notAllowed(
                            "the onboarding enters a member without the external id",
                            onboarding,
                            assume(member)));
            rows.add(
                    notAllowed(
                            "the onboarding enters another role of a member",
                            onboarding,
                            assume(
                                    VaultWorld.administeredRole(MEMBER, ORGANIZATION),
                                    EXTERNAL_ID)));
        }
        rows.add(
                notAllowed(
                        "the onboarding enters another organization",
                        onboarding,
                        assume(world.memberRole(OUTSIDER, OTHER_ORGANIZATION), EXTERNAL_ID)));
        rows.add(
                notAllowed(
                        "the vault's administrator enters a member",
                        world.vaultAdministrator(),
                        assume(member, EXTERNAL_ID)));
        rows.add(notAllowed("the check enters a member", check, assume(member, EXTERNAL_ID)));
        rows.add(
                notAllowed(
                        "another member enters a member",
                        world.otherMember(),
                        assume(member, EXTERNAL_ID)));
        return rows;
    }

    private List<Row> reactions() {
        var queue = world.queue("ReactionQueue");
        return List.of(
                allowed("a reaction takes work", onboarding, call("sqs:ReceiveMessage", queue)),
                allowed("a reaction ends work", onboarding, call("sqs:DeleteMessage", queue)),
                allowed(
                        "the queue of reactions is looked at",
                        onboarding,
                        call("sqs:GetQueueAttributes", queue)),
                allowed(
                        "a reaction sets a delay",
                        onboarding,
                        call("sqs:ChangeMessageVisibility", queue)),
                allowed(
                        "a reaction that had no time is put off",
                        onboarding,
                        call("sqs:SendMessage", queue)),
                notAllowed("the check makes up a change", check, call("sqs:SendMessage", queue)),
                allowed(
                        "a reaction tells of drift",
                        onboarding,
                        call("events:PutEvents", world.eventBus())),
                notAllowed("the check takes changes", check, call("sqs:ReceiveMessage", queue)));
    }

    private List<Row> onboarding() {
        var queue = world.queue("OnboardAccountQueue");
        return List.of(
                allowed(
                        "the onboarding learns an account's state",
                        onboarding,
                        call("organizations:DescribeAccount", VaultWorld.accountInOrganization())),
                allowed(
                        "the onboarding finds who has joined",
                        onboarding,
                        call("organizations:ListAccounts", VaultWorld.anything())),
                allowed(
                        "the onboarding reads who was there before",
                        onboarding,
                        s3("s3:GetObject", reports("/members.json"))),
                denied(
                        "the onboarding tells who the members are",
                        onboarding,
                        s3("s3:PutObject", reports("/members.json")),
                        "OnlyTheListingTellsWhoTheMembersAre"),
                allowed(
                        "the onboarding is told that nothing of an account is held",
                        onboarding,
                        s3("s3:ListBucket", reports(""))),
                allowed(
                        "the onboarding reads what is held",
                        onboarding,
                        s3("s3:GetObject", reports("/holds/" + MEMBER + ".json"))),
                allowed(
                        "the onboarding holds an account",
                        onboarding,
                        s3("s3:PutObject", reports("/holds/" + MEMBER + ".json"))),
                notAllowed(
                        "the onboarding reads the suppressions",
                        onboarding,
                        s3("s3:GetObject", reports("/suppressions.json"))),
                allowed(
                        "the onboarding hands an account on",
                        onboarding,
                        call("sqs:SendMessage", queue)),
                allowed(
                        "the onboarding tells that a Region was rolled back",
                        onboarding,
                        call("events:PutEvents", world.eventBus())),
                notAllowed(
                        "the onboarding makes up an arrival",
                        onboarding,
                        call("sqs:SendMessage", world.queue("CheckLogQueue"))),
                allowed("the onboarding takes work", onboarding, call("sqs:ReceiveMessage", queue)),
                allowed("the onboarding ends work", onboarding, call("sqs:DeleteMessage", queue)),
                allowed(
                        "the onboarding's queue is looked at",
                        onboarding,
                        call("sqs:GetQueueAttributes", queue)),
                allowed(
                        "the onboarding sets a delay",
                        onboarding,
                        call("sqs:ChangeMessageVisibility", queue)),
                notAllowed(
                        "the onboarding takes arrivals",
                        onboarding,
                        call("sqs:ReceiveMessage", world.queue("CheckLogQueue"))));
    }

    private List<Row> whatBindsAnAccount() {
        var rows = new ArrayList<Row>();
        for (var action : List.of("DescribePolicy", "ListParents", "ListPoliciesForTarget")) {
            rows.add(
                    allowed(
                            "the onboarding reads what binds an account: " + action,
                            onboarding,
                            call(
                                    "organizations:" + action,
                                    requireNonNull(VaultWorld.readsOfTheTree().get(action)))));
        }
        rows.add(
                notAllowed(
                        "the onboarding moves an account",
                        onboarding,
                        call("organizations:MoveAccount", VaultWorld.accountInOrganization())));
        return rows;
    }

    private Target reports(String path) {
        return world.otherBucket("ReportsBucket", path);
    }

    private static Request tag(Target key, String requestTag) {
        return kms("kms:TagResource", key)
                .with(requestTag, "true")
                .withValues("aws:TagKeys", requestTag.substring(requestTag.indexOf('/') + 1));
    }

    private List<Row> replicating() {
        var home = world.sessionKey();
        var abroad = world.sessionKeyAbroad();
        var alias = "arn:aws:kms:" + ABROAD + ":" + VAULT + ":alias/session-vault-session";
        return List.of(
                allowed(
                        "the onboarding sees the replica",
                        onboarding,
                        kms("kms:DescribeKey", abroad)),
                allowed(
                        "the onboarding reads the primary's policy",
                        onboarding,
                        kms("kms:GetKeyPolicy", home)),
                allowed(
                        "the onboarding reads the replica's policy",
                        onboarding,
                        kms("kms:GetKeyPolicy", abroad)),
                allowed(
                        "the onboarding lists aliases",
                        onboarding,
                        call("kms:ListAliases", VaultWorld.anything())),
                allowed(
                        "the onboarding replicates the session key",
                        onboarding,
                        kms("kms:ReplicateKey", home).with("kms:ReplicaRegion", ABROAD)),
                allowed(
                        "the onboarding creates the replica",
                        onboarding,
                        call("kms:CreateKey", VaultWorld.anything())),
                allowed(
                        "the onboarding puts the replica's policy right",
                        onboarding,
                        kms("kms:PutKeyPolicy", abroad)),
                denied(
                        "the onboarding changes the primary's policy",
                        onboarding,
                        kms("kms:PutKeyPolicy", home),
                        "LeaveThePrimaryKeyAlone"),
                allowed(
                        "the onboarding names the replica",
                        onboarding,
                        kms("kms:CreateAlias", abroad)),
                allowed(
                        "the onboarding takes the name",
                        onboarding,
                        call("kms:CreateAlias", VaultWorld.ofVault(alias))),
                notAllowed(
                        "the onboarding takes another name",
                        onboarding,
                        call("kms:CreateAlias", VaultWorld.ofVault(alias + "s"))),
                allowed(
                        "the onboarding reads the primary's tags",
                        onboarding,
                        kms("kms:ListResourceTags", home)),
                allowed(
                        "the onboarding reads the replica's tags",
                        onboarding,
                        kms("kms:ListResourceTags", abroad)),
                allowed("the onboarding tags the primary", onboarding, tag(home, NODE_ACCESS)),
                allowed("the onboarding tags the replica", onboarding, tag(abroad, NODE_ACCESS)),
                notAllowed(
                        "the onboarding gives a key another tag",
                        onboarding,
                        tag(abroad, "aws:RequestTag/team").without(NODE_ACCESS)),
                notAllowed(
                        "the onboarding takes tags from a key",
                        onboarding,
                        kms("kms:UntagResource", abroad).without("aws:TagKeys")),
                notAllowed(
                        "the onboarding disables a key", onboarding, kms("kms:DisableKey", abroad)),
                notAllowed(
                        "the onboarding deletes a key",
                        onboarding,
                        kms("kms:ScheduleKeyDeletion", abroad)));
    }

    private List<Row> checking() {
        var ownLog = world.log(MEMBER);
        var queue = world.queue("CheckLogQueue");
        return List.of(
                allowed("the check looks at a log", check, s3("s3:GetObject", ownLog)),
                allowed("the check looks at a version", check, s3("s3:GetObjectVersion", ownLog)),
                allowed(
                        "the check tells absent from forbidden",
                        check,
                        s3("s3:ListBucket", world.bucket())),
                allowed(
                        "the check looks for earlier versions",
                        check,
                        s3("s3:ListBucketVersions", world.bucket())),
                denied(
                        "the check writes a member's log",
                        check,
                        put(ownLog, world.bucketKey().arn()),
                        "VaultAccountWritesUnderItsOwnPrefix"),
                denied(
                        "the check joins a session",
                        check,
                        kmsOfSession("kms:Decrypt", world.sessionKey()),
                        "UseNoKeyOfTheVaultButForReports"),
                denied(
                        "the check decrypts a log through S3",
                        check,
                        kmsThroughS3("kms:Decrypt", world.bucketKey(), HOME, world.bucket()),
                        "UseNoKeyOfTheVaultButForReports"),
                allowed(
                        "the check decrypts the list of members",
                        check,
                        kmsThroughS3("kms:Decrypt", world.bucketKey(), HOME, reports(""))),
                notAllowed(
                        "the check encrypts a report",
                        check,
                        kmsThroughS3("kms:GenerateDataKey", world.bucketKey(), HOME, reports(""))),
                allowed(
                        "the check knows the members",
                        check,
                        s3("s3:GetObject", reports("/members.json"))),
                notAllowed(
                        "the check reads a report",
                        check,
                        s3("s3:GetObject", reports("/latest.json"))),
                denied(
                        "the check tells who the members are",
                        check,
                        s3("s3:PutObject", reports("/members.json")),
                        "OnlyTheListingTellsWhoTheMembersAre"),
                allowed(
                        "the check asks about an account that the list does not name",
                        check,
                        call("organizations:DescribeAccount", VaultWorld.accountInOrganization())),
                notAllowed(
                        "the check lists the organization",
                        check,
                        call("organizations:ListAccounts", VaultWorld.anything())),
                allowed("the check reports", check, call("events:PutEvents", world.eventBus())),
                allowed("the check takes work", check, call("sqs:ReceiveMessage", queue)),
                allowed("the check ends work", check, call("sqs:DeleteMessage", queue)),
                allowed(
                        "the check's queue is looked at",
                        check,
                        call("sqs:GetQueueAttributes", queue)),
                notAllowed(
                        "the check sends itself work",
                        check,
                        call("sqs:SendMessage", world.queue("CheckLogQueue"))));
    }
}

package io.sessionvault.local.policies;

import static io.sessionvault.local.policies.Requests.assume;
import static io.sessionvault.local.policies.Requests.call;
import static io.sessionvault.local.policies.Requests.kms;
import static io.sessionvault.local.policies.Requests.kmsOfSession;
import static io.sessionvault.local.policies.Requests.kmsThroughS3;
import static io.sessionvault.local.policies.Requests.overHttp;
import static io.sessionvault.local.policies.Requests.put;
import static io.sessionvault.local.policies.Requests.putAcl;
import static io.sessionvault.local.policies.Requests.s3;
import static io.sessionvault.local.policies.Row.allowed;
import static io.sessionvault.local.policies.Row.denied;
import static io.sessionvault.local.policies.Row.notAllowed;
import static io.sessionvault.local.policies.VaultWorld.HOME;
import static io.sessionvault.local.policies.VaultWorld.MEMBER;
import static io.sessionvault.local.policies.VaultWorld.ORGANIZATION;
import static io.sessionvault.local.policies.VaultWorld.OTHER_MEMBER;
import static io.sessionvault.local.policies.VaultWorld.OTHER_ORGANIZATION;
import static io.sessionvault.local.policies.VaultWorld.OUTSIDER;
import static io.sessionvault.local.policies.VaultWorld.VAULT;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The table: what the deployed policies have to allow and to deny. It holds in every world; a row
/// for one kind of world stands behind an `if`.
final class VaultRows {
    private final VaultWorld world;
    private final Actor instance;
    private final Actor hostManagement;
    private final Actor hybrid;
    private final Actor member;
    private final Actor otherMember;
    private final Actor outsider;
    private final Actor anybody = Actor.anonymous();
    private final Actor owner;
    private final Target ownLog;
    private final Target otherLog;
    private final String key;

    private VaultRows(VaultWorld world) {
        this.world = world;
        this.instance = world.memberInstance();
        this.hostManagement = world.memberDefaultHostManagement();
        this.hybrid = world.memberHybrid();
        this.member = world.memberAdministrator();
        this.otherMember = world.otherMember();
        this.outsider = world.outsider();
        this.owner = world.vaultAdministrator();
        this.ownLog = world.log(MEMBER);
        this.otherLog = world.log(OTHER_MEMBER);
        this.key = world.bucketKey().arn();
    }

    /// The rows of a world.
    static List<Row> of(VaultWorld world) {
        var rows = new VaultRows(world);
        return Stream.of(
                        rows.writing(),
                        rows.readingAndDeleting(),
                        rows.keysOfLogs(),
                        rows.keysOfSessions(),
                        rows.queuesAndTopic(),
                        rows.onboarding(),
                        rows.checking())
                .flatMap(List::stream)
                .toList();
    }

    private List<Row> writing() {
        return List.of(
                allowed("an instance writes its log", instance, put(ownLog, key)),
                allowed("an instance writes its log with its ACL", instance, putAcl(ownLog)),
                allowed("host management writes a log", hostManagement, put(ownLog, key)),
                allowed("a hybrid server writes a log", hybrid, put(ownLog, key)),
                allowed("an instance leaves the encryption to the bucket", instance, put(ownLog)),
                allowed("another member writes its own log", otherMember, put(otherLog, key)),
                notAllowed(
                        "no policy, no log", world.memberInstanceWithoutPolicy(), put(ownLog, key)),
                notAllowed("a member writes for another one", member, put(otherLog, key)),
                notAllowed("a member grants on another one's log", member, putAcl(otherLog)),
                notAllowed("a log without prefix", member, put(world.object("ana-0a1b.log"), key)),
                notAllowed(
                        "a prefix that only begins alike",
                        member,
                        put(world.object(MEMBER + "0/a.log"), key)),
                notAllowed("another organization writes", outsider, put(world.log(OUTSIDER), key)),
                notAllowed("another organization writes for a member", outsider, put(ownLog, key)),
                notAllowed("anybody writes", anybody, put(world.log("anonymous"), key)),
                notAllowed(
                        "an instance writes to somebody else's bucket",
                        instance,
                        put(world.squattedBucketLog(), key)),
                allowed(
                        "an administrator could write to somebody else's bucket",
                        member,
                        put(world.squattedBucketLog(), key)),
                denied(
                        "an instance writes over plain http",
                        instance,
                        overHttp(put(ownLog, key)),
                        "NobodyUsesPlainHttp"),
                denied(
                        "the owner reads over plain http",
                        owner,
                        overHttp(s3("s3:GetObject", ownLog)),
                        "NobodyUsesPlainHttp"),
                denied(
                        "anybody lists over plain http",
                        anybody,
                        overHttp(s3("s3:ListBucket", world.bucket())),
                        "NobodyUsesPlainHttp"));
    }

    private List<Row> readingAndDeleting() {
        return List.of(
                allowed(
                        "an instance learns the bucket's encryption",
                        instance,
                        s3("s3:GetEncryptionConfiguration", world.bucket())),
                notAllowed(
                        "another organization asks for the encryption",
                        outsider,
                        s3("s3:GetEncryptionConfiguration", world.bucket())),
                notAllowed(
                        "anybody asks for the encryption",
                        anybody,
                        s3("s3:GetEncryptionConfiguration", world.bucket())),
                notAllowed("a member reads its own log", member, s3("s3:GetObject", ownLog)),
                notAllowed(
                        "a member reads an old version", member, s3("s3:GetObjectVersion", ownLog)),
                notAllowed(
                        "a member reads another one's log", member, s3("s3:GetObject", otherLog)),
                notAllowed("a member deletes its log", member, s3("s3:DeleteObject", ownLog)),
                notAllowed(
                        "a member deletes an old version",
                        member,
                        s3("s3:DeleteObjectVersion", ownLog)),
                notAllowed("a member lists the logs", member, s3("s3:ListBucket", world.bucket())),
                notAllowed(
                        "a member lists the versions",
                        member,
                        s3("s3:ListBucketVersions", world.bucket())),
                notAllowed(
                        "a member changes the bucket's policy",
                        member,
                        s3("s3:PutBucketPolicy", world.bucket())),
                notAllowed(
                        "a member changes the bucket's encryption",
                        member,
                        s3("s3:PutEncryptionConfiguration", world.bucket())),
                notAllowed("an instance reads its log", instance, s3("s3:GetObject", ownLog)),
                notAllowed("anybody reads", anybody, s3("s3:GetObject", ownLog)),
                notAllowed("another organization reads", outsider, s3("s3:GetObject", ownLog)));
    }

    private List<Row> keysOfLogs() {
        var target = world.bucketKey();
        return List.of(
                allowed(
                        "an instance encrypts its log",
                        instance,
                        throughS3("kms:GenerateDataKey", target)),
                allowed(
                        "an instance puts a large log together",
                        instance,
                        throughS3("kms:Decrypt", target)),
                notAllowed(
                        "no policy, no encryption",
                        world.memberInstanceWithoutPolicy(),
                        throughS3("kms:GenerateDataKey", target)),
                notAllowed(
                        "another organization encrypts",
                        outsider,
                        throughS3("kms:GenerateDataKey", target)),
                notAllowed(
                        "a member encrypts with the key itself",
                        member,
                        kms("kms:Encrypt", target)),
                notAllowed(
                        "a member deletes the key", member, kms("kms:ScheduleKeyDeletion", target)),
                notAllowed(
                        "a member grants itself the key", member, kms("kms:CreateGrant", target)),
                notAllowed(
                        "the owner grants somebody the key", owner, kms("kms:CreateGrant", target)),
                notAllowed("the owner encrypts with the key", owner, kms("kms:Encrypt", target)),
                allowed("the owner looks after the key", owner, kms("kms:PutKeyPolicy", target)));
    }

    private List<Row> keysOfSessions() {
        var home = world.sessionKey();
        var abroad = world.sessionKeyAbroad();
        var rows =
                new ArrayList<>(
                        List.of(
                                allowed(
                                        "a client opens a session",
                                        member,
                                        kmsOfSession("kms:GenerateDataKey", home)),
                                allowed(
                                        "an instance joins a session",
                                        instance,
                                        kmsOfSession("kms:Decrypt", home)),
                                allowed(
                                        "an instance joins a session abroad",
                                        instance,
                                        kmsOfSession("kms:Decrypt", abroad)),
                                allowed(
                                        "host management joins a session",
                                        hostManagement,
                                        kmsOfSession("kms:Decrypt", home)),
                                allowed(
                                        "a hybrid server joins a session",
                                        hybrid,
                                        kmsOfSession("kms:Decrypt", home)),
                                notAllowed(
                                        "no policy, no session",
                                        world.memberInstanceWithoutPolicy(),
                                        kmsOfSession("kms:Decrypt", home)),
                                notAllowed(
                                        "another organization opens a session",
                                        outsider,
                                        kmsOfSession("kms:GenerateDataKey", home)),
                                notAllowed(
                                        "another organization joins a session",
                                        outsider,
                                        kmsOfSession("kms:Decrypt", home)),
                                notAllowed(
                                        "anybody joins a session",
                                        anybody,
                                        kmsOfSession("kms:Decrypt", home)),
                                notAllowed(
                                        "a member deletes the sessions' key",
                                        member,
                                        kms("kms:ScheduleKeyDeletion", home)),
                                allowed(
                                        "the owner replicates the sessions' key",
                                        owner,
                                        kms("kms:ReplicateKey", home))));
        if (world.hasTwoKeys()) {
            rows.add(
                    notAllowed(
                            "an instance opens a session",
                            instance,
                            kmsOfSession("kms:GenerateDataKey", abroad)));
            rows.add(
                    notAllowed(
                            "a member uses the logs' key for itself",
                            member,
                            kms("kms:Decrypt", world.bucketKey())));
        } else {
            // All that OrganizationEncryptsLogsThroughS3 adds where the sessions' key serves the
            // logs, too.
            rows.add(
                    allowed(
                            "S3 makes a data key of another kind",
                            instance,
                            throughS3("kms:GenerateDataKeyWithoutPlaintext", home)));
        }
        return rows;
    }

    private List<Row> queuesAndTopic() {
        var rows = new ArrayList<Row>();
        for (var queue : List.of("OnboardAccountQueue", "OnboardAccountDeadLetters")) {
            rows.add(
                    allowed(
                            "the rule of accounts fills " + queue,
                            world.rule("AccountLifecycleRule"),
                            call("sqs:SendMessage", world.queue(queue))));
            rows.add(
                    notAllowed(
                            "the rule of arrivals fills " + queue,
                            world.rule("LogArrivalRule"),
                            call("sqs:SendMessage", world.queue(queue))));
            rows.add(
                    notAllowed(
                            "a member fills " + queue,
                            member,
                            call("sqs:SendMessage", world.queue(queue))));
        }
        for (var queue : List.of("CheckLogQueue", "CheckLogDeadLetters")) {
            rows.add(
                    allowed(
                            "the rule of arrivals fills " + queue,
                            world.rule("LogArrivalRule"),
                            call("sqs:SendMessage", world.queue(queue))));
            rows.add(
                    notAllowed(
                            "the rule of accounts fills " + queue,
                            world.rule("AccountLifecycleRule"),
                            call("sqs:SendMessage", world.queue(queue))));
            rows.add(
                    notAllowed(
                            "a member reads " + queue,
                            member,
                            call("sqs:ReceiveMessage", world.queue(queue))));
        }
        rows.add(
                allowed(
                        "an alarm is published",
                        VaultWorld.alarm(VAULT),
                        call("sns:Publish", world.topic())));
        rows.add(
                notAllowed(
                        "another account's alarm is published",
                        VaultWorld.alarm(MEMBER),
                        call("sns:Publish", world.topic())));
        rows.add(notAllowed("a member publishes", member, call("sns:Publish", world.topic())));
        return rows;
    }

    private List<Row> onboarding() {
        var function = world.function("OnboardAccount");
        var queue = world.queue("OnboardAccountQueue");
        var memberRole = VaultWorld.memberRole(MEMBER, ORGANIZATION);
        var entered = world.hasHub() ? VaultWorld.hubRole() : memberRole;
        var rows =
                new ArrayList<>(
                        List.of(
                                allowed(
                                        "Lambda takes the onboarding's role",
                                        world.lambda("OnboardAccount"),
                                        assume(world.role("OnboardAccountRole"))),
                                notAllowed(
                                        "the owner takes the onboarding's role",
                                        owner,
                                        assume(world.role("OnboardAccountRole"))),
                                notAllowed(
                                        "a member takes the onboarding's role",
                                        member,
                                        assume(world.role("OnboardAccountRole"))),
                                allowed(
                                        "the onboarding goes on its way into a member",
                                        function,
                                        assume(entered)),
                                notAllowed(
                                        "the onboarding enters another organization",
                                        function,
                                        assume(
                                                VaultWorld.memberRole(
                                                        OUTSIDER, OTHER_ORGANIZATION))),
                                allowed(
                                        "the onboarding learns an account's state",
                                        function,
                                        call(
                                                "organizations:DescribeAccount",
                                                VaultWorld.accountInOrganization())),
                                notAllowed(
                                        "the onboarding lists accounts",
                                        function,
                                        call("organizations:ListAccounts", VaultWorld.anything())),
                                allowed(
                                        "the onboarding takes work",
                                        function,
                                        call("sqs:ReceiveMessage", queue)),
                                allowed(
                                        "the onboarding sets a delay",
                                        function,
                                        call("sqs:ChangeMessageVisibility", queue)),
                                notAllowed(
                                        "the onboarding takes arrivals",
                                        function,
                                        call("sqs:ReceiveMessage", world.queue("CheckLogQueue"))),
                                allowed(
                                        "the onboarding logs",
                                        function,
                                        call(
                                                "logs:PutLogEvents",
                                                world.functionLog("OnboardAccount"))),
                                notAllowed(
                                        "the onboarding logs as another",
                                        function,
                                        call("logs:PutLogEvents", world.functionLog("CheckLog"))),
                                notAllowed(
                                        "the onboarding reads a log",
                                        function,
                                        s3("s3:GetObject", ownLog))));
        if (world.hasHub()) {
            rows.add(
                    notAllowed(
                            "with a hub the onboarding enters no member itself",
                            function,
                            assume(memberRole)));
        }
        return rows;
    }

    private List<Row> checking() {
        var function = world.function("CheckLog");
        return List.of(
                allowed(
                        "Lambda takes the check's role",
                        world.lambda("CheckLog"),
                        assume(world.role("CheckLogRole"))),
                notAllowed(
                        "the owner takes the check's role",
                        owner,
                        assume(world.role("CheckLogRole"))),
                allowed("the check looks at a log", function, s3("s3:GetObjectVersion", ownLog)),
                allowed(
                        "the check tells absent from forbidden",
                        function,
                        s3("s3:ListBucket", world.bucket())),
                notAllowed("the check writes a member's log", function, put(ownLog, key)),
                notAllowed("the check deletes a log", function, s3("s3:DeleteObject", ownLog)),
                allowed(
                        "the check knows the members",
                        function,
                        call("organizations:ListAccounts", VaultWorld.anything())),
                allowed("the check reports", function, call("events:PutEvents", world.eventBus())),
                allowed(
                        "the check takes work",
                        function,
                        call("sqs:DeleteMessage", world.queue("CheckLogQueue"))),
                notAllowed(
                        "the check sends itself work",
                        function,
                        call("sqs:SendMessage", world.queue("CheckLogQueue"))),
                allowed(
                        "the check logs",
                        function,
                        call("logs:CreateLogStream", world.functionLog("CheckLog"))));
    }

    private Request throughS3(String action, Target target) {
        return kmsThroughS3(action, target, HOME, world.bucket());
    }
}

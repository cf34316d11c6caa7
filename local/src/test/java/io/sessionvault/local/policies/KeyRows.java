package io.sessionvault.local.policies;

import static io.sessionvault.local.policies.Requests.kms;
import static io.sessionvault.local.policies.Requests.kmsForTopic;
import static io.sessionvault.local.policies.Requests.kmsOfSession;
import static io.sessionvault.local.policies.Requests.kmsThroughS3;
import static io.sessionvault.local.policies.Requests.kmsThroughSns;
import static io.sessionvault.local.policies.Row.allowed;
import static io.sessionvault.local.policies.Row.denied;
import static io.sessionvault.local.policies.Row.notAllowed;
import static io.sessionvault.local.policies.VaultWorld.ABROAD;
import static io.sessionvault.local.policies.VaultWorld.HOME;
import static io.sessionvault.local.policies.VaultWorld.MEMBER;
import static io.sessionvault.local.policies.VaultWorld.VAULT;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The keys: of the stored logs through S3 only, of the sessions inside Session Manager only.
final class KeyRows {
    private static final String DATA_KEY = "kms:GenerateDataKey";
    private static final String DECRYPT = "kms:Decrypt";

    private final VaultWorld world;
    private final Actor instance;
    private final Actor member;
    private final Actor outsider;
    private final Actor owner;
    private final Target bucketKey;
    private final Target home;
    private final Target abroad;

    private KeyRows(VaultWorld world) {
        this.world = world;
        this.instance = world.memberInstance();
        this.member = world.memberAdministrator();
        this.outsider = world.outsider();
        this.owner = world.vaultAdministrator();
        this.bucketKey = world.bucketKey();
        this.home = world.sessionKey();
        this.abroad = world.sessionKeyAbroad();
    }

    static List<Row> of(VaultWorld world) {
        var rows = new KeyRows(world);
        return Stream.of(
                        rows.logs(),
                        rows.administration(),
                        rows.sessions(),
                        rows.keptApart(),
                        rows.reportsAndAlarms())
                .flatMap(List::stream)
                .toList();
    }

    private List<Row> logs() {
        return List.of(
                allowed("an instance encrypts its log", instance, throughS3(DATA_KEY)),
                allowed("an instance puts a large log together", instance, throughS3(DECRYPT)),
                allowed(
                        "host management puts a large log together",
                        world.memberDefaultHostManagement(),
                        throughS3(DECRYPT)),
                allowed(
                        "a hybrid server puts a large log together",
                        world.memberHybrid(),
                        throughS3(DECRYPT)),
                allowed(
                        "host management encrypts its log",
                        world.memberDefaultHostManagement(),
                        throughS3(DATA_KEY)),
                allowed(
                        "a hybrid server encrypts its log",
                        world.memberHybrid(),
                        throughS3(DATA_KEY)),
                allowed(
                        "S3 encrypts an object without a bucket key",
                        instance,
                        kmsThroughS3(DATA_KEY, bucketKey, HOME, world.log(MEMBER))),
                allowed(
                        "S3 makes a data key of another kind",
                        member,
                        throughS3(DATA_KEY + "WithoutPlaintext")),
                notAllowed(
                        "no policy, no encryption of a log",
                        world.memberInstanceWithoutPolicy(),
                        throughS3(DATA_KEY)),
                notAllowed(
                        "a member encrypts a bucket of its own",
                        member,
                        kmsThroughS3(
                                DATA_KEY,
                                bucketKey,
                                HOME,
                                VaultWorld.ofMember("arn:aws:s3:::members-own-bucket"))),
                notAllowed(
                        "a member goes through S3 in another Region",
                        member,
                        kmsThroughS3(DATA_KEY, bucketKey, ABROAD, world.bucket())),
                notAllowed("another organization encrypts", outsider, throughS3(DATA_KEY)),
                notAllowed("anybody encrypts", Actor.anonymous(), throughS3(DATA_KEY)),
                allowed("the reader decrypts through S3", world.reader(), throughS3(DECRYPT)),
                notAllowed(
                        "the reader decrypts by itself", world.reader(), kms(DECRYPT, bucketKey)),
                denied(
                        "the check decrypts a log",
                        world.function("CheckLog"),
                        throughS3(DECRYPT),
                        "UseNoKeyOfTheVaultButForReports"),
                notAllowed("a member encrypts by itself", member, kms("kms:Encrypt", bucketKey)),
                notAllowed("a member decrypts by itself", member, kms(DECRYPT, bucketKey)),
                notAllowed("a member grants the key", member, kms("kms:CreateGrant", bucketKey)));
    }

    /// All that looking after a key takes, and nothing that using it would.
    private List<Row> administration() {
        var rows = new ArrayList<Row>();
        for (var key : world.hasTwoKeys() ? List.of(bucketKey, home) : List.of(home)) {
            for (var action :
                    List.of(
                            "kms:CancelKeyDeletion",
                            "kms:CreateAlias",
                            "kms:DeleteAlias",
                            "kms:DescribeKey",
                            "kms:DisableKey",
                            "kms:EnableKeyRotation",
                            "kms:GetKeyPolicy",
                            "kms:ListGrants",
                            "kms:PutKeyPolicy",
                            "kms:RevokeGrant",
                            "kms:RotateKeyOnDemand",
                            "kms:ScheduleKeyDeletion",
                            "kms:TagResource",
                            "kms:UntagResource",
                            "kms:UpdateKeyDescription")) {
                rows.add(
                        allowed(
                                "the owner may " + action + " of " + key.arn(),
                                owner,
                                kms(action, key)));
                rows.add(
                        notAllowed(
                                "a member may " + action + " of " + key.arn(),
                                member,
                                kms(action, key)));
            }
            for (var action :
                    List.of(
                            "kms:CreateGrant",
                            "kms:Decrypt",
                            "kms:Encrypt",
                            "kms:GenerateDataKey",
                            "kms:ReEncryptFrom",
                            "kms:ReEncryptTo")) {
                rows.add(
                        notAllowed(
                                "the owner may " + action + " with " + key.arn(),
                                owner,
                                kms(action, key)));
            }
        }
        return rows;
    }

    private List<Row> sessions() {
        var rows = new ArrayList<Row>();
        for (var key : List.of(home, abroad)) {
            var where = key.equals(home) ? " at home" : " abroad";
            rows.add(
                    allowed(
                            "a client opens a session" + where,
                            member,
                            kmsOfSession(DATA_KEY, key)));
            rows.add(
                    allowed(
                            "an instance joins a session" + where,
                            instance,
                            kmsOfSession(DECRYPT, key)));
            rows.add(
                    allowed(
                            "host management joins a session" + where,
                            world.memberDefaultHostManagement(),
                            kmsOfSession(DECRYPT, key)));
            rows.add(
                    allowed(
                            "a hybrid server joins a session" + where,
                            world.memberHybrid(),
                            kmsOfSession(DECRYPT, key)));
            rows.add(
                    notAllowed(
                            "no policy, no session" + where,
                            world.memberInstanceWithoutPolicy(),
                            kmsOfSession(DECRYPT, key)));
            rows.add(
                    notAllowed(
                            "a client opens something else" + where, member, kms(DATA_KEY, key)));
            rows.add(
                    notAllowed(
                            "an instance decrypts something else" + where,
                            instance,
                            kms(DECRYPT, key)));
            for (var missing : List.of("SessionId", "TargetId")) {
                rows.add(
                        notAllowed(
                                "a client names no " + missing + where,
                                member,
                                kmsOfSession(DATA_KEY, key)
                                        .without("kms:EncryptionContext:aws:ssm:" + missing)));
                rows.add(
                        notAllowed(
                                "an instance names no " + missing + where,
                                instance,
                                kmsOfSession(DECRYPT, key)
                                        .without("kms:EncryptionContext:aws:ssm:" + missing)));
            }
            rows.add(
                    notAllowed(
                            "a client encrypts for a session" + where,
                            member,
                            kmsOfSession("kms:Encrypt", key)));
            rows.add(
                    notAllowed(
                            "another organization opens a session" + where,
                            outsider,
                            kmsOfSession(DATA_KEY, key)));
            rows.add(
                    notAllowed(
                            "another organization joins a session" + where,
                            outsider,
                            kmsOfSession(DECRYPT, key)));
            rows.add(
                    notAllowed(
                            "anybody joins a session" + where,
                            Actor.anonymous(),
                            kmsOfSession(DECRYPT, key)));
            rows.add(
                    notAllowed(
                            "a member deletes the sessions' key" + where,
                            member,
                            kms("kms:ScheduleKeyDeletion", key)));
        }
        // The challenge that newer agents add to the context.
        rows.add(
                allowed(
                        "an instance answers a challenge",
                        instance,
                        kmsOfSession(DECRYPT, home)
                                .with(
                                        "kms:EncryptionContext:aws:ssm:RandomChallenge",
                                        "0a1b2c3d")));
        rows.add(
                allowed(
                        "KMS keeps the replicas in step",
                        owner,
                        kms("kms:SynchronizeMultiRegionKey", home).without("kms:CallerAccount")));
        rows.add(
                allowed(
                        "the owner replicates the sessions' key",
                        owner,
                        kms("kms:ReplicateKey", home)));
        return rows;
    }

    /// With two keys neither does the other's work.
    private List<Row> keptApart() {
        return world.hasTwoKeys()
                ? List.of(
                        notAllowed(
                                "an instance opens a session",
                                instance,
                                kmsOfSession(DATA_KEY, abroad)),
                        notAllowed(
                                "a session under the logs' key",
                                member,
                                kmsOfSession(DATA_KEY, bucketKey)),
                        notAllowed(
                                "a log under the sessions' key",
                                member,
                                kmsThroughS3(DATA_KEY, home, HOME, world.bucket())))
                : List.of();
    }

    private List<Row> reportsAndAlarms() {
        var reports = world.otherBucket("ReportsBucket", "");
        var topic = world.topic().arn();
        return List.of(
                allowed(
                        "the owner encrypts a report",
                        owner,
                        kmsThroughS3(DATA_KEY, bucketKey, HOME, reports)),
                allowed(
                        "the owner opens a report",
                        owner,
                        kmsThroughS3(
                                DECRYPT,
                                bucketKey,
                                HOME,
                                world.otherBucket("ReportsBucket", "/report.json"))),
                notAllowed(
                        "the owner opens a report by itself",
                        owner,
                        kms(DECRYPT, bucketKey)
                                .with("kms:EncryptionContext:aws:s3:arn", reports.arn())),
                notAllowed(
                        "the owner encrypts another bucket",
                        world.vaultAdministrator(),
                        kmsThroughS3(
                                DATA_KEY,
                                bucketKey,
                                HOME,
                                VaultWorld.ofVault("arn:aws:s3:::another-bucket"))),
                notAllowed(
                        "a member opens a report",
                        member,
                        kmsThroughS3(DECRYPT, bucketKey, HOME, reports)),
                allowed(
                        "an alarm is encrypted",
                        VaultWorld.alarm(VAULT),
                        kmsForTopic(DATA_KEY, bucketKey, topic)),
                allowed(
                        "an alarm's data key is reused",
                        VaultWorld.alarm(VAULT),
                        kmsForTopic(DECRYPT, bucketKey, topic)),
                notAllowed(
                        "an alarm is encrypted for another topic",
                        VaultWorld.alarm(MEMBER),
                        kmsForTopic(
                                DATA_KEY,
                                bucketKey,
                                "arn:aws:sns:" + HOME + ":" + MEMBER + ":a-topic")),
                notAllowed("a member reads alarms", member, kmsForTopic(DECRYPT, bucketKey, topic)),
                allowed(
                        "the owner's message is encrypted",
                        owner,
                        kmsThroughSns(DATA_KEY, bucketKey, HOME, topic)),
                allowed(
                        "its data key is reused",
                        owner,
                        kmsThroughSns(DECRYPT, bucketKey, HOME, topic)),
                notAllowed(
                        "the owner encrypts for another topic",
                        owner,
                        kmsThroughSns(
                                DATA_KEY,
                                bucketKey,
                                HOME,
                                "arn:aws:sns:" + HOME + ":" + VAULT + ":another-topic")),
                notAllowed(
                        "the owner reads alarms by itself",
                        owner,
                        kmsForTopic(DECRYPT, bucketKey, topic)),
                notAllowed(
                        "a member's message is encrypted",
                        member,
                        kmsThroughSns(DATA_KEY, bucketKey, HOME, topic)));
    }

    private Request throughS3(String action) {
        return kmsThroughS3(action, bucketKey, HOME, world.bucket());
    }
}

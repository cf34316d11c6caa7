package io.sessionvault.local.policies;

import static io.sessionvault.local.policies.Requests.overHttp;
import static io.sessionvault.local.policies.Requests.put;
import static io.sessionvault.local.policies.Requests.putAcl;
import static io.sessionvault.local.policies.Requests.putEncrypted;
import static io.sessionvault.local.policies.Requests.s3;
import static io.sessionvault.local.policies.Row.allowed;
import static io.sessionvault.local.policies.Row.denied;
import static io.sessionvault.local.policies.Row.notAllowed;
import static io.sessionvault.local.policies.VaultWorld.HOME;
import static io.sessionvault.local.policies.VaultWorld.MEMBER;
import static io.sessionvault.local.policies.VaultWorld.OTHER_MEMBER;
import static io.sessionvault.local.policies.VaultWorld.OUTSIDER;
import static io.sessionvault.local.policies.VaultWorld.VAULT;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The bucket of the logs: who writes what where, who reads, and that nothing goes away.
final class BucketRows {
    private static final String WRITES_ELSEWHERE = "VaultAccountWritesUnderItsOwnPrefix";
    private static final String STRANGER = "NobodyOutsideTheOrganization";
    private static final String READS = "OnlyTheReaderReadsLogs";
    private static final String HTTP = "NobodyUsesPlainHttp";

    private final VaultWorld world;
    private final Actor instance;
    private final Actor member;
    private final Actor outsider;
    private final Actor anybody = Actor.anonymous();
    private final Actor owner;
    private final Actor reader;
    private final Target bucket;
    private final Target ownLog;
    private final Target otherLog;
    private final String key;

    private BucketRows(VaultWorld world) {
        this.world = world;
        this.instance = world.memberInstance();
        this.member = world.memberAdministrator();
        this.outsider = world.outsider();
        this.owner = world.vaultAdministrator();
        this.reader = world.reader();
        this.bucket = world.bucket();
        this.ownLog = world.log(MEMBER);
        this.otherLog = world.log(OTHER_MEMBER);
        this.key = world.bucketKey().arn();
    }

    static List<Row> of(VaultWorld world) {
        var rows = new BucketRows(world);
        return Stream.of(
                        rows.agents(),
                        rows.prefixes(),
                        rows.strangers(),
                        rows.stated(),
                        rows.reading(),
                        rows.deleting(),
                        rows.administration())
                .flatMap(List::stream)
                .toList();
    }

    /// All that the SSM Agent asks S3 for, from each kind of role it runs under.
    private List<Row> agents() {
        var rows = new ArrayList<Row>();
        rows.addAll(agent("an instance", instance));
        rows.addAll(agent("host management", world.memberDefaultHostManagement()));
        rows.addAll(agent("a hybrid server", world.memberHybrid()));
        rows.add(
                notAllowed(
                        "no policy, no log",
                        world.memberInstanceWithoutPolicy(),
                        put(ownLog, key)));
        rows.add(
                notAllowed(
                        "no policy, no encryption",
                        world.memberInstanceWithoutPolicy(),
                        s3("s3:GetEncryptionConfiguration", bucket)));
        return rows;
    }

    private List<Row> agent(String who, Actor actor) {
        return List.of(
                allowed(
                        who + " learns the bucket's encryption",
                        actor,
                        s3("s3:GetEncryptionConfiguration", bucket)),
                allowed(who + " writes its log", actor, put(ownLog, key)),
                allowed(who + " sets the log's ACL", actor, putAcl(ownLog)),
                allowed(who + " leaves the encryption to the bucket", actor, put(ownLog)),
                allowed(
                        who + " begins a large log",
                        actor,
                        put(ownLog, key).without("s3:ObjectCreationOperation")),
                // Neither carries headers about the encryption.
                allowed(
                        who + " uploads a part, and puts the parts together",
                        actor,
                        s3("s3:PutObject", ownLog)),
                // The lifecycle clears away what an upload that failed has left.
                notAllowed(
                        who + " takes back a large log",
                        actor,
                        s3("s3:AbortMultipartUpload", ownLog)),
                // 403 is enough: the agent only reads the Region from the answer's header.
                notAllowed(who + "'s HeadBucket", actor, s3("s3:ListBucket", bucket)));
    }

    private List<Row> prefixes() {
        return List.of(
                allowed("another member writes its own log", world.otherMember(), put(otherLog)),
                notAllowed("a member writes for another", member, put(otherLog)),
                notAllowed("a member grants on another's log", member, putAcl(otherLog)),
                notAllowed("an instance writes for another", instance, put(otherLog)),
                elsewhere("no prefix", "ana-0a1b.log"),
                elsewhere("an id that begins alike", MEMBER + "0/" + HOME + "/a.log"),
                elsewhere("an id that ends alike", "0" + MEMBER + "/" + HOME + "/a.log"),
                elsewhere("the id in a longer name", "x" + MEMBER + "x/" + HOME + "/a.log"),
                elsewhere("the id further down", "logs/" + MEMBER + "/" + HOME + "/a.log"),
                elsewhere("a leading slash", "/" + MEMBER + "/" + HOME + "/a.log"),
                elsewhere("the id alone", MEMBER),
                elsewhere("a prefix without Region", MEMBER + "/a.log"),
                relative("up into another's", "/" + HOME + "/../../" + OTHER_MEMBER + "/a.log"),
                relative("up at once", "/../" + OTHER_MEMBER + "/" + HOME + "/a.log"),
                relative("up within its own", "/" + HOME + "/../" + HOME + "/a.log"),
                denied(
                        "a member grants on a relative path",
                        member,
                        putAcl(world.object(MEMBER + "/" + HOME + "/../" + HOME + "/a.log")),
                        "NobodyWritesRelativePaths"),
                relative("a dot on the way", "/" + HOME + "/./a.log"),
                relative("up at the end", "/" + HOME + "/.."),
                relative("up right behind the account", "/.."),
                relative("a dot at the end", "/" + HOME + "/."),
                allowed("the vault's account logs, too", owner, put(world.log(VAULT), key)),
                denied("the owner writes for a member", owner, put(ownLog, key), WRITES_ELSEWHERE),
                denied(
                        "the owner grants on a member's log",
                        owner,
                        putAcl(ownLog),
                        WRITES_ELSEWHERE),
                notAllowed(
                        "an instance writes to somebody else's bucket",
                        instance,
                        put(world.squattedBucketLog(), key)),
                notAllowed(
                        "an instance takes somebody else's bucket for the vault",
                        instance,
                        s3("s3:GetEncryptionConfiguration", world.squattedBucket())),
                allowed(
                        "an administrator could write to somebody else's bucket",
                        member,
                        put(world.squattedBucketLog(), key)));
    }

    private Row elsewhere(String name, String objectKey) {
        return notAllowed("a member writes under " + name, member, put(world.object(objectKey)));
    }

    /// To the policy such a key lies under the member's own prefix.
    private Row relative(String name, String rest) {
        return denied(
                "a member writes " + name,
                member,
                put(world.object(MEMBER + rest)),
                "NobodyWritesRelativePaths");
    }

    private List<Row> strangers() {
        return List.of(
                denied("another organization writes", outsider, put(world.log(OUTSIDER)), STRANGER),
                denied("another organization writes for a member", outsider, put(ownLog), STRANGER),
                denied(
                        "another organization reads",
                        outsider,
                        s3("s3:GetObject", ownLog),
                        STRANGER,
                        READS),
                denied(
                        "another organization lists",
                        outsider,
                        s3("s3:ListBucket", bucket),
                        STRANGER),
                denied(
                        "another organization asks for the encryption",
                        outsider,
                        s3("s3:GetEncryptionConfiguration", bucket),
                        STRANGER),
                denied("anybody writes", anybody, put(world.log("anonymous")), STRANGER),
                denied("anybody reads", anybody, s3("s3:GetObject", ownLog), STRANGER, READS),
                denied("anybody lists", anybody, s3("s3:ListBucket", bucket), STRANGER),
                denied(
                        "anybody asks for the encryption",
                        anybody,
                        s3("s3:GetEncryptionConfiguration", bucket),
                        STRANGER),
                // A service has no organization, and is no stranger for it; nothing is allowed to
                // it, either.
                notAllowed(
                        "a service of AWS looks at the bucket",
                        Actor.service(
                                        "config.amazonaws.com",
                                        VAULT,
                                        "arn:aws:config:"
                                                + HOME
                                                + ":"
                                                + VAULT
                                                + ":config-rule/a-rule")
                                .with(Facts.NONE.without("aws:PrincipalAccount")),
                        s3("s3:GetBucketLocation", bucket)),
                denied(
                        "an object of the bucket is deleted over http",
                        owner,
                        overHttp(s3("s3:PutObjectTagging", ownLog)),
                        HTTP),
                denied("an instance writes over http", instance, overHttp(put(ownLog, key)), HTTP),
                denied(
                        "an instance asks for the encryption over http",
                        instance,
                        overHttp(s3("s3:GetEncryptionConfiguration", bucket)),
                        HTTP),
                denied(
                        "the reader reads over http",
                        reader,
                        overHttp(s3("s3:GetObject", ownLog)),
                        HTTP));
    }

    private List<Row> stated() {
        var foreignKey =
                "arn:aws:kms:" + HOME + ":" + MEMBER + ":key/1a2b3c4d-0000-0000-0000-000000000000";
        return List.of(
                denied(
                        "a member states a key of its own",
                        member,
                        put(ownLog, foreignKey),
                        "NobodyStatesAnotherKey"),
                denied(
                        "a member states the right key by its id",
                        member,
                        put(ownLog, key.substring(key.lastIndexOf('/') + 1)),
                        "NobodyStatesAnotherKey"),
                denied(
                        "a member states SSE-S3",
                        member,
                        putEncrypted(ownLog, "AES256"),
                        "NobodyStatesAnotherAlgorithm"),
                denied(
                        "a member states two layers under the right key",
                        member,
                        put(ownLog, key).with("s3:x-amz-server-side-encryption", "aws:kms:dsse"),
                        "NobodyStatesAnotherAlgorithm"),
                denied(
                        "a member states KMS and no key",
                        member,
                        putEncrypted(ownLog, "aws:kms"),
                        "NobodyStatesKmsWithoutTheKey"),
                denied(
                        "a member brings a key of its own",
                        member,
                        put(ownLog)
                                .with(
                                        "s3:x-amz-server-side-encryption-customer-algorithm",
                                        "AES256"),
                        "NobodyBringsAKeyOfTheirOwn"),
                denied(
                        "a member makes its log public",
                        member,
                        put(ownLog, key).with("s3:x-amz-acl", "public-read"),
                        "NobodySetsAnotherAcl"),
                denied(
                        "a member makes its log public later",
                        member,
                        putAcl(ownLog).with("s3:x-amz-acl", "public-read"),
                        "NobodySetsAnotherAcl"),
                denied(
                        "the owner states another algorithm",
                        owner,
                        putEncrypted(world.log(VAULT), "AES256"),
                        "NobodyStatesAnotherAlgorithm"));
    }

    private List<Row> reading() {
        return List.of(
                denied("a member reads its own log", member, s3("s3:GetObject", ownLog), READS),
                denied(
                        "a member reads an old version",
                        member,
                        s3("s3:GetObjectVersion", ownLog),
                        READS),
                denied("a member reads another's log", member, s3("s3:GetObject", otherLog), READS),
                denied("an instance reads its log", instance, s3("s3:GetObject", ownLog), READS),
                notAllowed("a member lists the logs", member, s3("s3:ListBucket", bucket)),
                notAllowed("a member lists versions", member, s3("s3:ListBucketVersions", bucket)),
                notAllowed("a member reads tags", member, s3("s3:GetObjectTagging", ownLog)),
                denied("the owner reads a log", owner, s3("s3:GetObject", ownLog), READS),
                denied(
                        "the owner reads an old version",
                        owner,
                        s3("s3:GetObjectVersion", ownLog),
                        READS),
                denied("the owner shares a log", owner, s3("s3:GetObjectTorrent", ownLog), READS),
                denied(
                        "the owner shares a version",
                        owner,
                        s3("s3:GetObjectVersionTorrent", ownLog),
                        READS),
                denied(
                        "the owner replicates a log away",
                        owner,
                        s3("s3:GetObjectVersionForReplication", ownLog),
                        READS),
                allowed("the owner lists the logs", owner, s3("s3:ListBucket", bucket)),
                allowed("the reader reads a log", reader, s3("s3:GetObject", ownLog)),
                allowed("the reader reads a version", reader, s3("s3:GetObjectVersion", otherLog)),
                allowed("the reader lists the logs", reader, s3("s3:ListBucket", bucket)),
                allowed("the reader lists versions", reader, s3("s3:ListBucketVersions", bucket)),
                notAllowed("the reader writes", reader, s3("s3:PutObjectTagging", ownLog)),
                denied("the reader plants a log", reader, put(ownLog, key), WRITES_ELSEWHERE),
                denied(
                        "the onboarding reads a log",
                        world.function("OnboardAccount"),
                        s3("s3:GetObject", ownLog),
                        READS));
    }

    private List<Row> deleting() {
        return Stream.of(
                        deleting("a member", member),
                        deleting("an instance", instance),
                        deleting("the owner", owner),
                        deleting("the reader", reader),
                        deleting("the check", world.function("CheckLog")),
                        deleting("the check of stored logs", world.function("CheckStoredLogs")))
                .flatMap(List::stream)
                .toList();
    }

    private List<Row> deleting(String who, Actor actor) {
        return List.of(
                denied(
                        who + " deletes a log",
                        actor,
                        s3("s3:DeleteObject", ownLog),
                        "NobodyDeletesLogs"),
                denied(
                        who + " deletes a version",
                        actor,
                        s3("s3:DeleteObjectVersion", ownLog),
                        "NobodyDeletesLogs"),
                denied(
                        who + " bypasses the lock",
                        actor,
                        s3("s3:BypassGovernanceRetention", ownLog),
                        "NobodyChangesARetention"),
                denied(
                        who + " sets a retention",
                        actor,
                        s3("s3:PutObjectRetention", ownLog),
                        "NobodyChangesARetention"),
                denied(
                        who + " deletes the bucket",
                        actor,
                        s3("s3:DeleteBucket", bucket),
                        "NobodyDeletesTheBucket"));
    }

    private List<Row> administration() {
        return List.of(
                notAllowed(
                        "a member changes the bucket's policy",
                        member,
                        s3("s3:PutBucketPolicy", bucket)),
                notAllowed(
                        "a member changes the encryption",
                        member,
                        s3("s3:PutEncryptionConfiguration", bucket)),
                notAllowed(
                        "a member changes the versioning",
                        member,
                        s3("s3:PutBucketVersioning", bucket)),
                allowed(
                        "the owner repairs the policy after the organization's id has changed",
                        world.strandedAdministrator(),
                        s3("s3:PutBucketPolicy", bucket)),
                // Somebody has to be able to deploy the stack. What forbids it to others is the
                // protection.
                allowed(
                        "the owner changes the bucket's policy",
                        owner,
                        s3("s3:PutBucketPolicy", bucket)),
                allowed(
                        "the owner holds a log as evidence",
                        owner,
                        s3("s3:PutObjectLegalHold", ownLog)));
    }
}

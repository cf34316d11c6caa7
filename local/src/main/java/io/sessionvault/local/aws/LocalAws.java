package io.sessionvault.local.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.access.Authorizer;
import io.sessionvault.local.aws.access.PermissionLog;
import io.sessionvault.local.aws.account.Regions;
import io.sessionvault.local.aws.belief.Beliefs;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.cloudwatch.CloudWatch;
import io.sessionvault.local.aws.ec2.Ec2;
import io.sessionvault.local.aws.ec2.Instance;
import io.sessionvault.local.aws.ec2.Vpc;
import io.sessionvault.local.aws.events.EventBridge;
import io.sessionvault.local.aws.fault.CallLog;
import io.sessionvault.local.aws.fault.Faults;
import io.sessionvault.local.aws.iam.Iam;
import io.sessionvault.local.aws.iam.PermissionSet;
import io.sessionvault.local.aws.kms.KeyStore;
import io.sessionvault.local.aws.kms.Kms;
import io.sessionvault.local.aws.organizations.Accounts;
import io.sessionvault.local.aws.organizations.Organization;
import io.sessionvault.local.aws.organizations.Organizations;
import io.sessionvault.local.aws.policy.ControlLevels;
import io.sessionvault.local.aws.s3.S3;
import io.sessionvault.local.aws.securityhub.SecurityHub;
import io.sessionvault.local.aws.sns.Notification;
import io.sessionvault.local.aws.sns.Sns;
import io.sessionvault.local.aws.sqs.Sqs;
import io.sessionvault.local.aws.ssm.DuplicateContent;
import io.sessionvault.local.aws.ssm.SessionRecord;
import io.sessionvault.local.aws.ssm.Ssm;
import io.sessionvault.local.aws.sts.AccessKeys;
import io.sessionvault.local.aws.sts.RoleSessions;
import io.sessionvault.local.aws.sts.RoleSigning;
import io.sessionvault.local.aws.sts.Sts;
import io.sessionvault.local.aws.wire.HttpFront;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;

/// An AWS with one organization, in memory, for any AWS SDK or command line.
///
/// It is honest about its limits: what it does not implement answers HTTP 501. It evaluates
/// policies for users and the sessions of roles: their own and their boundary, the trust of the role
/// to assume, the policies of buckets and keys, and the service and resource control policies of the
/// organization. An account's administrator is bound by none but trust policies. It does not evaluate
/// the policies of queues and buses, and does not check signatures.
public final class LocalAws implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Faults faults = new Faults();
    private final CallLog calls = new CallLog();
    private final PermissionLog permissions = new PermissionLog();
    private final InstantSource clock;
    private final Beliefs beliefs = new Beliefs();
    private final Iam iam;
    private final RoleSessions sessions;
    private final Ssm ssm;
    private final Ec2 ec2;
    private final CloudWatch cloudWatch = new CloudWatch();
    private final Sns sns;
    private final SecurityHub securityHub = new SecurityHub();
    private final KeyStore keyStore;
    private final S3 s3;
    private final Accounts accounts;
    private final Dispatcher dispatcher;
    private final HttpFront front;
    private final List<HttpFront> fronts = new CopyOnWriteArrayList<>();

    private LocalAws(Organization organization, InetSocketAddress address, InstantSource clock) {
        this.clock = clock;
        var ids = new Ids();
        accounts = new Accounts(organization, clock.instant());
        var regions = new Regions(accounts);
        keyStore = new KeyStore(ids);
        int pageSize = organization.pageSize();
        iam = new Iam(ids, faults.settling(), beliefs, pageSize, AccessKeys::secretOf);
        var keys = new AccessKeys(accounts, iam::userOfKey);
        sessions = new RoleSessions(accounts, iam, keys, faults.settling(), ids);
        ssm = new Ssm(faults.settling(), ids, pageSize, beliefs);
        ec2 = new Ec2(pageSize);
        sns = new Sns(ids, keyStore);
        var access = new Authorizer(iam, accounts, permissions);
        dispatcher = new Dispatcher(lock, keys, access, regions, faults, calls, ids, clock);
        dispatcher.add(new Organizations(accounts, iam, faults.settling(), ids).service());
        dispatcher.add(regions.service());
        dispatcher.add(new Sts(sessions).service());
        dispatcher.add(
                iam.service(account ->
                        accounts.serviceControls(account)
                                .map(ControlLevels::parse)
                                .orElse(ControlLevels.none())));
        dispatcher.add(ssm.service());
        dispatcher.add(ec2.service());
        dispatcher.add(cloudWatch.service());
        dispatcher.add(new Kms(keyStore, ids, faults.settling(), pageSize).service());
        s3 = new S3(keyStore, ids);
        dispatcher.add(s3.service());
        dispatcher.add(new Sqs(ids, lock.newCondition(), clock).service());
        dispatcher.add(new EventBridge(ids).service());
        dispatcher.add(sns.service());
        dispatcher.add(securityHub.service());
        front = new HttpFront(address, dispatcher::answer);
        fronts.add(front);
    }

    /// Starts on a free port of 127.0.0.1, with the system's clock.
    public static LocalAws start(Organization organization) {
        return start(organization, 0);
    }

    /// Starts on a port of 127.0.0.1, with the system's clock.
    ///
    /// @param port the port; 0 for any free one
    /// @throws java.io.UncheckedIOException when the port cannot be bound
    public static LocalAws start(Organization organization, int port) {
        return start(organization, port, InstantSource.system());
    }

    /// Starts with a clock of its own, so that hidden messages and sessions can be outlived without waiting.
    ///
    /// @param port the port; 0 for any free one
    /// @param clock tells the time
    /// @throws java.io.UncheckedIOException when the port cannot be bound
    public static LocalAws start(Organization organization, int port, InstantSource clock) {
        return start(
                organization, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), clock);
    }

    /// Starts on an address that may be reached from elsewhere, as from a container.
    ///
    /// @param address where to listen; port 0 for any free one
    /// @param clock tells the time
    /// @throws java.io.UncheckedIOException when the address cannot be bound
    public static LocalAws start(
            Organization organization, InetSocketAddress address, InstantSource clock) {
        return new LocalAws(organization, address, clock);
    }

    /// Credentials of an account's administrator. They work from the moment the account exists.
    public static AwsCredentials credentialsFor(AccountId account) {
        String key = AccessKeys.administratorKey(account.value());
        return AwsBasicCredentials.create(key, AccessKeys.secretOf(key));
    }

    /// Credentials of an account's root user, whom no policy of the account binds, but those of the
    /// organization.
    public static AwsCredentials rootOf(AccountId account) {
        String key = AccessKeys.rootKey(account.value());
        return AwsBasicCredentials.create(key, AccessKeys.secretOf(key));
    }

    /// An account with an id of its own joins the organization, as one that was invited does.
    ///
    /// @param name its name
    public void join(AccountId account, String name) {
        locked(() -> accounts.join(account.value(), name, clock.instant()));
    }

    /// Chooses the ids of the next keys, in the order in which they are created.
    public void chooseKeyIds(List<String> keyIds) {
        locked(() -> keyStore.choose(keyIds));
    }

    /// Chooses the id of the next version in a bucket.
    public void chooseVersionId(String bucket, String versionId) {
        locked(() -> s3.chooseVersionId(bucket, versionId));
    }

    /// Listens at one more address, which stands for a role: whoever calls there, unless with
    /// credentials of a role's session, is taken for a session of that role.
    ///
    /// @param address where to listen; port 0 for any free one
    /// @param service the principal of the service that assumes the role
    /// @param roleArn the role
    /// @param sessionName the name of the session
    /// @return the root of every request that comes from this machine
    /// @throws java.io.UncheckedIOException when the address cannot be bound
    public URI listen(
            InetSocketAddress address, String service, String roleArn, String sessionName) {
        var signing =
                new RoleSigning(
                        clock,
                        () ->
                                locked(() ->
                                        sessions.forService(
                                                service, roleArn, sessionName, clock.instant())));
        var further = new HttpFront(address, request -> dispatcher.answer(signing.sign(request)));
        fronts.add(further);
        return further.endpoint();
    }

    /// Assigns a permission set of IAM Identity Center to an account.
    ///
    /// @return the ARN of the role that appears in the account
    public String assign(AccountId account, PermissionSet set) {
        return locked(() -> iam.assign(account.value(), set, clock.instant()));
    }

    /// Credentials of a person of Identity Center.
    ///
    /// @param roleArn the role of a permission set
    /// @param person the person's name, which is the name of the session
    /// @param tags the tags of the session, as Identity Center passes attributes of people
    /// @throws io.sessionvault.local.aws.call.AwsError `AccessDenied` when the role is absent or is none of a permission set
    public AwsSessionCredentials signIn(String roleArn, String person, Map<String, String> tags) {
        return credentials(
                locked(() -> sessions.forPerson(roleArn, person, tags, clock.instant())));
    }

    /// Takes a role away at once, with all that is in it and on it, as if its owner had deleted it
    /// in that moment. Nothing happens where there is no such role.
    ///
    /// @param name its name
    public void removeRole(AccountId account, String name) {
        locked(() -> {
            iam.removeRole(account.value(), name);
            return name;
        });
    }

    /// The switches for what nobody could verify about AWS.
    public Beliefs beliefs() {
        return beliefs;
    }

    /// Credentials of a role that a service assumes for somebody, as Lambda does for a function.
    ///
    /// @param service the service's principal, e.g. `lambda.amazonaws.com`
    /// @param roleArn the role
    /// @param sessionName the name of the session
    /// @throws io.sessionvault.local.aws.call.AwsError `AccessDenied` when the role is absent or does not trust the service
    public AwsSessionCredentials assumeForService(
            String service, String roleArn, String sessionName) {
        return credentials(
                locked(() -> sessions.forService(service, roleArn, sessionName, clock.instant())));
    }

    private static AwsSessionCredentials credentials(RoleSessions.Opened opened) {
        return AwsSessionCredentials.create(
                opened.accessKey(), AccessKeys.secretOf(opened.accessKey()), opened.token());
    }

    private void locked(Runnable work) {
        locked(() -> {
            work.run();
            return true;
        });
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /// Puts content into a Systems Manager document as its new default version, even content that AWS would refuse.
    ///
    /// @param region the Region
    /// @param name the document's name
    public void plantDocument(AccountId account, String region, String name, String content) {
        lock.lock();
        try {
            ssm.plant(account.value(), region, name, content, clock.instant());
        } finally {
            lock.unlock();
        }
    }

    /// Decides which contents Systems Manager refuses as duplicates from now on; at first only that of the newest
    /// version.
    public void refuse(DuplicateContent duplicates) {
        lock.lock();
        try {
            ssm.refuse(duplicates);
        } finally {
            lock.unlock();
        }
    }

    /// Puts an object into a bucket as an account's administrator does with PutObject, events included, but without
    /// the wire: no fault strikes it, and the log of calls does not have it.
    ///
    /// @param account whose administrator
    /// @param region the bucket's Region
    /// @param request names bucket and key, and what else PutObject takes
    /// @param content the object
    public PutObjectResponse putObject(
            AccountId account, String region, PutObjectRequest request, SdkBytes content) {
        return (PutObjectResponse) dispatcher.answer(account, region, "s3", request, content);
    }

    /// Keeps a session in Systems Manager's history, in place of what was known of it before.
    ///
    /// @param account the account of its target
    /// @param region the Region of its target
    public void recordSession(AccountId account, String region, SessionRecord session) {
        lock.lock();
        try {
            ssm.keep(account.value(), region, session);
        } finally {
            lock.unlock();
        }
    }

    /// A VPC is so from now on.
    ///
    /// @param account in which it is seen
    /// @param region the Region
    public void keep(AccountId account, String region, Vpc vpc) {
        locked(() -> ec2.keep(account.value(), region, vpc));
    }

    /// Systems Manager manages a node from now on. An instance of EC2 is in a VPC that leads to the
    /// internet, until somebody says otherwise.
    ///
    /// @param account the account
    /// @param region the Region
    /// @param instance the node; of one that is no instance of EC2 only the id counts
    /// @param agentVersion what its agent says of itself
    public void manage(AccountId account, String region, Instance instance, String agentVersion) {
        locked(() -> {
            ssm.manage(account.value(), region, instance.id(), agentVersion);
            if (instance.id().startsWith("i-")) {
                ec2.keep(account.value(), region, instance);
            }
        });
    }

    /// A function of an account has written a line into its log. CloudWatch has the metrics in it
    /// from now on, as of now.
    ///
    /// @param account the account
    /// @param region the Region
    public void log(AccountId account, String region, String line) {
        locked(() -> cloudWatch.take(account.value(), region, line, clock.instant()));
    }

    /// The day has come on which a key is deleted: it is gone, and its aliases with it. Nothing happens when it is
    /// gone already.
    ///
    /// @param account the account that owns it
    /// @param region the Region in which it is deleted
    /// @param keyId its id
    public void deleteKey(AccountId account, String region, String keyId) {
        lock.lock();
        try {
            keyStore.remove(account.value(), region, keyId);
        } finally {
            lock.unlock();
        }
    }

    /// A bucket belongs to another account from now on, with everything in it, and everybody may do
    /// everything there: as if its owner had deleted it, and the other had made one of that name and
    /// filled it.
    ///
    /// @param account who has it now
    /// @throws java.util.NoSuchElementException when there is no such bucket
    public void takeOver(String bucket, AccountId account) {
        lock.lock();
        try {
            s3.takeOver(bucket, account.value());
        } finally {
            lock.unlock();
        }
    }

    /// Where to send requests: the value for `AWS_ENDPOINT_URL`.
    public URI endpoint() {
        return front.endpoint();
    }

    /// The switches for what goes wrong.
    public Faults faults() {
        return faults;
    }

    /// Every call made so far.
    public CallLog calls() {
        return calls;
    }

    /// Every permission that the sessions of roles made use of so far.
    public PermissionLog permissions() {
        return permissions;
    }

    /// Every message published to a topic so far.
    public List<Notification> notifications() {
        return sns.published();
    }

    /// Every finding that Security Hub was told of, in its newest state.
    public List<AwsSecurityFinding> findings() {
        lock.lock();
        try {
            return securityHub.findings();
        } finally {
            lock.unlock();
        }
    }

    /// Hands every event, as EventBridge would deliver it, to `listener`: after the call that caused it, before that
    /// call's answer is sent. A listener may make calls of its own.
    public void onEvent(Consumer<String> listener) {
        dispatcher.listen(listener);
    }

    /// Hands over the event of each call that may have changed something in IAM or Systems Manager, as CloudTrail makes
    /// one in the account of the call: after the call, before its answer is sent.
    public void onApiCall(Consumer<String> listener) {
        dispatcher.listenToCalls(listener);
    }

    /// Everything that is implemented.
    List<Service> services() {
        return dispatcher.services();
    }

    @Override
    public void close() {
        fronts.forEach(HttpFront::close);
    }
}

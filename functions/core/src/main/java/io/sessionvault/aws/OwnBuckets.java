package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// The vault's buckets, as a function reaches them with its own credentials. Only here S3 clients
/// are built, so no call can be made without naming the account that has to own the
/// bucket, and no listing without asking for encoded keys.
public final class OwnBuckets {
    private OwnBuckets() {}

    /// S3 in a Region.
    ///
    /// @param owner the account that has to own every bucket
    public static S3Client s3(ClientConfiguration clients, AccountId owner, RegionName region) {
        return clients.build(
                builder(owner, clients.emulator().isPresent()),
                ClientConfiguration.ownCredentials(),
                region);
    }

    /// @param isEmulated whether an emulator answers, on which a bucket has no host name of its own
    static S3ClientBuilder builder(AccountId owner, boolean isEmulated) {
        return S3Client.builder()
                .forcePathStyle(isEmulated)
                .overrideConfiguration(override ->
                        override.addExecutionInterceptor(new BucketOwner(owner))
                                .addExecutionInterceptor(new EncodedKeys()));
    }

    /// What S3 knows about the logs in a Region.
    ///
    /// @param owner the account that has to own every bucket
    public static LogReader logs(ClientConfiguration clients, AccountId owner, RegionName region) {
        return new LogReader(
                clients.ownCalls("s3", region.value()), owner, region, clients.emulator());
    }

    /// What S3 knows about the logs in a Region, each question asked once: for one who decides himself
    /// when to ask again.
    ///
    /// @param owner the account that has to own every bucket
    public static LogReader logsAskedOnce(
            ClientConfiguration clients, AccountId owner, RegionName region) {
        return new LogReader(
                clients.ownCallsOnce("s3", region.value()), owner, region, clients.emulator());
    }

    /// Objects in a Region as text.
    ///
    /// @param owner the account that has to own every bucket
    public static ObjectText texts(
            ClientConfiguration clients, AccountId owner, RegionName region) {
        return new ObjectText(
                clients.ownCalls("s3", region.value()), owner, region, clients.emulator());
    }
}

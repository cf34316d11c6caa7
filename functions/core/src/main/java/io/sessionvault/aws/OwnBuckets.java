package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import software.amazon.awssdk.services.s3.S3Client;

/// The vault's buckets, as a function reaches them with its own credentials.
public final class OwnBuckets {
    private OwnBuckets() {}

    /// S3 in a Region.
    public static S3Client s3(ClientConfiguration clients, RegionName region) {
        return clients.build(
                // On an emulator a bucket has no host name of its own.
                S3Client.builder().forcePathStyle(clients.emulator().isPresent()),
                ClientConfiguration.ownCredentials(),
                region);
    }

    /// What S3 knows about the logs in a Region.
    public static LogReader logs(ClientConfiguration clients, RegionName region) {
        return new LogReader(clients.ownCalls("s3", region.value()), region, clients.emulator());
    }
}

package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/// The vault's buckets, as a function reaches them with its own credentials.
public final class OwnBuckets {
    private OwnBuckets() {}

    /// S3 in a Region.
    ///
    /// @param isEmulated whether an emulator answers, on which a bucket has no host name of its own
    public static S3Client s3(ClientConfiguration clients, RegionName region, boolean isEmulated) {
        return clients.build(
                S3Client.builder().forcePathStyle(isEmulated),
                ClientConfiguration.ownCredentials(),
                region);
    }

    /// What S3 knows about the logs in a Region.
    ///
    /// @param emulator where an emulator answers in place of AWS
    public static LogReader logs(
            ClientConfiguration clients, RegionName region, Optional<URI> emulator) {
        return new LogReader(clients.ownCalls("s3", region.value()), region, emulator);
    }
}

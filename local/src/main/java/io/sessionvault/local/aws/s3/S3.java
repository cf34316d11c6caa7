package io.sessionvault.local.aws.s3;

import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.call.WireFormat;
import io.sessionvault.local.aws.kms.KeyStore;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/// Amazon S3. Administrators of every account of the organization may read and write objects;
/// bucket policies bind the sessions of roles.
public final class S3 {
    private final Operations operations = new Operations();
    private final Buckets buckets = new Buckets();

    /// @param keys the KMS keys that objects may be encrypted with
    /// @param ids where version ids come from
    public S3(KeyStore keys, Ids ids) {
        var access = new BucketAccess(buckets);
        var use = new KeyUse(keys);
        var arrivals = new Arrivals(ids);
        buckets.register(operations, access);
        new BucketSettings(buckets).register(operations, access);
        new BucketProtection(buckets).register(operations, access);
        new ObjectWrites(buckets, access, use, ids, arrivals).register(operations);
        new ObjectReads(buckets, access, use).register(operations);
        new Uploads(buckets, access, use, ids, arrivals).register(operations);
        new ObjectListing(buckets).register(operations, access);
        new VersionListing(buckets).register(operations, access);
    }

    /// Chooses the id of the next version in a bucket.
    ///
    /// @throws java.util.NoSuchElementException when there is no such bucket
    public void chooseVersionId(String bucket, String versionId) {
        buckets.existing(bucket).orElseThrow().chosenVersionId = Optional.of(versionId);
    }

    /// Gives a bucket to another account, which lets everybody do everything there.
    ///
    /// @throws java.util.NoSuchElementException when there is no such bucket
    public void takeOver(String bucket, String account) {
        Bucket taken = buckets.existing(bucket).orElseThrow();
        taken.owner = account;
        taken.encryption = Optional.empty();
        taken.policy =
                Optional.of(
                        """
                        {"Version": "2012-10-17", "Statement": [
                          {"Effect": "Allow", "Principal": "*", "Action": "s3:*",
                           "Resource": ["arn:aws:s3:::%1$s", "arn:aws:s3:::%1$s/*"]}]}
                        """
                                .formatted(bucket));
    }

    /// The service.
    public Service service() {
        return new Service("s3", WireFormat.REST_XML, S3Client.class, operations);
    }
}

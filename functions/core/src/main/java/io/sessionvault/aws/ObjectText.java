package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpMethod;

/// Reads an object of one of the vault's buckets without a service client.
///
/// Source: S3 API reference, `GetObject`; docs/decisions/0020.
public final class ObjectText {
    private static final int NOT_FOUND = 404;

    private final SignedCalls s3;
    private final S3Address address;

    /// @param s3 calls of S3 in the bucket's Region
    /// @param owner the account that has to own the bucket
    /// @param region the bucket's Region
    /// @param emulator where an emulator answers in place of AWS
    public ObjectText(SignedCalls s3, AccountId owner, RegionName region, Optional<URI> emulator) {
        this.s3 = s3;
        this.address = new S3Address(new BucketOwner(owner), region, emulator);
    }

    /// The object as text; empty when there is none, which only somebody who may list the bucket is
    /// told.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when S3 does not give it
    public Optional<String> get(String bucket, String key) {
        try {
            return Optional.of(
                    s3.send(address.request(SdkHttpMethod.GET, bucket, key).build(), "").body());
        } catch (AwsServiceException refusal) {
            if (refusal.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw refusal;
        }
    }
}

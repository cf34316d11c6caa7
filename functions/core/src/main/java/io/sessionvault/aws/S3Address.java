package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/// Where S3 answers for a bucket: at a host name of the bucket's own, or below the path of an
/// emulator.
///
/// Source: S3 user guide, "Virtual hosting of buckets" and "Creating object key names".
final class S3Address {
    private final BucketOwner owner;
    private final RegionName region;
    private final Optional<URI> emulator;

    /// @param owner who has to own the buckets
    /// @param region the buckets' Region
    /// @param emulator where an emulator answers in place of AWS
    S3Address(BucketOwner owner, RegionName region, Optional<URI> emulator) {
        this.owner = owner;
        this.region = region;
        this.emulator = emulator;
    }

    /// A request about a bucket, or about an object in it.
    ///
    /// @param bucket a name without dots
    /// @param key the object's key, verbatim; empty for the bucket itself
    SdkHttpRequest.Builder request(SdkHttpMethod method, String bucket, String key) {
        String path = "/" + SdkHttpUtils.urlEncodeIgnoreSlashes(key);
        return emulator.map(uri ->
                        SdkHttpRequest.builder()
                                .uri(uri)
                                .encodedPath(withoutSlash(uri.getRawPath()) + "/" + bucket + path))
                .orElseGet(() ->
                        SdkHttpRequest.builder()
                                .protocol("https")
                                .host(
                                        bucket
                                                + ".s3."
                                                + region
                                                + "."
                                                + Partition.of(region).dnsSuffix())
                                .encodedPath(path))
                .method(method)
                .applyMutation(owner::require);
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}

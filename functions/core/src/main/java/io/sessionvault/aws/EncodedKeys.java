package io.sessionvault.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/// Has S3 encode the keys of every listing: keys may hold what XML cannot, and one such key would
/// make the whole listing unreadable. The SDK decodes the answers that say that they are encoded.
///
/// Source: S3 API reference, `ListObjectsV2` and `ListObjectVersions`, `encoding-type`.
final class EncodedKeys implements ExecutionInterceptor {
    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return switch (context.request()) {
            case ListObjectsV2Request list ->
                    list.toBuilder().encodingType(EncodingType.URL).build();
            case ListObjectVersionsRequest list ->
                    list.toBuilder().encodingType(EncodingType.URL).build();
            case SdkRequest other -> other;
        };
    }

    /// Reads a listing, or a part of one. A key that cannot be decoded is an answer that cannot be
    /// read: the SDK throws an exception of Java's for it.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when it cannot be read
    static <T> T read(Supplier<T> listing) {
        try {
            return listing.get();
        } catch (IllegalArgumentException malformed) {
            throw SdkClientException.create("S3's answer cannot be read", malformed);
        }
    }
}

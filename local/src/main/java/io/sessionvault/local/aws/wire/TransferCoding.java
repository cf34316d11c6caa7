package io.sessionvault.local.aws.wire;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import software.amazon.awssdk.core.SdkBytes;

/// Undoes `aws-chunked`: chunks of hexadecimal size, optional signatures, and trailers after the last one.
///
/// Source: S3 API reference, "Signature calculations: transferring payload in multiple chunks".
public final class TransferCoding {
    private TransferCoding() {}

    /// The body of a request as it was before it was cut into chunks.
    ///
    /// @throws AwsError `IncompleteBody` when the chunks do not add up
    public static SdkBytes undo(HttpRequest request) {
        boolean chunked =
                request.header("x-amz-content-sha256").orElse("").startsWith("STREAMING-");
        return chunked
                ? SdkBytes.fromByteArrayUnsafe(join(request.body().asByteArrayUnsafe()))
                : request.body();
    }

    private static byte[] join(byte[] chunked) {
        var whole = new ByteArrayOutputStream();
        int at = 0;
        while (at < chunked.length) {
            int end = at;
            while (end < chunked.length && chunked[end] != '\r') {
                end++;
            }
            int size =
                    size(
                            new String(
                                    Arrays.copyOfRange(chunked, at, end),
                                    StandardCharsets.US_ASCII));
            if (size == 0) {
                return whole.toByteArray();
            }
            int start = end + 2;
            if (start + size > chunked.length) {
                throw incomplete();
            }
            whole.write(chunked, start, size);
            at = start + size + 2;
        }
        throw incomplete();
    }

    private static int size(String line) {
        int semicolon = line.indexOf(';');
        try {
            return Integer.parseInt(semicolon < 0 ? line : line.substring(0, semicolon), 16);
        } catch (NumberFormatException malformed) {
            throw incomplete();
        }
    }

    private static AwsError incomplete() {
        return new AwsError("IncompleteBody", 400, "the chunks of the body do not add up");
    }
}

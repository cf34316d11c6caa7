package io.sessionvault.local.aws.call;

import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;

/// An HTTP answer.
///
/// @param status the status code
/// @param headers the headers, without the length
/// @param body the body; empty for none
public record HttpReply(int status, Map<String, String> headers, SdkBytes body) {

    /// An answer with these bytes as its body.
    public static HttpReply of(int status, Map<String, String> headers, byte[] body) {
        return new HttpReply(status, headers, SdkBytes.fromByteArrayUnsafe(body));
    }
}

package io.sessionvault.local.aws.call;

import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;

/// An HTTP answer.
///
/// @param status the status code
/// @param headers the headers, without the length
/// @param body the body; empty for none
/// @param pace how fast it is sent
public record HttpReply(int status, Map<String, String> headers, SdkBytes body, Pace pace) {
    /// How fast an answer is sent. Its headers go first, unless it has no body: such an answer has
    /// only its last byte to wait for.
    public interface Pace {
        /// Without any wait.
        Pace AT_ONCE =
                new Pace() {
                    @Override
                    public boolean isAtOnce() {
                        return true;
                    }

                    @Override
                    public void beforeByte() {}

                    @Override
                    public void beforeTheLast() {}
                };

        /// Whether all that is left may be sent together.
        boolean isAtOnce();

        /// Waits until the next byte of the body may be sent.
        void beforeByte() throws InterruptedException;

        /// Waits until the last byte may be sent.
        void beforeTheLast() throws InterruptedException;
    }

    /// An answer with these bytes as its body.
    public static HttpReply of(int status, Map<String, String> headers, byte[] body) {
        return new HttpReply(status, headers, SdkBytes.fromByteArrayUnsafe(body), Pace.AT_ONCE);
    }

    /// This answer at another pace.
    public HttpReply at(Pace other) {
        return new HttpReply(status, headers, body, other);
    }
}

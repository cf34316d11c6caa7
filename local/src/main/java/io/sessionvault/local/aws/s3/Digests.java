package io.sessionvault.local.aws.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import software.amazon.awssdk.core.SdkBytes;

/// Entity tags.
final class Digests {
    private Digests() {}

    static byte[] md5(SdkBytes content) {
        try {
            return MessageDigest.getInstance("MD5").digest(content.asByteArrayUnsafe());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The entity tag of content that came in one piece.
    static String etag(SdkBytes content) {
        return quote(HexFormat.of().formatHex(md5(content)));
    }

    /// Whether two entity tags are the same, quoted or not.
    static boolean isSame(String one, String other) {
        return one.replace("\"", "").equals(other.replace("\"", ""));
    }

    static String quote(String tag) {
        return "\"" + tag + "\"";
    }
}

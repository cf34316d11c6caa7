package io.sessionvault.local.aws.s3;

import io.sessionvault.local.aws.call.AwsError;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One range of bytes.
///
/// @param first the first byte, from 0
/// @param last the last byte, inclusive
record ByteRange(int first, int last) {
    private static final Pattern FORM = Pattern.compile("bytes=([0-9]{0,9})-([0-9]{0,9})");

    /// Reads the header `Range` of a request for content of `length` bytes.
    ///
    /// @throws AwsError `InvalidRange` when no byte lies in the range, 501 for several ranges
    static ByteRange of(String header, int length) {
        Matcher form = FORM.matcher(header);
        if (!form.matches() || header.equals("bytes=-")) {
            throw AwsError.notImplemented("the range " + header);
        }
        boolean isTail = form.group(1).isEmpty();
        int last = isTail || form.group(2).isEmpty() ? length - 1 : Integer.parseInt(form.group(2));
        int first =
                isTail
                        ? Math.max(0, length - Integer.parseInt(form.group(2)))
                        : Integer.parseInt(form.group(1));
        var range = new ByteRange(first, Math.min(last, length - 1));
        if (range.first > range.last) {
            throw new AwsError("InvalidRange", 416, "The requested range is not satisfiable");
        }
        return range;
    }

    /// The bytes of the range.
    byte[] of(byte[] content) {
        return Arrays.copyOfRange(content, first, last + 1);
    }

    /// The header `Content-Range`.
    String header(int length) {
        return "bytes " + first + "-" + last + "/" + length;
    }
}

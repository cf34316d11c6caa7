package io.sessionvault.log;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Text from outside, such as an object's key, for a person or a terminal: control and
/// direction-changing characters, Unicode's line breaks and halves of characters must not reach a
/// log line or a report.
public final class ForeignText {
    private static final Pattern AWKWARD = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private ForeignText() {}

    /// The text, each awkward character as a question mark.
    public static String plain(String text) {
        return AWKWARD.matcher(text).replaceAll("?");
    }

    /// The text in single quotes, each awkward character as a question mark.
    public static String quoted(String text) {
        return "'" + plain(text) + "'";
    }

    /// The text with each awkward character as its code point, such as `<U+202E>`, so that
    /// different texts stay different.
    public static String escaped(String text) {
        return AWKWARD.matcher(text).replaceAll(ForeignText::codePoint);
    }

    private static String codePoint(MatchResult awkward) {
        return "<U+%04X>".formatted(awkward.group().codePointAt(0));
    }
}

package io.sessionvault.log;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Text from outside, such as an object's key, for a person or a terminal: control and
/// direction-changing characters, Unicode's line breaks and halves of characters must not reach a
/// log line or a report.
public final class ForeignText {
    private static final Pattern AWKWARD = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    /// The same, by the category of a character; a half of one sends the text to the pattern, which
    /// knows the other half.
    private static final int AWKWARD_CATEGORIES =
            1 << Character.CONTROL
                    | 1 << Character.FORMAT
                    | 1 << Character.LINE_SEPARATOR
                    | 1 << Character.PARAGRAPH_SEPARATOR
                    | 1 << Character.SURROGATE;

    private ForeignText() {}

    /// The text, each awkward character as a question mark.
    public static String plain(String text) {
        return hasNothingAwkward(text) ? text : AWKWARD.matcher(text).replaceAll("?");
    }

    /// The text in single quotes, each awkward character as a question mark.
    public static String quoted(String text) {
        return "'" + plain(text) + "'";
    }

    /// The text with each awkward character as its code point, such as `<U+202E>`, so that
    /// different texts stay different.
    public static String escaped(String text) {
        return hasNothingAwkward(text)
                ? text
                : AWKWARD.matcher(text).replaceAll(ForeignText::codePoint);
    }

    /// Nearly every text is like that, and a pattern takes twenty times as long to tell.
    private static boolean hasNothingAwkward(String text) {
        for (int at = 0; at < text.length(); at++) {
            if ((AWKWARD_CATEGORIES >> Character.getType(text.charAt(at)) & 1) == 1) {
                return false;
            }
        }
        return true;
    }

    private static String codePoint(MatchResult awkward) {
        return "<U+%04X>".formatted(awkward.group().codePointAt(0));
    }
}

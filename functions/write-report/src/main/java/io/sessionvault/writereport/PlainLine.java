package io.sessionvault.writereport;

import java.util.regex.Pattern;

/// Texts from the organization, made fit for places that take plain lines only.
final class PlainLine {
    /// Control characters, line ends, and those that change the direction of writing.
    private static final Pattern NOT_PLAIN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]+");

    private PlainLine() {}

    /// The text in one line of at most `limit` UTF-16 units, which ends in `...` when it was longer.
    ///
    /// @param limit at least 4
    static String of(String text, int limit) {
        String line = NOT_PLAIN.matcher(text).replaceAll(" ").strip();
        return shortened(line, limit);
    }

    /// The text, in at most `limit` UTF-16 units, which end in `...` when it was longer.
    ///
    /// @param limit at least 4
    static String shortened(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = limit - 3;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
                + "...";
    }
}

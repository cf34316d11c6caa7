package io.sessionvault.writereport.page;

import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.Encryption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How the page words figures, times and the values of enums.
public final class Words {
    private static final int LONGEST = 300;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private Words() {}

    /// A number, grouped by thousands, such as `12,345`.
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// A number and what it counts, such as `1 finding` or `2 findings`.
    public static String count(long number, String one) {
        return number(number) + " " + one + (number == 1 ? "" : "s");
    }

    /// The beginning of a text that whoever chose it may have made as long as they liked, counted in
    /// bytes on the page. The whole is in the report's other files.
    public static String beginning(String text) {
        int weight = 0;
        for (int at = 0; at < text.length(); at++) {
            weight += weight(text.charAt(at));
            if (weight > LONGEST) {
                int end = Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
                return text.substring(0, end) + "…";
            }
        }
        return text;
    }

    /// How many bytes a text takes on the page.
    static int weight(String text) {
        return text.chars().map(Words::weight).sum();
    }

    private static int weight(int character) {
        return switch (character) {
            case '<', '>' -> 4;
            case '&', '"', '\'' -> 5;
            default -> character < 0x80 ? 1 : 3;
        };
    }

    /// A moment, to the minute, such as `24 November 2026, 09:30 UTC`.
    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    /// A list in a sentence, such as `a, b and c`.
    public static String list(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }

    /// A value of an enum in lower-case words, such as `not covered`.
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// A value of an enum as the page's classes and ids spell it, such as `not-covered`.
    public static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The same with a capital letter at its beginning.
    public static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /// A coverage as it stands in front of the names of Regions.
    static String regions(Coverage coverage) {
        return switch (coverage) {
            case COVERED -> "covered";
            case NOT_COVERED -> "not covered";
            case UNKNOWN -> "unknown";
            case LEFT_ALONE -> "left alone";
        };
    }

    /// What there is to say of the encryption of streams; nothing where nobody asks for it.
    static String streams(@Nullable Encryption encryption) {
        return switch (encryption) {
            case null -> "";
            case ENCRYPTED -> "streams encrypted";
            case WAITING -> "streams not encrypted yet";
            case NOT_ASKED_FOR -> "";
            case UNKNOWN -> "encryption of streams unknown";
        };
    }
}

package io.sessionvault.local.faults;

import java.util.ArrayList;
import java.util.List;

/// Messages that are no event at all.
final class PoisonTexts {
    private static final int OLD_LIMIT = 256 * 1024;
    private static final int LIMIT = 1024 * 1024;

    private PoisonTexts() {}

    /// Unparseable, or not an object, small and as large as a message may be.
    ///
    /// Source: SQS developer guide, "Amazon SQS message quotas": 1 MiB, 256 KiB until August 2025.
    static List<String> all(String event) {
        List<String> texts =
                new ArrayList<>(
                        List.of(
                                "x",
                                " ",
                                "{",
                                "}",
                                "null",
                                "true",
                                "17",
                                "\"text\"",
                                "[]",
                                "[" + event + "]",
                                "{\"source\": \"aws.s3\"",
                                event.substring(0, event.length() / 2),
                                "<event/>",
                                "\u0001\u0002",
                                "{\"a\": NaN}",
                                "[".repeat(100_000)));
        texts.add("x".repeat(OLD_LIMIT));
        texts.add("x".repeat(LIMIT));
        return texts;
    }

    /// An event that is as large as a message may be, by a field that nobody knows.
    static List<String> padded(String event) {
        return List.of(padded(event, OLD_LIMIT), padded(event, LIMIT));
    }

    private static String padded(String event, int size) {
        String before = event.substring(0, event.lastIndexOf('}')) + ",\"padding\":\"";
        return before + "x".repeat(size - before.length() - 2) + "\"}";
    }
}

package io.sessionvault.local.faults;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// Keys that S3 allows and that people forget: 1 to 1,024 bytes of UTF-8, any character but U+0000.
///
/// Source: S3 user guide, "Naming Amazon S3 objects".
final class PoisonKeys {
    private static final int MOST_BYTES = 1024;

    /// The ranges of code points that are picked from, one as often as the other.
    private static final int[][] RANGES = {
        {0x01, 0x1f}, // controls, which XML 1.0 cannot hold
        {0x20, 0x2f}, // punctuation: space % + & ' / .
        {0x3a, 0x40}, // : ; < = > ? @
        {0x5b, 0x60}, // [ \ ] ^ _ `
        {0x7b, 0x7f}, // { | } ~ and delete
        {0x80, 0x9f}, // more controls
        {0xa0, 0x17f}, // Latin
        {0x300, 0x36f}, // combining
        {0x590, 0x6ff}, // right to left
        {0x2000, 0x206f}, // widths, joiners, directions, line breaks
        {0x4e00, 0x9fff}, // Han
        {0xe000, 0xf8ff}, // private
        {0xfff0, 0xffff}, // specials, of which XML cannot hold the last two
        {0x10000, 0x10ffff}, // every plane above
        {0x1f300, 0x1faff}, // emoji
        {0xe0000, 0xe01ef}, // tags and variation selectors
    };

    /// Known for the trouble they make.
    static final List<String> KNOWN =
            List.of(
                    " ",
                    "+",
                    "%",
                    "%2F",
                    "%00",
                    "%zz",
                    "a b+c%20d",
                    "..",
                    ".",
                    "../../etc/passwd",
                    "./x",
                    "x/../y",
                    "x//y",
                    "x/",
                    "/x",
                    "//x",
                    "x?versionId=null",
                    "x#y",
                    "x&y=z;w",
                    "\\x",
                    "\"x\"",
                    "'x'",
                    "${jndi:ldap://x}",
                    "<x>&amp;]]>",
                    "x\r\ny",
                    "x\ty",
                    "\u0001",
                    "\u007f",
                    "\u0085",
                    "\u2028",
                    "\u202egol.x",
                    "\ufeffx",
                    "\uffff",
                    "e\u0301",
                    "\u00e9",
                    "\u05d0\u05d1",
                    "\ud83d\udc69\u200d\ud83d\udcbb",
                    "\udbff\udfff",
                    "x".repeat(MOST_BYTES),
                    "\ud83d\ude00".repeat(MOST_BYTES / 4));

    private final Random random;

    PoisonKeys(Random random) {
        this.random = random;
    }

    /// The next key, of at most 40 characters.
    String next() {
        StringBuilder key = new StringBuilder();
        for (int left = 1 + random.nextInt(40); left > 0; left--) {
            int[] range = RANGES[random.nextInt(RANGES.length)];
            key.appendCodePoint(random.nextInt(range[0], range[1] + 1));
        }
        return key.toString();
    }

    /// A key cut to as many bytes as S3 allows, between characters.
    static String fit(String key) {
        String fit = key;
        while (fit.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            fit = fit.substring(0, fit.offsetByCodePoints(fit.length(), -1));
        }
        return fit;
    }
}

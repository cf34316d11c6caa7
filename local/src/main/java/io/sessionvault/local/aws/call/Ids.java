package io.sessionvault.local.aws.call;

import java.util.Random;
import java.util.UUID;

/// Makes ids that look like those of AWS; the same sequence in every run.
public final class Ids {
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String LETTERS_AND_DIGITS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String HEX = "0123456789abcdef";

    private final Random random = new Random(20_261_123);

    /// A UUID in lower case.
    public synchronized String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /// A prefix followed by `length` letters and digits of base 32, e.g. `AROA` and 17 more.
    public synchronized String base32(String prefix, int length) {
        return prefix + pick(BASE_32, length);
    }

    /// `length` letters and digits.
    public synchronized String token(int length) {
        return pick(LETTERS_AND_DIGITS, length);
    }

    /// `length` hexadecimal digits in lower case.
    public synchronized String hex(int length) {
        return pick(HEX, length);
    }

    private String pick(String alphabet, int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}

package io.sessionvault.local.aws.s3;

import java.util.Comparator;

/// The order of the UTF-8 bytes of keys, in which S3 lists them, found without making the bytes.
final class KeyOrder implements Comparator<String> {
    @Override
    public int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return rank(a) - rank(b);
            }
        }
        return one.length() - other.length();
    }

    /// Surrogates stand for what comes after all other characters, whose code units are partly
    /// greater.
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + Character.MAX_VALUE : unit;
    }
}

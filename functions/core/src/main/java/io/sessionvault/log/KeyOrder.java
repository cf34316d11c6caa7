package io.sessionvault.log;

/// The order in which S3 lists keys: that of their UTF-8 bytes, which is that of their code points
/// and not that of Java's strings.
///
/// Source: S3 API reference, `ListObjectsV2` and `ListObjectVersions`.
public final class KeyOrder {
    private static final int MOST_BYTES = 1024;

    private KeyOrder() {}

    /// Compares two keys.
    public static int compare(String one, String other) {
        int at = 0;
        while (at < one.length() && at < other.length()) {
            int left = one.codePointAt(at);
            int right = other.codePointAt(at);
            if (left != right) {
                return Integer.compare(left, right);
            }
            at += Character.charCount(left);
        }
        return Integer.compare(one.length(), other.length());
    }

    /// A text shortly before `key` in that order: a listing that begins behind it begins with the
    /// key, or with one of the few that lie between.
    ///
    /// @param key a key, never empty
    public static String before(String key) {
        int last = key.codePointBefore(key.length());
        String head = key.substring(0, key.length() - Character.charCount(last));
        if (last == 0) {
            return head;
        }
        // Surrogates are no characters, and UTF-8 has none.
        int lower = last == Character.MAX_SURROGATE + 1 ? Character.MIN_SURROGATE - 1 : last - 1;
        String smaller = head + Character.toString(lower);
        // As a key's, a marker's length is limited.
        return bytes(smaller) < MOST_BYTES ? smaller + "~" : smaller;
    }

    private static int bytes(String key) {
        return key.codePoints()
                .map(each -> each < 0x80 ? 1 : each < 0x800 ? 2 : each < 0x10000 ? 3 : 4)
                .sum();
    }
}

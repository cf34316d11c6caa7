package io.sessionvault.local.aws.s3;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.EncodingType;

/// What both listings of a bucket have in common.
///
/// @param prefix what every key listed starts with
/// @param size how many items a page holds at most
/// @param isCoded whether keys are percent-encoded in the answer
record Listing(String prefix, int size, boolean isCoded) {
    private static final int MOST_KEYS = 1000;

    static Listing of(
            @Nullable String prefix, @Nullable Integer maxKeys, @Nullable EncodingType coding) {
        return new Listing(
                prefix == null ? "" : prefix,
                maxKeys == null ? MOST_KEYS : Math.clamp(maxKeys, 0, MOST_KEYS),
                coding == EncodingType.URL);
    }

    /// Whether a key is to be listed.
    boolean includes(String key) {
        return key.startsWith(prefix);
    }

    /// The keys from `from` on, and none before the first one that is to be listed. Those that are
    /// stand together at the head, for keys with the same prefix do.
    ///
    /// @param from where to start; null for the beginning
    /// @param isIncluded whether `from` itself belongs to it
    <V> NavigableMap<String, V> from(
            NavigableMap<String, V> all, @Nullable String from, boolean isIncluded) {
        if (from == null || all.comparator().compare(from, prefix) < 0) {
            return all.tailMap(prefix, true);
        }
        return all.tailMap(from, isIncluded);
    }

    /// A key as the answer tells it; nothing stays nothing.
    @Nullable String tell(@Nullable String key) {
        return key == null || !isCoded ? key : URLEncoder.encode(key, StandardCharsets.UTF_8);
    }
}

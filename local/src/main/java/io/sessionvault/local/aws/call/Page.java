package io.sessionvault.local.aws.call;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A part of a list, and the token that leads to the next part.
///
/// @param items what this page holds
/// @param next the token of the next page; null on the last page
public record Page<T>(List<T> items, @Nullable String next) {

    /// Cuts a page out of `all`.
    ///
    /// @param token the token of an earlier page; null for the first page
    /// @param asked how many items the caller asked for; null for no wish
    /// @param limit how many items a page holds at most, from 1
    /// @param wrong makes the error for a token that no page gave out
    public static <T> Page<T> of(
            List<T> all,
            @Nullable String token,
            @Nullable Integer asked,
            int limit,
            Function<String, AwsError> wrong) {
        int from = token == null ? 0 : offset(token, all.size(), wrong);
        int size = asked == null ? limit : Math.clamp(asked, 1, limit);
        int to = Math.min(all.size(), from + size);
        return new Page<>(List.copyOf(all.subList(from, to)), to < all.size() ? "p" + to : null);
    }

    private static int offset(String token, int size, Function<String, AwsError> wrong) {
        if (!token.matches("p[0-9]{1,6}")) {
            throw wrong.apply(token);
        }
        return Math.min(size, Integer.parseInt(token.substring(1)));
    }
}

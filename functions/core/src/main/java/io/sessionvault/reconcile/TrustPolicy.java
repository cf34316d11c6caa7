package io.sessionvault.reconcile;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who may assume a role, as far as its trust policy says so plainly.
public final class TrustPolicy {
    private TrustPolicy() {}

    /// Tells whether the trust policy allows an AWS service such as `ssm.amazonaws.com`. Conditions
    /// are not weighed: a role that the service may assume under a condition counts.
    ///
    /// @param document the trust policy, as parsed JSON
    /// @param service the service principal
    public static boolean trusts(Map<String, Object> document, String service) {
        return each(document.get("Statement")).stream()
                .anyMatch(statement ->
                        statement instanceof Map<?, ?> fields
                                && "Allow".equals(fields.get("Effect"))
                                && names(fields.get("Principal"), service));
    }

    /// Tells whether the trust policy lets whoever assumes the role give the session tags of its own.
    /// Conditions are not weighed, and what is not plainly excluded counts.
    ///
    /// Source: IAM user guide, "Pass session tags in AWS STS": `sts:TagSession`.
    ///
    /// @param document the trust policy, as parsed JSON
    public static boolean allowsTags(Map<String, Object> document) {
        return each(document.get("Statement")).stream()
                .anyMatch(statement ->
                        statement instanceof Map<?, ?> fields
                                && "Allow".equals(fields.get("Effect"))
                                && (fields.containsKey("NotAction")
                                        || each(fields.get("Action")).stream()
                                                .anyMatch(TrustPolicy::mayTag)));
    }

    private static boolean mayTag(Object action) {
        String text = action.toString().toLowerCase(Locale.ROOT);
        return text.contains("*") || text.contains("?") || text.equals("sts:tagsession");
    }

    private static boolean names(@Nullable Object principal, String service) {
        return "*".equals(principal)
                || (principal instanceof Map<?, ?> kinds
                        && each(kinds.get("Service")).contains(service));
    }

    /// A policy writes a list of one as the element itself, if it likes.
    private static List<?> each(@Nullable Object element) {
        return switch (element) {
            case null -> List.of();
            case List<?> list -> list;
            case Object single -> List.of(single);
        };
    }
}

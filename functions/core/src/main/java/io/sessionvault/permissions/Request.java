package io.sessionvault.permissions;

import java.util.Optional;

/// One question: may the caller do this on that resource?
///
/// @param action one action, as in `s3:PutObject`; no pattern
/// @param resource one ARN, or `*` for an action that knows no resources; no pattern: a `*` in it
///     is taken literally; empty for some resource of which nothing is known
public record Request(
        Caller caller, String action, Optional<String> resource, RequestContext context) {
    /// About one resource.
    public Request(Caller caller, String action, String resource, RequestContext context) {
        this(caller, action, Optional.of(resource), context);
    }

    /// Whether the caller may do this on any resource at all. What a statement says about some
    /// resources only cannot be told, so that the answer is a denial only where all are denied.
    public static Request onSomeResource(Caller caller, String action, RequestContext context) {
        return new Request(caller, action, Optional.empty(), context);
    }
}

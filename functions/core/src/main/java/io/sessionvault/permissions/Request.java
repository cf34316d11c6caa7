package io.sessionvault.permissions;

/// One question: may the caller do this on that resource?
///
/// @param action one action, as in `s3:PutObject`; no pattern
/// @param resource one ARN, or `*` for an action that knows no resources; no pattern: a `*` in it
///     is taken literally
public record Request(Caller caller, String action, String resource, RequestContext context) {}

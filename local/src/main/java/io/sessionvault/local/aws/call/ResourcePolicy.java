package io.sessionvault.local.aws.call;

/// The policy that a resource itself carries: a bucket's, a key's, or a role's trust.
///
/// @param document the policy as JSON
/// @param mustAllow whether it has to allow a call, whatever the caller's own policies allow
public record ResourcePolicy(String document, boolean mustAllow) {}

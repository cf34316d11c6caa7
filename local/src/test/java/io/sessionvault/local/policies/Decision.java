package io.sessionvault.local.policies;

/// What IAM answers.
enum Decision {
    ALLOWED,
    /// No statement allows it.
    IMPLICIT_DENY,
    /// A statement denies it, whatever others allow.
    EXPLICIT_DENY
}

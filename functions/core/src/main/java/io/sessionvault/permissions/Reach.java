package io.sessionvault.permissions;

/// How a statement of a resource's policy names its principal; what else must allow the request
/// depends on it.
///
/// Source: IAM user guide, "Policy evaluation for requests within a single account".
enum Reach {
    /// The account: its own policies decide.
    ACCOUNT,
    /// The role: its permissions boundary limits what is granted.
    ROLE,
    /// The user or the session of the role: nothing limits what is granted.
    ITSELF,
    /// Everybody: it is not said whether a permissions boundary limits what is granted.
    EVERYBODY
}

package io.sessionvault.permissions;

/// The kinds of policies that have a say in a request.
///
/// Where several deny, the first one in this order is named: a denial by service control policies
/// is told only where nothing else denies.
public enum Layer {
    /// The policies of the role, of the user, or of the user's groups.
    IDENTITY,
    /// The permissions boundary of the role or user.
    BOUNDARY,
    /// The resource's own policy.
    RESOURCE,
    /// The resource control policies of the resource's account.
    RESOURCE_CONTROL,
    /// The service control policies of the caller's account.
    SERVICE_CONTROL
}

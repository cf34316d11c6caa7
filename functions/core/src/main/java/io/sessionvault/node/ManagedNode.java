package io.sessionvault.node;

/// A node that Systems Manager manages in a Region.
///
/// @param id `i-...` for an instance of EC2, `mi-...` for any other
/// @param agentVersion what its agent says of itself, verbatim
/// @param isOnline whether Systems Manager has heard of it in the last minutes
public record ManagedNode(String id, String agentVersion, boolean isOnline) {
    /// Tells whether it is an instance of EC2, whose network can be looked at.
    public boolean isInEc2() {
        return id.startsWith("i-");
    }
}

package io.sessionvault.permissions;

import java.util.List;

/// One level of service control or resource control policies: the root, an organizational unit, or
/// the account itself.
///
/// Each level must allow a request on its own; a denial at any level denies it.
///
/// Source: Organizations user guide, "SCP evaluation"; "RCP evaluation".
///
/// @param name what people see, as in `ou-1 (Sandbox)`
/// @param policies the policies attached there
public record ControlLevel(String name, List<Policy> policies) {
    /// Copies the list.
    public ControlLevel {
        policies = List.copyOf(policies);
    }
}

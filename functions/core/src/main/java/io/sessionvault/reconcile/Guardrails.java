package io.sessionvault.reconcile;

import io.sessionvault.permissions.ControlLevel;
import java.util.List;
import java.util.Optional;

/// What the organization itself allows, as far as the vault may read it.
///
/// @param service the levels of service control policies that bind the account; none where none
///     apply or nobody could read them
/// @param resource the levels of resource control policies that bind the vault's bucket and keys;
///     likewise
/// @param unread why some could not be read; empty when all were
public record Guardrails(
        List<ControlLevel> service, List<ControlLevel> resource, Optional<ServiceError> unread) {
    /// Copies the levels.
    public Guardrails {
        service = List.copyOf(service);
        resource = List.copyOf(resource);
    }
}

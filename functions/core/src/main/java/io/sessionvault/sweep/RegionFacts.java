package io.sessionvault.sweep;

import io.sessionvault.reconcile.Observation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the sweep looks at in a Region beyond what a reconciliation does.
///
/// @param sessions its sessions
/// @param documents the account's Session documents other than the preferences
/// @param named the documents that its sessions name and that are not among these, by the name as
///     [Session#documentName] gives it; those left out that decide nothing by their content
/// @param hostManagement the value of the Default Host Management setting; empty where the
///     reconciliation looks at it
/// @param nodes its managed nodes and their network
public record RegionFacts(
        Observation<SessionHistory> sessions,
        Observation<List<SessionDocument>> documents,
        Map<String, SessionDocument> named,
        Optional<Observation<String>> hostManagement,
        Observation<NodeFacts> nodes) {
    /// Copies the documents.
    public RegionFacts {
        named = Map.copyOf(named);
    }
}

package io.sessionvault.sweep;

import io.sessionvault.reconcile.Observation;
import java.util.List;
import java.util.Optional;

/// What the sweep looks at in a Region beyond what a reconciliation does.
///
/// @param sessions its sessions
/// @param documents its Session documents other than the preferences
/// @param hostManagement the value of the Default Host Management setting; empty where the
///     reconciliation looks at it
public record RegionFacts(
        Observation<SessionHistory> sessions,
        Observation<List<SessionDocument>> documents,
        Optional<Observation<String>> hostManagement) {}

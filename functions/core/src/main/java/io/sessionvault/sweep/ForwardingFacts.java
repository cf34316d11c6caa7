package io.sessionvault.sweep;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.Observation;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// How the rules of an account stand that forward its changes to the vault.
///
/// @param bus the ARN of the vault's bus
/// @param preferences the rule of each governed Region
/// @param iam the rule for roles and their policies; empty where the account has not enabled the
///     Region in which it would be
public record ForwardingFacts(
        String bus,
        NavigableMap<RegionName, Observation<Forwarding>> preferences,
        Optional<Observation<Forwarding>> iam) {
    /// The Region in which IAM's events exist.
    ///
    /// Source: EventBridge user guide, "Events from AWS services": events of global services are in
    /// us-east-1 only.
    public static final RegionName IAM_EVENTS = new RegionName("us-east-1");

    /// Copies the Regions.
    public ForwardingFacts {
        preferences = Collections.unmodifiableNavigableMap(new TreeMap<>(preferences));
    }
}

package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What of one account can be let go.
///
/// @param identity the account's IAM side
/// @param regions the preferences of each Region that is let go, and of every other one where the
///     logging policy is to go, too
/// @param documents where the logging policy is to go, the texts of the account's other Session
///     documents in each Region, default and newest, by name
public record ObservedRelease(
        Observation<Identity> identity,
        NavigableMap<RegionName, Observation<ObservedHistory>> regions,
        NavigableMap<RegionName, Observation<Map<String, List<ObservedHistory.Text>>>> documents) {
    /// Copies the Regions.
    public ObservedRelease {
        documents = Collections.unmodifiableNavigableMap(new TreeMap<>(documents));
        regions = Collections.unmodifiableNavigableMap(new TreeMap<>(regions));
    }

    /// How the logging policy stands in an account.
    ///
    /// @param policy the policy; empty when there is none
    /// @param attached the roles to which it is attached
    /// @param inline the roles in which it stands, each with what stands there
    /// @param beside who else has it, such as `user jane`
    /// @param closed the Regions in which service control policies let nobody open a session, each
    ///     with what denies it
    public record Identity(
            Optional<ObservedIdentity.Policy> policy,
            List<String> attached,
            NavigableMap<String, Map<String, Object>> inline,
            List<String> beside,
            NavigableMap<RegionName, String> closed) {
        /// Copies the collections.
        public Identity {
            attached = List.copyOf(attached);
            beside = List.copyOf(beside);
            inline = Collections.unmodifiableNavigableMap(new TreeMap<>(inline));
            closed = Collections.unmodifiableNavigableMap(new TreeMap<>(closed));
        }

        boolean isEmpty() {
            return policy.isEmpty() && attached.isEmpty() && inline.isEmpty();
        }
    }
}

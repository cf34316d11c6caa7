package io.sessionvault.sweep;

import io.sessionvault.node.ManagedNode;
import io.sessionvault.node.Network;
import io.sessionvault.reconcile.Observation;
import java.util.List;

/// The managed nodes of an account in a Region.
///
/// @param nodes all of them
/// @param network the network around those that are instances of EC2; empty where there are none
public record NodeFacts(List<ManagedNode> nodes, Observation<Network> network) {
    /// Of a Region without nodes.
    public static final NodeFacts NONE =
            new NodeFacts(List.of(), new Observation.Seen<>(Network.NONE));

    /// Copies the nodes.
    public NodeFacts {
        nodes = List.copyOf(nodes);
    }
}

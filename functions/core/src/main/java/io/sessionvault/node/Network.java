package io.sessionvault.node;

import java.util.List;
import java.util.Set;

/// The network around the managed nodes of an account in a Region, as EC2 tells it.
///
/// @param instances the nodes that are instances
/// @param tables the route tables of their VPCs
/// @param endpoints the endpoints of their VPCs
public record Network(List<Instance> instances, List<RouteTable> tables, List<Endpoint> endpoints) {
    /// Of a Region without nodes.
    public static final Network NONE = new Network(List.of(), List.of(), List.of());

    /// Copies the lists.
    public Network {
        instances = List.copyOf(instances);
        tables = List.copyOf(tables);
        endpoints = List.copyOf(endpoints);
    }

    /// A subnet and its VPC.
    public record Place(String vpc, String subnet) {}

    /// An instance.
    ///
    /// @param id `i-...`
    /// @param places where its network interfaces are, the primary one first
    public record Instance(String id, List<Place> places) {
        /// Copies the places.
        public Instance {
            places = List.copyOf(places);
        }
    }

    /// A route table.
    ///
    /// @param id `rtb-...`
    /// @param vpc its VPC
    /// @param isOwn whether the account owns it, and so sees the endpoints of its VPC
    /// @param isMain whether it is that of the subnets without one of their own
    /// @param subnets the subnets that it was given to
    /// @param routes its routes
    public record RouteTable(
            String id,
            String vpc,
            boolean isOwn,
            boolean isMain,
            Set<String> subnets,
            List<Route> routes) {
        /// Copies the collections.
        public RouteTable {
            subnets = Set.copyOf(subnets);
            routes = List.copyOf(routes);
        }
    }

    /// A route.
    ///
    /// @param target where it leads: `local` or the id of a gateway, an interface, an endpoint...;
    ///     empty when it is of a kind that is not known here
    /// @param isBlackhole whether its target is gone
    public record Route(String target, boolean isBlackhole) {}

    /// An endpoint.
    ///
    /// @param id `vpce-...`
    /// @param vpc its VPC
    /// @param service the service's name, such as `com.amazonaws.eu-central-1.kms`
    /// @param kind how it is reached
    /// @param isAvailable whether it serves
    public record Endpoint(String id, String vpc, String service, Kind kind, boolean isAvailable) {}

    /// How an endpoint is reached.
    public sealed interface Kind {
        /// By routes.
        ///
        /// @param tables the ids of the route tables that have them
        record Gateway(Set<String> tables) implements Kind {
            /// Copies the ids.
            public Gateway {
                tables = Set.copyOf(tables);
            }
        }

        /// By an address in the VPC.
        ///
        /// @param hasPrivateDns whether the service's usual name leads there for the VPC's nodes
        record Interface(boolean hasPrivateDns) implements Kind {}

        /// Otherwise, as for no service of AWS.
        record Other() implements Kind {}
    }
}

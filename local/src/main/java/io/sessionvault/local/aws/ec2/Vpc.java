package io.sessionvault.local.aws.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A VPC with its route tables and endpoints.
///
/// @param id `vpc-...`
/// @param owner the 12 digits of the account that owns it; empty for the one in which it is
/// @param tables its route tables
/// @param endpoints its endpoints
public record Vpc(String id, String owner, List<RouteTable> tables, List<Endpoint> endpoints) {
    private static final Route LOCAL = new Route("10.0.0.0/16", "gatewayId", "local", "active");

    /// Copies the lists.
    public Vpc {
        tables = List.copyOf(tables);
        endpoints = List.copyOf(endpoints);
    }

    /// A route table.
    ///
    /// @param id `rtb-...`
    /// @param isMain whether it is that of the subnets without one of their own
    /// @param subnets the subnets that it was given to
    /// @param routes its routes
    public record RouteTable(String id, boolean isMain, Set<String> subnets, List<Route> routes) {
        /// Copies the collections.
        public RouteTable {
            subnets = Set.copyOf(subnets);
            routes = List.copyOf(routes);
        }
    }

    /// A route.
    ///
    /// @param destination a block of addresses, or the id of a prefix list
    /// @param kind the element in which its target stands, such as `natGatewayId`
    /// @param target where it leads
    /// @param state `active` or `blackhole`
    public record Route(String destination, String kind, String target, String state) {}

    /// An endpoint.
    ///
    /// @param id `vpce-...`
    /// @param type `Interface` or `Gateway`
    /// @param service the service's name, such as `com.amazonaws.eu-west-1.kms`
    /// @param hasPrivateDns whether an interface has the service's usual name
    /// @param tables the route tables of a gateway
    public record Endpoint(
            String id, String type, String service, boolean hasPrivateDns, Set<String> tables) {
        /// Copies the tables.
        public Endpoint {
            tables = Set.copyOf(tables);
        }
    }

    /// A VPC of which all subnets lead to the internet.
    public static Vpc open(String id) {
        return of(id, LOCAL, new Route("0.0.0.0/0", "gatewayId", "igw-1", "active"));
    }

    /// A VPC that nothing leaves.
    public static Vpc closed(String id) {
        return of(id, LOCAL);
    }

    private static Vpc of(String id, Route... routes) {
        return new Vpc(
                id,
                "",
                List.of(new RouteTable("rtb-main", true, Set.of(), List.of(routes))),
                List.of());
    }

    /// The same VPC with interface endpoints more.
    ///
    /// @param services the services' names
    public Vpc with(String... services) {
        List<Endpoint> all = new ArrayList<>(endpoints);
        for (String service : services) {
            all.add(new Endpoint("vpce-" + all.size(), "Interface", service, true, Set.of()));
        }
        return new Vpc(id, owner, tables, all);
    }

    /// The same VPC with one endpoint more.
    public Vpc with(Endpoint endpoint) {
        List<Endpoint> all = new ArrayList<>(endpoints);
        all.add(endpoint);
        return new Vpc(id, owner, tables, all);
    }
}

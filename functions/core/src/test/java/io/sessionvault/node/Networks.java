package io.sessionvault.node;

import io.sessionvault.node.Network.Endpoint;
import io.sessionvault.node.Network.Instance;
import io.sessionvault.node.Network.Kind;
import io.sessionvault.node.Network.Place;
import io.sessionvault.node.Network.Route;
import io.sessionvault.node.Network.RouteTable;
import java.util.List;
import java.util.Set;

/// Parts of networks in `eu-west-1` for tests.
public final class Networks {
    /// The route that each table has.
    public static final Route LOCAL = new Route("local", false);

    private Networks() {}

    /// An instance in a subnet of `vpc-1`.
    public static Instance instance(String id, String subnet) {
        return new Instance(id, List.of(new Place("vpc-1", subnet)));
    }

    /// The main route table of `vpc-1`, the account's own.
    public static RouteTable main(Route... routes) {
        return new RouteTable("rtb-main", "vpc-1", true, true, Set.of(), List.of(routes));
    }

    /// Another route table of `vpc-1`, of a subnet.
    public static RouteTable table(String id, String subnet, Route... routes) {
        return new RouteTable(id, "vpc-1", true, false, Set.of(subnet), List.of(routes));
    }

    /// An interface endpoint in `vpc-1` that serves, with private DNS.
    public static Endpoint endpoint(String service) {
        return endpoint(service, new Kind.Interface(true));
    }

    /// An endpoint in `vpc-1` that serves.
    public static Endpoint endpoint(String service, Kind kind) {
        return new Endpoint(
                "vpce-" + service, "vpc-1", "com.amazonaws.eu-west-1." + service, kind, true);
    }

    /// A network.
    public static Network network(
            Instance instance, List<RouteTable> tables, Endpoint... endpoints) {
        return new Network(List.of(instance), tables, List.of(endpoints));
    }
}

package io.sessionvault.local.aws.ec2;

import io.sessionvault.local.aws.call.Page;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// What EC2 tells, in its elements. No name here has a character that XML would not take.
///
/// Source: EC2 API reference, examples of the operations.
final class Ec2Xml {
    private Ec2Xml() {}

    static String list(String name, Page<String> page) {
        String next = page.next();
        return items(name, page.items()) + (next == null ? "" : element("nextToken", next));
    }

    static String reservation(Instance instance) {
        String place = element("subnetId", instance.subnet()) + element("vpcId", instance.vpc());
        return element("reservationId", "r-" + instance.id())
                + items(
                        "instancesSet",
                        List.of(
                                element("instanceId", instance.id())
                                        + element("instanceState", element("name", "running"))
                                        + place
                                        + items("networkInterfaceSet", List.of(place))));
    }

    static List<String> routeTables(Vpc vpc, String account) {
        return vpc.tables().stream()
                .map(table ->
                        element("routeTableId", table.id())
                                + element("vpcId", vpc.id())
                                + element("ownerId", vpc.owner().isEmpty() ? account : vpc.owner())
                                + items(
                                        "routeSet",
                                        table.routes().stream().map(Ec2Xml::route).toList())
                                + items("associationSet", associations(table)))
                .toList();
    }

    private static String route(Vpc.Route route) {
        return element(
                        route.destination().startsWith("pl-")
                                ? "destinationPrefixListId"
                                : "destinationCidrBlock",
                        route.destination())
                + element(route.kind(), route.target())
                + element("state", route.state());
    }

    private static List<String> associations(Vpc.RouteTable table) {
        if (table.isMain()) {
            return List.of(element("main", "true"));
        }
        return table.subnets().stream()
                .sorted()
                .map(subnet -> element("subnetId", subnet) + element("main", "false"))
                .toList();
    }

    static List<String> endpoints(Vpc vpc) {
        return vpc.endpoints().stream()
                .map(endpoint ->
                        element("vpcEndpointId", endpoint.id())
                                + element("vpcEndpointType", endpoint.type())
                                + element("vpcId", vpc.id())
                                + element("serviceName", endpoint.service())
                                + element("state", "available")
                                + element(
                                        "privateDnsEnabled",
                                        Boolean.toString(endpoint.hasPrivateDns()))
                                + items("routeTableIdSet", endpoint.tables()))
                .toList();
    }

    private static String items(String name, Collection<String> items) {
        return element(
                name,
                items.stream().map(item -> element("item", item)).collect(Collectors.joining()));
    }

    private static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }
}

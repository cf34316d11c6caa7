package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.node.Network;
import io.sessionvault.node.Network.Endpoint;
import io.sessionvault.node.Network.Instance;
import io.sessionvault.node.Network.Kind;
import io.sessionvault.node.Network.Place;
import io.sessionvault.node.Network.Route;
import io.sessionvault.node.Network.RouteTable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// Reads the network around the managed nodes of an account in one Region.
///
/// Source: EC2 API reference, `DescribeInstances`, `DescribeRouteTables`, `DescribeVpcEndpoints`;
/// "Query requests": a filter has at most 200 values. Nodes are filtered for and not named, since an
/// id that is not known is an error.
final class NetworkReader {
    private static final int MOST_VALUES = 200;
    private static final String MOST_RESULTS = "1000";
    private static final String MOST_TABLES = "100";
    private static final Set<String> GONE =
            Set.of("shutting-down", "terminated", "stopping", "stopped");

    /// Where a route can lead to, beside what has a name of its own.
    private static final List<String> TARGETS =
            List.of(
                    "gatewayId",
                    "natGatewayId",
                    "transitGatewayId",
                    "vpcPeeringConnectionId",
                    "networkInterfaceId",
                    "instanceId",
                    "egressOnlyInternetGatewayId",
                    "carrierGatewayId",
                    "localGatewayId",
                    "coreNetworkArn");

    private final Ec2Calls ec2;
    private final AccountId account;

    /// @param account the account that is looked at
    NetworkReader(Ec2Calls ec2, AccountId account) {
        this.ec2 = ec2;
        this.account = account;
    }

    /// @param ids the ids of the nodes that are instances
    /// @throws software.amazon.awssdk.core.exception.SdkException when it cannot be read
    Network read(Collection<String> ids) {
        List<Instance> instances = instances(ids);
        NavigableSet<String> vpcs =
                instances.stream()
                        .flatMap(instance -> instance.places().stream())
                        .map(Place::vpc)
                        .collect(Collectors.toCollection(TreeSet::new));
        return new Network(instances, routeTables(vpcs), endpoints(vpcs));
    }

    private List<Instance> instances(Collection<String> ids) {
        return filtered(
                        "instance-id",
                        ids,
                        MOST_RESULTS,
                        parameters -> ec2.list("DescribeInstances", "reservationSet", parameters))
                .flatMap(reservation -> reservation.members("instancesSet").stream())
                .filter(NetworkReader::isThere)
                .map(instance -> new Instance(instance.textOf("instanceId"), places(instance)))
                .toList();
    }

    private static boolean isThere(XmlElement instance) {
        return instance.children().stream()
                .filter(child -> child.name().equals("instanceState"))
                .noneMatch(state -> GONE.contains(state.textOf("name")));
    }

    private static List<Place> places(XmlElement instance) {
        return Stream.concat(Stream.of(instance), instance.members("networkInterfaceSet").stream())
                .map(place -> new Place(place.textOf("vpcId"), place.textOf("subnetId")))
                .filter(place -> !place.vpc().isEmpty())
                .distinct()
                .toList();
    }

    private List<RouteTable> routeTables(Collection<String> vpcs) {
        return filtered(
                        "vpc-id",
                        vpcs,
                        MOST_TABLES,
                        parameters -> ec2.list("DescribeRouteTables", "routeTableSet", parameters))
                .map(this::routeTable)
                .toList();
    }

    private RouteTable routeTable(XmlElement table) {
        List<XmlElement> associations = table.members("associationSet");
        String owner = table.textOf("ownerId");
        return new RouteTable(
                table.textOf("routeTableId"),
                table.textOf("vpcId"),
                owner.isEmpty() || owner.equals(account.value()),
                associations.stream().anyMatch(each -> each.textOf("main").equals("true")),
                associations.stream()
                        .map(each -> each.textOf("subnetId"))
                        .filter(subnet -> !subnet.isEmpty())
                        .collect(Collectors.toSet()),
                table.members("routeSet").stream().map(NetworkReader::route).toList());
    }

    private static Route route(XmlElement route) {
        return new Route(
                TARGETS.stream()
                        .map(route::textOf)
                        .filter(target -> !target.isEmpty())
                        .findFirst()
                        .orElse(""),
                route.textOf("state").equals("blackhole"));
    }

    private List<Endpoint> endpoints(Collection<String> vpcs) {
        return filtered(
                        "vpc-id",
                        vpcs,
                        MOST_RESULTS,
                        parameters ->
                                ec2.list("DescribeVpcEndpoints", "vpcEndpointSet", parameters))
                .map(endpoint ->
                        new Endpoint(
                                endpoint.textOf("vpcEndpointId"),
                                endpoint.textOf("vpcId"),
                                endpoint.textOf("serviceName"),
                                kind(endpoint),
                                is("available", endpoint.textOf("state"))))
                .toList();
    }

    private static Kind kind(XmlElement endpoint) {
        return switch (endpoint.textOf("vpcEndpointType").toLowerCase(Locale.ROOT)) {
            // The type that an endpoint has by default.
            case "gateway", "" ->
                    new Kind.Gateway(
                            endpoint.members("routeTableIdSet").stream()
                                    .map(XmlElement::text)
                                    .collect(Collectors.toSet()));
            case "interface" -> new Kind.Interface(hasPrivateDns(endpoint));
            // A string of AWS, of which there may be more one day.
            default -> new Kind.Other();
        };
    }

    /// Names may lead to an endpoint for those only who ask from outside of the VPC.
    private static boolean hasPrivateDns(XmlElement endpoint) {
        return is("true", endpoint.textOf("privateDnsEnabled"))
                && endpoint.children().stream()
                        .filter(child -> child.name().equals("dnsOptions"))
                        .noneMatch(options ->
                                is(
                                        "true",
                                        options.textOf(
                                                "privateDnsOnlyForInboundResolverEndpoint")));
    }

    private static boolean is(String expected, String text) {
        return expected.equalsIgnoreCase(text);
    }

    /// What a listing has of some values of a filter.
    private static Stream<XmlElement> filtered(
            String filter,
            Collection<String> values,
            String mostResults,
            Function<Map<String, String>, List<XmlElement>> list) {
        return values.stream()
                .gather(Gatherers.windowFixed(MOST_VALUES))
                .flatMap(some -> {
                    Map<String, String> parameters = new LinkedHashMap<>();
                    parameters.put("MaxResults", mostResults);
                    parameters.put("Filter.1.Name", filter);
                    for (int number = 1; number <= some.size(); number++) {
                        parameters.put("Filter.1.Value." + number, some.get(number - 1));
                    }
                    return list.apply(parameters).stream();
                });
    }
}

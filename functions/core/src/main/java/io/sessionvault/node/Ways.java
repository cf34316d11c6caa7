package io.sessionvault.node;

import io.sessionvault.account.RegionName;
import io.sessionvault.node.Network.Endpoint;
import io.sessionvault.node.Network.Instance;
import io.sessionvault.node.Network.Kind;
import io.sessionvault.node.Network.Place;
import io.sessionvault.node.Network.Route;
import io.sessionvault.node.Network.RouteTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The judge of networks: which managed nodes can reach the services of a session on no way.
///
/// Where a way may exist there is none missing: behind any route that leaves the VPC there may be
/// one. Names that somebody resolves otherwise, security groups, network ACLs and the policies of
/// endpoints are not looked at.
///
/// Source: VPC user guide, "Subnet route tables"; AWS PrivateLink guide, "Gateway endpoints" and
/// "Private DNS"; docs/decisions/0046.
public final class Ways {
    private static final String ENDPOINT = "vpce-";

    private final Network network;
    private final Need need;
    private final Set<String> gatewayEndpoints;

    /// What an agent calls.
    public enum Service {
        /// Where the log goes, and what is asked for before each session.
        S3,
        /// What decrypts the key of a session's stream.
        KMS,
        /// Systems Manager.
        SSM,
        /// The channel of sessions.
        SSMMESSAGES;

        /// The name at the end of an endpoint's service name.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What the nodes of a Region need.
    ///
    /// @param nodes the nodes' Region, in which agents call all but S3
    /// @param bucket the Region of the vault's bucket
    /// @param isEncrypted whether sessions are encrypted with a key
    /// @param online the ids of the nodes of which Systems Manager hears, which reach it whatever
    ///     their network looks like
    public record Need(
            RegionName nodes, RegionName bucket, boolean isEncrypted, Set<String> online) {
        /// Copies the ids.
        public Need {
            online = Set.copyOf(online);
        }
    }

    /// The nodes of a VPC that cannot reach something.
    ///
    /// @param vpc the VPC
    /// @param missing what at least one of them cannot reach
    /// @param subnets where they are
    /// @param nodes their ids
    public record Gap(
            String vpc,
            NavigableSet<Service> missing,
            NavigableSet<String> subnets,
            NavigableSet<String> nodes) {
        /// Copies the sets.
        public Gap {
            missing = Collections.unmodifiableNavigableSet(new TreeSet<>(missing));
            subnets = Collections.unmodifiableNavigableSet(new TreeSet<>(subnets));
            nodes = Collections.unmodifiableNavigableSet(new TreeSet<>(nodes));
        }

        private static Gap of(String vpc, List<Lack> lacks) {
            NavigableSet<Service> missing = new TreeSet<>();
            NavigableSet<String> subnets = new TreeSet<>();
            NavigableSet<String> nodes = new TreeSet<>();
            for (Lack lack : lacks) {
                missing.addAll(lack.missing());
                subnets.add(lack.place().subnet());
                nodes.add(lack.node());
            }
            return new Gap(vpc, missing, subnets, nodes);
        }
    }

    private record Lack(String node, Place place, Set<Service> missing) {}

    /// What was found.
    ///
    /// @param gaps by VPC
    /// @param unjudged the nodes of which it cannot be told: their route table is not shown, or
    ///     their VPC is another account's, whose endpoints are not
    public record Result(List<Gap> gaps, List<String> unjudged) {}

    private Ways(Network network, Need need) {
        this.network = network;
        this.need = need;
        this.gatewayEndpoints =
                network.endpoints().stream()
                        .filter(endpoint -> endpoint.kind() instanceof Kind.Gateway)
                        .map(Endpoint::id)
                        .collect(Collectors.toSet());
    }

    /// Judges a Region's network.
    public static Result judge(Network network, Need need) {
        return new Ways(network, need).judge();
    }

    private Result judge() {
        Map<String, List<Lack>> lacks = new TreeMap<>();
        List<String> unjudged = new ArrayList<>();
        for (Instance instance : network.instances()) {
            List<Optional<Set<Service>>> places =
                    instance.places().stream().distinct().map(this::missing).toList();
            Set<Service> missing = needed();
            if (need.online().contains(instance.id())) {
                missing.remove(Service.SSM);
            }
            places.forEach(place -> place.ifPresent(missing::retainAll));
            if (places.isEmpty() || missing.isEmpty()) {
                continue;
            }
            if (places.stream().anyMatch(Optional::isEmpty)) {
                unjudged.add(instance.id());
            } else {
                Place primary = instance.places().getFirst();
                lacks.computeIfAbsent(primary.vpc(), _ -> new ArrayList<>())
                        .add(new Lack(instance.id(), primary, missing));
            }
        }
        return new Result(
                lacks.entrySet().stream().map(vpc -> Gap.of(vpc.getKey(), vpc.getValue())).toList(),
                unjudged.stream().sorted().toList());
    }

    private Set<Service> needed() {
        Set<Service> all = EnumSet.allOf(Service.class);
        if (!need.isEncrypted()) {
            all.remove(Service.KMS);
        }
        return all;
    }

    /// What cannot be reached from a subnet; empty when nobody can tell.
    private Optional<Set<Service>> missing(Place place) {
        return tableOf(place)
                .flatMap(table -> {
                    Set<Service> missing = EnumSet.noneOf(Service.class);
                    if (table.routes().stream().noneMatch(route -> leads(table, route))) {
                        missing.addAll(needed());
                        missing.removeIf(service -> hasEndpoint(place, table, service));
                    }
                    return table.isOwn() || missing.isEmpty()
                            ? Optional.of(missing)
                            : Optional.empty();
                });
    }

    private Optional<RouteTable> tableOf(Place place) {
        List<RouteTable> tables =
                network.tables().stream().filter(table -> table.vpc().equals(place.vpc())).toList();
        return tables.stream()
                .filter(table -> table.subnets().contains(place.subnet()))
                .findFirst()
                .or(() -> tables.stream().filter(RouteTable::isMain).findFirst());
    }

    /// Tells whether there may be a way behind a route. A route to an endpoint may be one to a
    /// firewall; those to S3 and DynamoDB end there. In another account's table nobody can tell which
    /// of them it is.
    private boolean leads(RouteTable table, Route route) {
        return !route.isBlackhole()
                && (table.isOwn() || !route.target().startsWith(ENDPOINT))
                && !route.target().equals("local")
                && !gatewayEndpoints.contains(route.target());
    }

    private boolean hasEndpoint(Place place, RouteTable table, Service service) {
        return network.endpoints().stream()
                .filter(endpoint -> endpoint.vpc().equals(place.vpc()) && endpoint.isAvailable())
                .anyMatch(endpoint -> serves(endpoint, table, service));
    }

    /// A gateway endpoint reaches the buckets of its own Region. An interface endpoint of S3 of the
    /// bucket's Region may be made in another one; that an agent finds its way over it nobody has
    /// tried, so it counts as a way.
    private boolean serves(Endpoint endpoint, RouteTable table, Service service) {
        RegionName region = service == Service.S3 ? need.bucket() : need.nodes();
        if (!endpoint.service().endsWith("." + region.value() + "." + service.label())) {
            return false;
        }
        return switch (endpoint.kind()) {
            case Kind.Interface(boolean hasPrivateDns) -> hasPrivateDns;
            case Kind.Gateway(Set<String> tables) -> tables.contains(table.id());
            case Kind.Other() -> false;
        };
    }
}

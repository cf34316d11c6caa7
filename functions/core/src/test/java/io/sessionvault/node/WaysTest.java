package io.sessionvault.node;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.node.Networks.LOCAL;
import static io.sessionvault.node.Networks.endpoint;
import static io.sessionvault.node.Networks.instance;
import static io.sessionvault.node.Networks.main;
import static io.sessionvault.node.Networks.network;
import static io.sessionvault.node.Networks.table;
import static io.sessionvault.node.Ways.Service.KMS;
import static io.sessionvault.node.Ways.Service.S3;
import static io.sessionvault.node.Ways.Service.SSM;
import static io.sessionvault.node.Ways.Service.SSMMESSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.node.Network.Endpoint;
import io.sessionvault.node.Network.Instance;
import io.sessionvault.node.Network.Kind;
import io.sessionvault.node.Network.Place;
import io.sessionvault.node.Network.Route;
import io.sessionvault.node.Network.RouteTable;
import io.sessionvault.node.Ways.Gap;
import io.sessionvault.node.Ways.Need;
import io.sessionvault.node.Ways.Service;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who cannot reach what, and where it cannot be told.
class WaysTest {
    private static final Need HERE = new Need(IRELAND, IRELAND, true, Set.of());
    private static final Need BUCKET_ELSEWHERE = new Need(IRELAND, FRANKFURT, true, Set.of());
    private static final Instance NODE = instance("i-1", "subnet-1");
    private static final Kind GATEWAY = new Kind.Gateway(Set.of("rtb-main"));
    private static final Endpoint[] ALL_BUT_S3 = {
        endpoint("kms"), endpoint("ssm"), endpoint("ssmmessages")
    };

    @Test
    void aSubnetWithoutRoutesAndEndpointsReachesNothing() {
        assertThat(Ways.judge(network(NODE, List.of(main(LOCAL))), HERE))
                .isEqualTo(
                        new Ways.Result(
                                List.of(gap("vpc-1", "subnet-1", "i-1", S3, KMS, SSM, SSMMESSAGES)),
                                List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "igw-1",
                "nat-1",
                "tgw-1",
                "vgw-1",
                "pcx-1",
                "eni-1",
                "eigw-1",
                "vpce-firewall",
                ""
            })
    void behindAnyRouteThatLeavesTheVpcThereMayBeAWay(String target) {
        assertThat(missing(main(LOCAL, new Route(target, false)))).isEmpty();
    }

    @Test
    void aRouteWhoseTargetIsGoneIsNoWay() {
        assertThat(missing(main(LOCAL, new Route("nat-1", true))))
                .containsExactly(S3, KMS, SSM, SSMMESSAGES);
    }

    @Test
    void theRouteOfAGatewayEndpointLeadsToNothingElse() {
        Endpoint dynamodb = endpoint("dynamodb", GATEWAY);

        assertThat(missing(main(LOCAL, new Route(dynamodb.id(), false)), dynamodb))
                .containsExactly(S3, KMS, SSM, SSMMESSAGES);
    }

    @Test
    void endpointsOfAllServicesAreAWay() {
        assertThat(missing(main(LOCAL), with(ALL_BUT_S3, endpoint("s3")))).isEmpty();
        assertThat(missing(main(LOCAL), with(ALL_BUT_S3, endpoint("s3", GATEWAY)))).isEmpty();
    }

    @Test
    void withoutSessionKeyNobodyNeedsKms() {
        Network network = network(NODE, List.of(main(LOCAL)));

        assertThat(missing(network, new Need(IRELAND, IRELAND, false, Set.of())))
                .containsExactly(S3, SSM, SSMMESSAGES);
    }

    @Test
    void anEndpointThatDoesNotServeOrHasNoPrivateNamesIsNoWay() {
        Endpoint pending =
                new Endpoint(
                        "vpce-1",
                        "vpc-1",
                        "com.amazonaws.eu-west-1.kms",
                        new Kind.Interface(true),
                        false);

        assertThat(missing(main(LOCAL), pending)).contains(KMS);
        assertThat(missing(main(LOCAL), endpoint("kms", new Kind.Interface(false)))).contains(KMS);
        assertThat(missing(main(LOCAL), endpoint("kms", new Kind.Other()))).contains(KMS);
        assertThat(missing(main(LOCAL), endpoint("kms-fips"))).contains(KMS);
    }

    @Test
    void anEndpointOfAnotherVpcIsNoWay() {
        Endpoint foreign =
                new Endpoint(
                        "vpce-1",
                        "vpc-2",
                        "com.amazonaws.eu-west-1.kms",
                        new Kind.Interface(true),
                        true);

        assertThat(missing(main(LOCAL), foreign)).contains(KMS);
    }

    @Test
    void theGatewayOfAnotherRouteTableIsNoWay() {
        Network network =
                network(
                        NODE,
                        List.of(main(LOCAL), table("rtb-2", "subnet-1", LOCAL)),
                        with(ALL_BUT_S3, endpoint("s3", GATEWAY)));

        assertThat(missing(network, HERE)).containsExactly(S3);
    }

    @Test
    void aGatewayReachesBucketsOfItsOwnRegionOnly() {
        assertThat(
                        missing(
                                network(
                                        NODE,
                                        List.of(main(LOCAL)),
                                        with(ALL_BUT_S3, endpoint("s3", GATEWAY))),
                                BUCKET_ELSEWHERE))
                .containsExactly(S3);
        assertThat(
                        missing(
                                network(
                                        NODE,
                                        List.of(main(LOCAL)),
                                        with(ALL_BUT_S3, endpoint("s3"))),
                                BUCKET_ELSEWHERE))
                .containsExactly(S3);
    }

    @Test
    void anInterfaceOfTheBucketsRegionMayBeAWay() {
        Endpoint crossRegion =
                new Endpoint(
                        "vpce-1",
                        "vpc-1",
                        "com.amazonaws.eu-central-1.s3",
                        new Kind.Interface(true),
                        true);

        assertThat(
                        missing(
                                network(NODE, List.of(main(LOCAL)), with(ALL_BUT_S3, crossRegion)),
                                BUCKET_ELSEWHERE))
                .isEmpty();
    }

    @Test
    void kmsIsCalledInTheNodesOwnRegion() {
        Endpoint elsewhere =
                new Endpoint(
                        "vpce-1",
                        "vpc-1",
                        "com.amazonaws.eu-central-1.kms",
                        new Kind.Interface(true),
                        true);

        assertThat(missing(network(NODE, List.of(main(LOCAL)), elsewhere), BUCKET_ELSEWHERE))
                .contains(KMS);
    }

    @Test
    void aTableOfItsOwnCountsBeforeTheMainOne() {
        RouteTable open = main(LOCAL, new Route("igw-1", false));

        assertThat(missing(network(NODE, List.of(open, table("rtb-2", "subnet-1", LOCAL))), HERE))
                .isNotEmpty();
        assertThat(missing(network(NODE, List.of(open, table("rtb-2", "subnet-9", LOCAL))), HERE))
                .isEmpty();
        assertThat(
                        missing(
                                network(
                                        NODE,
                                        List.of(
                                                main(LOCAL),
                                                table(
                                                        "rtb-2",
                                                        "subnet-1",
                                                        new Route("nat-1", false)))),
                                HERE))
                .isEmpty();
    }

    @Test
    void withoutATableItCannotBeTold() {
        RouteTable other =
                new RouteTable("rtb-9", "vpc-9", true, true, Set.of("subnet-1"), List.of(LOCAL));

        assertThat(Ways.judge(network(NODE, List.of()), HERE))
                .isEqualTo(new Ways.Result(List.of(), List.of("i-1")));
        assertThat(Ways.judge(network(NODE, List.of(other)), HERE))
                .isEqualTo(new Ways.Result(List.of(), List.of("i-1")));
    }

    @Test
    void aVpcOfAnotherAccountCanBeToldOnlyWhereAWayIsSeen() {
        RouteTable closed = new RouteTable("rtb-1", "vpc-1", false, true, Set.of(), List.of(LOCAL));
        RouteTable open =
                new RouteTable(
                        "rtb-1",
                        "vpc-1",
                        false,
                        true,
                        Set.of(),
                        List.of(new Route("tgw-1", false)));
        RouteTable toAnEndpoint =
                new RouteTable(
                        "rtb-1",
                        "vpc-1",
                        false,
                        true,
                        Set.of(),
                        List.of(LOCAL, new Route("vpce-0a", false)));

        assertThat(Ways.judge(network(NODE, List.of(closed)), HERE).unjudged())
                .containsExactly("i-1");
        assertThat(Ways.judge(network(NODE, List.of(toAnEndpoint)), HERE).unjudged())
                .as("S3's or a firewall's, of which the owner's are not shown")
                .containsExactly("i-1");
        assertThat(Ways.judge(network(NODE, List.of(open)), HERE))
                .isEqualTo(new Ways.Result(List.of(), List.of()));
        assertThat(
                        Ways.judge(
                                network(NODE, List.of(closed), with(ALL_BUT_S3, endpoint("s3"))),
                                HERE))
                .isEqualTo(new Ways.Result(List.of(), List.of()));
    }

    /// Names may lead to an endpoint in a way that is not looked at.
    @Test
    void whoIsHeardOfReachesSystemsManager() {
        Network network =
                network(
                        NODE,
                        List.of(
                                new RouteTable(
                                        "rtb-1", "vpc-1", true, true, Set.of(), List.of(LOCAL))));

        assertThat(
                        Ways.judge(network, new Need(IRELAND, IRELAND, true, Set.of("i-1")))
                                .gaps()
                                .getFirst()
                                .missing())
                .containsExactly(Ways.Service.S3, Ways.Service.KMS, Ways.Service.SSMMESSAGES);
    }

    @Test
    void aSecondNetworkInterfaceMayBeTheWay() {
        Instance both =
                new Instance(
                        "i-1",
                        List.of(new Place("vpc-1", "subnet-1"), new Place("vpc-1", "subnet-2")));
        RouteTable open = table("rtb-2", "subnet-2", new Route("nat-1", false));

        assertThat(missing(network(both, List.of(main(LOCAL), open)), HERE)).isEmpty();
        assertThat(Ways.judge(network(both, List.of(table("rtb-2", "subnet-2", LOCAL))), HERE))
                .isEqualTo(new Ways.Result(List.of(), List.of("i-1")));
    }

    @Test
    void eachVpcIsOneGapWithAllItsNodes() {
        Network network =
                new Network(
                        List.of(
                                instance("i-2", "subnet-2"),
                                instance("i-1", "subnet-1"),
                                new Instance("i-3", List.of(new Place("vpc-2", "subnet-3")))),
                        List.of(
                                main(LOCAL),
                                new RouteTable(
                                        "rtb-2", "vpc-2", true, true, Set.of(), List.of(LOCAL))),
                        List.of(ALL_BUT_S3));

        assertThat(Ways.judge(network, HERE).gaps())
                .containsExactly(
                        new Gap(
                                "vpc-1",
                                sorted(S3),
                                new TreeSet<>(Set.of("subnet-1", "subnet-2")),
                                new TreeSet<>(Set.of("i-1", "i-2"))),
                        gap("vpc-2", "subnet-3", "i-3", S3, KMS, SSM, SSMMESSAGES));
    }

    /// Against the plain rule: of its own routes any that leads out, else an endpoint for each.
    @Property
    boolean whatIsMissingIsWhatHasNoEndpointUnlessARouteLeadsOut(
            @ForAll Set<Service> served,
            @ForAll boolean byGateway,
            @ForAll boolean leads,
            @ForAll boolean isBlackhole,
            @ForAll boolean elsewhere,
            @ForAll boolean isEncrypted) {
        List<Endpoint> endpoints = new ArrayList<>();
        served.forEach(service ->
                endpoints.add(
                        endpoint(
                                service.label(),
                                service == S3 && byGateway ? GATEWAY : new Kind.Interface(true))));
        RouteTable table = leads ? main(LOCAL, new Route("nat-1", isBlackhole)) : main(LOCAL);
        Network network = new Network(List.of(NODE), List.of(table), endpoints);

        Set<Service> expected = EnumSet.complementOf(EnumSet.noneOf(Service.class));
        expected.removeAll(served);
        if (elsewhere) {
            expected.add(S3);
        }
        if (!isEncrypted) {
            expected.remove(KMS);
        }
        if (leads && !isBlackhole) {
            expected.clear();
        }
        return missing(
                        network,
                        new Need(IRELAND, elsewhere ? FRANKFURT : IRELAND, isEncrypted, Set.of()))
                .equals(expected);
    }

    private static Set<Service> missing(RouteTable table, Endpoint... endpoints) {
        return missing(network(NODE, List.of(table), endpoints), HERE);
    }

    private static Set<Service> missing(Network network, Need need) {
        Ways.Result result = Ways.judge(network, need);
        assertThat(result.unjudged()).isEmpty();
        return result.gaps().stream().findFirst().<Set<Service>>map(Gap::missing).orElse(Set.of());
    }

    private static Endpoint[] with(Endpoint[] endpoints, Endpoint more) {
        return Stream.concat(Stream.of(endpoints), Stream.of(more)).toArray(Endpoint[]::new);
    }

    private static Gap gap(String vpc, String subnet, String node, Service... missing) {
        return new Gap(
                vpc, sorted(missing), new TreeSet<>(Set.of(subnet)), new TreeSet<>(Set.of(node)));
    }

    private static NavigableSet<Service> sorted(Service... services) {
        return new TreeSet<>(Set.of(services));
    }
}

package io.sessionvault.aws;

import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.node.ManagedNode;
import io.sessionvault.node.Network;
import io.sessionvault.node.Network.Endpoint;
import io.sessionvault.node.Network.Instance;
import io.sessionvault.node.Network.Kind;
import io.sessionvault.node.Network.Place;
import io.sessionvault.node.Network.Route;
import io.sessionvault.node.Network.RouteTable;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.sweep.NodeFacts;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpRequest;

/// What is asked of Systems Manager and EC2, and what is made of the answers.
class NodeReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    private final FakeHttp http = new FakeHttp();

    @Test
    void ec2IsCalledOnlyWhereThereAreInstances() {
        http.json(
                200,
                "{\"InstanceInformationList\": [{\"InstanceId\": \"mi-1\", \"AgentVersion\":"
                        + " \"3.0.0.0\"}, {\"InstanceId\": \"mi-2\"}]}");

        assertThat(read())
                .isEqualTo(
                        new NodeFacts(
                                List.of(
                                        new ManagedNode("mi-1", "3.0.0.0", false),
                                        new ManagedNode("mi-2", "", false)),
                                new Observation.Seen<>(Network.NONE)));
        assertThat(http.requests).hasSize(1);
    }

    /// Systems Manager remembers nodes that are gone for a month.
    @Test
    void whoWasNotHeardOfForDaysIsLeftOut() {
        http.json(
                200,
                "{\"InstanceInformationList\": ["
                        + "{\"InstanceId\": \"mi-1\", \"PingStatus\": \"Online\", \"LastPingDateTime\": 1},"
                        + "{\"InstanceId\": \"mi-2\", \"PingStatus\": \"ConnectionLost\", \"LastPingDateTime\": %d},"
                                .formatted(NOW.minusSeconds(3 * 86_400 - 1).getEpochSecond())
                        + "{\"InstanceId\": \"mi-3\", \"PingStatus\": \"ConnectionLost\", \"LastPingDateTime\": %d}]}"
                                .formatted(NOW.minusSeconds(3 * 86_400).getEpochSecond()));

        assertThat(read().nodes())
                .containsExactly(
                        new ManagedNode("mi-1", "", true), new ManagedNode("mi-2", "", false));
    }

    @Test
    void aNetworkIsReadFromWhatEc2Tells() {
        nodes("i-1");
        xml("DescribeInstances", INSTANCES)
                .xml("DescribeRouteTables", ROUTE_TABLES)
                .xml("DescribeVpcEndpoints", ENDPOINTS);

        assertThat(read().network())
                .isEqualTo(
                        new Observation.Seen<>(
                                new Network(
                                        List.of(
                                                new Instance(
                                                        "i-1",
                                                        List.of(
                                                                new Place("vpc-1", "subnet-1"),
                                                                new Place("vpc-1", "subnet-2")))),
                                        List.of(
                                                new RouteTable(
                                                        "rtb-1",
                                                        "vpc-1",
                                                        true,
                                                        true,
                                                        Set.of("subnet-1"),
                                                        List.of(
                                                                new Route("local", false),
                                                                new Route("nat-1", true),
                                                                new Route("vpce-1", false),
                                                                new Route("", false))),
                                                new RouteTable(
                                                        "rtb-2", "vpc-1", false, false, Set.of(),
                                                        List.of())),
                                        List.of(
                                                endpoint(
                                                        "s3",
                                                        new Kind.Gateway(Set.of("rtb-1")),
                                                        true),
                                                endpoint(
                                                        "dynamodb",
                                                        new Kind.Gateway(Set.of()),
                                                        true),
                                                endpoint("kms", new Kind.Interface(true), false),
                                                endpoint("ssm", new Kind.Interface(false), true),
                                                endpoint("s3", new Kind.Interface(false), true),
                                                endpoint("fw", new Kind.Other(), true)))));
        assertThat(http.requests)
                .extracting(SdkHttpRequest::host)
                .endsWith("ec2.eu-west-1.amazonaws.com");
        assertThat(http.bodies)
                .element(1)
                .isEqualTo(
                        "Action=DescribeInstances&Version=2016-11-15&MaxResults=1000"
                                + "&Filter.1.Name=instance-id&Filter.1.Value.1=i-1");
        assertThat(http.bodies.getLast())
                .contains("Action=DescribeVpcEndpoints&", "vpc-id&Filter.1.Value.1=vpc-1");
    }

    @Test
    void pagesAreFollowedAndFiltersAreNotTooLong() {
        nodes(IntStream.range(0, 201).mapToObj(number -> "i-" + number).toArray(String[]::new));
        xml("DescribeInstances", "<nextToken>a b+c</nextToken>")
                .xml("DescribeInstances", INSTANCES)
                .xml("DescribeInstances", "<reservationSet/>")
                .xml("DescribeRouteTables", "<routeTableSet/>")
                .xml("DescribeVpcEndpoints", "<vpcEndpointSet/>");

        assertThat(read().network()).isInstanceOf(Observation.Seen.class);
        assertThat(http.bodies.get(1))
                .contains("Filter.1.Value.200=i-199")
                .doesNotContain("Value.201");
        assertThat(http.bodies.get(2)).endsWith("NextToken=a+b%2Bc");
        assertThat(http.bodies.get(3)).endsWith("Filter.1.Value.1=i-200");
        assertThat(http.requests).hasSize(6);
    }

    @Test
    void withoutAnInstanceThatIsThereNothingElseIsAsked() {
        nodes("i-1");
        xml(
                "DescribeInstances",
                "<reservationSet><item><instancesSet><item><instanceId>i-1</instanceId>"
                        + "<vpcId>vpc-1</vpcId><instanceState><name>terminated</name>"
                        + "</instanceState></item></instancesSet></item></reservationSet>");

        assertThat(read().network()).isEqualTo(new Observation.Seen<>(Network.NONE));
        assertThat(http.requests).hasSize(2);
    }

    @Test
    void aRefusalOfEc2IsKept() {
        nodes("i-1");
        http.answer(
                403,
                Map.of("x-amzn-RequestId", "r-1"),
                "<?xml version=\"1.0\"?><Response><Errors><Error><Code>UnauthorizedOperation</Code>"
                        + "<Message>no</Message></Error></Errors><RequestID>r-1</RequestID></Response>");

        assertThat(read().network())
                .isEqualTo(
                        new Observation.Unseen<>(
                                new ServiceError(
                                        ErrorKind.DENIED,
                                        "UnauthorizedOperation",
                                        "no",
                                        Optional.of("r-1"))));
    }

    @Test
    void aThrottledCallIsMadeAgain() {
        nodes("i-1");
        http.answer(
                503,
                Map.of(),
                "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>later</Message>"
                        + "</Error></Errors></Response>");
        xml("DescribeInstances", "<reservationSet/>");

        assertThat(read().network()).isEqualTo(new Observation.Seen<>(Network.NONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "<html/>",
                "<DescribeInstancesResponse>",
                "<DescribeVpcsResponse/>"
            })
    void whatIsNoAnswerOfEc2IsNoEmptyList(String body) {
        nodes("i-1");
        http.answer(200, Map.of(), body);

        assertThat(read().network()).isInstanceOf(Observation.Unseen.class);
    }

    private NodeFacts read() {
        return NodeReader.read(FakeHttp.member(http), MEMBER, IRELAND, NOW);
    }

    private void nodes(String... ids) {
        http.json(
                200,
                Arrays.stream(ids)
                        .map(id ->
                                "{\"InstanceId\": \"%s\", \"AgentVersion\": \"3.0.0.0\"}"
                                        .formatted(id))
                        .collect(Collectors.joining(",", "{\"InstanceInformationList\": [", "]}")));
    }

    private NodeReaderTest xml(String operation, String content) {
        http.answer(
                200,
                Map.of(),
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + "<%1$sResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">%2$s</%1$sResponse>"
                                .formatted(operation, content));
        return this;
    }

    private static Endpoint endpoint(String service, Kind kind, boolean isAvailable) {
        return new Endpoint(
                "vpce-1", "vpc-1", "com.amazonaws.eu-west-1." + service, kind, isAvailable);
    }

    private static final String INSTANCES =
            """
            <reservationSet><item><reservationId>r-1</reservationId><instancesSet><item>
              <instanceId>i-1</instanceId><instanceState><code>16</code><name>running</name>
              </instanceState><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId>
              <networkInterfaceSet>
                <item><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId></item>
                <item><subnetId>subnet-2</subnetId><vpcId>vpc-1</vpcId></item>
              </networkInterfaceSet>
            </item></instancesSet></item></reservationSet>
            """;

    private static final String ROUTE_TABLES =
            """
            <routeTableSet>
            <item><routeTableId>rtb-1</routeTableId><vpcId>vpc-1</vpcId>
              <ownerId>222222222222</ownerId>
              <routeSet>
                <item><destinationCidrBlock>10.0.0.0/16</destinationCidrBlock>
                  <gatewayId>local</gatewayId><state>active</state></item>
                <item><natGatewayId>nat-1</natGatewayId><state>blackhole</state></item>
                <item><destinationPrefixListId>pl-1</destinationPrefixListId>
                  <gatewayId>vpce-1</gatewayId><state>active</state></item>
                <item><somethingNewId>new-1</somethingNewId><state>active</state></item>
              </routeSet>
              <associationSet>
                <item><main>true</main></item>
                <item><subnetId>subnet-1</subnetId><main>false</main></item>
                <item><gatewayId>igw-1</gatewayId><main>false</main></item>
              </associationSet></item>
            <item><routeTableId>rtb-2</routeTableId><vpcId>vpc-1</vpcId>
              <ownerId>333333333333</ownerId></item>
            </routeTableSet>
            """;

    private static final String ENDPOINTS =
            """
            <vpcEndpointSet>
            %s%s%s%s%s%s
            </vpcEndpointSet>
            """
                    .formatted(
                            endpointXml(
                                    "s3",
                                    "Gateway",
                                    "available",
                                    "<routeTableIdSet><item>rtb-1</item></routeTableIdSet>"),
                            endpointXml("dynamodb", "", "available", ""),
                            endpointXml(
                                    "kms",
                                    "Interface",
                                    "pending",
                                    "<privateDnsEnabled>true</privateDnsEnabled>"),
                            endpointXml(
                                    "ssm",
                                    "Interface",
                                    "Available",
                                    "<privateDnsEnabled>false</privateDnsEnabled>"),
                            endpointXml(
                                    "s3",
                                    "Interface",
                                    "available",
                                    "<privateDnsEnabled>true</privateDnsEnabled><dnsOptions>"
                                            + "<privateDnsOnlyForInboundResolverEndpoint>true"
                                            + "</privateDnsOnlyForInboundResolverEndpoint>"
                                            + "</dnsOptions>"),
                            endpointXml("fw", "GatewayLoadBalancer", "available", ""));

    private static String endpointXml(String service, String type, String state, String more) {
        return """
        <item><vpcEndpointId>vpce-1</vpcEndpointId><vpcEndpointType>%s</vpcEndpointType>
          <vpcId>vpc-1</vpcId><serviceName>com.amazonaws.eu-west-1.%s</serviceName>
          <state>%s</state>%s</item>
        """
                .formatted(type, service, state, more);
    }
}

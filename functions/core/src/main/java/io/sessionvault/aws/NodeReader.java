package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.node.ManagedNode;
import io.sessionvault.sweep.NodeFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.PingStatus;

/// Reads the managed nodes of an account in one Region, and the network around those that are
/// instances of EC2, which is called only where there are some.
///
/// Source: Systems Manager API reference, `DescribeInstanceInformation`: 50 a page at most.
final class NodeReader {
    private static final int PAGE = 50;

    /// Of which nobody has heard for longer is one that was shut down, or forgotten: Systems Manager
    /// remembers it for a month.
    private static final Duration SILENT = Duration.ofDays(3);

    private NodeReader() {}

    /// @throws software.amazon.awssdk.core.exception.SdkException when the nodes cannot be read
    static NodeFacts read(MemberClients member, AccountId account, RegionName region, Instant now) {
        List<ManagedNode> nodes = nodes(member.ssm(region), now.minus(SILENT));
        List<String> instances =
                nodes.stream().filter(ManagedNode::isInEc2).map(ManagedNode::id).toList();
        return new NodeFacts(
                nodes,
                instances.isEmpty()
                        ? NodeFacts.NONE.network()
                        : ServiceErrors.observe(() ->
                                new NetworkReader(member.ec2(region), account).read(instances)));
    }

    private static List<ManagedNode> nodes(SsmClient ssm, Instant since) {
        return ssm
                .describeInstanceInformationPaginator(ask -> ask.maxResults(PAGE))
                .instanceInformationList()
                .stream()
                .filter(node -> isHeardOf(node, since))
                .map(node ->
                        new ManagedNode(
                                node.instanceId(),
                                Objects.requireNonNullElse(node.agentVersion(), ""),
                                node.pingStatus() == PingStatus.ONLINE))
                .toList();
    }

    private static boolean isHeardOf(InstanceInformation node, Instant since) {
        @Nullable Instant last = node.lastPingDateTime();
        return node.pingStatus() == PingStatus.ONLINE || last == null || last.isAfter(since);
    }
}

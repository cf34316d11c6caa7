package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.node.ManagedNode;
import io.sessionvault.sweep.NodeFacts;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Reads the managed nodes of an account in one Region, and the network around those that are
/// instances of EC2, which is called only where there are some.
///
/// Source: Systems Manager API reference, `DescribeInstanceInformation`: 50 a page at most.
final class NodeReader {
    private static final int PAGE = 50;

    private NodeReader() {}

    /// @throws software.amazon.awssdk.core.exception.SdkException when the nodes cannot be read
    static NodeFacts read(MemberClients member, AccountId account, RegionName region) {
        List<ManagedNode> nodes = nodes(member.ssm(region));
        List<String> instances =
                nodes.stream().filter(ManagedNode::isInEc2).map(ManagedNode::id).toList();
        return new NodeFacts(
                nodes,
                instances.isEmpty()
                        ? NodeFacts.NONE.network()
                        : ServiceErrors.observe(() ->
                                new NetworkReader(member.ec2(region), account).read(instances)));
    }

    private static List<ManagedNode> nodes(SsmClient ssm) {
        return ssm
                .describeInstanceInformationPaginator(ask -> ask.maxResults(PAGE))
                .instanceInformationList()
                .stream()
                .map(node ->
                        new ManagedNode(
                                node.instanceId(),
                                Objects.requireNonNullElse(node.agentVersion(), "")))
                .toList();
    }
}

package io.sessionvault.sweep;

import io.sessionvault.account.RegionName;
import io.sessionvault.log.ForeignText;
import io.sessionvault.node.AgentVersion;
import io.sessionvault.node.ManagedNode;
import io.sessionvault.node.Network;
import io.sessionvault.node.Ways;
import io.sessionvault.preferences.NamedPlaces;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Notice;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ObservedRegion;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What managed nodes lack to write a log, whatever the vault does: a way to the services, and an
/// agent that is new enough.
final class NodeFindings {
    /// What a finding is about that is about all agents of a Region.
    static final String AGENTS = "agents";

    /// What a finding is about that is about what could not be looked at.
    static final String PREREQUISITES = "prerequisites";

    private static final int NAMED = 3;

    private final SweptAccount swept;
    private final List<LocatedFinding> findings = new ArrayList<>();
    private final NavigableMap<RegionName, String> unseen = new TreeMap<>();

    private NodeFindings(SweptAccount swept) {
        this.swept = swept;
    }

    static List<LocatedFinding> of(SweptAccount swept) {
        NodeFindings findings = new NodeFindings(swept);
        swept.facts().regions().forEach((region, facts) -> findings.check(region, facts.nodes()));
        findings.tellUnseen();
        return findings.findings;
    }

    private void check(RegionName region, Observation<NodeFacts> nodes) {
        switch (nodes) {
            case Observation.Unseen<NodeFacts>(ServiceError error) -> unseen(region, error);
            case Observation.Seen<NodeFacts>(NodeFacts facts) -> {
                checkAgents(region, facts.nodes());
                switch (facts.network()) {
                    case Observation.Unseen<Network>(ServiceError error) -> unseen(region, error);
                    case Observation.Seen<Network>(Network network) ->
                            checkNetwork(region, facts.nodes(), network);
                }
            }
        }
    }

    private void checkNetwork(RegionName region, List<ManagedNode> nodes, Network network) {
        Ways.Result found =
                Ways.judge(
                        network,
                        new Ways.Need(
                                region,
                                swept.desired().vault().bucketKey().region(),
                                namesKey(region),
                                nodes.stream()
                                        .filter(ManagedNode::isOnline)
                                        .map(ManagedNode::id)
                                        .collect(Collectors.toSet())));
        found.gaps().forEach(gap -> add(Rule.NODES_CUT_OFF, region, gap.vpc(), text(gap)));
        if (!found.unjudged().isEmpty()) {
            unseen(
                    region,
                    "the route table of %s is not shown, or the VPC is another account's"
                            .formatted(some(found.unjudged())));
        }
    }

    /// Without a key in the preferences nothing is asked of KMS.
    private boolean namesKey(RegionName region) {
        ObservedRegion seen = swept.result().reconciliation().seen().regions().get(region);
        return seen != null
                && seen.preferences()
                        instanceof Observation.Seen<Preferences>(Preferences.Present present)
                && NamedPlaces.of(present.content()).key().isPresent();
    }

    private String text(Ways.Gap gap) {
        return "%d managed nodes (%s) in %s have no route that leaves the VPC and no endpoint that reaches %s"
                .formatted(
                        gap.nodes().size(),
                        some(gap.nodes()),
                        some(gap.subnets()),
                        gap.missing().stream().map(this::text).collect(Collectors.joining(", ")));
    }

    private String text(Ways.Service service) {
        return service == Ways.Service.S3
                ? "s3 in " + swept.desired().vault().bucketKey().region()
                : service.label();
    }

    /// Only a bucket with Object Lock asks for what an old agent does not send.
    private void checkAgents(RegionName region, List<ManagedNode> nodes) {
        if (!swept.lock().needsChecksums()) {
            return;
        }
        List<ManagedNode> old =
                nodes.stream()
                        .filter(node ->
                                AgentVersion.of(node.agentVersion())
                                        .filter(NodeFindings::isTooOld)
                                        .isPresent())
                        .toList();
        old.stream()
                .flatMap(node -> AgentVersion.of(node.agentVersion()).stream())
                .min(AgentVersion::compareTo)
                .ifPresent(oldest ->
                        add(
                                Rule.AGENT_TOO_OLD,
                                region,
                                AGENTS,
                                "%d agents (%s) are older than %s, the oldest is %s"
                                        .formatted(
                                                old.size(),
                                                some(ids(old)),
                                                AgentVersion.WITH_CHECKSUM,
                                                oldest)));
        List<ManagedNode> unknown =
                nodes.stream()
                        .filter(node -> AgentVersion.of(node.agentVersion()).isEmpty())
                        .toList();
        if (!unknown.isEmpty()) {
            unseen(region, "no version is known of the agent of " + some(ids(unknown)));
        }
    }

    private static boolean isTooOld(AgentVersion version) {
        return version.compareTo(AgentVersion.WITH_CHECKSUM) < 0;
    }

    private static List<String> ids(List<ManagedNode> nodes) {
        return nodes.stream().map(ManagedNode::id).sorted().toList();
    }

    /// The first few, and how many there are beside them.
    private static String some(Collection<String> names) {
        String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " others";
    }

    /// A Region that control policies close to everybody has no sessions, whatever its nodes lack.
    private void unseen(RegionName region, ServiceError error) {
        if (error.kind() != ErrorKind.DENIED || !isClosed(region)) {
            unseen(region, ForeignText.plain(error.withoutRequest()));
        }
    }

    private boolean isClosed(RegionName region) {
        return swept.result().reconciliation().remaining().notices().stream()
                .anyMatch(notice ->
                        notice instanceof Notice.RegionClosed closed
                                && closed.region().equals(region));
    }

    private void unseen(RegionName region, String why) {
        unseen.merge(region, why, (before, more) -> before + "; " + more);
    }

    /// One finding for all Regions: the usual reason is a member role without the permissions, which
    /// is the same in each.
    private void tellUnseen() {
        Optional.ofNullable(unseen.firstEntry())
                .ifPresent(first ->
                        findings.add(
                                new LocatedFinding(
                                        Rule.PREREQUISITES_UNSEEN,
                                        swept.account(),
                                        null,
                                        PREREQUISITES,
                                        "managed nodes or their network could not be looked at in "
                                                + unseen.keySet().stream()
                                                        .map(RegionName::value)
                                                        .collect(Collectors.joining(", "))
                                                + "; in "
                                                + first.getKey()
                                                + ": "
                                                + first.getValue())));
    }

    private void add(Rule rule, RegionName region, String resource, String detail) {
        findings.add(
                new LocatedFinding(
                        rule, swept.account(), region, resource, ForeignText.plain(detail)));
    }
}

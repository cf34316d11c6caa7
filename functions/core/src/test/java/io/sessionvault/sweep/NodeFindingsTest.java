package io.sessionvault.sweep;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.node.Networks.LOCAL;
import static io.sessionvault.node.Networks.instance;
import static io.sessionvault.node.Networks.main;
import static io.sessionvault.node.Networks.network;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.node.ManagedNode;
import io.sessionvault.node.Network;
import io.sessionvault.node.Network.Route;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Desires;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.Observed;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.reconcile.SessionEncryption;
import io.sessionvault.vault.ObjectLock;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What nodes lack is found; what could not be looked at is told once an account and covers nobody
/// up.
class NodeFindingsTest {
    private static final DesiredAccount DESIRED =
            Desires.account(
                    MEMBER, HostManagement.LEAVE, SessionEncryption.WHEN_SAFE, FRANKFURT, IRELAND);
    private static final ServiceError DENIED =
            new ServiceError(
                    ErrorKind.DENIED, "UnauthorizedOperation", "not allowed", Optional.empty());
    private static final Network CUT_OFF =
            network(instance("i-1", "subnet-1"), List.of(main(LOCAL)));

    @Test
    void nothingIsFoundWithoutNodesAndWhereAWayMayExist() {
        assertThat(new Swept(DESIRED).ids()).isEmpty();
        assertThat(
                        swept(
                                        new Observation.Seen<>(
                                                network(
                                                        instance("i-1", "subnet-1"),
                                                        List.of(main(new Route("igw-1", false))))),
                                        "3.3.2299.0")
                                .ids())
                .isEmpty();
    }

    @Test
    void aVpcWithoutAWayIsFoundAndItsRegionIsNotCovered() {
        Swept swept = swept(new Observation.Seen<>(CUT_OFF), "3.3.2299.0");

        assertThat(details(swept))
                .containsExactly(
                        "NODES-CUT-OFF/222222222222/eu-west-1/vpc-1: 1 managed nodes (i-1) in subnet-1"
                                + " have no route that leaves the VPC and no endpoint that reaches s3 in"
                                + " eu-central-1, kms, ssm, ssmmessages");
        assertThat(swept.sweep().coverage()).isEqualTo(Coverage.NOT_COVERED);
    }

    @Test
    void agentsThatAreTooOldAreOneFindingARegion() {
        Swept swept =
                swept(
                        new Observation.Seen<>(Network.NONE),
                        "2.3.612.0",
                        "2.2.1.0",
                        "2.3.772.0",
                        "2.3.9.0",
                        "2.3.1.0");

        assertThat(details(swept))
                .containsExactly(
                        "AGENT-TOO-OLD/222222222222/eu-west-1/agents: 4 agents (i-0, i-1, i-3 and 1"
                                + " others) are older than 2.3.772.0, the oldest is 2.2.1.0");
    }

    @Test
    void noAgentIsTooOldForABucketWithoutALock() {
        assertThat(
                        swept(new Observation.Seen<>(Network.NONE), "2.2.1.0", "")
                                .lock(ObjectLock.NONE)
                                .ids())
                .isEmpty();
    }

    @Test
    void nodesThatAreNoInstancesHaveAgents() {
        Swept swept =
                new Swept(DESIRED)
                        .nodes(
                                IRELAND,
                                new Observation.Seen<>(
                                        new NodeFacts(
                                                List.of(new ManagedNode("mi-1", "2.0.0.0", true)),
                                                NodeFacts.NONE.network())));

        assertThat(swept.ids()).containsExactly("AGENT-TOO-OLD/222222222222/eu-west-1/agents");
    }

    @Test
    void whatCouldNotBeLookedAtIsToldOnceAndTheAccountStaysCovered() {
        Swept swept =
                new Swept(DESIRED)
                        .nodes(FRANKFURT, new Observation.Unseen<>(DENIED))
                        .nodes(IRELAND, facts(new Observation.Unseen<>(DENIED), "3.0.0.0"));

        assertThat(details(swept))
                .containsExactly(
                        "PREREQUISITES-UNSEEN/222222222222/-/prerequisites: managed nodes or their"
                                + " network could not be looked at in eu-central-1, eu-west-1; in"
                                + " eu-central-1: UnauthorizedOperation: not allowed");
        assertThat(swept.sweep().coverage()).isEqualTo(Coverage.COVERED);
        assertThat(
                        new Swept(DESIRED)
                                .nodes(IRELAND, new Observation.Unseen<>(Observed.THROTTLED))
                                .ids())
                .containsExactly("PREREQUISITES-UNSEEN/222222222222/-/prerequisites");
    }

    @Test
    void agentsAreJudgedWhereTheNetworkCouldNotBeLookedAt() {
        assertThat(swept(new Observation.Unseen<>(DENIED), "2.0.0.0").ids())
                .containsExactly(
                        "AGENT-TOO-OLD/222222222222/eu-west-1/agents",
                        "PREREQUISITES-UNSEEN/222222222222/-/prerequisites");
    }

    @Test
    void whatNobodyCanJudgeIsNotFine() {
        Swept swept =
                swept(
                        new Observation.Seen<>(network(instance("i-1", "subnet-1"), List.of())),
                        "who knows");

        assertThat(details(swept).getFirst())
                .endsWith(
                        "no version is known of the agent of i-0; the route table of i-1 is not"
                                + " shown, or the VPC is another account's");
    }

    private static Swept swept(Observation<Network> network, String... versions) {
        return new Swept(DESIRED).nodes(IRELAND, facts(network, versions));
    }

    private static Observation<NodeFacts> facts(Observation<Network> network, String... versions) {
        return new Observation.Seen<>(
                new NodeFacts(
                        IntStream.range(0, versions.length)
                                .mapToObj(
                                        node -> new ManagedNode("i-" + node, versions[node], false))
                                .toList(),
                        network));
    }

    private static List<String> details(Swept swept) {
        return swept.sweep().findings().stream()
                .map(finding -> finding.id() + ": " + finding.detail())
                .toList();
    }
}

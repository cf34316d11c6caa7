package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// IAM's events exist in us-east-1 only: a plan says so of an account that cannot forward them.
class LateIamChangesTest {
    private static final String LATE =
            "i LATE: changes of roles and their policies may be seen by scheduled runs only: a control"
                    + " policy denies Region us-east-1: ";

    @Test
    void aPlanTellsWhoIsSeenByScheduledRunsOnly() {
        try (VaultUnderTest vault = new VaultUnderTest(Map.of("GovernedRegions", "eu-west-1"))) {
            vault.replicateSessionKey();
            AccountId open = vault.memberWithAgents("payments");
            AccountId closed = vault.memberWithAgents("ledger");
            denyEventsInVirginia(vault.accounts.organizations(), closed);

            assertThat(late(vault.request(open, "plan"))).isEmpty();
            assertThat(late(vault.request(closed, "plan"))).hasSize(1);

            JsonNode applied = vault.request(closed, "apply");
            assertThat(applied.path("status").asText()).isEqualTo("GOVERNED");
            assertThat(applied.path("notices"))
                    .anySatisfy(notice -> assertThat("i " + notice.asText()).startsWith(LATE));
        }
    }

    private static List<String> late(JsonNode result) {
        return result.path("plan")
                .valueStream()
                .map(JsonNode::asText)
                .filter(line -> line.startsWith(LATE))
                .toList();
    }

    private static void denyEventsInVirginia(OrganizationsClient organizations, AccountId member) {
        String root = organizations.listRoots().roots().getFirst().id();
        organizations.enablePolicyType(
                ask -> ask.rootId(root).policyType(PolicyType.SERVICE_CONTROL_POLICY));
        String policy =
                organizations
                        .createPolicy(ask ->
                                ask.name("only Europe")
                                        .description("no events in us-east-1")
                                        .type(PolicyType.SERVICE_CONTROL_POLICY)
                                        .content(
                                                """
                                                {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "events:*",
                                                 "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}}}\
                                                """))
                        .policy()
                        .policySummary()
                        .id();
        organizations.attachPolicy(ask -> ask.policyId(policy).targetId(member.value()));
    }
}

package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.aws.belief.Beliefs;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;

/// Both answers where AWS's answer is not known.
class BeliefsTest extends RoleTest {
    private static final String CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
    private static final String OWN_KEY = "arn:aws:kms:us-east-1:111122223333:key/k";
    private static final String FOREIGN_KEY = "arn:aws:kms:us-east-1:999988887777:key/k";

    @Test
    void listsPoliciesThatNobodyHasOrLeavesThemOut() {
        String own =
                management
                        .iam()
                        .createPolicy(
                                c -> c.policyName("own").policyDocument(policy(may("s3:*", "*"))))
                        .policy()
                        .arn();
        assertThat(listed(EntityType.LOCAL_MANAGED_POLICY)).containsExactly(own);

        aws.beliefs().unattachedPolicies(Beliefs.UnattachedPolicies.OMITTED);

        assertThat(listed(EntityType.LOCAL_MANAGED_POLICY)).isEmpty();
        role("r");
        management.iam().attachRolePolicy(a -> a.roleName("r").policyArn(own));
        assertThat(listed(EntityType.LOCAL_MANAGED_POLICY)).containsExactly(own);
    }

    @Test
    void listsThePoliciesOfAwsInUseOrAllOfThem() {
        role("r");
        management.iam().attachRolePolicy(a -> a.roleName("r").policyArn(CORE));
        assertThat(listed(EntityType.AWS_MANAGED_POLICY)).containsExactly(CORE);

        aws.beliefs().awsPolicies(Beliefs.AwsPolicies.ALL);

        assertThat(listed(EntityType.AWS_MANAGED_POLICY)).hasSizeGreaterThan(5).contains(CORE);
    }

    @Test
    void simulatesResourcesOfOtherAccountsByTheCallersPoliciesOrNotAtAll() {
        role("r", may("kms:*", "*"));
        assertThat(simulate()).containsExactly("allowed", "allowed", "allowed");

        aws.beliefs().foreignSimulation(Beliefs.ForeignSimulation.IMPLICIT_DENY);

        assertThat(simulate()).containsExactly("allowed", "implicitDeny", "allowed");
    }

    private List<String> simulate() {
        return management
                .iam()
                .simulatePrincipalPolicy(s ->
                        s.policySourceArn("arn:aws:iam::111122223333:role/r")
                                .actionNames("kms:Decrypt")
                                .resourceArns(OWN_KEY, FOREIGN_KEY, "arn:aws:s3:::bucket"))
                .evaluationResults()
                .getFirst()
                .resourceSpecificResults()
                .stream()
                .map(result -> result.evalResourceDecisionAsString())
                .toList();
    }

    private List<String> listed(EntityType type) {
        return management
                .iam()
                .getAccountAuthorizationDetailsPaginator(ask -> ask.filter(type))
                .policies()
                .stream()
                .map(ManagedPolicyDetail::arn)
                .toList();
    }
}

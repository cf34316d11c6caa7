package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sessionvault.account.AccountId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyTargetSummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.PolicyTypeSummary;
import software.amazon.awssdk.services.organizations.model.TargetType;

/// Service and resource control policies: what there is, and what it is attached to.
class ControlPoliciesTest extends RoleTest {
    private static final String DENY =
            policy("{'Effect': 'Deny', 'Action': 's3:*', 'Resource': '*'}");
    private static final PolicyType SERVICE = PolicyType.SERVICE_CONTROL_POLICY;
    private static final PolicyType RESOURCE = PolicyType.RESOURCE_CONTROL_POLICY;

    @SuppressWarnings("NullAway.Init")
    private OrganizationsClient organizations;

    @SuppressWarnings("NullAway.Init")
    private String root;

    @BeforeEach
    void findRoot() {
        organizations = management.organizations();
        root = organizations.listRoots().roots().getFirst().id();
    }

    @Test
    void attachesTheFullAccessToWhateverThereIsAndWillBe() {
        AccountId before = management.createAccount("a");
        assertThat(policies(before.value())).isEmpty();

        enable(SERVICE);
        AccountId after = management.createAccount("b");
        String unit = unit("workloads");

        for (String target : List.of(root, unit, before.value(), after.value())) {
            assertThat(policies(target)).containsExactly("p-FullAWSAccess");
        }
        assertThat(organizations.listRoots().roots().getFirst().policyTypes())
                .extracting(PolicyTypeSummary::type)
                .containsExactly(SERVICE);
        assertRefused("PolicyTypeAlreadyEnabledException", 400, () -> enable(SERVICE));
    }

    @Test
    void keepsChangesAndForgetsPolicies() {
        String id = create(SERVICE, "deny", DENY);

        organizations.updatePolicy(u -> u.policyId(id).name("denied").description("why"));

        var policy = organizations.describePolicy(d -> d.policyId(id)).policy();
        assertThat(policy.content()).isEqualTo(DENY);
        assertThat(policy.policySummary().name()).isEqualTo("denied");
        assertThat(policy.policySummary().arn())
                .isEqualTo(
                        "arn:aws:organizations::111122223333:policy/o-sessionvault/service_control_policy/"
                                + id);
        organizations.deletePolicy(d -> d.policyId(id));
        assertRefused(
                "PolicyNotFoundException",
                400,
                () -> organizations.describePolicy(d -> d.policyId(id)));
    }

    @Test
    void attachesAndDetachesWithinTheLimits() {
        enable(SERVICE);
        String unit = unit("workloads");
        List<String> ids =
                List.of("a", "b", "c", "d", "e").stream()
                        .map(name -> create(SERVICE, name, DENY))
                        .toList();
        ids.subList(0, 4).forEach(id -> attach(id, unit));

        assertThat(policies(unit)).hasSize(5).contains("p-FullAWSAccess");
        assertRefused("ConstraintViolationException", 400, () -> attach(ids.getLast(), unit));
        assertRefused(
                "DuplicatePolicyAttachmentException", 400, () -> attach(ids.getFirst(), unit));
        assertRefused(
                "PolicyInUseException",
                400,
                () -> organizations.deletePolicy(d -> d.policyId(ids.getFirst())));
        assertThat(
                        organizations
                                .listTargetsForPolicyPaginator(l -> l.policyId(ids.getFirst()))
                                .stream()
                                .flatMap(page -> page.targets().stream()))
                .extracting(PolicyTargetSummary::targetId, PolicyTargetSummary::type)
                .containsExactly(tuple(unit, TargetType.ORGANIZATIONAL_UNIT));
        detach("p-FullAWSAccess", unit);
        ids.subList(0, 3).forEach(id -> detach(id, unit));
        assertRefused("ConstraintViolationException", 400, () -> detach(ids.get(3), unit));
        assertRefused("PolicyNotAttachedException", 400, () -> detach(ids.getFirst(), unit));
    }

    @Test
    void refusesWhatIsNotEnabledOrNotThere() {
        String id = create(SERVICE, "deny", DENY);

        assertRefused("PolicyTypeNotEnabledException", 400, () -> attach(id, root));
        enable(SERVICE);
        assertRefused("TargetNotFoundException", 400, () -> attach(id, "ou-5es5-99999999"));
        assertRefused("PolicyNotFoundException", 400, () -> attach("p-00000000", root));
        attach(id, root);
        organizations.disablePolicyType(d -> d.rootId(root).policyType(SERVICE));
        assertThat(policies(root)).isEmpty();
        assertRefused(
                "PolicyTypeNotEnabledException",
                400,
                () -> organizations.disablePolicyType(d -> d.rootId(root).policyType(SERVICE)));
        enable(SERVICE);
        assertThat(policies(root)).containsExactly("p-FullAWSAccess");
    }

    @Test
    void takesResourceControlPoliciesThatOnlyDenyEverybody() {
        String deny =
                policy("{'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*', 'Resource': '*'}");
        enable(RESOURCE);

        attach(create(RESOURCE, "deny", deny), root);

        assertRefused(
                "ConstraintViolationException", 400, () -> detach("p-RCPFullAWSAccess", root));
        assertRefused(
                "MalformedPolicyDocumentException", 400, () -> create(RESOURCE, "other", DENY));
        assertRefused(
                "MalformedPolicyDocumentException", 400, () -> create(SERVICE, "other", deny));
        assertRefused("MalformedPolicyDocumentException", 400, () -> create(SERVICE, "other", "{"));
        assertRefused("DuplicatePolicyException", 400, () -> create(RESOURCE, "deny", deny));
        assertRefused(
                "ConstraintViolationException",
                400,
                () -> create(SERVICE, "long", DENY + " ".repeat(5_120)));
    }

    @Test
    void listsPoliciesOfOneTypeToReadersInPages() {
        create(SERVICE, "a", DENY);
        create(SERVICE, "b", DENY);

        assertThat(organizations.listPolicies(l -> l.filter(SERVICE)).policies()).hasSize(2);
        assertThat(
                        organizations.listPoliciesPaginator(l -> l.filter(SERVICE)).stream()
                                .flatMap(page -> page.policies().stream()))
                .extracting(PolicySummary::name)
                .containsExactly("FullAWSAccess", "a", "b");
        assertThat(organizations.listPolicies(l -> l.filter(RESOURCE)).policies())
                .extracting(PolicySummary::awsManaged)
                .containsExactly(true);
        AccountId member = management.createAccount("a");
        var stranger = administrator(member).organizations();
        assertRefused(
                "AccessDeniedException", 400, () -> stranger.listPolicies(l -> l.filter(SERVICE)));
    }

    private void enable(PolicyType type) {
        organizations.enablePolicyType(e -> e.rootId(root).policyType(type));
    }

    private String create(PolicyType type, String name, String content) {
        return organizations
                .createPolicy(c -> c.type(type).name(name).description("d").content(content))
                .policy()
                .policySummary()
                .id();
    }

    private void attach(String policy, String target) {
        organizations.attachPolicy(a -> a.policyId(policy).targetId(target));
    }

    private void detach(String policy, String target) {
        organizations.detachPolicy(d -> d.policyId(policy).targetId(target));
    }

    private List<String> policies(String target) {
        return organizations
                .listPoliciesForTargetPaginator(l -> l.targetId(target).filter(SERVICE))
                .stream()
                .flatMap(page -> page.policies().stream())
                .map(PolicySummary::id)
                .toList();
    }

    private String unit(String name) {
        return organizations
                .createOrganizationalUnit(c -> c.parentId(root).name(name))
                .organizationalUnit()
                .id();
    }
}

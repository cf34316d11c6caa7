package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;

class IamTest extends StandInTest {
    private static final String TRUST =
            """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
              "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}\
            """;
    private static final String CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

    @SuppressWarnings("NullAway.Init")
    private IamClient iam;

    @BeforeEach
    void openIam() {
        iam = management.iam();
    }

    @Test
    void listsRolesInPagesWithTheirTrustPercentEncoded() {
        IntStream.range(0, 5).forEach(i -> createRole("role-" + i));

        assertThat(iam.listRoles().isTruncated()).isTrue();
        List<Role> roles = iam.listRolesPaginator().roles().stream().toList();

        assertThat(roles).extracting(Role::roleName).hasSize(5).contains("role-0", "role-4");
        String encoded = roles.getFirst().assumeRolePolicyDocument();
        assertThat(encoded).startsWith("%7B%22Version%22%3A%20%222012-10-17%22");
        assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(TRUST);
    }

    @Test
    void keepsFivePolicyVersionsAtMost() {
        String arn = createPolicy("p", document("s3:v1"));
        for (int i = 2; i <= 5; i++) {
            String document = document("s3:v" + i);
            iam.createPolicyVersion(c -> c.policyArn(arn).policyDocument(document));
        }
        assertRefused(
                "LimitExceeded",
                409,
                () ->
                        iam.createPolicyVersion(
                                c -> c.policyArn(arn).policyDocument(document("s3:v6"))));

        iam.deletePolicyVersion(d -> d.policyArn(arn).versionId("v2"));
        PolicyVersion sixth =
                iam.createPolicyVersion(c -> c.policyArn(arn).policyDocument(document("s3:v6")))
                        .policyVersion();

        assertThat(sixth.versionId()).isEqualTo("v6");
        assertThat(iam.listPolicyVersionsPaginator(l -> l.policyArn(arn)).versions())
                .extracting(PolicyVersion::versionId)
                .containsExactly("v6", "v5", "v4", "v3", "v1");
    }

    @Test
    void keepsTheDefaultVersionUntilAnotherIsMadeDefault() {
        String arn = createPolicy("p", document("s3:one"));
        iam.createPolicyVersion(c -> c.policyArn(arn).policyDocument(document("s3:two")));
        assertThat(iam.getPolicy(g -> g.policyArn(arn)).policy().defaultVersionId())
                .isEqualTo("v1");

        iam.setDefaultPolicyVersion(s -> s.policyArn(arn).versionId("v2"));

        assertThat(iam.getPolicy(g -> g.policyArn(arn)).policy().defaultVersionId())
                .isEqualTo("v2");
        assertRefused(
                "DeleteConflict",
                409,
                () -> iam.deletePolicyVersion(d -> d.policyArn(arn).versionId("v2")));
        String encoded =
                iam.getPolicyVersion(g -> g.policyArn(arn).versionId("v1"))
                        .policyVersion()
                        .document();
        assertThat(encoded).doesNotContain("{", " ", "*", "+").contains("%2A");
        assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8))
                .isEqualTo(document("s3:one"));
    }

    @Test
    void attachesPoliciesTwiceWithoutAWordAndTenAtMost() {
        createRole("r");
        for (int i = 0; i < 10; i++) {
            String arn = createPolicy("p" + i, document("s3:x"));
            iam.attachRolePolicy(a -> a.roleName("r").policyArn(arn));
        }
        iam.attachRolePolicy(a -> a.roleName("r").policyArn("arn:aws:iam::111122223333:policy/p0"));

        assertRefused(
                "LimitExceeded",
                409,
                () -> iam.attachRolePolicy(a -> a.roleName("r").policyArn(CORE)));
        assertThat(iam.listAttachedRolePoliciesPaginator(l -> l.roleName("r")).attachedPolicies())
                .hasSize(10);
        assertThat(
                        iam.getAccountSummary()
                                .summaryMap()
                                .get(SummaryKeyType.ATTACHED_POLICIES_PER_ROLE_QUOTA))
                .isEqualTo(10);
    }

    @Test
    void refusesToAttachWhatIsNotThere() {
        createRole("r");

        assertRefused(
                "NoSuchEntity",
                404,
                () ->
                        iam.attachRolePolicy(
                                a -> a.roleName("r").policyArn("arn:aws:iam::aws:policy/Unheard")));
        assertRefused(
                "NoSuchEntity",
                404,
                () -> iam.attachRolePolicy(a -> a.roleName("none").policyArn(CORE)));
        assertRefused("NoSuchEntity", 404, () -> iam.getRole(g -> g.roleName("none")));
    }

    @Test
    void listsTheRolesThatAPolicyIsAttachedTo() {
        for (String name : List.of("a", "b", "c")) {
            createRole(name);
            iam.attachRolePolicy(a -> a.roleName(name).policyArn(CORE));
        }
        iam.detachRolePolicy(d -> d.roleName("b").policyArn(CORE));

        assertThat(iam.listEntitiesForPolicyPaginator(l -> l.policyArn(CORE)).policyRoles())
                .extracting(role -> role.roleName())
                .containsExactly("a", "c");
        assertThat(iam.listAttachedRolePolicies(l -> l.roleName("a")).attachedPolicies())
                .containsExactly(
                        AttachedPolicy.builder()
                                .policyArn(CORE)
                                .policyName("AmazonSSMManagedInstanceCore")
                                .build());
    }

    @Test
    void keepsInlinePoliciesByName() {
        createRole("r");
        for (String name : List.of("one", "two", "three")) {
            iam.putRolePolicy(
                    p -> p.roleName("r").policyName(name).policyDocument(document("s3:" + name)));
        }
        iam.deleteRolePolicy(d -> d.roleName("r").policyName("two"));

        assertThat(iam.listRolePoliciesPaginator(l -> l.roleName("r")).policyNames())
                .containsExactly("one", "three");
        String encoded = iam.getRolePolicy(g -> g.roleName("r").policyName("one")).policyDocument();
        assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8))
                .isEqualTo(document("s3:one"));
        assertRefused(
                "NoSuchEntity",
                404,
                () -> iam.getRolePolicy(g -> g.roleName("r").policyName("two")));
    }

    @Test
    void listsInstanceProfilesWithTheirRoles() {
        for (String name : List.of("a", "b", "c")) {
            createRole("role-" + name);
            iam.createInstanceProfile(c -> c.instanceProfileName(name));
            iam.addRoleToInstanceProfile(a -> a.instanceProfileName(name).roleName("role-" + name));
        }
        iam.createInstanceProfile(c -> c.instanceProfileName("empty"));

        List<InstanceProfile> profiles =
                iam.listInstanceProfilesPaginator().instanceProfiles().stream().toList();

        assertThat(profiles)
                .extracting(p -> p.roles().stream().map(Role::roleName).toList())
                .containsExactly(
                        List.of("role-a"), List.of("role-b"), List.of("role-c"), List.of());
        assertRefused("DeleteConflict", 409, () -> iam.deleteRole(d -> d.roleName("role-a")));
    }

    @Test
    void listsRolesAndPoliciesTogetherWithAllThatIsInThem() {
        createRole("r");
        iam.createInstanceProfile(c -> c.instanceProfileName("p"));
        iam.addRoleToInstanceProfile(a -> a.instanceProfileName("p").roleName("r"));
        iam.putRolePolicy(p -> p.roleName("r").policyName("in").policyDocument(document("s3:in")));
        iam.attachRolePolicy(a -> a.roleName("r").policyArn(CORE));
        String own = createPolicy("own", document("s3:one"));
        iam.createPolicyVersion(
                c -> c.policyArn(own).policyDocument(document("s3:two")).setAsDefault(true));

        var all = details(EntityType.ROLE, EntityType.LOCAL_MANAGED_POLICY);

        assertThat(all.roleDetailList())
                .singleElement()
                .satisfies(role -> {
                    assertThat(decoded(role.assumeRolePolicyDocument())).isEqualTo(TRUST);
                    assertThat(role.path()).isEqualTo("/");
                    assertThat(role.instanceProfileList())
                            .extracting(InstanceProfile::instanceProfileName)
                            .containsExactly("p");
                    assertThat(role.attachedManagedPolicies())
                            .extracting(AttachedPolicy::policyArn)
                            .containsExactly(CORE);
                    assertThat(role.rolePolicyList())
                            .extracting(
                                    PolicyDetail::policyName, in -> decoded(in.policyDocument()))
                            .containsExactly(tuple("in", document("s3:in")));
                });
        assertThat(all.policies())
                .singleElement()
                .satisfies(policy -> {
                    assertThat(policy.arn()).isEqualTo(own);
                    assertThat(policy.defaultVersionId()).isEqualTo("v2");
                    assertThat(policy.policyVersionList())
                            .extracting(
                                    PolicyVersion::versionId,
                                    PolicyVersion::isDefaultVersion,
                                    version -> decoded(version.document()))
                            .containsExactly(
                                    tuple("v2", true, document("s3:two")),
                                    tuple("v1", false, document("s3:one")));
                });
    }

    @Test
    void listsRolesAndPoliciesOnCommonPages() {
        IntStream.range(0, 3).forEach(i -> createRole("r" + i));
        IntStream.range(0, 2).forEach(i -> createPolicy("p" + i, document("s3:x")));

        var pages =
                iam
                        .getAccountAuthorizationDetailsPaginator(ask ->
                                ask.filter(EntityType.ROLE, EntityType.LOCAL_MANAGED_POLICY)
                                        .maxItems(2))
                        .stream()
                        .toList();

        assertThat(pages)
                .extracting(
                        page -> page.roleDetailList().size(),
                        page -> page.policies().size(),
                        page -> page.isTruncated())
                .containsExactly(tuple(2, 0, true), tuple(1, 1, true), tuple(0, 1, false));
        assertThat(details(EntityType.LOCAL_MANAGED_POLICY).roleDetailList()).isEmpty();
        assertThat(details(EntityType.ROLE).policies()).isEmpty();
        assertThat(details(EntityType.USER, EntityType.GROUP).roleDetailList()).isEmpty();
    }

    @Test
    void listsAllKindsWhereTheRequestNamesNone() {
        createRole("r");
        iam.attachRolePolicy(a -> a.roleName("r").policyArn(CORE));
        iam.createUser(c -> c.userName("u"));
        iam.createGroup(c -> c.groupName("g"));
        createPolicy("own", document("s3:x"));

        var pages = iam.getAccountAuthorizationDetailsPaginator().stream().toList();

        assertThat(pages).hasSize(3);
        assertThat(pages.stream().mapToInt(page -> page.userDetailList().size()).sum()).isOne();
        assertThat(pages.stream().mapToInt(page -> page.groupDetailList().size()).sum()).isOne();
        assertThat(pages.stream().mapToInt(page -> page.roleDetailList().size()).sum()).isOne();
        assertThat(pages.stream().flatMap(page -> page.policies().stream()))
                .extracting(policy -> policy.policyName())
                .containsExactly("own", "AmazonSSMManagedInstanceCore");
        assertRefused(
                "ValidationError",
                400,
                () -> iam.getAccountAuthorizationDetails(ask -> ask.filterWithStrings("Roles")));
    }

    @Test
    void keepsAccountsApart() {
        var other = administrator(management.createAccount("a")).iam();
        createRole("mine");

        assertRefused("NoSuchEntity", 404, () -> other.getRole(g -> g.roleName("mine")));
        assertThat(other.getRole(g -> g.roleName("OrganizationAccountAccessRole")).role().path())
                .isEqualTo("/");
    }

    @Test
    void refusesDocumentsThatAreNone() {
        assertRefused(
                "MalformedPolicyDocument",
                400,
                () -> createPolicy("p", "{\"Version\": \"2012-10-17\""));
        assertRefused(
                "EntityAlreadyExists",
                409,
                () -> {
                    createPolicy("p", document("s3:x"));
                    createPolicy("p", document("s3:x"));
                });
    }

    private GetAccountAuthorizationDetailsResponse details(EntityType... types) {
        return iam.getAccountAuthorizationDetails(ask -> ask.filter(types));
    }

    private static String decoded(String document) {
        return URLDecoder.decode(document, StandardCharsets.UTF_8);
    }

    private void createRole(String name) {
        iam.createRole(c -> c.roleName(name).assumeRolePolicyDocument(TRUST));
    }

    private String createPolicy(String name, String document) {
        return iam.createPolicy(c -> c.policyName(name).policyDocument(document)).policy().arn();
    }

    private static String document(String action) {
        return """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "%s", "Resource": "*"}}\
        """
                .formatted(action);
    }
}

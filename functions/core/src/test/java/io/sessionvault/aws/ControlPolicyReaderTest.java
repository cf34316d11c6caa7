package io.sessionvault.aws;

import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.OTHER_MEMBER;
import static io.sessionvault.Examples.VAULT_ACCOUNT;
import static io.sessionvault.aws.FakeOrganizationTree.MANAGEMENT;
import static io.sessionvault.aws.FakeOrganizationTree.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.organizations.model.PolicyType.RESOURCE_CONTROL_POLICY;
import static software.amazon.awssdk.services.organizations.model.PolicyType.SERVICE_CONTROL_POLICY;

import io.sessionvault.account.AccountId;
import io.sessionvault.organization.ControlLevels;
import io.sessionvault.organization.ControlPolicies;
import io.sessionvault.organization.NamedDocument;
import io.sessionvault.reconcile.ErrorKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.organizations.model.PolicyTypeNotEnabledException;

/// Both ways of reading must agree: one account's way to the root, and the tree of all.
class ControlPolicyReaderTest {
    private static final String FULL = "p-FullAWSAccess";
    private static final String EVERYTHING = "p-RCPFullAWSAccess";

    private final FakeOrganizationTree organization =
            new FakeOrganizationTree()
                    .account(MANAGEMENT, ROOT)
                    .unit("ou-ab12-security", ROOT)
                    .unit("ou-ab12-teams", ROOT)
                    .unit("ou-ab12-payments", "ou-ab12-teams")
                    .account(VAULT_ACCOUNT.value(), "ou-ab12-security")
                    .account(MEMBER.value(), "ou-ab12-payments")
                    .account(OTHER_MEMBER.value(), "ou-ab12-payments")
                    .attach(
                            SERVICE_CONTROL_POLICY,
                            FULL,
                            ROOT,
                            "ou-ab12-security",
                            "ou-ab12-teams",
                            "ou-ab12-payments",
                            MANAGEMENT,
                            VAULT_ACCOUNT.value(),
                            MEMBER.value(),
                            OTHER_MEMBER.value())
                    .attach(SERVICE_CONTROL_POLICY, "p-regions", "ou-ab12-teams")
                    .attach(SERVICE_CONTROL_POLICY, "p-mine", MEMBER.value())
                    .attach(
                            RESOURCE_CONTROL_POLICY,
                            EVERYTHING,
                            ROOT,
                            "ou-ab12-security",
                            VAULT_ACCOUNT.value(),
                            MEMBER.value())
                    .attach(RESOURCE_CONTROL_POLICY, "p-perimeter", "ou-ab12-security");

    private Instant now = Instant.parse("2026-11-24T00:00:00Z");
    private @Nullable Duration perCall;
    private final ControlPolicyReader reader =
            new ControlPolicyReader(organization, VAULT_ACCOUNT, this::tick);

    private Instant tick() {
        Instant time = now;
        if (perCall != null) {
            now = now.plus(perCall);
        }
        return time;
    }

    enum Way {
        ACCOUNT,
        ORGANIZATION
    }

    private ControlPolicies read(Way way, AccountId account) {
        return switch (way) {
            case ACCOUNT -> reader.ofAccount(account);
            case ORGANIZATION -> reader.ofOrganization();
        };
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void readsTheServiceControlPoliciesOfEveryLevelFromTheRootDown(Way way) {
        assertThat(policies(read(way, MEMBER).ofPrincipalsIn(MEMBER)))
                .containsExactly(
                        Map.entry("root", List.of(FULL)),
                        Map.entry("ou-ab12-teams", List.of(FULL, "p-regions")),
                        Map.entry("ou-ab12-payments", List.of(FULL)),
                        Map.entry(MEMBER.value(), List.of(FULL, "p-mine")));
        assertThat(policies(read(way, OTHER_MEMBER).ofPrincipalsIn(OTHER_MEMBER)))
                .last()
                .isEqualTo(Map.entry(OTHER_MEMBER.value(), List.of(FULL)));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void readsTheResourceControlPoliciesOfTheVaultsAccountOnly(Way way) {
        ControlPolicies read = read(way, MEMBER);

        assertThat(policies(read.ofResourcesIn(VAULT_ACCOUNT)))
                .containsExactly(
                        Map.entry("root", List.of(EVERYTHING)),
                        Map.entry("ou-ab12-security", List.of(EVERYTHING, "p-perimeter")),
                        Map.entry(VAULT_ACCOUNT.value(), List.of(EVERYTHING)));
        assertThat(read.ofResourcesIn(MEMBER)).isInstanceOf(ControlLevels.NotReadable.class);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void readsNameAndTextOfAPolicy(Way way) {
        assertThat(read(way, MEMBER).ofPrincipalsIn(MEMBER))
                .isInstanceOfSatisfying(
                        ControlLevels.Read.class,
                        levels ->
                                assertThat(levels.levels().getFirst().documents())
                                        .containsExactly(
                                                new NamedDocument(
                                                        FULL,
                                                        "Policy " + FULL,
                                                        Map.of(
                                                                "Statement",
                                                                List.of(Map.of("Sid", FULL))))));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void nothingBindsTheManagementAccount(Way way) {
        AccountId management = new AccountId(MANAGEMENT);

        assertThat(read(way, management).ofPrincipalsIn(management))
                .isInstanceOf(ControlLevels.DoNotApply.class);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void nothingBindsTheVaultInTheManagementAccount(Way way) {
        AccountId management = new AccountId(MANAGEMENT);
        ControlPolicyReader inManagement =
                new ControlPolicyReader(organization, management, () -> now);

        ControlPolicies read =
                switch (way) {
                    case ACCOUNT -> inManagement.ofAccount(MEMBER);
                    case ORGANIZATION -> inManagement.ofOrganization();
                };

        assertThat(read.ofResourcesIn(management)).isInstanceOf(ControlLevels.DoNotApply.class);
        assertThat(read.ofPrincipalsIn(MEMBER)).isInstanceOf(ControlLevels.Read.class);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aKindThatIsNotEnabledDoesNotApply(Way way) {
        organization.attached.remove(RESOURCE_CONTROL_POLICY);

        assertThat(read(way, MEMBER).ofResourcesIn(VAULT_ACCOUNT))
                .isInstanceOf(ControlLevels.DoNotApply.class);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anAnswerThatSaysSoMeansTheSame(Way way) {
        for (String operation : List.of("ListPoliciesForTarget", "ListPolicies")) {
            organization.failures.put(
                    operation, () -> PolicyTypeNotEnabledException.builder().build());
        }

        assertThat(read(way, MEMBER).ofPrincipalsIn(MEMBER))
                .isInstanceOf(ControlLevels.DoNotApply.class);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                        Map.entry("AccessDeniedException", ErrorKind.DENIED),
                        Map.entry("TooManyRequestsException", ErrorKind.TRANSIENT),
                        Map.entry("AWSOrganizationsNotInUseException", ErrorKind.REJECTED))
                .flatMap(error ->
                        Stream.concat(
                                Stream.of(
                                                "DescribeAccount",
                                                "ListParents",
                                                "ListPoliciesForTarget",
                                                "DescribePolicy")
                                        .map(operation ->
                                                Arguments.of(
                                                        Way.ACCOUNT,
                                                        operation,
                                                        error.getKey(),
                                                        error.getValue())),
                                Stream.of(
                                                "ListRoots",
                                                "ListOrganizationalUnitsForParent",
                                                "ListAccountsForParent",
                                                "ListPolicies",
                                                "ListTargetsForPolicy",
                                                "DescribePolicy")
                                        .map(operation ->
                                                Arguments.of(
                                                        Way.ORGANIZATION,
                                                        operation,
                                                        error.getKey(),
                                                        error.getValue()))));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatCannotBeAskedIsAValue(Way way, String operation, String code, ErrorKind kind) {
        organization.failures.put(operation, () -> FakeOrganizationTree.error(code));

        assertThat(read(way, MEMBER).ofPrincipalsIn(MEMBER))
                .isInstanceOfSatisfying(
                        ControlLevels.NotReadable.class,
                        unread -> {
                            assertThat(unread.error().code()).isEqualTo(code);
                            assertThat(unread.error().kind()).isEqualTo(kind);
                            assertThat(unread.error().requestId()).contains("request-1");
                        });
    }

    @Test
    void aRefusalAboutTheVaultsPoliciesLeavesThoseOfTheAccount() {
        organization.failures.put(
                "ListPoliciesForTarget", () -> FakeOrganizationTree.error("AccessDeniedException"));

        ControlPolicies read = reader.ofOrganization();

        assertThat(read.ofPrincipalsIn(MEMBER)).isInstanceOf(ControlLevels.Read.class);
        assertThat(read.ofResourcesIn(VAULT_ACCOUNT)).isInstanceOf(ControlLevels.NotReadable.class);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aPolicyThatWasDeletedMeanwhileBindsNobody(Way way) {
        organization.documents.remove("p-mine");

        assertThat(policies(read(way, MEMBER).ofPrincipalsIn(MEMBER)))
                .last()
                .isEqualTo(Map.entry(MEMBER.value(), List.of(FULL)));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aPolicyThatIsNotJsonIsNamed(Way way) {
        organization.documents.put("p-mine", "{\"Statement\": [], \"Statement\": []}");

        assertThat(read(way, MEMBER).ofPrincipalsIn(MEMBER))
                .isInstanceOfSatisfying(
                        ControlLevels.NotReadable.class,
                        unread -> assertThat(unread.error().message()).contains("p-mine"));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void unitsInACircleEndTheReading(Way way) {
        organization.unit("ou-ab12-teams", "ou-ab12-payments");

        assertThat(read(way, MEMBER).ofPrincipalsIn(MEMBER))
                .isInstanceOf(ControlLevels.NotReadable.class);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anAccountThatIsNotInTheTreeIsNotReadable(Way way) {
        AccountId young = new AccountId("999999999999");

        assertThat(read(way, young).ofPrincipalsIn(young))
                .isInstanceOf(ControlLevels.NotReadable.class);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void readingEndsInTime(Way way) {
        perCall = Duration.ofSeconds(5);

        assertThat(read(way, MEMBER).ofPrincipalsIn(MEMBER))
                .isInstanceOfSatisfying(
                        ControlLevels.NotReadable.class,
                        unread -> assertThat(unread.error().code()).isEqualTo("OutOfTime"));
    }

    @Test
    void readsATreeWithoutACallForASingleAccount() {
        reader.ofOrganization();
        int before = organization.calls.size();
        for (int i = 0; i < 100; i++) {
            organization.account("8%011d".formatted(i), "ou-ab12-payments");
        }
        organization.calls.clear();
        now = now.plus(ControlPolicyReader.KEPT);
        reader.ofOrganization();

        assertThat(organization.calls).doesNotContain("DescribeAccount", "ListParents");
        // The fake has one account on a page, AWS has 20.
        assertThat(organization.calls).hasSize(before + 100);
        assertThat(organization.callsOf("DescribePolicy")).isEqualTo(5);
    }

    @Test
    void remembersWhatIsAboveAnAccountForTenMinutes() {
        reader.ofAccount(MEMBER);
        organization.calls.clear();
        reader.ofAccount(OTHER_MEMBER);

        assertThat(organization.calls)
                .as("the account's own parent and policies, a page more each")
                .containsOnly("ListParents", "ListPoliciesForTarget")
                .hasSize(4);

        now = now.plus(ControlPolicyReader.KEPT);
        organization.attach(SERVICE_CONTROL_POLICY, "p-new", ROOT);
        assertThat(policies(reader.ofAccount(OTHER_MEMBER).ofPrincipalsIn(OTHER_MEMBER)))
                .first()
                .isEqualTo(Map.entry("root", List.of(FULL, "p-new")));
    }

    @Test
    void seesAtOnceThatAnAccountWasMoved() {
        reader.ofAccount(MEMBER);
        organization.account(MEMBER.value(), ROOT);

        assertThat(policies(reader.ofAccount(MEMBER).ofPrincipalsIn(MEMBER))).hasSize(2);
    }

    @Test
    void remembersAFailureForSecondsOnly() {
        organization.failures.put(
                "DescribePolicy", () -> FakeOrganizationTree.error("AccessDeniedException"));
        reader.ofAccount(MEMBER);
        int asked = organization.callsOf("DescribePolicy");
        reader.ofAccount(MEMBER);
        assertThat(organization.callsOf("DescribePolicy")).isEqualTo(asked);

        organization.failures.clear();
        now = now.plus(ControlPolicyReader.FAILURE_KEPT);
        assertThat(reader.ofAccount(MEMBER).ofPrincipalsIn(MEMBER))
                .isInstanceOf(ControlLevels.Read.class);
    }

    /// The places, without the words around their ids, and the ids of their policies.
    private static List<Map.Entry<String, List<String>>> policies(ControlLevels levels) {
        assertThat(levels).isInstanceOf(ControlLevels.Read.class);
        Function<String, String> place =
                name ->
                        name.startsWith("root ")
                                ? "root"
                                : name.replaceAll("^.*[( ](ou-[^)]*|[0-9]{12})\\)?$", "$1");
        return ((ControlLevels.Read) levels)
                .levels().stream()
                        .map(level ->
                                Map.entry(
                                        place.apply(level.name()),
                                        level.documents().stream().map(NamedDocument::id).toList()))
                        .toList();
    }
}

package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sessionvault.account.AccountId;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.Child;
import software.amazon.awssdk.services.organizations.model.ChildType;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.ParentType;

/// The tree of units and accounts.
class OrganizationalUnitsTest extends RoleTest {
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
    void putsNewAccountsUnderTheRootAndMovesThem() {
        AccountId member = management.createAccount("a");
        String unit = unit(root, "workloads");
        assertThat(parents(member.value())).containsExactly(tuple(root, ParentType.ROOT));

        organizations.moveAccount(
                m -> m.accountId(member.value()).sourceParentId(root).destinationParentId(unit));

        assertThat(parents(member.value()))
                .containsExactly(tuple(unit, ParentType.ORGANIZATIONAL_UNIT));
        assertThat(accounts(unit)).containsExactly(member.value());
        assertThat(accounts(root)).containsExactly(Clients.MANAGEMENT.value());
        assertRefused(
                "SourceParentNotFoundException",
                400,
                () ->
                        organizations.moveAccount(m ->
                                m.accountId(member.value())
                                        .sourceParentId(root)
                                        .destinationParentId(unit)));
        assertRefused(
                "DestinationParentNotFoundException",
                400,
                () ->
                        organizations.moveAccount(m ->
                                m.accountId(member.value())
                                        .sourceParentId(unit)
                                        .destinationParentId("ou-5es5-99999999")));
    }

    @Test
    void nestsUnitsAndListsThemInPages() {
        List<String> units = List.of(unit(root, "a"), unit(root, "b"), unit(root, "c"));
        String inner = unit(units.getFirst(), "a");

        assertThat(
                        organizations
                                .listOrganizationalUnitsForParent(l -> l.parentId(root))
                                .organizationalUnits())
                .hasSize(2);
        assertThat(
                        organizations
                                .listOrganizationalUnitsForParentPaginator(l -> l.parentId(root))
                                .stream()
                                .flatMap(page -> page.organizationalUnits().stream()))
                .extracting(OrganizationalUnit::id)
                .containsExactlyElementsOf(units);
        assertThat(parents(inner))
                .containsExactly(tuple(units.getFirst(), ParentType.ORGANIZATIONAL_UNIT));
        assertThat(
                        organizations
                                .listChildrenPaginator(l ->
                                        l.parentId(root).childType(ChildType.ORGANIZATIONAL_UNIT))
                                .stream()
                                .flatMap(page -> page.children().stream()))
                .extracting(Child::id)
                .containsExactlyElementsOf(units);
        assertRefused("DuplicateOrganizationalUnitException", 400, () -> unit(root, "a"));
        assertRefused("ParentNotFoundException", 400, () -> unit("ou-5es5-99999999", "x"));
        assertRefused(
                "OrganizationalUnitNotEmptyException",
                400,
                () ->
                        organizations.deleteOrganizationalUnit(
                                d -> d.organizationalUnitId(units.getFirst())));
        organizations.deleteOrganizationalUnit(d -> d.organizationalUnitId(inner));
        assertRefused("ChildNotFoundException", 400, () -> parents(inner));
    }

    @Test
    void letsDelegatedAdministratorsReadAndNotWrite() {
        AccountId member = management.createAccount("a");
        var delegated = administrator(member).organizations();
        assertRefused("AccessDeniedException", 400, delegated::listRoots);

        organizations.registerDelegatedAdministrator(
                d -> d.accountId(member.value()).servicePrincipal("ssm.amazonaws.com"));

        assertThat(delegated.listParents(l -> l.childId(member.value())).parents()).hasSize(1);
        assertRefused(
                "AccessDeniedException",
                400,
                () -> delegated.createOrganizationalUnit(c -> c.parentId(root).name("x")));
    }

    @Test
    void asksForTheRightToLookAtOneAccount() {
        AccountId member = management.createAccount("a");
        String account = "arn:aws:organizations::111122223333:account/o-sessionvault/" + member;
        Clients reader = role("reader", may("organizations:ListParents", account));

        assertThat(reader.organizations().listParents(l -> l.childId(member.value())).parents())
                .hasSize(1);
        assertDenied(
                "because no identity-based policy allows the organizations:ListParents action",
                () ->
                        reader.organizations()
                                .listParents(l -> l.childId(Clients.MANAGEMENT.value())));
    }

    private List<Tuple> parents(String child) {
        return organizations.listParents(l -> l.childId(child)).parents().stream()
                .map((Parent parent) -> tuple(parent.id(), parent.type()))
                .toList();
    }

    private List<String> accounts(String parent) {
        return organizations.listAccountsForParentPaginator(l -> l.parentId(parent)).stream()
                .flatMap(page -> page.accounts().stream())
                .map(Account::id)
                .toList();
    }

    private String unit(String parent, String name) {
        return organizations
                .createOrganizationalUnit(c -> c.parentId(parent).name(name))
                .organizationalUnit()
                .id();
    }
}

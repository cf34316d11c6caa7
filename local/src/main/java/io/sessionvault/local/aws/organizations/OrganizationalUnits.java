package io.sessionvault.local.aws.organizations;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.Child;
import software.amazon.awssdk.services.organizations.model.ChildType;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListChildrenRequest;
import software.amazon.awssdk.services.organizations.model.ListChildrenResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListParentsRequest;
import software.amazon.awssdk.services.organizations.model.ListParentsResponse;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;
import software.amazon.awssdk.services.organizations.model.MoveAccountRequest;
import software.amazon.awssdk.services.organizations.model.MoveAccountResponse;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.ParentType;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.PolicyTypeStatus;
import software.amazon.awssdk.services.organizations.model.PolicyTypeSummary;
import software.amazon.awssdk.services.organizations.model.Root;

/// The root and the units, and the accounts in them.
///
/// Source: Organizations API reference, the operations of these names.
final class OrganizationalUnits {
    private final Accounts accounts;
    private final AccountLifecycle lifecycle;
    private final OrganizationArns arns;

    OrganizationalUnits(Accounts accounts, AccountLifecycle lifecycle) {
        this.accounts = accounts;
        this.lifecycle = lifecycle;
        this.arns = new OrganizationArns(accounts);
    }

    void register(Operations operations) {
        operations
                .on(ListRootsRequest.class, arns.toAny("ListRoots"), this::listRoots)
                .on(
                        ListOrganizationalUnitsForParentRequest.class,
                        arns.to(
                                "ListOrganizationalUnitsForParent",
                                ListOrganizationalUnitsForParentRequest::parentId),
                        this::listUnits)
                .on(
                        ListAccountsForParentRequest.class,
                        arns.to("ListAccountsForParent", ListAccountsForParentRequest::parentId),
                        this::listAccounts)
                .on(
                        ListChildrenRequest.class,
                        arns.to("ListChildren", ListChildrenRequest::parentId),
                        this::listChildren)
                .on(
                        ListParentsRequest.class,
                        arns.to("ListParents", ListParentsRequest::childId),
                        this::listParents)
                .on(CreateOrganizationalUnitRequest.class, this::create, "Tags")
                .on(DeleteOrganizationalUnitRequest.class, this::delete)
                .on(MoveAccountRequest.class, this::move);
    }

    private ListRootsResponse listRoots(Call call, ListRootsRequest request) {
        lifecycle.readersOnly(call);
        List<PolicyTypeSummary> types =
                List.of(PolicyType.SERVICE_CONTROL_POLICY, PolicyType.RESOURCE_CONTROL_POLICY)
                        .stream()
                        .filter(accounts.controls()::isEnabled)
                        .map(type ->
                                PolicyTypeSummary.builder()
                                        .type(type)
                                        .status(PolicyTypeStatus.ENABLED)
                                        .build())
                        .toList();
        return ListRootsResponse.builder()
                .roots(
                        Root.builder()
                                .id(Tree.ROOT)
                                .arn(arns.of(Tree.ROOT))
                                .name("Root")
                                .policyTypes(types)
                                .build())
                .build();
    }

    private ListOrganizationalUnitsForParentResponse listUnits(
            Call call, ListOrganizationalUnitsForParentRequest request) {
        lifecycle.readersOnly(call);
        accounts.tree().requireParent(String.valueOf(request.parentId()));
        List<OrganizationalUnit> all =
                accounts.tree().units(request.parentId()).stream().map(this::shape).toList();
        Page<OrganizationalUnit> page =
                accounts.page(all, request.nextToken(), request.maxResults());
        return ListOrganizationalUnitsForParentResponse.builder()
                .organizationalUnits(page.items())
                .nextToken(page.next())
                .build();
    }

    private ListAccountsForParentResponse listAccounts(
            Call call, ListAccountsForParentRequest request) {
        lifecycle.readersOnly(call);
        accounts.tree().requireParent(String.valueOf(request.parentId()));
        List<Account> all =
                accounts.tree().accounts(request.parentId()).stream()
                        .map(id -> lifecycle.account(id).shape(accounts.organization()))
                        .toList();
        Page<Account> page = accounts.page(all, request.nextToken(), request.maxResults());
        return ListAccountsForParentResponse.builder()
                .accounts(page.items())
                .nextToken(page.next())
                .build();
    }

    private ListChildrenResponse listChildren(Call call, ListChildrenRequest request) {
        lifecycle.readersOnly(call);
        String parent = String.valueOf(request.parentId());
        accounts.tree().requireParent(parent);
        ChildType type = request.childType();
        List<String> ids =
                type == ChildType.ACCOUNT
                        ? accounts.tree().accounts(parent)
                        : accounts.tree().units(parent).stream().map(Tree.Unit::id).toList();
        List<Child> all =
                ids.stream().map(id -> Child.builder().id(id).type(type).build()).toList();
        Page<Child> page = accounts.page(all, request.nextToken(), request.maxResults());
        return ListChildrenResponse.builder().children(page.items()).nextToken(page.next()).build();
    }

    private ListParentsResponse listParents(Call call, ListParentsRequest request) {
        lifecycle.readersOnly(call);
        Optional<String> parent = accounts.tree().parent(String.valueOf(request.childId()));
        String id =
                parent.orElseThrow(() ->
                        new AwsError("ChildNotFoundException", 400, "There is no such child."));
        ParentType type = id.equals(Tree.ROOT) ? ParentType.ROOT : ParentType.ORGANIZATIONAL_UNIT;
        return ListParentsResponse.builder()
                .parents(Parent.builder().id(id).type(type).build())
                .build();
    }

    private CreateOrganizationalUnitResponse create(
            Call call, CreateOrganizationalUnitRequest request) {
        lifecycle.managementOnly(call);
        Tree.Unit unit =
                accounts.tree()
                        .add(String.valueOf(request.parentId()), String.valueOf(request.name()));
        accounts.controls().joined(unit.id());
        return CreateOrganizationalUnitResponse.builder().organizationalUnit(shape(unit)).build();
    }

    private DeleteOrganizationalUnitResponse delete(
            Call call, DeleteOrganizationalUnitRequest request) {
        lifecycle.managementOnly(call);
        accounts.tree().remove(String.valueOf(request.organizationalUnitId()));
        accounts.controls().left(request.organizationalUnitId());
        return DeleteOrganizationalUnitResponse.builder().build();
    }

    private MoveAccountResponse move(Call call, MoveAccountRequest request) {
        lifecycle.managementOnly(call);
        MemberAccount account = lifecycle.account(request.accountId());
        accounts.tree()
                .move(
                        account.id,
                        String.valueOf(request.sourceParentId()),
                        String.valueOf(request.destinationParentId()));
        return MoveAccountResponse.builder().build();
    }

    private OrganizationalUnit shape(Tree.Unit unit) {
        return OrganizationalUnit.builder()
                .id(unit.id())
                .arn(arns.of(unit.id()))
                .name(unit.name())
                .build();
    }
}

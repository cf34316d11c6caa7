package io.sessionvault.local.aws.organizations;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import io.sessionvault.local.aws.call.Permission;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.call.WireFormat;
import io.sessionvault.local.aws.fault.Settling;
import io.sessionvault.local.aws.iam.Iam;
import java.util.List;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.DescribeAccountRequest;
import software.amazon.awssdk.services.organizations.model.DescribeAccountResponse;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.OrganizationFeatureSet;
import software.amazon.awssdk.services.organizations.model.RegisterDelegatedAdministratorRequest;
import software.amazon.awssdk.services.organizations.model.RegisterDelegatedAdministratorResponse;

/// AWS Organizations: the organization and who may read it.
public final class Organizations {
    private final Accounts accounts;
    private final AccountLifecycle lifecycle;
    private final Settling settling;
    private final Ids ids;

    /// @param accounts the accounts
    /// @param iam where a new account's access role is created
    /// @param settling what new accounts are not ready for at first
    /// @param ids where ids come from
    public Organizations(Accounts accounts, Iam iam, Settling settling, Ids ids) {
        this.accounts = accounts;
        this.settling = settling;
        this.ids = ids;
        this.lifecycle = new AccountLifecycle(accounts, iam, settling, ids);
    }

    /// The service.
    public Service service() {
        var operations =
                new Operations()
                        .on(CreateOrganizationRequest.class, Organizations::createOrganization)
                        .on(
                                DescribeOrganizationRequest.class,
                                Authorization.toAny("organizations:DescribeOrganization"),
                                this::describeOrganization)
                        .on(
                                ListAccountsRequest.class,
                                Authorization.toAny("organizations:ListAccounts"),
                                this::listAccounts)
                        .on(
                                DescribeAccountRequest.class,
                                (call, ask) ->
                                        List.of(
                                                Permission.opened(
                                                        "organizations:DescribeAccount",
                                                        accounts.organization()
                                                                .accountArn(ask.accountId()))),
                                this::describeAccount)
                        .on(RegisterDelegatedAdministratorRequest.class, this::delegate);
        lifecycle.register(operations);
        new AccountTags(accounts, lifecycle).register(operations);
        new OrganizationalUnits(accounts, lifecycle).register(operations);
        new PolicyOperations(accounts, lifecycle, ids).register(operations);
        new PolicyAttachments(accounts, lifecycle).register(operations);
        return new Service(
                "organizations", WireFormat.JSON_1_1, OrganizationsClient.class, operations);
    }

    private static CreateOrganizationResponse createOrganization(
            Call call, CreateOrganizationRequest request) {
        throw new AwsError(
                "AlreadyInOrganizationException",
                400,
                "The account %s is already a member of an organization.".formatted(call.account()));
    }

    private DescribeOrganizationResponse describeOrganization(
            Call call, DescribeOrganizationRequest request) {
        Organization organization = accounts.organization();
        String management = organization.managementAccount().value();
        String prefix = "arn:aws:organizations::" + management;
        return DescribeOrganizationResponse.builder()
                .organization(o ->
                        o.id(organization.id())
                                .arn(prefix + ":organization/" + organization.id())
                                .featureSet(OrganizationFeatureSet.ALL)
                                .masterAccountId(management)
                                .masterAccountArn(organization.accountArn(management))
                                .masterAccountEmail("management@example.com"))
                .build();
    }

    /// Between the first page and the second lies an empty one: AWS says that there may be such pages.
    private ListAccountsResponse listAccounts(Call call, ListAccountsRequest request) {
        lifecycle.readersOnly(call);
        String token = request.nextToken();
        if (token != null && token.startsWith("empty-")) {
            return ListAccountsResponse.builder()
                    .accounts(List.of())
                    .nextToken(token.substring("empty-".length()))
                    .build();
        }
        List<MemberAccount> all =
                accounts.all().stream()
                        .filter(account -> !settling.isUnlisted(account.id, call.now()))
                        .toList();
        Page<MemberAccount> page = accounts.page(all, token, request.maxResults());
        String next = page.next();
        return ListAccountsResponse.builder()
                .accounts(page.items().stream().map(this::shape).toList())
                .nextToken(next != null && token == null ? "empty-" + next : next)
                .build();
    }

    private DescribeAccountResponse describeAccount(Call call, DescribeAccountRequest request) {
        lifecycle.readersOnly(call);
        return DescribeAccountResponse.builder()
                .account(shape(lifecycle.knownAccount(call, request.accountId())))
                .build();
    }

    private RegisterDelegatedAdministratorResponse delegate(
            Call call, RegisterDelegatedAdministratorRequest request) {
        lifecycle.managementOnly(call);
        MemberAccount account = lifecycle.account(request.accountId());
        if (accounts.isManagement(account.id)) {
            throw new AwsError(
                    "ConstraintViolationException",
                    400,
                    "You cannot register the management account as delegated administrator.");
        }
        if (!account.delegatedServices.add(request.servicePrincipal())) {
            throw new AwsError(
                    "AccountAlreadyRegisteredException",
                    400,
                    "The account is already a delegated administrator for this service.");
        }
        return RegisterDelegatedAdministratorResponse.builder().build();
    }

    private Account shape(MemberAccount account) {
        return account.shape(accounts.organization());
    }
}

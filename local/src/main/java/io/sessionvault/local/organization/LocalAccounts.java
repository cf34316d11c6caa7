package io.sessionvault.local.organization;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AccountNotFoundException;
import software.amazon.awssdk.services.organizations.model.AlreadyInOrganizationException;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.OrganizationFeatureSet;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// The accounts of the organization, and the keys to them.
public final class LocalAccounts {
    /// The role that Organizations creates in each account that it creates.
    public static final String MEMBER_ROLE = "OrganizationAccountAccessRole";

    private static final int LOOKS = 100;
    private static final int HOUR = 3600;

    private final Endpoint endpoint;
    private final RegionName home;
    private final OrganizationsClient organizations;
    private final StsClient sts;
    private final Map<AccountId, AwsCredentials> administrators = new ConcurrentHashMap<>();

    /// Creates the organization if there is none yet.
    public LocalAccounts(Endpoint endpoint, RegionName home) {
        this.endpoint = endpoint;
        this.home = home;
        this.organizations =
                endpoint.client(OrganizationsClient.builder(), endpoint.management(), home);
        this.sts = endpoint.client(StsClient.builder(), endpoint.management(), home);
        administrators.put(management(), endpoint.management());
        try {
            organizations.createOrganization(ask -> ask.featureSet(OrganizationFeatureSet.ALL));
        } catch (AlreadyInOrganizationException already) {
            // The stand-in is an organization from the start; so may another emulator be.
        }
    }

    /// Creates an account for the vault and makes it a delegated administrator, so that it may ask
    /// Organizations about the members. On an emulator that does not know delegated administrators,
    /// the vault is in the management account.
    public AccountId createVaultAccount() {
        AccountId vault = create("session-vault");
        organizations.registerDelegatedAdministrator(
                ask -> ask.accountId(vault.value()).servicePrincipal("ssm.amazonaws.com"));
        OrganizationsClient delegated =
                endpoint.client(OrganizationsClient.builder(), administrator(vault), home);
        try {
            delegated.describeAccount(ask -> ask.accountId(vault.value()));
            return vault;
        } catch (AccountNotFoundException notKnown) {
            return management();
        }
    }

    /// Organizations, as the management account sees it.
    public OrganizationsClient organizations() {
        return organizations;
    }

    /// The id of the organization.
    public String organizationId() {
        return organizations.describeOrganization().organization().id();
    }

    /// The management account.
    public AccountId management() {
        return new AccountId(sts.getCallerIdentity().account());
    }

    /// Creates an account and waits until Organizations says that it is there.
    ///
    /// @throws IllegalStateException when Organizations does not create it
    public AccountId create(String name) {
        CreateAccountStatus status =
                organizations
                        .createAccount(ask -> ask.accountName(name).email(name + "@example.com"))
                        .createAccountStatus();
        String request = status.id();
        for (int look = 0;
                status.state() == CreateAccountState.IN_PROGRESS && look < LOOKS;
                look++) {
            status =
                    organizations
                            .describeCreateAccountStatus(ask -> ask.createAccountRequestId(request))
                            .createAccountStatus();
        }
        if (status.accountId() == null) {
            throw new IllegalStateException(
                    "account "
                            + name
                            + " was not created: "
                            + status.stateAsString()
                            + " "
                            + status.failureReasonAsString());
        }
        return new AccountId(status.accountId());
    }

    /// Credentials of an account's administrator; those of the role that Organizations creates with
    /// the account where the emulator has no others.
    public AwsCredentials administrator(AccountId account) {
        return administrators.computeIfAbsent(
                account,
                member ->
                        endpoint.administrators()
                                .apply(member)
                                .orElseGet(() -> assume(sts, member, MEMBER_ROLE, HOUR)));
    }

    /// Credentials of a role in an account, assumed by that account's administrator.
    ///
    /// @param seconds how long they last
    public AwsCredentials role(AccountId account, String name, int seconds) {
        StsClient administrator =
                endpoint.client(StsClient.builder(), administrator(account), home);
        return assume(administrator, account, name, seconds);
    }

    private static AwsCredentials assume(
            StsClient caller, AccountId account, String role, int seconds) {
        String roleArn = "arn:aws:iam::" + account + ":role/" + role;
        Credentials granted =
                caller.assumeRole(ask ->
                                ask.roleArn(roleArn)
                                        .roleSessionName("local-run")
                                        .durationSeconds(seconds))
                        .credentials();
        return AwsSessionCredentials.create(
                granted.accessKeyId(), granted.secretAccessKey(), granted.sessionToken());
    }
}

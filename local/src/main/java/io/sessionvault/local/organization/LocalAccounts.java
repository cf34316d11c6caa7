package io.sessionvault.local.organization;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.Pacer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
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
    public static final String ACCESS_ROLE = "OrganizationAccountAccessRole";

    /// How long an account may take to be created, and how often somebody looks.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Endpoint endpoint;
    private final RegionName home;
    private final OrganizationsClient organizations;
    private final StsClient sts;
    private final Pacer.Pause pause;
    private final Map<AccountId, AwsCredentials> administrators = new ConcurrentHashMap<>();
    private final List<Consumer<AccountId>> listeners = new CopyOnWriteArrayList<>();

    /// Creates the organization if there is none yet.
    public LocalAccounts(Endpoint endpoint, RegionName home) {
        this(endpoint, home, Pacer.Pause.SLEEP);
    }

    /// The same, with a clock of the caller's.
    ///
    /// @param pause how to let time pass
    LocalAccounts(Endpoint endpoint, RegionName home, Pacer.Pause pause) {
        this.pause = pause;
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
        return delegate(create("session-vault"));
    }

    /// Makes an account a delegated administrator.
    ///
    /// @return the account; the management account where an emulator does not know such administrators
    public AccountId delegate(AccountId vault) {
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
    /// @throws UnfitEmulatorException when Organizations does not create it
    public AccountId create(String name) {
        CreateAccountStatus status =
                organizations
                        .createAccount(ask -> ask.accountName(name).email(name + "@example.com"))
                        .createAccountStatus();
        String request = status.id();
        Duration waited = Duration.ZERO;
        Duration pause = Duration.ZERO;
        while (status.state() == CreateAccountState.IN_PROGRESS && waited.compareTo(PATIENCE) < 0) {
            this.pause.pass(pause);
            waited = waited.plus(pause);
            pause = longer(pause);
            status =
                    organizations
                            .describeCreateAccountStatus(ask -> ask.createAccountRequestId(request))
                            .createAccountStatus();
        }
        if (status.accountId() == null) {
            throw new UnfitEmulatorException(
                    "account "
                            + name
                            + " was not created within minutes: "
                            + status.stateAsString()
                            + " "
                            + status.failureReasonAsString(),
                    null);
        }
        AccountId created = new AccountId(status.accountId());
        listeners.forEach(listener -> listener.accept(created));
        return created;
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.isZero() ? SHORTEST_PAUSE : pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /// Has something done in every account that there is, and in each one that is created later.
    public void inEvery(Consumer<AccountId> work) {
        organizations.listAccountsPaginator().stream()
                .flatMap(page -> page.accounts().stream())
                .map(account -> new AccountId(account.id()))
                .forEach(work);
        listeners.add(work);
    }

    /// Credentials of an account's administrator; those of the role that Organizations creates with
    /// the account where the emulator has no others.
    public AwsCredentials administrator(AccountId account) {
        return administrators.computeIfAbsent(
                account,
                member ->
                        endpoint.administrators()
                                .apply(member)
                                .orElseGet(() -> assume(sts, member, ACCESS_ROLE)));
    }

    /// Credentials of a role that a service assumes. Where the emulator gives services none, the
    /// account's administrator does it in the service's place.
    ///
    /// @param service the service's principal, e.g. `ec2.amazonaws.com`
    /// @param name the role's name
    /// @param sessionName the name of the session
    public AwsCredentials serviceRole(
            AccountId account, String service, String name, String sessionName) {
        return switch (endpoint.policies()) {
            case Endpoint.Policies.Evaluated(var roles) ->
                    roles.assume(service, arn(account, name), sessionName);
            case Endpoint.Policies.Ignored _, Endpoint.Policies.Enforced _ -> {
                StsClient administrator =
                        endpoint.client(StsClient.builder(), administrator(account), home);
                yield assume(administrator, account, name);
            }
        };
    }

    private static AwsCredentials assume(StsClient caller, AccountId account, String role) {
        Credentials granted =
                caller.assumeRole(
                                ask -> ask.roleArn(arn(account, role)).roleSessionName("local-run"))
                        .credentials();
        return AwsSessionCredentials.create(
                granted.accessKeyId(), granted.secretAccessKey(), granted.sessionToken());
    }

    private static String arn(AccountId account, String role) {
        return "arn:aws:iam::" + account + ":role/" + role;
    }
}

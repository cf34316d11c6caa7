package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.AccountResult;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.GovernedRegions;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.PermissionProof;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.vault.KeyArn;
import io.sessionvault.vault.Vault;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.core.exception.SdkException;

/// Reconciles an account of which only the id is known: looks it up, enters it, finds its Regions.
public final class AccountReconciler {
    private final ClientConfiguration clients;
    private final KeyClients keys;
    private final RegionName home;
    private final OrganizationReader organization;
    private final MemberAccess access;
    private final Policy policy;

    /// What every account of the organization should look like.
    ///
    /// @param vault where logs belong
    /// @param sessionKey the multi-Region key that encrypts sessions
    /// @param regions which Regions are governed
    /// @param idleMinutes the idle timeout to enforce, if any
    /// @param maxMinutes the maximum session duration to enforce, if any
    /// @param hostManagement what to do about Default Host Management
    /// @param proof what counts as proof that a role can write its logs
    public record Policy(
            Vault vault,
            KeyArn sessionKey,
            GovernedRegions regions,
            OptionalInt idleMinutes,
            OptionalInt maxMinutes,
            HostManagement hostManagement,
            PermissionProof proof) {}

    /// @param clients how clients are built
    /// @param home the function's Region
    /// @param organization the organization's accounts
    /// @param access the way into a member
    /// @param policy what every account should look like
    public AccountReconciler(
            ClientConfiguration clients,
            RegionName home,
            OrganizationReader organization,
            MemberAccess access,
            Policy policy) {
        this.clients = clients;
        this.keys = new KeyClients(clients, ClientConfiguration.ownCredentials());
        this.home = home;
        this.organization = organization;
        this.access = access;
        this.policy = policy;
    }

    /// Reconciles one account. What AWS answers is part of the result, never an exception.
    public AccountResult reconcile(AccountId account, Mode mode) {
        Optional<AccountState> state;
        try {
            state = organization.stateOf(account);
        } catch (SdkException failure) {
            return unreachable(account, "describe the account in Organizations", failure);
        }
        if (state.isEmpty()) {
            return new AccountResult.LeftAlone(account, "it is not in the organization");
        }
        return switch (state.get()) {
            case ACTIVE, UNKNOWN -> enter(account, mode);
            case PENDING_ACTIVATION ->
                    new AccountResult.Unreachable(
                            account,
                            "describe the account in Organizations",
                            new ServiceError(
                                    ErrorKind.TRANSIENT,
                                    "PENDING_ACTIVATION",
                                    "the account is not active yet",
                                    Optional.empty()));
            case SUSPENDED, PENDING_CLOSURE, CLOSED ->
                    new AccountResult.LeftAlone(account, "it is " + state.get());
        };
    }

    private AccountResult enter(AccountId account, Mode mode) {
        return switch (access.enter(account)) {
            case MemberAccess.Entry.Shut(AccountResult.Unreachable result) -> result;
            case MemberAccess.Entry.Open open -> {
                MemberClients member = new MemberClients(clients, open.credentials(), home);
                try {
                    DesiredAccount desired = desired(account, member);
                    yield new AccountResult.Reconciled(
                            new Reconciler(member, keys, desired, policy.proof()).reconcile(mode),
                            policy.regions().missingAmong(desired.regions()));
                } catch (SdkException failure) {
                    yield unreachable(account, "list the account's Regions", failure);
                }
            }
        };
    }

    private DesiredAccount desired(AccountId account, MemberClients member) {
        return new DesiredAccount(
                account,
                policy.vault(),
                policy.sessionKey(),
                EnabledRegions.governed(member.account(), policy.regions()),
                policy.idleMinutes(),
                policy.maxMinutes(),
                policy.hostManagement());
    }

    private static AccountResult unreachable(AccountId account, String step, SdkException failure) {
        return new AccountResult.Unreachable(account, step, ServiceErrors.of(failure));
    }
}

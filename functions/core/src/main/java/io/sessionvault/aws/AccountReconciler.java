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
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.core.exception.SdkException;

/// Reconciles an account of which only the id is known: looks it up, enters it, finds its Regions.
public final class AccountReconciler {
    private final MemberEndpoints endpoints;
    private final KeyClients keys;
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
        this.endpoints = new MemberEndpoints(clients, home);
        this.keys = new KeyClients(clients, ClientConfiguration.ownCredentials());
        this.organization = organization;
        this.access = access;
        this.policy = policy;
    }

    /// An account that is about to be reconciled.
    public sealed interface Visit {
        /// It is not going to be: it was left alone, or could not be reached.
        ///
        /// @param result which of these, and why
        record Ended(AccountResult.NotEntered result) implements Visit {}

        /// It has been entered.
        ///
        /// @param member clients in the account
        /// @param desired what it should look like
        /// @param optedIn its governed Regions that somebody enabled; those that every account has
        ///     are not among them
        record Begun(MemberClients member, DesiredAccount desired, NavigableSet<RegionName> optedIn)
                implements Visit {}
    }

    /// Does what every reconciliation begins with and changes nothing: asks Organizations, about the
    /// vault's own account, and builds the clients of the vault's Region.
    ///
    /// @throws SdkException when Organizations cannot be asked
    public void rehearse() {
        organization.stateOf(policy.vault().account());
        endpoints.ssm(policy.vault().bucketKey().region());
    }

    /// Reconciles one account of which only the id is known; empty when Organizations does not know
    /// it, which may be true of a young account for minutes. What AWS answers is part of the result,
    /// never an exception.
    public Optional<AccountResult> reconcile(AccountId account, Mode mode) {
        Optional<AccountState> state;
        try {
            state = organization.stateOf(account);
        } catch (SdkException failure) {
            return Optional.of(
                    unreachable(account, "describe the account in Organizations", failure));
        }
        return state.map(known ->
                switch (visit(account, known)) {
                    case Visit.Ended(AccountResult.NotEntered result) -> result;
                    case Visit.Begun begun -> reconcile(begun, mode);
                });
    }

    /// Enters an account whose state is known, and finds its Regions. What AWS answers is part of
    /// the result, never an exception.
    public Visit visit(AccountId account, AccountState state) {
        return switch (state) {
            case ACTIVE, UNKNOWN -> enter(account);
            case PENDING_ACTIVATION ->
                    new Visit.Ended(
                            new AccountResult.Unreachable(
                                    account,
                                    "describe the account in Organizations",
                                    new ServiceError(
                                            ErrorKind.TRANSIENT,
                                            "PENDING_ACTIVATION",
                                            "the account is not active yet",
                                            Optional.empty())));
            case SUSPENDED, PENDING_CLOSURE, CLOSED ->
                    new Visit.Ended(new AccountResult.LeftAlone(account, "it is " + state));
        };
    }

    /// Reconciles an account that has been entered.
    public AccountResult.Reconciled reconcile(Visit.Begun visit, Mode mode) {
        DesiredAccount desired = visit.desired();
        return new AccountResult.Reconciled(
                new Reconciler(visit.member(), keys, desired, policy.proof()).reconcile(mode),
                policy.regions().missingAmong(desired.regions()));
    }

    private Visit enter(AccountId account) {
        return switch (access.enter(account)) {
            case MemberAccess.Entry.Shut(AccountResult.Unreachable result) ->
                    new Visit.Ended(result);
            case MemberAccess.Entry.Open open -> {
                MemberClients member = new MemberClients(endpoints, open.credentials());
                try {
                    EnabledRegions regions =
                            EnabledRegions.read(member.account(), policy.regions());
                    yield new Visit.Begun(
                            member, desired(account, regions.governed()), regions.optedIn());
                } catch (SdkException failure) {
                    yield new Visit.Ended(
                            unreachable(account, "list the account's Regions", failure));
                }
            }
        };
    }

    private DesiredAccount desired(AccountId account, NavigableSet<RegionName> regions) {
        return new DesiredAccount(
                account,
                policy.vault(),
                policy.sessionKey(),
                regions,
                policy.idleMinutes(),
                policy.maxMinutes(),
                policy.hostManagement());
    }

    private static AccountResult.Unreachable unreachable(
            AccountId account, String step, SdkException failure) {
        return new AccountResult.Unreachable(account, step, ServiceErrors.of(failure));
    }
}

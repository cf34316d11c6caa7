package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.account.RegionName;
import io.sessionvault.organization.ControlPolicies;
import io.sessionvault.reconcile.AccountResult;
import io.sessionvault.reconcile.AccountStandard;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Holds;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.NeverGoverned;
import io.sessionvault.reconcile.Notice;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.Reach;
import io.sessionvault.reconcile.Reaction;
import io.sessionvault.reconcile.Reconciliation;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.reconcile.VaultPolicies;
import java.time.InstantSource;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/// Reconciles an account of which only the id is known: looks it up, enters it, finds its Regions.
public final class AccountReconciler {
    private final MemberEndpoints endpoints;
    private final KeyClients keys;
    private final OrganizationReader organization;
    private final MemberAccess access;
    private final AccountStandard standard;
    private final StoredHolds holds;
    private final SwitchGuard guard;
    private final VaultPolicies vaultPolicies;
    private final ManagedPolicies managed;
    private final InstantSource clock;

    /// @param clients how clients are built
    /// @param home the function's Region
    /// @param organization the organization's accounts
    /// @param access the way into a member
    /// @param standard what every account should look like
    /// @param holds what of each account is held
    /// @param guard is asked before Regions are switched
    /// @param clock what time it is
    public AccountReconciler(
            ClientConfiguration clients,
            RegionName home,
            OrganizationReader organization,
            MemberAccess access,
            AccountStandard standard,
            StoredHolds holds,
            SwitchGuard guard,
            InstantSource clock) {
        this.endpoints = new MemberEndpoints(clients, home);
        this.keys = new KeyClients(clients, ClientConfiguration.ownCredentials());
        this.organization = organization;
        this.access = access;
        this.standard = standard;
        this.holds = holds;
        this.guard = guard;
        this.vaultPolicies = VaultPolicies.of(standard);
        this.managed = new ManagedPolicies(clock);
        this.clock = clock;
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
        organization.stateOf(standard.vault().account());
        endpoints.ssm(standard.vault().bucketKey().region());
    }

    /// Reconciles one account of which only the id is known; empty when Organizations does not know
    /// it, which may be true of a young account for minutes. What AWS answers is part of the result,
    /// never an exception.
    ///
    /// @param control reads the control policies that bind an account and the vault
    public Optional<AccountResult> reconcile(
            AccountId account, Mode mode, Function<AccountId, ControlPolicies> control) {
        return visit(account)
                .map(visit ->
                        switch (visit) {
                            case Visit.Ended(AccountResult.NotEntered result) -> result;
                            case Visit.Begun begun -> telling(begun, mode, control.apply(account));
                        });
    }

    /// Reconciles an account, and tells whether its own rules will tell the vault of changes: looked at
    /// before, so that an answer that is long in coming keeps nothing that is done from being told.
    private AccountResult.Reconciled telling(
            Visit.Begun visit, Mode mode, ControlPolicies control) {
        Optional<String> late = ForwardingReader.whyIamIsLate(visit.member(), visit.desired());
        AccountResult.Reconciled result = reconcile(visit, mode, control);
        return late.map(why ->
                        new AccountResult.Reconciled(
                                result.reconciliation().with(new Notice.IamChangesLate(why)),
                                result.notEnabled()))
                .orElse(result);
    }

    /// Reconciles one account of which only the id is known, because something in it was changed;
    /// empty when Organizations does not know it. What AWS answers is part of the result, never an
    /// exception.
    ///
    /// @param reach how far that may go, asked only of an account that was entered
    /// @param hasTime whether a further change may be begun
    /// @param control reads the control policies that bind an account and the vault
    public Optional<Reaction> react(
            AccountId account,
            Supplier<Observation<Reach>> reach,
            BooleanSupplier hasTime,
            Function<AccountId, ControlPolicies> control) {
        return visit(account)
                .map(visit ->
                        switch (visit) {
                            case Visit.Ended(AccountResult.NotEntered result) ->
                                    new Reaction.Ended(result);
                            case Visit.Begun begun ->
                                    switch (reach.get()) {
                                        case Observation.Unseen<Reach>(ServiceError error) ->
                                                new Reaction.Ended(
                                                        new AccountResult.Unreachable(
                                                                account,
                                                                "tell how far it may be changed",
                                                                error));
                                        case Observation.Seen<Reach>(Reach far) ->
                                                react(begun, far, hasTime, control.apply(account));
                                    };
                        });
    }

    private Reaction react(
            Visit.Begun visit, Reach reach, BooleanSupplier hasTime, ControlPolicies control) {
        Reconciliation done =
                new Reconciler(
                                visit.member(),
                                keys,
                                visit.desired(),
                                proof(control),
                                guard,
                                hasTime)
                        .react(reach);
        return new Reaction.Looked(
                done, NeverGoverned.isWithoutTrace(visit.desired(), done.seen()));
    }

    /// Looks an account up and enters it; empty when Organizations does not know it.
    Optional<Visit> visit(AccountId account) {
        try {
            return organization.stateOf(account).map(known -> visit(account, known));
        } catch (SdkException failure) {
            return Optional.of(
                    new Visit.Ended(
                            unreachable(
                                    account, "describe the account in Organizations", failure)));
        }
    }

    /// Enters an account whose state is known, and finds its Regions. What AWS answers is part of
    /// the result, never an exception.
    public Visit visit(AccountId account, AccountState state) {
        return switch (state) {
            case ACTIVE, UNKNOWN ->
                    switch (holds.read(account)) {
                        case Observation.Seen<Holds>(Holds held) -> enter(account, held);
                        case Observation.Unseen<Holds>(ServiceError error) ->
                                new Visit.Ended(
                                        new AccountResult.Unreachable(
                                                account,
                                                "tell what of the account is held, from "
                                                        + holds.address(account),
                                                error));
                    };
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
    ///
    /// @param control the control policies that bind the account and the vault
    public AccountResult.Reconciled reconcile(
            Visit.Begun visit, Mode mode, ControlPolicies control) {
        DesiredAccount desired = visit.desired();
        return new AccountResult.Reconciled(
                new Reconciler(visit.member(), keys, desired, proof(control), guard, () -> true)
                        .reconcile(mode),
                standard.regions().missingAmong(desired.unlessHeld()));
    }

    /// What reads and judges the roles and users of an account.
    IdentityProof proof(ControlPolicies control) {
        return new IdentityProof(managed, vaultPolicies, control, clock);
    }

    private Visit enter(AccountId account, Holds held) {
        return switch (access.enter(account)) {
            case MemberAccess.Entry.Shut(AccountResult.Unreachable result) ->
                    new Visit.Ended(result);
            case MemberAccess.Entry.Open open -> {
                MemberClients member = new MemberClients(endpoints, open.credentials());
                try {
                    EnabledRegions regions =
                            EnabledRegions.read(member.account(), standard.regions());
                    yield new Visit.Begun(
                            member,
                            new DesiredAccount(
                                            account,
                                            standard,
                                            regions.governed(),
                                            regions.ungoverned())
                                    .under(held),
                            regions.optedIn());
                } catch (SdkException failure) {
                    yield new Visit.Ended(
                            unreachable(account, "list the account's Regions", failure));
                }
            }
        };
    }

    private static AccountResult.Unreachable unreachable(
            AccountId account, String step, SdkException failure) {
        return new AccountResult.Unreachable(account, step, ServiceErrors.of(failure));
    }
}

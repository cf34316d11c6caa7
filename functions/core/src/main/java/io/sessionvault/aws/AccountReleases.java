package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.AccountReconciler.Visit;
import io.sessionvault.organization.ControlPolicies;
import io.sessionvault.reconcile.AccountResult;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Hold;
import io.sessionvault.reconcile.Holds;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.ReleasePlan;
import io.sessionvault.reconcile.ReleaseRequest;
import io.sessionvault.reconcile.ReleaseResult;
import io.sessionvault.reconcile.Scope;
import io.sessionvault.reconcile.ServiceError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/// Lets accounts go of which only the id is known, and lets them go on.
public final class AccountReleases {
    private static final int DIGEST_BYTES = 16;

    private final AccountReconciler accounts;
    private final StoredHolds holds;
    private final InstantSource clock;

    /// @param accounts enters accounts and reconciles them
    /// @param holds what of each account is held
    /// @param clock what time it is
    public AccountReleases(AccountReconciler accounts, StoredHolds holds, InstantSource clock) {
        this.accounts = accounts;
        this.holds = holds;
        this.clock = clock;
    }

    /// Lets an account or some of its Regions go, where the request confirms the plan that is made of
    /// it now; otherwise only answers that plan. Empty when Organizations does not know the account.
    ///
    /// @param confirm what an earlier answer said would confirm its plan
    /// @param by who asks
    /// @param control reads the control policies that bind an account and the vault
    public Optional<ReleaseResult> release(
            ReleaseRequest request,
            Optional<String> confirm,
            String by,
            Function<AccountId, ControlPolicies> control) {
        return accounts.visit(request.account())
                .map(visit ->
                        switch (visit) {
                            case Visit.Ended(AccountResult.NotEntered result) ->
                                    new ReleaseResult.Visited(result);
                            case Visit.Begun begun ->
                                    unknown(begun.desired(), request)
                                            .<ReleaseResult>map(reason ->
                                                    new ReleaseResult.Refused(
                                                            request.account(), reason))
                                            .orElseGet(() ->
                                                    release(
                                                            releaser(begun, request, by, control),
                                                            request,
                                                            confirm));
                        });
    }

    private Releaser releaser(
            Visit.Begun visit,
            ReleaseRequest request,
            String by,
            Function<AccountId, ControlPolicies> control) {
        return new Releaser(
                visit.member(),
                visit.desired(),
                request,
                new Hold(clock.instant().truncatedTo(ChronoUnit.SECONDS), Hold.Reason.RELEASED, by),
                accounts.proof(control.apply(request.account())),
                holds);
    }

    private static ReleaseResult release(
            Releaser releaser, ReleaseRequest request, Optional<String> confirm) {
        ReleasePlan plan = releaser.plan();
        String digest = digest(request + "\n" + plan.terms());
        return confirm.filter(digest::equals).isPresent()
                ? releaser.release(plan)
                : new ReleaseResult.Planned(request.account(), plan, digest, confirm);
    }

    /// Lets an account or some of its Regions go on, and reconciles the account; empty when
    /// Organizations does not know it.
    ///
    /// @param control reads the control policies that bind an account and the vault
    public Optional<ReleaseResult> resume(
            AccountId account, Scope scope, Function<AccountId, ControlPolicies> control) {
        return accounts.visit(account)
                .flatMap(visit ->
                        switch (visit) {
                            case Visit.Ended(AccountResult.NotEntered result) ->
                                    Optional.of(new ReleaseResult.Visited(result));
                            case Visit.Begun begun -> resume(begun.desired(), scope, control);
                        });
    }

    private Optional<ReleaseResult> resume(
            DesiredAccount desired, Scope scope, Function<AccountId, ControlPolicies> control) {
        AccountId account = desired.account();
        Optional<String> refusal =
                unknown(desired, scope)
                        .or(() ->
                                scope instanceof Scope.Regions
                                                && desired.holds().account().isPresent()
                                        ? Optional.of(
                                                "regions: the account is held as a whole; leave regions"
                                                        + " out to let it go on")
                                        : Optional.empty());
        if (refusal.isPresent()) {
            return Optional.of(new ReleaseResult.Refused(account, refusal.get()));
        }
        Holds kept = desired.holds().minus(scope);
        Optional<ServiceError> failure =
                kept.equals(desired.holds())
                        ? Optional.empty()
                        : holds.write(account, desired.holds(), kept);
        if (failure.isPresent()) {
            return Optional.of(
                    new ReleaseResult.Visited(
                            new AccountResult.Unreachable(
                                    account, "write " + holds.address(account), failure.get())));
        }
        return accounts.reconcile(account, Mode.APPLY, control).map(ReleaseResult.Visited::new);
    }

    private static Optional<String> unknown(DesiredAccount desired, ReleaseRequest request) {
        NavigableSet<RegionName> idle = request.idleWishes(desired);
        return unknown(desired, request.scope())
                .or(() ->
                        idle.isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        "version: the account lets nothing go in "
                                                + new Scope.Regions(idle)));
    }

    /// Which Regions of a request the account does not have.
    private static Optional<String> unknown(DesiredAccount desired, Scope scope) {
        return switch (scope) {
            case Scope.Account() -> Optional.empty();
            case Scope.Regions(NavigableSet<RegionName> names) -> {
                NavigableSet<RegionName> others = new TreeSet<>(names);
                others.removeAll(desired.everywhere());
                others.removeAll(desired.holds().regions().keySet());
                yield others.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                "regions: the account has not enabled "
                                        + new Scope.Regions(others));
            }
        };
    }

    private static String digest(String text) {
        try {
            byte[] all =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(all, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

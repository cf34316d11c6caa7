package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.Change;
import io.sessionvault.reconcile.Change.RegionalChange;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ObservedAccount;
import io.sessionvault.reconcile.ObservedIdentity;
import io.sessionvault.reconcile.ObservedRegion;
import io.sessionvault.reconcile.Outcome;
import io.sessionvault.reconcile.PermissionProof;
import io.sessionvault.reconcile.Plan;
import io.sessionvault.reconcile.Reconciliation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Observe, plan, apply: the one path by which an account is onboarded, swept, repaired or only
/// looked at.
///
/// The order is a safety property. Policy and roles come first; then the roles are observed again,
/// which proves what they can do; only a Region in which no role would fail gets its preferences
/// switched.
public final class Reconciler {
    /// How often a plan that did not become empty is made anew, before the account is given back as
    /// incomplete.
    private static final int ROUNDS = 3;

    /// A Region has its own endpoints and quotas, so all may be worked on side by side.
    private static final int REGIONS_AT_ONCE = 40;

    private final MemberClients member;
    private final DesiredAccount desired;
    private final PermissionProof proof;
    private final ChangeWriter writer;

    /// @param member clients in the account
    /// @param desired what the account should look like
    /// @param proof what counts as proof that a role can write its logs
    public Reconciler(MemberClients member, DesiredAccount desired, PermissionProof proof) {
        this.member = member;
        this.desired = desired;
        this.proof = proof;
        this.writer = new ChangeWriter(member);
    }

    /// Reconciles the account. Errors of single calls are part of the result.
    public Reconciliation reconcile(Mode mode) {
        ObservedAccount observed =
                new ObservedAccount(observeIdentity(), observe(desired.regions()));
        Plan plan = Plan.between(desired, observed);
        return switch (mode) {
            case PLAN -> new Reconciliation(desired.account(), mode, plan, List.of(), plan);
            case APPLY -> apply(plan, observed);
        };
    }

    private Reconciliation apply(Plan first, ObservedAccount seen) {
        List<Outcome> outcomes = new ArrayList<>();
        ObservedAccount observed = seen;
        Plan plan = first;
        for (int round = 0; round < ROUNDS && !plan.changes().isEmpty(); round++) {
            if (!plan.identity().isEmpty()) {
                outcomes.addAll(writer.applyAll(plan.identity()));
                observed = observed.with(observeIdentity());
                plan = Plan.between(desired, observed);
            }
            List<Outcome> regional = applyRegional(plan);
            outcomes.addAll(regional);
            observed = observed.with(observe(touched(regional)));
            plan = Plan.between(desired, observed);
        }
        return new Reconciliation(desired.account(), Mode.APPLY, first, outcomes, plan);
    }

    private List<Outcome> applyRegional(Plan plan) {
        Collection<List<RegionalChange>> perRegion =
                plan.regional().stream()
                        .collect(
                                Collectors.groupingBy(
                                        RegionalChange::region, TreeMap::new, Collectors.toList()))
                        .values();
        return InParallel.map(perRegion, REGIONS_AT_ONCE, changes -> applyOneRegion(plan, changes))
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Outcome> applyOneRegion(Plan plan, List<RegionalChange> changes) {
        List<String> reasons = plan.reasonsToWait(changes.getFirst().region());
        return reasons.isEmpty()
                ? writer.applyAll(changes)
                : changes.stream()
                        .<Outcome>map(change -> new Outcome.Blocked(change, reasons))
                        .toList();
    }

    /// The Regions in which something was tried; those that were held back look as before.
    private static List<RegionName> touched(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> !(outcome instanceof Outcome.Blocked))
                .map(Outcome::change)
                .mapMulti((Change change, Consumer<RegionName> regions) -> {
                    if (change instanceof RegionalChange regional) {
                        regions.accept(regional.region());
                    }
                })
                .distinct()
                .toList();
    }

    private Observation<ObservedIdentity> observeIdentity() {
        return ServiceErrors.observe(() -> new IdentityReader(member.iam(), desired, proof).read());
    }

    private NavigableMap<RegionName, ObservedRegion> observe(Collection<RegionName> regions) {
        if (regions.isEmpty()) {
            return new TreeMap<>();
        }
        List<RegionName> names = List.copyOf(regions);
        List<ObservedRegion> seen =
                InParallel.map(
                        names,
                        REGIONS_AT_ONCE,
                        region -> RegionReader.read(member.ssm(region), desired.hostManagement()));
        NavigableMap<RegionName, ObservedRegion> observed = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            observed.put(names.get(i), seen.get(i));
        }
        return observed;
    }
}

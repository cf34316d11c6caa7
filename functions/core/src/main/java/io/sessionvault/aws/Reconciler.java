package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.Change;
import io.sessionvault.reconcile.Change.IdentityChange;
import io.sessionvault.reconcile.Change.KeyChange;
import io.sessionvault.reconcile.Change.RegionalChange;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Grants;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.ObservedAccount;
import io.sessionvault.reconcile.Outcome;
import io.sessionvault.reconcile.Plan;
import io.sessionvault.reconcile.Reach;
import io.sessionvault.reconcile.Reconciliation;
import io.sessionvault.reconcile.ReleaseChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// Observe, plan, apply: the one path by which an account is onboarded, swept, repaired or only
/// looked at.
///
/// The order is a safety property. Policy and roles come first; then the roles are observed again,
/// which proves what they can do; then the keys, in the account that owns them; only a Region in
/// which no role would fail and the session key can be used gets its preferences switched.
public final class Reconciler {
    /// How often a plan that did not become empty is made anew, before the account is given back as
    /// incomplete.
    private static final int ROUNDS = 3;

    /// Every replica is made by a call to the primary key's Region, of which KMS takes 5 a second.
    ///
    /// Source: KMS developer guide, "Request quotas".
    private static final int KEYS_AT_ONCE = 4;

    /// So many changes take a few seconds.
    private static final int CHANGES_AT_ONCE = 25;

    private final DesiredAccount desired;
    private final AccountReader reader;
    private final ChangeWriter writer;
    private final SwitchGuard guard;
    private final NavigableSet<RegionName> watched = new TreeSet<>();

    /// @param member clients in the account
    /// @param keys clients in the account that owns the session key
    /// @param desired what the account should look like
    /// @param proof reads and judges the account's roles and users
    /// @param guard is asked before changes
    /// @param hasTime whether a further change may be begun
    Reconciler(
            MemberClients member,
            KeyClients keys,
            DesiredAccount desired,
            IdentityProof proof,
            SwitchGuard guard,
            BooleanSupplier hasTime) {
        this.desired = desired;
        this.reader = new AccountReader(member, keys, desired, proof);
        this.writer = new ChangeWriter(member, keys, hasTime);
        this.guard = guard;
    }

    /// Reconciles the account. Errors of single calls are part of the result.
    public Reconciliation reconcile(Mode mode) {
        ObservedAccount observed = reader.read();
        Plan plan = Plan.between(desired, observed);
        return switch (mode) {
            case PLAN -> looked(plan, observed);
            case APPLY -> apply(plan, observed);
        };
    }

    /// Reconciles the account because something in it was changed. Errors of single calls are part
    /// of the result, whose mode says whether anything was applied.
    public Reconciliation react(Reach reach) {
        ObservedAccount observed = reader.read();
        Plan plan = Plan.between(desired, observed);
        return switch (reach.in(desired, observed)) {
            case LOOK -> looked(plan, observed);
            case GRANT -> grant(plan, observed);
            case REPAIR ->
                    plan.changes().isEmpty() ? looked(plan, observed) : apply(plan, observed);
        };
    }

    private Reconciliation looked(Plan plan, ObservedAccount observed) {
        return new Reconciliation(desired.account(), Mode.PLAN, plan, List.of(), plan, observed);
    }

    private Reconciliation grant(Plan plan, ObservedAccount observed) {
        List<IdentityChange> grants = Grants.of(desired, observed, plan);
        if (grants.isEmpty()) {
            return looked(plan, observed);
        }
        List<Outcome> outcomes = applyIdentity(grants);
        ObservedAccount after = reader.readIdentityAgain(observed);
        return new Reconciliation(
                desired.account(), Mode.APPLY, plan, outcomes, Plan.between(desired, after), after);
    }

    private Reconciliation apply(Plan first, ObservedAccount seen) {
        List<Outcome> outcomes = new ArrayList<>();
        ObservedAccount observed = seen;
        Plan plan = first;
        boolean tried = true;
        for (int round = 0; tried && round < ROUNDS && !plan.changes().isEmpty(); round++) {
            List<Outcome> made = new ArrayList<>();
            if (!plan.identity().isEmpty()) {
                made.addAll(applyIdentity(notMadeYet(plan.identity(), outcomes)));
                observed = reader.readIdentityAgain(observed);
                plan = Plan.between(desired, observed);
            }
            if (!plan.keys().isEmpty()) {
                List<Outcome> changed = applyKeys(plan);
                made.addAll(changed);
                observed = reader.readKeysAgain(observed, touched(changed));
                plan = Plan.between(desired, observed);
            }
            List<Outcome> regional = applyRegional(plan);
            made.addAll(regional);
            observed = reader.readRegionsAgain(observed, touched(regional));
            plan = Plan.between(desired, observed);
            outcomes.addAll(made);
            // A round in which all was held back would only repeat itself.
            tried = made.stream().anyMatch(Reconciler::isTried);
        }
        // What is held back in each round is told once.
        List<Outcome> each = outcomes.stream().distinct().toList();
        return new Reconciliation(desired.account(), Mode.APPLY, first, each, plan, observed);
    }

    /// IAM tells of a change some time after it has accepted it. A change that this visit made and
    /// that is planned again is only looked for again: a policy would get a second version of the
    /// same text, and lose an old one to it.
    private static List<IdentityChange> notMadeYet(
            List<IdentityChange> planned, List<Outcome> outcomes) {
        Set<Object> made =
                outcomes.stream()
                        .flatMap(outcome ->
                                outcome instanceof Outcome.Applied(IdentityChange change)
                                        ? Stream.of(subject(change))
                                        : Stream.empty())
                        .collect(Collectors.toSet());
        return planned.stream().filter(change -> !made.contains(subject(change))).toList();
    }

    /// What a change is about, whatever it was planned from. The logging policy may be made wider
    /// and, when no document needs it any more, narrower in the same visit.
    private static Object subject(IdentityChange change) {
        return switch (change) {
            case Change.CreateLogPolicy(Map<String, Object> document) -> document;
            case Change.UpdateLogPolicy update -> update.document();
            case Change.CreateHostManagementRole _,
                    Change.AttachPolicy _,
                    Change.PutInlinePolicy _ ->
                    change;
        };
    }

    /// What is held is read again, and again after some changes: an account may have been let go
    /// since, which took from its roles what would be given to them here.
    private List<Outcome> applyIdentity(List<IdentityChange> changes) {
        return changes.stream()
                .gather(Gatherers.windowFixed(CHANGES_AT_ONCE))
                .flatMap(some -> applySome(some).stream())
                .toList();
    }

    private List<Outcome> applySome(List<IdentityChange> changes) {
        if (desired.regions().isEmpty()) {
            return writer.applyAll(changes);
        }
        return guard.refusal(desired.account(), desired.regions())
                .map(reason ->
                        changes.stream()
                                .<Outcome>map(change -> new Outcome.Refused(change, reason))
                                .toList())
                .orElseGet(() -> writer.applyAll(changes));
    }

    private List<Outcome> applyKeys(Plan plan) {
        return applyPerRegion(plan.keys(), KeyChange::region, KEYS_AT_ONCE, writer::applyAll);
    }

    private List<Outcome> applyRegional(Plan plan) {
        Waits waits = waits(plan);
        return applyPerRegion(
                plan.regional(),
                RegionalChange::region,
                AccountReader.REGIONS_AT_ONCE,
                changes -> waits.of(changes).orElseGet(() -> writer.applyAll(changes)));
    }

    /// Why Regions must not be switched. The last to be asked is the guard, when nothing else is in
    /// the way; a Region that is tried again is watched already.
    private Waits waits(Plan plan) {
        Map<RegionName, List<String>> reasons = new TreeMap<>();
        plan.regional()
                .forEach(change -> reasons.computeIfAbsent(change.region(), plan::reasonsToWait));
        NavigableSet<RegionName> free = new TreeSet<>(reasons.keySet());
        free.removeIf(region -> !reasons.getOrDefault(region, List.of()).isEmpty());
        if (free.isEmpty()) {
            return new Waits(reasons, Map.of());
        }
        NavigableSet<RegionName> toWatch =
                plan.regional().stream()
                        .filter(RegionalChange::mayLockOut)
                        .map(RegionalChange::region)
                        .filter(region -> free.contains(region) && !watched.contains(region))
                        .collect(Collectors.toCollection(TreeSet::new));
        Map<RegionName, String> refusals = guard.refusals(desired.account(), free, toWatch);
        toWatch.removeAll(refusals.keySet());
        watched.addAll(toWatch);
        return new Waits(reasons, refusals);
    }

    private static <C extends Change.Governing> List<Outcome> applyPerRegion(
            List<C> changes,
            Function<C, RegionName> region,
            int concurrency,
            Function<List<C>, List<Outcome>> apply) {
        Collection<List<C>> perRegion =
                changes.stream()
                        .collect(Collectors.groupingBy(region, TreeMap::new, Collectors.toList()))
                        .values();
        return InParallel.map(perRegion, concurrency, apply).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static boolean isTried(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied _, Outcome.Failed _ -> true;
            case Outcome.Blocked _, Outcome.Refused _ -> false;
        };
    }

    /// The Regions in which something was tried; those that were held back look as before.
    private static List<RegionName> touched(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Reconciler::isTried)
                .map(Outcome::change)
                .flatMap(change ->
                        switch (change) {
                            case IdentityChange _, ReleaseChange _ -> Stream.<RegionName>empty();
                            case KeyChange key -> Stream.of(key.region());
                            case RegionalChange regional -> Stream.of(regional.region());
                        })
                .distinct()
                .toList();
    }
}

package io.sessionvault.sweep;

import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.reconcile.AccountResult;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.Observed;
import io.sessionvault.reconcile.ObservedAccount;
import io.sessionvault.reconcile.Outcome;
import io.sessionvault.reconcile.Plan;
import io.sessionvault.reconcile.Reconciliation;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.vault.ObjectLock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// An account after a sweep: as it should be, but for what a test says.
final class Swept {
    static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    static final Duration GRACE = Duration.ofMinutes(60);

    final DesiredAccount desired;
    private ObservedAccount observed;
    private List<Outcome> outcomes = List.of();
    private final NavigableSet<RegionName> optedIn = new TreeSet<>();
    private final NavigableSet<RegionName> notEnabled = new TreeSet<>();
    private final TreeMap<RegionName, RegionFacts> regions = new TreeMap<>();
    private Optional<ForwardingFacts> forwarding = Optional.empty();
    private ObjectLock lock = ObjectLock.GOVERNANCE;
    private Observation<List<StoredLog>> logs = new Observation.Seen<>(List.of());

    Swept(DesiredAccount desired) {
        this.desired = desired;
        this.observed = Observed.asDesired(desired);
        desired.regions().forEach(region -> regions.put(region, noFacts()));
    }

    private RegionFacts noFacts() {
        return new RegionFacts(
                new Observation.Seen<>(new SessionHistory(List.of(), Set.of())),
                new Observation.Seen<>(List.of()),
                Map.of(),
                desired.hostManagement() == HostManagement.MANAGE
                        ? Optional.empty()
                        : Optional.of(new Observation.Seen<>(HostManagement.NO_ROLE)),
                new Observation.Seen<>(NodeFacts.NONE));
    }

    Swept observed(ObservedAccount account) {
        observed = account;
        return this;
    }

    Swept optedIn(RegionName region) {
        optedIn.add(region);
        return this;
    }

    Swept notEnabled(RegionName region) {
        notEnabled.add(region);
        return this;
    }

    Swept outcomes(Outcome... made) {
        outcomes = List.of(made);
        return this;
    }

    Swept sessions(RegionName region, Session... finished) {
        return history(
                region, new Observation.Seen<>(new SessionHistory(List.of(finished), Set.of())));
    }

    Swept history(RegionName region, Observation<SessionHistory> history) {
        RegionFacts facts = Objects.requireNonNull(regions.get(region));
        regions.put(
                region,
                new RegionFacts(
                        history,
                        facts.documents(),
                        facts.named(),
                        facts.hostManagement(),
                        facts.nodes()));
        return this;
    }

    Swept documents(RegionName region, SessionDocument... documents) {
        return documents(region, new Observation.Seen<>(List.of(documents)));
    }

    Swept documents(RegionName region, Observation<List<SessionDocument>> documents) {
        RegionFacts facts = Objects.requireNonNull(regions.get(region));
        regions.put(
                region,
                new RegionFacts(
                        facts.sessions(),
                        documents,
                        facts.named(),
                        facts.hostManagement(),
                        facts.nodes()));
        return this;
    }

    /// What was read of a document that is not the account's own.
    Swept named(RegionName region, SessionDocument document) {
        RegionFacts facts = Objects.requireNonNull(regions.get(region));
        Map<String, SessionDocument> named = new HashMap<>(facts.named());
        named.put(document.name(), document);
        regions.put(
                region,
                new RegionFacts(
                        facts.sessions(),
                        facts.documents(),
                        named,
                        facts.hostManagement(),
                        facts.nodes()));
        return this;
    }

    Swept hostManagement(RegionName region, Observation<String> setting) {
        RegionFacts facts = Objects.requireNonNull(regions.get(region));
        regions.put(
                region,
                new RegionFacts(
                        facts.sessions(),
                        facts.documents(),
                        facts.named(),
                        Optional.of(setting),
                        facts.nodes()));
        return this;
    }

    Swept nodes(RegionName region, Observation<NodeFacts> nodes) {
        RegionFacts facts = Objects.requireNonNull(regions.get(region));
        regions.put(
                region,
                new RegionFacts(
                        facts.sessions(),
                        facts.documents(),
                        facts.named(),
                        facts.hostManagement(),
                        nodes));
        return this;
    }

    Swept log(String key, Instant lastModified) {
        List<StoredLog> all = new ArrayList<>();
        if (logs instanceof Observation.Seen<List<StoredLog>>(List<StoredLog> stored)) {
            all.addAll(stored);
        }
        all.add(new StoredLog(key, lastModified));
        return logs(new Observation.Seen<>(List.copyOf(all)));
    }

    Swept logs(Observation<List<StoredLog>> listing) {
        logs = listing;
        return this;
    }

    Swept lock(ObjectLock chosen) {
        lock = chosen;
        return this;
    }

    Swept forwarding(ForwardingFacts facts) {
        forwarding = Optional.of(facts);
        return this;
    }

    SweptAccount account() {
        Plan plan = Plan.between(desired, observed);
        return new SweptAccount(
                desired,
                Collections.unmodifiableNavigableSet(optedIn),
                new AccountResult.Reconciled(
                        new Reconciliation(
                                desired.account(), Mode.PLAN, plan, outcomes, plan, observed),
                        notEnabled),
                new AccountFacts(regions, logs, forwarding),
                lock);
    }

    AccountSweep sweep() {
        return AccountJudge.judge(account(), NOW, GRACE);
    }

    List<String> ids() {
        return sweep().findings().stream().map(LocatedFinding::id).toList();
    }
}

package io.sessionvault.sweep;

import io.sessionvault.account.RegionName;
import io.sessionvault.log.ForeignText;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Notice;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the rules break that forward changes of an account to the vault.
final class ForwardingFindings {
    private final SweptAccount swept;
    private final ForwardingFacts facts;
    private final List<LocatedFinding> findings = new ArrayList<>();

    private ForwardingFindings(SweptAccount swept, ForwardingFacts facts) {
        this.swept = swept;
        this.facts = facts;
    }

    /// None where nothing is to be forwarded.
    static List<LocatedFinding> of(SweptAccount swept) {
        return swept.facts()
                .forwarding()
                .map(facts -> new ForwardingFindings(swept, facts).all())
                .orElseGet(List::of);
    }

    private List<LocatedFinding> all() {
        facts.preferences()
                .forEach((region, rule) -> {
                    if (!isClosed(region, rule)) {
                        check(region, Forwarding.PREFERENCES, rule);
                    }
                });
        ForwardingFacts.whyIamIsLate(facts.iam())
                .ifPresentOrElse(
                        this::late,
                        () ->
                                facts.iam()
                                        .ifPresent(rule ->
                                                check(
                                                        ForwardingFacts.IAM_EVENTS,
                                                        Forwarding.IAM,
                                                        rule)));
        return findings;
    }

    /// A Region that control policies close to everybody has nothing to forward.
    private boolean isClosed(RegionName region, Observation<Forwarding> rule) {
        return rule instanceof Observation.Unseen<Forwarding>(ServiceError error)
                && error.kind() == ErrorKind.DENIED
                && swept.result().reconciliation().remaining().notices().stream()
                        .anyMatch(notice ->
                                notice instanceof Notice.RegionClosed closed
                                        && closed.region().equals(region));
    }

    private void check(RegionName region, String name, Observation<Forwarding> rule) {
        switch (rule) {
            case Observation.Unseen<Forwarding>(ServiceError error) ->
                    add(
                            Rule.ACCOUNT_UNSEEN,
                            region,
                            name,
                            "the rule "
                                    + name
                                    + " could not be looked at: "
                                    + ForeignText.plain(error.withoutRequest()));
            case Observation.Seen<Forwarding>(Forwarding seen) ->
                    stopped(seen)
                            .ifPresent(why ->
                                    add(
                                            Rule.FORWARDING_STOPPED,
                                            region,
                                            name,
                                            "the rule " + name + " " + why));
        }
    }

    private Optional<String> stopped(Forwarding rule) {
        return switch (rule) {
            case Forwarding.InPlace() -> Optional.empty();
            case Forwarding.Absent() -> Optional.of("does not exist");
            case Forwarding.Disabled() -> Optional.of("is disabled");
            case Forwarding.WithoutTarget() -> Optional.of("has no target at " + facts.bus());
        };
    }

    private void late(String why) {
        findings.add(
                new LocatedFinding(
                        Rule.IAM_CHANGES_LATE, swept.account(), null, Forwarding.IAM, why));
    }

    private void add(Rule rule, RegionName region, String resource, String detail) {
        findings.add(new LocatedFinding(rule, swept.account(), region, resource, detail));
    }
}

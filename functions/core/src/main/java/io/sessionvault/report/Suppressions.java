package io.sessionvault.report;

import io.sessionvault.report.Report.AcceptedUntil;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The suppressions of an organization.
///
/// @param entries those that can be read, expired ones among them
/// @param faults what cannot be read
/// @param isComplete whether the file as a whole could be read, so that `faults` is about single
///     entries at most
public record Suppressions(List<Suppression> entries, List<Fault> faults, boolean isComplete) {
    /// No suppression.
    public static final Suppressions NONE = new Suppressions(List.of(), List.of(), true);

    /// Copies the lists.
    public Suppressions {
        entries = List.copyOf(entries);
        faults = List.copyOf(faults);
    }

    /// Something in the file that cannot be read.
    ///
    /// @param place where, as a JSON pointer, or the file's name when it is the whole file
    /// @param problem what is wrong
    public record Fault(String place, String problem) {}

    /// Why and until when a finding is accepted on a day; empty when it is not. Of several
    /// suppressions the one that lasts longest counts.
    Optional<AcceptedUntil> acceptance(LocatedFinding finding, LocalDate today) {
        return entries.stream()
                .filter(entry -> entry.covers(finding) && !entry.hasExpired(today))
                .map(entry -> new AcceptedUntil(entry.reason(), entry.expires()))
                .max(
                        Comparator.comparing(AcceptedUntil::expires)
                                .thenComparing(AcceptedUntil::reason));
    }

    /// The findings about the suppressions themselves.
    List<LocatedFinding> findings(LocalDate today) {
        List<LocatedFinding> findings = new ArrayList<>();
        for (Fault fault : faults) {
            findings.add(
                    new LocatedFinding(
                            Rule.SUPPRESSION_INVALID, null, null, fault.place(), fault.problem()));
        }
        for (Suppression entry : entries) {
            if (entry.hasExpired(today)) {
                findings.add(
                        new LocatedFinding(
                                Rule.SUPPRESSION_EXPIRED,
                                null,
                                null,
                                entry.scope(),
                                "it was accepted until "
                                        + entry.expires()
                                        + " because: "
                                        + entry.reason()));
            }
        }
        return findings;
    }
}

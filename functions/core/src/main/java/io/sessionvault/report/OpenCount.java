package io.sessionvault.report;

import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.Severity;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// The one count of what is open, wherever a report is shown: four kinds, of which each open finding
/// is exactly one. Only what is wrong and not accepted is called a finding; the others stand beside
/// it.
///
/// @param findings what is wrong, by severity
/// @param unknown what could not be told
/// @param advice what should be better beside the logging
/// @param suppressed what is accepted for now, whatever it means
public record OpenCount(Map<Severity, Integer> findings, int unknown, int advice, int suppressed) {
    /// Copies the map.
    public OpenCount {
        findings = Map.copyOf(findings);
    }

    /// What an open finding counts as.
    public enum Kind {
        /// Something is wrong.
        FINDING,
        /// It could not be told.
        UNKNOWN,
        /// Something beside the logging should be better.
        ADVICE,
        /// Somebody has accepted it for now.
        SUPPRESSED;

        /// The kind of an open finding.
        public static Kind of(ReportedFinding open) {
            if (open.suppression() != null) {
                return SUPPRESSED;
            }
            return switch (open.finding().rule().meaning()) {
                case BROKEN -> FINDING;
                case UNKNOWN -> UNKNOWN;
                case ADVICE -> ADVICE;
            };
        }
    }

    /// Counts open findings.
    public static OpenCount of(Collection<ReportedFinding> open) {
        Map<Severity, Integer> findings = new EnumMap<>(Severity.class);
        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        for (ReportedFinding each : open) {
            Kind kind = Kind.of(each);
            kinds.merge(kind, 1, Integer::sum);
            if (kind == Kind.FINDING) {
                findings.merge(each.finding().rule().severity(), 1, Integer::sum);
            }
        }
        return new OpenCount(
                findings,
                kinds.getOrDefault(Kind.UNKNOWN, 0),
                kinds.getOrDefault(Kind.ADVICE, 0),
                kinds.getOrDefault(Kind.SUPPRESSED, 0));
    }

    /// The findings of all severities.
    public int total() {
        return findings.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// The findings of a severity.
    public int of(Severity severity) {
        return findings.getOrDefault(severity, 0);
    }

    /// All of it in words, such as `4 findings; beside them 1 could not be told, 0 advice, 2
    /// suppressed`.
    public String text() {
        return String.format(
                Locale.ROOT,
                "%,d %s; beside them %,d could not be told, %,d advice, %,d suppressed",
                total(),
                total() == 1 ? "finding" : "findings",
                unknown,
                advice,
                suppressed);
    }
}

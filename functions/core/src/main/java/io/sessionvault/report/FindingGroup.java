package io.sessionvault.report;

import io.sessionvault.account.AccountId;
import io.sessionvault.report.Report.AcceptedUntil;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The findings of one rule that have one cause, whatever their accounts.
///
/// @param id the same from run to run: the rule's id, `#`, and what stands for the cause
/// @param rule the rule
/// @param cause what the findings have in common
/// @param isSuppressed whether they are accepted; those that are and those that are not make two
///     groups
/// @param findings all of them; at least one
/// @param examples those that are shown one by one, by id
public record FindingGroup(
        String id,
        Rule rule,
        String cause,
        boolean isSuppressed,
        List<ReportedFinding> findings,
        List<ReportedFinding> examples) {
    /// The order of reports: the worst rules first, of equal ones that with the most findings.
    static final Comparator<FindingGroup> WORST_FIRST =
            Comparator.comparing((FindingGroup group) -> group.rule().severity())
                    .thenComparingInt(FindingGroup::count)
                    .reversed()
                    .thenComparing(FindingGroup::id);

    /// Copies the lists.
    public FindingGroup {
        findings = List.copyOf(findings);
        examples = List.copyOf(examples);
    }

    /// The name in the id of the group that has what is left of a rule.
    static final String OTHER = "#other";

    /// Tells whether an id is that of the group that has what is left of a rule.
    public static boolean isOther(String id) {
        return id.endsWith(OTHER) || id.endsWith(OTHER + Folding.SUPPRESSED);
    }

    /// How many findings there are.
    public int count() {
        return findings.size();
    }

    /// How many accounts have to act; 0 where it is the vault alone.
    public long accounts() {
        return findings.stream()
                .map(each -> each.finding().account())
                .filter(Objects::nonNull)
                .distinct()
                .count();
    }

    /// The day on which a run first found one of them.
    public LocalDate since() {
        return findings.stream()
                .map(ReportedFinding::since)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /// The day of the last run that found one of them.
    public LocalDate seen() {
        return findings.stream()
                .map(ReportedFinding::seen)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /// How many are not shown one by one.
    public int hidden() {
        return findings.size() - examples.size();
    }

    /// What stands for those that are not shown one by one; empty when all are.
    ///
    /// @param place where all of them are
    public Optional<ReportedFinding> rest(String place) {
        return hidden() == 0
                ? Optional.empty()
                : Optional.of(
                        new ReportedFinding(
                                id,
                                new LocatedFinding(
                                        rule,
                                        onlyAccount(),
                                        null,
                                        place,
                                        String.format(
                                                Locale.ROOT,
                                                "%,d more of %s: %s",
                                                hidden(),
                                                text(),
                                                cause)),
                                since(),
                                seen(),
                                endsFirst()));
    }

    /// How many there are, in words, such as `1,200 findings in 30 accounts`.
    public String text() {
        long accounts = accounts();
        return String.format(Locale.ROOT, "%,d findings", count())
                + (accounts < 2 ? "" : String.format(Locale.ROOT, " in %,d accounts", accounts));
    }

    private @Nullable AccountId onlyAccount() {
        AccountId first = findings.getFirst().finding().account();
        return findings.stream().allMatch(each -> Objects.equals(each.finding().account(), first))
                ? first
                : null;
    }

    private @Nullable AcceptedUntil endsFirst() {
        return findings.stream()
                .map(ReportedFinding::suppression)
                .filter(Objects::nonNull)
                .min(
                        Comparator.comparing(AcceptedUntil::expires)
                                .thenComparing(AcceptedUntil::reason))
                .orElse(null);
    }
}

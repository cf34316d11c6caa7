package io.sessionvault.report;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.Encryption;
import io.sessionvault.compliance.AccountSweep.RegionSweep;
import io.sessionvault.compliance.AccountSweep.SessionCount;
import io.sessionvault.compliance.AccountSweep.SessionDay;
import io.sessionvault.compliance.LogSweep.VerdictCount;
import io.sessionvault.compliance.ReactionTimes;
import io.sessionvault.compliance.Run;
import io.sessionvault.log.ForeignText;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.rule.Severity;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The answer to "is every session in the organization logged where it must be?".
///
/// @param schema the version of this form, [#SCHEMA]
/// @param organization the organization's id
/// @param run the run that it tells of
/// @param summary the figures
/// @param rules the rules that the findings break, those of the changes among them, by id
/// @param accounts every account of the organization, by id
/// @param findings what is open, worst first; suppressed ones among them
/// @param changes what differs from the run before
/// @param sessions the organization's finished sessions by the day on which they ended, oldest first
public record Report(
        String schema,
        String organization,
        Run run,
        Summary summary,
        Map<String, RuleText> rules,
        List<ReportedAccount> accounts,
        List<ReportedFinding> findings,
        Changes changes,
        List<SessionDay> sessions) {
    /// The version of the form. A new name or value is added under the same one; anything else gets
    /// a new one.
    public static final String SCHEMA = "session-vault/report/2";

    /// Copies the lists.
    public Report {
        rules = Map.copyOf(rules);
        accounts = List.copyOf(accounts);
        findings = List.copyOf(findings);
        sessions = List.copyOf(sessions);
    }

    /// How much is open.
    public OpenCount open() {
        return OpenCount.of(findings);
    }

    /// The number of accounts' Regions that are covered and whose streams are encrypted or not.
    public long covered(Encryption encryption) {
        return accounts.stream()
                .flatMap(account -> account.regions().stream())
                .filter(region -> region.coverage() == Coverage.COVERED)
                .filter(region -> region.encryption() == encryption)
                .count();
    }

    /// The names of the accounts.
    public Map<AccountId, String> names() {
        return accounts.stream()
                .collect(Collectors.toMap(ReportedAccount::id, ReportedAccount::name));
    }

    /// The figures of a run.
    ///
    /// @param covered whether everything could be looked at and nothing is wrong: no open finding
    ///     that means so and is not suppressed, none that means "could not be told" even if it is
    ///     suppressed, and no account, Region or stored log that is unknown
    /// @param accounts the number of accounts by coverage
    /// @param regions the number of accounts' Regions by coverage
    /// @param findings the number of open findings by severity, suppressed ones not counted
    /// @param unknown the number of open findings that mean "could not be told", suppressed ones not
    ///     counted
    /// @param suppressed the number of open findings that are suppressed
    /// @param repairs the number of changes made
    /// @param sessions the finished sessions by what became of their logs
    /// @param logs the stored logs by verdict
    /// @param reactions how changes in accounts were followed; null where the vault does not, and where
    ///     nobody has looked
    public record Summary(
            boolean covered,
            Map<Coverage, Integer> accounts,
            Map<Coverage, Integer> regions,
            Map<Severity, Integer> findings,
            int unknown,
            int suppressed,
            int repairs,
            SessionCount sessions,
            VerdictCount logs,
            @Nullable ReactionTimes reactions) {
        /// Copies the maps.
        public Summary {
            accounts = Map.copyOf(accounts);
            regions = Map.copyOf(regions);
            findings = Map.copyOf(findings);
        }
    }

    /// A rule in words, so that the report can be read without the catalogue.
    ///
    /// @param title what is wrong
    /// @param severity how bad it is
    /// @param meaning whether a finding means that something is wrong, that it could not be told, or
    ///     that something beside the logging should be better
    /// @param risk what is at stake
    /// @param remedy what to do about it
    /// @param controls the controls that it touches
    public record RuleText(
            String title,
            Severity severity,
            Rule.Meaning meaning,
            String risk,
            String remedy,
            List<String> controls) {
        /// A rule of the catalogue.
        public static RuleText of(Rule rule) {
            return new RuleText(
                    rule.title(),
                    rule.severity(),
                    rule.meaning(),
                    rule.risk(),
                    rule.remedy(),
                    rule.controls());
        }
    }

    /// One account.
    ///
    /// @param id its id
    /// @param name its name
    /// @param state its state in the organization
    /// @param coverage whether its sessions are logged
    /// @param reason why it is left alone or unknown; null otherwise
    /// @param regions its governed Regions, by name
    /// @param repairs what was changed, in words
    public record ReportedAccount(
            AccountId id,
            String name,
            AccountState state,
            Coverage coverage,
            @Nullable String reason,
            List<RegionSweep> regions,
            List<String> repairs) {
        /// Copies the lists; makes plain text of what its owners or AWS call things.
        public ReportedAccount {
            name = ForeignText.escaped(name);
            reason = reason == null ? null : ForeignText.escaped(reason);
            regions = List.copyOf(regions);
            repairs = repairs.stream().map(ForeignText::escaped).toList();
        }
    }

    /// One open finding.
    ///
    /// @param id its stable id
    /// @param finding the finding
    /// @param since the day on which a run first found it
    /// @param seen the day of the last run that found it; earlier than this run's day when this run
    ///     could not look there, so that the finding stays open
    /// @param suppression why it is accepted, and until when; null when it is not
    public record ReportedFinding(
            String id,
            LocatedFinding finding,
            LocalDate since,
            LocalDate seen,
            @Nullable AcceptedUntil suppression) {
        /// The order of reports: the worst first, then by id.
        public static final Comparator<ReportedFinding> WORST_FIRST =
                Comparator.comparing(
                                (ReportedFinding each) -> each.finding().rule().severity(),
                                Comparator.reverseOrder())
                        .thenComparing(ReportedFinding::id);
    }

    /// Why and until when a finding is accepted.
    ///
    /// @param reason why
    /// @param expires the last day on which it is
    public record AcceptedUntil(String reason, LocalDate expires) {
        /// Makes the reason plain text.
        public AcceptedUntil {
            reason = ForeignText.escaped(reason);
        }
    }

    /// What differs from the run before.
    ///
    /// @param appeared the ids of the open findings that are not suppressed, and that the run before
    ///     did not have or had as suppressed
    /// @param resolved the findings of the run before that are gone because this run looked and found
    ///     all well
    /// @param outOfSight the findings of the run before that nobody can look at any more: sessions
    ///     that have left Systems Manager's history, accounts that are closed or have left the
    ///     organization, Regions that are no longer governed; they are not resolved
    public record Changes(
            List<String> appeared,
            List<ReportedFinding> resolved,
            List<ReportedFinding> outOfSight) {
        /// Copies the lists.
        public Changes {
            appeared = List.copyOf(appeared);
            resolved = List.copyOf(resolved);
            outOfSight = List.copyOf(outOfSight);
        }

        /// Tells whether there is nothing to tell anybody.
        public boolean isNothing() {
            return appeared.isEmpty() && resolved.isEmpty();
        }
    }
}

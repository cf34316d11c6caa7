package io.sessionvault.writereport;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.AccountSweep.Encryption;
import io.sessionvault.compliance.AccountSweep.RegionSweep;
import io.sessionvault.report.FindingGroup;
import io.sessionvault.report.FoldedReport;
import io.sessionvault.report.OpenCount;
import io.sessionvault.report.Report.AcceptedUntil;
import io.sessionvault.report.Report.ReportedAccount;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The report's findings as a table: comma-separated values in UTF-8.
///
/// Names in it are chosen by whoever owns an account or starts a session, and spreadsheets take
/// cells that begin with certain characters for formulas: such a cell gets an apostrophe in front,
/// and so does what would begin a cell for a spreadsheet that is set to another separator.
/// Control characters, which no table can hold, are left out.
///
/// `encryption` is that of streams in the finding's Region, or in all Regions of its account:
/// `ENCRYPTED eu-central-1 eu-west-1; WAITING us-east-1`. `count` is the number of findings that the
/// row stands for: 1, or those of a group that are not shown one by one.
///
/// Source: RFC 4180.
final class ReportCsv {
    private static final List<String> HEADER =
            List.of(
                    "state",
                    "severity",
                    "rule",
                    "meaning",
                    "account",
                    "accountName",
                    "region",
                    "resource",
                    "title",
                    "detail",
                    "at",
                    "since",
                    "seen",
                    "acceptedUntil",
                    "acceptedBecause",
                    "remedy",
                    "id",
                    "encryption",
                    "count");
    private static final String RESOLVED = "resolved";
    private static final String OUT_OF_SIGHT = "out of sight";
    private static final Set<String> GONE = Set.of(RESOLVED, OUT_OF_SIGHT);
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t\\r\\n]]");

    /// What begins a formula, also in the wide form of East Asian keyboards.
    ///
    /// Source: OWASP, "CSV Injection".
    private static final Pattern FORMULA =
            Pattern.compile("^[=+@\\t\\r\\n\\uff1d\\uff0b\\uff0d\\uff20-]");

    /// The same behind what a spreadsheet that is set otherwise takes for the end of a cell.
    private static final Pattern LATER_FORMULA =
            Pattern.compile("(?<=[;\\t\\r\\n] {0,9})[=+@\\uff1d\\uff0b\\uff0d\\uff20-]");

    private ReportCsv() {}

    /// Writes it. Equal reports give equal bytes.
    static byte[] write(FoldedReport report) {
        Map<AccountId, ReportedAccount> accounts =
                report.report().accounts().stream()
                        .collect(Collectors.toMap(ReportedAccount::id, Function.identity()));
        StringBuilder csv = new StringBuilder();
        row(csv, HEADER);
        for (FindingGroup group : report.findings()) {
            rows(csv, report, group, state(group), accounts);
        }
        for (FindingGroup group : report.resolved()) {
            rows(csv, report, group, RESOLVED, accounts);
        }
        for (FindingGroup group : report.outOfSight()) {
            rows(csv, report, group, OUT_OF_SIGHT, accounts);
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// What [io.sessionvault.report.OpenCount] counts its findings as.
    private static String state(FindingGroup group) {
        return switch (OpenCount.Kind.of(group.findings().getFirst())) {
            case FINDING -> "open";
            case UNKNOWN -> "could not be told";
            case ADVICE -> "advice";
            case SUPPRESSED -> "suppressed";
        };
    }

    private static void rows(
            StringBuilder csv,
            FoldedReport report,
            FindingGroup group,
            String state,
            Map<AccountId, ReportedAccount> accounts) {
        for (ReportedFinding finding : group.examples()) {
            row(csv, cells(report, state, finding, 1, accounts));
        }
        group.rest(report.place())
                .ifPresent(rest -> row(csv, cells(report, state, rest, group.hidden(), accounts)));
    }

    private static List<String> cells(
            FoldedReport report,
            String state,
            ReportedFinding reported,
            int count,
            Map<AccountId, ReportedAccount> accounts) {
        LocatedFinding finding = reported.finding();
        Rule rule = finding.rule();
        AcceptedUntil accepted = reported.suppression();
        ReportedAccount account =
                finding.account() == null ? null : accounts.get(finding.account());
        return List.of(
                state,
                rule.severity().name(),
                rule.id(),
                rule.meaning().name(),
                text(finding.account()),
                account == null ? "" : account.name(),
                text(finding.region()),
                finding.resource(),
                rule.title(),
                finding.detail(),
                text(finding.at()),
                text(reported.since()),
                text(reported.seen()),
                accepted == null ? "" : text(accepted.expires()),
                accepted == null ? "" : accepted.reason(),
                report.remedy(reported, !GONE.contains(state)).text(),
                reported.id(),
                account == null ? "" : encryption(account, finding.region()),
                Integer.toString(count));
    }

    private static String encryption(ReportedAccount account, @Nullable RegionName region) {
        Map<Encryption, String> regions = new EnumMap<>(Encryption.class);
        for (RegionSweep sweep : account.regions()) {
            if (sweep.encryption() != null && (region == null || region.equals(sweep.region()))) {
                regions.merge(
                        sweep.encryption(),
                        sweep.region().value(),
                        (one, next) -> one + " " + next);
            }
        }
        return regions.entrySet().stream()
                .map(state -> state.getKey() + " " + state.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }

    private static void row(StringBuilder csv, List<String> cells) {
        csv.append(cells.stream().map(ReportCsv::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String cell(String value) {
        String text = CONTROL.matcher(value).replaceAll("");
        String begun = FORMULA.matcher(text).replaceFirst("'$0");
        String harmless = LATER_FORMULA.matcher(begun).replaceAll("'$0");
        boolean plain =
                harmless.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }
}

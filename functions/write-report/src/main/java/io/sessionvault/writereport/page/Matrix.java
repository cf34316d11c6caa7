package io.sessionvault.writereport.page;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.RegionSweep;
import io.sessionvault.report.OpenCount;
import io.sessionvault.report.Report;
import io.sessionvault.report.Report.ReportedAccount;
import io.sessionvault.report.Report.ReportedFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Every account against every Region that is governed anywhere.
///
/// @param regions the Regions, by name
/// @param rows the accounts: those that are not covered first, then the unknown ones, then the
///     rest; among equals those with the most findings first, then by name; of a large organization
///     not all
/// @param hidden the number of accounts that are not among the rows
/// @param problems the number of accounts that somebody has to look at
public record Matrix(List<RegionName> regions, List<Row> rows, int hidden, long problems) {
    /// The distance of two cells of a row, in CSS pixels.
    public static final int PITCH = 20;

    /// As far from an account's first Region is its cell for the whole account.
    private static final int WHOLE = PITCH + 8;

    /// The mark of a Region that is covered and whose streams are encrypted.
    static final String ENCRYPTED = "encrypted";

    /// The mark of a Region that is covered and in which the session key waits.
    static final String UNENCRYPTED = "unencrypted";

    /// What a row, and what a cell takes on the page beside its texts, in bytes.
    private static final int ROW = 400;

    private static final int CELL = 70;

    /// The order of rows: what has to be looked at first.
    private static final List<Coverage> WORST_FIRST =
            List.of(Coverage.NOT_COVERED, Coverage.UNKNOWN, Coverage.COVERED, Coverage.LEFT_ALONE);

    /// One account.
    ///
    /// @param account the account
    /// @param open what is open of it
    /// @param whole what no Region of the matrix tells: findings without a Region, or of one that is
    ///     governed nowhere
    /// @param cells a cell for each Region of the matrix
    /// @param summary the cells in words
    public record Row(
            ReportedAccount account,
            OpenCount open,
            Whole whole,
            List<Cell> cells,
            String summary) {
        /// What is open beside the findings, in words; empty where there is none.
        public String beside() {
            var parts = new ArrayList<String>();
            add(parts, open.unknown(), "not told");
            add(parts, open.advice(), "advice");
            add(parts, open.suppressed(), "suppressed");
            return String.join(", ", parts);
        }

        private static void add(List<String> parts, int count, String what) {
            if (count > 0) {
                parts.add(Words.number(count) + " " + what);
            }
        }

        /// Tells whether somebody has to look at the account.
        public boolean isProblem() {
            return open.total() + open.unknown() + open.advice() > 0
                    || account.coverage() == Coverage.NOT_COVERED
                    || account.coverage() == Coverage.UNKNOWN;
        }
    }

    /// One account as a whole.
    ///
    /// @param coverage what its cell shows
    /// @param tip the cell in words
    public record Whole(Coverage coverage, String tip) {
        /// The name of its mark.
        public String mark() {
            return Words.name(coverage);
        }
    }

    /// One Region of one account.
    ///
    /// @param x its place in the row, in CSS pixels
    /// @param region the Region
    /// @param coverage whether sessions are logged there
    /// @param mark the name of its mark, which tells whether streams are encrypted, too
    /// @param tip the cell in words
    public record Cell(int x, RegionName region, Coverage coverage, String mark, String tip) {}

    /// The matrix of a report.
    ///
    /// @param bytes how many bytes its rows may take
    static Matrix of(Report report, int bytes) {
        var regions = new TreeSet<RegionName>();
        for (var account : report.accounts()) {
            account.regions().forEach(sweep -> regions.add(sweep.region()));
        }
        var findings = openFindings(report);
        var rows =
                report.accounts().stream()
                        .map(account ->
                                row(
                                        account,
                                        List.copyOf(regions),
                                        findings.getOrDefault(account.id(), List.of())))
                        .sorted(
                                Comparator.comparingInt((Row row) ->
                                                WORST_FIRST.indexOf(row.account().coverage()))
                                        .thenComparing(
                                                Comparator.comparingInt(
                                                                (Row row) -> row.open().total())
                                                        .thenComparingInt(
                                                                row -> row.open().unknown())
                                                        .reversed())
                                        .thenComparing(row -> row.account().name())
                                        .thenComparing(row -> row.account().id()))
                        .toList();
        int shown = 0;
        int weight = 0;
        while (shown < rows.size() && weight + weight(rows.get(shown)) <= bytes) {
            weight += weight(rows.get(shown));
            shown++;
        }
        return new Matrix(
                List.copyOf(regions),
                rows.subList(0, shown),
                rows.size() - shown,
                rows.stream().filter(Row::isProblem).count());
    }

    /// The width of a row's cells, in CSS pixels.
    public int width() {
        return WHOLE + regions.size() * PITCH;
    }

    private static int weight(Row row) {
        var reason = row.account().reason();
        return ROW
                + 2 * Words.weight(row.account().name())
                + (reason == null ? 0 : Words.weight(Words.beginning(reason)))
                + Words.weight(row.summary())
                + CELL
                + Words.weight(row.whole().tip())
                + row.cells().stream().mapToInt(cell -> CELL + Words.weight(cell.tip())).sum();
    }

    private static Map<AccountId, List<ReportedFinding>> openFindings(Report report) {
        var open = new TreeMap<AccountId, List<ReportedFinding>>();
        for (var reported : report.findings()) {
            var account = reported.finding().account();
            if (account != null) {
                open.computeIfAbsent(account, id -> new ArrayList<>()).add(reported);
            }
        }
        return open;
    }

    private static Row row(
            ReportedAccount account, List<RegionName> regions, List<ReportedFinding> findings) {
        var swept =
                account.regions().stream()
                        .collect(Collectors.toMap(RegionSweep::region, Function.identity()));
        var cells = new ArrayList<Cell>();
        var columns = Set.copyOf(regions);
        var byRegion =
                findings.stream().collect(Collectors.groupingBy(found -> column(found, columns)));
        for (int column = 0; column < regions.size(); column++) {
            var region = regions.get(column);
            var sweep = swept.get(region);
            var here = byRegion.getOrDefault(Optional.of(region), List.of());
            int x = WHOLE + column * PITCH;
            var cell = sweep == null ? unswept(account, region, x) : swept(sweep, x);
            cells.add(with(OpenCount.of(here), cell));
        }
        var open = OpenCount.of(findings);
        var elsewhere = byRegion.getOrDefault(Optional.<RegionName>empty(), List.of());
        var whole = whole(account, OpenCount.of(elsewhere), cells);
        return new Row(account, open, whole, cells, summary(whole, cells));
    }

    /// The Region of a finding, if it has a column: whoever makes up Regions makes no columns.
    private static Optional<RegionName> column(ReportedFinding found, Set<RegionName> columns) {
        return Optional.ofNullable(found.finding().region()).filter(columns::contains);
    }

    /// No row is better than its account: what no Region explains is told of the account as a whole.
    private static Whole whole(ReportedAccount account, OpenCount elsewhere, List<Cell> cells) {
        boolean isExplained =
                cells.stream().anyMatch(cell -> cell.coverage() == account.coverage())
                        || account.coverage() == Coverage.COVERED;
        var coverage = worse(isExplained ? Coverage.COVERED : account.coverage(), elsewhere);
        return new Whole(
                coverage, "account as a whole: " + Words.regions(coverage) + counted(elsewhere));
    }

    /// A cell is not better than what was found in its Region.
    private static Cell with(OpenCount open, Cell cell) {
        var coverage = worse(cell.coverage(), open);
        return new Cell(
                cell.x(),
                cell.region(),
                coverage,
                coverage == cell.coverage() ? cell.mark() : Words.name(coverage),
                cell.tip() + counted(open));
    }

    private static Coverage worse(Coverage coverage, OpenCount open) {
        if (open.total() > 0 || coverage == Coverage.NOT_COVERED) {
            return Coverage.NOT_COVERED;
        }
        return open.unknown() > 0 ? Coverage.UNKNOWN : coverage;
    }

    private static String counted(OpenCount open) {
        return (open.total() == 0 ? "" : "; " + Words.count(open.total(), "finding"))
                + (open.unknown() == 0 ? "" : "; " + Words.number(open.unknown()) + " not told");
    }

    /// What is not told of a Region of an unknown account is unknown, too: nobody could ask which
    /// Regions it has.
    private static Cell unswept(ReportedAccount account, RegionName region, int x) {
        var coverage =
                account.coverage() == Coverage.UNKNOWN ? Coverage.UNKNOWN : Coverage.LEFT_ALONE;
        var words = coverage == Coverage.UNKNOWN ? "unknown" : "not governed";
        return new Cell(x, region, coverage, Words.name(coverage), region + ": " + words);
    }

    private static Cell swept(RegionSweep sweep, int x) {
        var sessions = sweep.sessions();
        var tip = new StringBuilder(sweep.region() + ": " + Words.regions(sweep.coverage()));
        if (sweep.coverage() != Coverage.LEFT_ALONE) {
            var streams = Words.streams(sweep.encryption());
            tip.append(streams.isEmpty() ? "" : ", ").append(streams);
        }
        tip.append("; sessions: ").append(Words.number(sessions.logged())).append(" logged");
        append(tip, sessions.unlogged(), "unlogged");
        append(tip, sessions.unloggable(), "that cannot be logged");
        append(tip, sessions.waiting(), "waiting");
        return new Cell(x, sweep.region(), sweep.coverage(), mark(sweep), tip.toString());
    }

    private static String mark(RegionSweep sweep) {
        var plain = Words.name(sweep.coverage());
        if (sweep.coverage() != Coverage.COVERED) {
            return plain;
        }
        return switch (sweep.encryption()) {
            case ENCRYPTED -> ENCRYPTED;
            case WAITING -> UNENCRYPTED;
            case NOT_ASKED_FOR, UNKNOWN -> plain;
            case null -> plain;
        };
    }

    private static void append(StringBuilder tip, int count, String what) {
        if (count > 0) {
            tip.append(", ").append(Words.number(count)).append(' ').append(what);
        }
    }

    private static String summary(Whole whole, List<Cell> cells) {
        var parts = new ArrayList<String>();
        for (var coverage : WORST_FIRST) {
            var names =
                    cells.stream()
                            .filter(cell -> cell.coverage() == coverage)
                            .map(cell -> cell.region().value())
                            .toList();
            if (!names.isEmpty()) {
                parts.add(
                        names.size()
                                + " "
                                + Words.regions(coverage)
                                + (isWorthNaming(coverage) && names.size() < cells.size()
                                        ? " (" + String.join(", ", names) + ")"
                                        : "")
                                + (coverage == Coverage.COVERED ? encryption(cells) : ""));
            }
        }
        return (isWorthNaming(whole.coverage()) ? Words.capital(whole.tip()) + ". " : "")
                + "Regions: "
                + String.join("; ", parts);
    }

    private static String encryption(List<Cell> cells) {
        long encrypted = cells.stream().filter(cell -> cell.mark().equals(ENCRYPTED)).count();
        var waiting =
                cells.stream()
                        .filter(cell -> cell.mark().equals(UNENCRYPTED))
                        .map(cell -> cell.region().value())
                        .toList();
        var parts = new ArrayList<String>();
        if (encrypted > 0) {
            parts.add(encrypted + " with encrypted streams");
        }
        if (!waiting.isEmpty()) {
            parts.add(waiting.size() + " not encrypted yet (" + String.join(", ", waiting) + ")");
        }
        return parts.isEmpty() ? "" : ", of these " + String.join(", ", parts);
    }

    private static boolean isWorthNaming(Coverage coverage) {
        return coverage == Coverage.NOT_COVERED || coverage == Coverage.UNKNOWN;
    }
}

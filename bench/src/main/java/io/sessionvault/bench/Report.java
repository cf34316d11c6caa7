package io.sessionvault.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// All tables of a run, and how they meet the targets.
public final class Report {
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();

    /// Adds a table, which may still be filled.
    public Table add(Table table) {
        tables.put(table.name(), table);
        return table;
    }

    /// Keeps in mind what could not be measured here, and says so at once.
    public void miss(String what) {
        missing.add(what);
        System.err.println("MISSING: " + what);
    }

    /// What could not be measured.
    public List<String> missing() {
        return List.copyOf(missing);
    }

    /// All tables in the order in which they were begun.
    public List<Table> tables() {
        return List.copyOf(tables.values());
    }

    /// The median of a figure; empty when it was not measured.
    public OptionalDouble median(String table, String row, Column column) {
        return Optional.ofNullable(tables.get(table)).stream()
                .flatMapToDouble(found -> found.median(row, column).stream())
                .findFirst();
    }

    /// Prints a table: medians, and smallest and largest value in brackets where they differ.
    public static void print(Table table, PrintStream out) {
        out.printf("%n%s%n%s%n", table.name(), table.note());
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("variant"));
        table.columns().forEach(column -> head.add(column.name()));
        lines.add(head);
        for (String row : table.rows()) {
            List<String> line = new ArrayList<>(List.of(row));
            if (!table.isRefused(row)) {
                table.columns().forEach(column -> line.add(cell(table, row, column)));
            }
            lines.add(line);
        }
        int[] widths = new int[head.size()];
        lines.forEach(line -> {
            for (int at = 0; at < line.size(); at++) {
                widths[at] = Math.max(widths[at], line.get(at).length());
            }
        });
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int at = 0; at < line.size(); at++) {
                String pad = " ".repeat(widths[at] - line.get(at).length());
                text.append(at == 0 ? line.get(at) + pad : "  " + pad + line.get(at));
            }
            String reason =
                    table.refusal(line.getFirst()).map(why -> "  NOT REPORTED: " + why).orElse("");
            out.println(text + reason);
        }
    }

    private static String cell(Table table, String row, Column column) {
        return table.samples(row, column)
                .map(samples -> {
                    String median = number(samples.median(), column);
                    String min = number(samples.min(), column);
                    String max = number(samples.max(), column);
                    return min.equals(max) ? median : "%s (%s-%s)".formatted(median, min, max);
                })
                .orElse("-");
    }

    private static String number(double value, Column column) {
        return String.format(Locale.ROOT, "%." + column.decimals() + "f", value);
    }
}

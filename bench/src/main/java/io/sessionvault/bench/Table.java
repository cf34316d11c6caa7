package io.sessionvault.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Figures of several variants that were measured in turns. A variant whose answers were wrong has
/// the reason in the place of its figures.
public final class Table {
    private final String name;
    private final String note;
    private final List<Column> columns;
    private final Map<String, Map<Column, Samples>> rows = new LinkedHashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();

    /// @param name what it is called, in the JSON too
    /// @param note what was measured and how, in a sentence or two
    public Table(String name, String note, List<Column> columns) {
        this.name = name;
        this.note = note;
        this.columns = List.copyOf(columns);
    }

    /// Adds a measured value.
    public void add(String row, Column column, double value) {
        rows.computeIfAbsent(row, first -> new LinkedHashMap<>())
                .computeIfAbsent(column, first -> new Samples())
                .add(value);
    }

    /// From now on, a row has no figures but the reason why.
    public void refuse(String row, String reason) {
        rows.computeIfAbsent(row, first -> new LinkedHashMap<>());
        refused.putIfAbsent(row, reason);
    }

    /// Whether a row was refused.
    public boolean isRefused(String row) {
        return refused.containsKey(row);
    }

    /// What it is called.
    public String name() {
        return name;
    }

    /// What was measured and how.
    public String note() {
        return note;
    }

    /// Its columns.
    public List<Column> columns() {
        return columns;
    }

    /// Its rows, in the order in which they were first measured.
    public List<String> rows() {
        return List.copyOf(rows.keySet());
    }

    /// Why a row has no figures; empty for one that has.
    public Optional<String> refusal(String row) {
        return Optional.ofNullable(refused.get(row));
    }

    /// The values of a figure; empty when it was not measured or the row was refused.
    public Optional<Samples> samples(String row, Column column) {
        return isRefused(row)
                ? Optional.empty()
                : Optional.ofNullable(rows.getOrDefault(row, Map.of()).get(column));
    }

    /// The median of a figure; empty as for [#samples].
    public OptionalDouble median(String row, Column column) {
        return samples(row, column).stream().mapToDouble(Samples::median).findFirst();
    }
}

package io.sessionvault.local.faults;

import io.sessionvault.local.faults.CallLane.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came of every row, as a table for people.
final class CallTable {
    private static final Path FOLDER = Path.of("target/faults");

    private CallTable() {}

    /// Writes the table of struck calls of a function.
    static void write(String function, Map<CallRow, Way> ways) {
        Map<String, Map<String, String>> lines = new LinkedHashMap<>();
        ways.forEach((row, way) ->
                lines.computeIfAbsent(
                                "| " + row.scene().title() + " | `" + row.call() + "` |",
                                first -> new LinkedHashMap<>())
                        .put(row.kind(), way.title()));
        List<String> kinds = ways.keySet().stream().map(CallRow::kind).distinct().toList();
        List<String> text = new ArrayList<>();
        text.add("| scene | call | " + String.join(" | ", kinds) + " |");
        text.add("|---".repeat(2 + kinds.size()) + "|");
        lines.forEach((call, cells) ->
                text.add(
                        call
                                + kinds.stream()
                                        .map(kind -> " " + cells.getOrDefault(kind, "") + " |")
                                        .reduce("", String::concat)));
        save(function + ".md", text);
    }

    /// Writes the table of calls at which a function was killed.
    static void writeKilled(String function, Map<String, Way> ways) {
        List<String> text = new ArrayList<>();
        text.add("| killed when this call was carried out | ending |");
        text.add("|---|---|");
        ways.forEach((call, way) -> text.add("| " + call + " | " + way.title() + " |"));
        save(function + "-killed.md", text);
    }

    private static void save(String name, List<String> lines) {
        try {
            Files.createDirectories(FOLDER);
            Files.write(FOLDER.resolve(name), lines);
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }
}

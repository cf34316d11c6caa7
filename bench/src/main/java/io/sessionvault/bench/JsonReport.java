package io.sessionvault.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A run as JSON: machine, tables with every single value, targets.
final class JsonReport {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonReport() {}

    static void write(
            Path file, Map<String, String> circumstances, Report report, List<Target> targets)
            throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode about = root.putObject("circumstances");
        circumstances.forEach(about::put);
        ArrayNode missing = root.putArray("missing");
        report.missing().forEach(missing::add);
        ArrayNode tables = root.putArray("tables");
        report.tables().forEach(table -> table(tables.addObject(), table));
        ArrayNode all = root.putArray("targets");
        targets.forEach(target -> target(all.addObject(), target));
        Files.createDirectories(file.getParent());
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }

    private static void table(ObjectNode node, Table table) {
        node.put("name", table.name()).put("note", table.note());
        ArrayNode rows = node.putArray("rows");
        for (String row : table.rows()) {
            ObjectNode line = rows.addObject().put("variant", row);
            table.refusal(row).ifPresent(reason -> line.put("notReported", reason));
            ObjectNode figures = line.putObject("figures");
            for (Column column : table.columns()) {
                table.samples(row, column)
                        .ifPresent(samples -> {
                            ObjectNode figure = figures.putObject(column.name());
                            figure.put("median", samples.median())
                                    .put("min", samples.min())
                                    .put("max", samples.max());
                            ArrayNode values = figure.putArray("values");
                            samples.values().forEach(values::add);
                        });
            }
        }
    }

    private static void target(ObjectNode node, Target target) {
        node.put("what", target.what())
                .put("bound", target.bound().name())
                .put("limit", target.limit())
                .put("outcome", target.outcome().name());
        target.value().ifPresent(value -> node.put("value", value));
    }
}

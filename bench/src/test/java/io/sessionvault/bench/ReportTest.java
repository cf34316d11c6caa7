package io.sessionvault.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private final Report report = new Report();
    private final Table table =
            report.add(
                    new Table(
                            ColdStarts.TABLE, "how", List.of(ColdStarts.COLD, ColdStarts.ZIPPED)));

    @Test
    void printsMediansWithSmallestAndLargest() {
        cold("check-log", 400, 300, 500);
        table.add("check-log", ColdStarts.ZIPPED, 7.25);

        assertThat(printed())
                .containsIgnoringWhitespaces(
                        "variant cold, both (ms) zipped (MB) check-log 400 (300-500) 7.25");
    }

    @Test
    void variantWithWrongAnswersHasTheReasonAndNoFigures() {
        cold("check-log", 400);
        table.refuse("check-log", "0 verdicts for 1 logs");

        assertThat(printed()).contains("NOT REPORTED: 0 verdicts for 1 logs").doesNotContain("400");
        assertThat(report.median(ColdStarts.TABLE, "check-log", ColdStarts.COLD)).isEmpty();
    }

    @Test
    void targetsAreRatiosOfMediansOfThisRun() {
        cold("check-log", 400, 90, 410);
        cold("default clients + Powertools", 1000);
        cold("Python, boto3", 250);

        assertThat(Targets.of(report))
                .filteredOn(target -> target.value().isPresent())
                .extracting(Target::what, target -> target.value().orElseThrow(), Target::outcome)
                .containsExactly(
                        tuple("check-log cold / default clients + Powertools", 0.4, "MET"),
                        tuple("check-log cold / Python with boto3", 1.6, "NOT_MET"));
    }

    @Test
    void jsonHasEverySingleValueAndTheTargets(@TempDir Path directory) throws IOException {
        cold("check-log", 400, 300, 500);
        table.refuse("Python, boto3", "no answer");
        report.miss("node: no figures of Node");
        Path file = directory.resolve("bench/run.json");

        JsonReport.write(file, Map.of("jdk", "25"), report, Targets.of(report));

        JsonNode json = JsonMapper.builder().build().readTree(file.toFile());
        assertThat(json.at("/circumstances/jdk").asText()).isEqualTo("25");
        assertThat(json.at("/missing/0").asText()).isEqualTo("node: no figures of Node");
        JsonNode figure = json.at("/tables/0/rows/0/figures").path(ColdStarts.COLD.name());
        assertThat(figure.path("median").asDouble()).isEqualTo(400);
        assertThat(figure.path("values").toString()).isEqualTo("[400.0,300.0,500.0]");
        assertThat(json.at("/tables/0/rows/1/notReported").asText()).isEqualTo("no answer");
        assertThat(json.at("/targets/0/outcome").asText()).isEqualTo("NOT_MEASURED");
    }

    private static Tuple tuple(String what, double value, String outcome) {
        return Tuple.tuple(what, value, Target.Outcome.valueOf(outcome));
    }

    private void cold(String row, double... values) {
        for (double value : values) {
            table.add(row, ColdStarts.COLD, value);
        }
    }

    private String printed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Report.print(table, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}

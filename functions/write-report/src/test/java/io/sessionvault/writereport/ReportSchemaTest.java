package io.sessionvault.writereport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.report.FoldedReport;
import io.sessionvault.report.PreviousReport;
import io.sessionvault.report.Report;
import io.sessionvault.report.Reporting;
import io.sessionvault.report.Suppressions;
import io.sessionvault.rule.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// docs/report.schema.json says what a report looks like.
class ReportSchemaTest {
    private static final Path SCHEMA = Path.of("../../docs/report.schema.json");

    @Test
    void theReportOfARunIsWhatTheSchemaSays() throws IOException {
        BucketInMemory s3 = new BucketInMemory();
        RunOutput output = RunInBucket.wellIn(s3).output();
        Report report =
                Reporting.report(
                        new ResultReader(s3.bucket(), RunInBucket.ORGANIZATION).read(output),
                        Suppressions.NONE,
                        new PreviousReport.None());

        assertThat(errors(schema(), json(report))).isEmpty();
        assertThat(errors(strictSchema(), json(report))).isEmpty();
    }

    @Test
    void aReportWithEverythingInItIsWhatTheSchemaSaysAndHasNothingElse() throws IOException {
        assertThat(errors(strictSchema(), json(Reports.rich()))).isEmpty();
    }

    @Test
    void theSchemaKnowsTheIdOfEveryRule() throws IOException {
        JsonNode pattern = read().at("/$defs/ruleId/pattern");

        assertThat(Rule.values())
                .allSatisfy(rule -> assertThat(rule.id()).matches(pattern.textValue()));
    }

    static Stream<Arguments> wrongReports() {
        return Stream.of(
                wrong("another version", json -> json.put("schema", "session-vault/report/1")),
                wrong("no findings", json -> json.remove("findings")),
                wrong("covered is a text", json -> at(json, "/summary").put("covered", "yes")),
                wrong("an unknown mode", json -> at(json, "/run").put("mode", "ENFORCE")),
                wrong("notices as one text", json -> at(json, "/run").put("notices", "some")),
                wrong(
                        "an unknown encryption",
                        json -> at(json, "/accounts/0/regions/0").put("encryption", "KMS")),
                wrong("a short account id", json -> at(json, "/accounts/0").put("id", "1234")),
                wrong("an unknown coverage", json -> at(json, "/accounts/0").put("coverage", "OK")),
                wrong("no coverage", json -> at(json, "/accounts/0").remove("coverage")),
                wrong("no severity", json -> at(json, "/summary/findings").remove("HIGH")),
                wrong("a number below zero", json -> at(json, "/summary").put("unknown", -1)),
                wrong(
                        "a finding without a day",
                        json -> at(json, "/findings/0/examples/0").remove("since")),
                wrong("a rule by name", json -> at(json, "/findings/0").put("rule", "A_B")),
                wrong(
                        "a day with a time",
                        json -> at(json, "/findings/0/examples/0").put("seen", "2026-11-24T")),
                wrong(
                        "a suppression without reason",
                        json -> ((ObjectNode) json.findValue("suppression")).remove("reason")),
                wrong("a group without a count", json -> at(json, "/findings/0").remove("count")),
                wrong("a group of nothing", json -> at(json, "/findings/0").put("count", 0)),
                wrong("no place for the rest", json -> json.remove("allFindings")),
                wrong(
                        "a resolved finding without id",
                        json -> at(json, "/changes/resolved/0/examples/0").remove("id")));
    }

    private static Arguments wrong(String story, Consumer<ObjectNode> change) {
        return Arguments.argumentSet(story, change);
    }

    private static ObjectNode at(ObjectNode json, String pointer) {
        return (ObjectNode) json.at(pointer);
    }

    @ParameterizedTest
    @MethodSource("wrongReports")
    void theSchemaRejectsAWrongReport(Consumer<ObjectNode> change) throws IOException {
        ObjectNode json = (ObjectNode) json(Reports.rich());
        change.accept(json);

        assertThat(errors(schema(), json)).isNotEmpty();
    }

    @Test
    void aReportIsReadBackAsItWas() throws IOException {
        FoldedReport folded = Reports.folded(Reports.rich());
        byte[] bytes = ReportJson.write(folded);

        assertThat(ComplianceJson.MAPPER.readValue(bytes, WrittenReport.class))
                .isEqualTo(WrittenReport.of(folded));
        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .startsWith("{\n  \"schema\" : \"session-vault/report/2\",\n")
                .doesNotContain("\r");
    }

    /// A report that was written before there were notices and a word on encryption.
    @Test
    void anOlderReportIsWhatTheSchemaSaysAndIsRead() throws IOException {
        ObjectNode json = (ObjectNode) json(Reports.rich());
        at(json, "/run").remove("notices");
        json.findParents("encryption").forEach(each -> ((ObjectNode) each).remove("encryption"));

        assertThat(errors(strictSchema(), json)).isEmpty();
        WrittenReport older = ComplianceJson.MAPPER.treeToValue(json, WrittenReport.class);
        assertThat(older.run().notices()).isEmpty();
        assertThat(older.accounts())
                .flatExtracting(Report.ReportedAccount::regions)
                .hasSize(6)
                .allSatisfy(region -> assertThat(region.encryption()).isNull());
    }

    private static JsonNode json(Report report) throws IOException {
        return ComplianceJson.MAPPER.readTree(ReportJson.write(Reports.folded(report)));
    }

    private static List<String> errors(Schema schema, JsonNode json) {
        return schema.validate(json).stream().map(Error::toString).toList();
    }

    private static JsonNode read() throws IOException {
        return ComplianceJson.MAPPER.readTree(Files.readString(SCHEMA));
    }

    private static Schema schema() throws IOException {
        return registry().getSchema(read());
    }

    /// The schema, in which nothing is allowed that it does not name.
    private static Schema strictSchema() throws IOException {
        JsonNode schema = read();
        forbidOtherNames(schema);
        return registry().getSchema(schema);
    }

    private static void forbidOtherNames(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.path("properties").isObject()) {
                object.put("additionalProperties", false);
            }
            object.forEach(ReportSchemaTest::forbidOtherNames);
        } else if (schema instanceof ArrayNode array) {
            array.forEach(ReportSchemaTest::forbidOtherNames);
        }
    }

    private static SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    }
}

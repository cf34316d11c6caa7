package io.sessionvault.local.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.local.template.Template;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every template passes every validator, but for what `suppressions.yaml` accepts with a reason.
class TemplateValidationTest {
    private static final List<Suppression> SUPPRESSIONS = Suppression.read();

    @ParameterizedTest
    @ValueSource(strings = {CloudFormationValidate.NAME, CfnGuard.NAME, CfnLint.NAME})
    void findsOnlyWhatIsAccepted(String tool) {
        assumeTrue(
                !tool.equals(CfnLint.NAME) || CfnLint.isOnThePath(),
                "SKIPPED: cfn-lint is not on the PATH, so the templates were not linted by it");
        var findings = findings(tool);
        assertThat(findings)
                .as("findings of %s; fix the template, or accept one in %s", tool, Suppression.FILE)
                .filteredOn(finding ->
                        SUPPRESSIONS.stream().noneMatch(accepted -> accepted.accepts(finding)))
                .isEmpty();
        assertThat(SUPPRESSIONS)
                .as("suppressions in %s that suppress nothing", Suppression.FILE)
                .filteredOn(accepted -> accepted.tool().equals(tool))
                .filteredOn(accepted -> findings.stream().noneMatch(accepted::accepts))
                .isEmpty();
    }

    @Test
    void acceptsFindingsOfKnownToolsOnly() {
        assertThat(SUPPRESSIONS)
                .extracting(Suppression::tool)
                .isSubsetOf(CloudFormationValidate.NAME, CfnGuard.NAME, CfnLint.NAME);
        assertThat(SUPPRESSIONS).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("files")
    void looksAtEveryResource(String file) {
        var declared = Template.read(Templates.ROOT.resolve(file)).resourceIds();
        var deployed =
                Templates.expanded(file).stream()
                        .flatMap(template -> template.path("Resources").propertyStream())
                        .map(Map.Entry::getKey)
                        .toList();
        assertThat(deployed).containsAll(declared);
    }

    static List<String> files() {
        return Templates.files();
    }

    /// A tool that finds nothing may also be one that did not look.
    @Test
    void seesWhatIsWrong() throws JsonProcessingException {
        var wrong =
                new ObjectMapper()
                        .readTree(
                                """
                                {"AWSTemplateFormatVersion": "2010-09-09",
                                 "Resources": {
                                   "Bare": {"Type": "AWS::SQS::Queue", "Properties": {}},
                                   "Fine": {"Type": "AWS::SQS::Queue", "Properties": {
                                     "SqsManagedSseEnabled": true,
                                     "RedrivePolicy": {"deadLetterTargetArn": {"Fn::GetAtt": ["Bare", "Arn"]},
                                                       "maxReceiveCount": 3}}},
                                   "Misspelt": {"Type": "AWS::SQS::Queue", "Properties": {"Delay": 1}}}}
                                """);
        var file = Templates.written(wrong);
        assertThat(CfnGuard.findings("wrong", file))
                .extracting(finding -> finding.rule() + " " + finding.resource())
                .contains("CT.SQS.PR.1 Bare", "CT.SQS.PR.2 Misspelt")
                .noneMatch(found -> found.endsWith("Fine"));
        assertThat(CloudFormationValidate.findings("wrong", file, Map.of()))
                .extracting(Finding::resource)
                .containsExactly("Misspelt");
        if (CfnLint.isOnThePath()) {
            assertThat(CfnLint.findings(Map.of("wrong", file)))
                    .extracting(Finding::resource)
                    .containsExactly("Misspelt");
        }
    }

    private static List<Finding> findings(String tool) {
        var found =
                switch (tool) {
                    case CloudFormationValidate.NAME ->
                            files().stream().flatMap(TemplateValidationTest::validated);
                    case CfnGuard.NAME ->
                            files().stream()
                                    .flatMap(file ->
                                            expanded(file)
                                                    .flatMap(one ->
                                                            CfnGuard.findings(file, one).stream()));
                    default -> CfnLint.findings(Templates.sources()).stream();
                };
        return found.distinct().toList();
    }

    private static Stream<Finding> validated(String file) {
        var source = Templates.ROOT.resolve(file);
        var parameters = Templates.parameters(file).getFirst();
        return Stream.concat(
                CloudFormationValidate.findings(file, source, parameters).stream(),
                expanded(file)
                        .flatMap(one ->
                                CloudFormationValidate.findings(file, one, Map.of()).stream()));
    }

    private static Stream<Path> expanded(String file) {
        return Templates.expanded(file).stream().map(Templates::written);
    }
}

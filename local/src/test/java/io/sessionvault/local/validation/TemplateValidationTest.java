package io.sessionvault.local.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
        var findings = Templates.files().stream().flatMap(file -> findings(tool, file)).toList();
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

    /// A tool that finds nothing may also be one that did not look.
    @Test
    void seesWhatIsWrong(@TempDir Path folder) throws Exception {
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
        var file = Templates.written(folder.resolve("wrong.json"), wrong);
        assertThat(CfnGuard.findings("wrong", file))
                .extracting(finding -> finding.rule() + " " + finding.resource())
                .contains("CT.SQS.PR.1 Bare", "CT.SQS.PR.2 Misspelt")
                .noneMatch(found -> found.endsWith("Fine"));
        assertThat(CloudFormationValidate.findings("wrong", List.of(file)))
                .extracting(Finding::resource)
                .containsExactly("Misspelt");
        if (CfnLint.isOnThePath()) {
            assertThat(CfnLint.findings("wrong", file))
                    .extracting(Finding::resource)
                    .containsExactly("Misspelt");
        }
    }

    private static Stream<Finding> findings(String tool, String file) {
        var source = Templates.ROOT.resolve(file);
        var expanded = Templates.expanded(file);
        var found =
                switch (tool) {
                    case CloudFormationValidate.NAME ->
                            CloudFormationValidate.findings(
                                    file,
                                    Stream.concat(Stream.of(source), expanded.stream()).toList());
                    case CfnGuard.NAME ->
                            expanded.stream()
                                    .flatMap(one -> CfnGuard.findings(file, one).stream())
                                    .toList();
                    default -> CfnLint.findings(file, source);
                };
        return found.stream().distinct();
    }
}

package io.sessionvault.local.validation;

import io.sessionvault.local.policies.NodeScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// AWS's own rules for templates, `@aws/cloudformation-validate`: the schemas of all resources and
/// most rules of cfn-lint. It knows SAM's resources by name only, hence the expanded template, too.
final class CloudFormationValidate {
    static final String NAME = "cloudformation-validate";

    private static final NodeScript SCRIPT = NodeScript.start("validate.mjs");

    private CloudFormationValidate() {}

    /// What it finds in a template, by way of files that hold it.
    static List<Finding> findings(String template, List<Path> files) {
        var names = files.stream().map(Path::toString).toList();
        var findings = new ArrayList<Finding>();
        for (var found : SCRIPT.ask(Map.of("files", names))) {
            for (var finding : found) {
                findings.add(
                        new Finding(
                                NAME,
                                finding.path("rule").asText(),
                                template,
                                finding.path("resource").asText(),
                                finding.path("message").asText()));
            }
        }
        return findings;
    }
}

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

    /// What it finds in a template that the repository names `template`.
    ///
    /// @param file the template itself, or what it expands to
    /// @param parameters the values with which it is looked at; the others take their defaults
    static List<Finding> findings(String template, Path file, Map<String, String> parameters) {
        var question = Map.of("path", file.toString(), "parameters", parameters);
        var findings = new ArrayList<Finding>();
        for (var found : SCRIPT.ask(Map.of("files", List.of(question))).path(0)) {
            findings.add(
                    new Finding(
                            NAME,
                            found.path("rule").asText(),
                            template,
                            found.path("resource").asText(),
                            found.path("message").asText()));
        }
        return findings;
    }
}

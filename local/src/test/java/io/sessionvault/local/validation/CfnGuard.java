package io.sessionvault.local.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Control Tower's proactive controls, evaluated by cfn-guard. Binary and rules come with
/// `@cdklabs/cdk-validator-cfnguard`, which has no rules for SNS and EventBridge.
final class CfnGuard {
    static final String NAME = "cfn-guard";

    private static final Path PACKAGE =
            Path.of("src/test/node/node_modules/@cdklabs/cdk-validator-cfnguard").toAbsolutePath();

    /// Folders of rules, one a service.
    private static final List<String> SERVICES =
            List.of(
                    "cloudwatch",
                    "identityandaccessmanagement",
                    "keymanagementservice",
                    "lambda",
                    "s3",
                    "sqs",
                    "stepfunctions");

    /// cfn-guard ends with 0 when all rules are kept, and with 19 when some are broken.
    private static final List<Integer> EVALUATED = List.of(0, 19);

    private static final Pattern CONTROL = Pattern.compile("\\[(CT\\.[A-Z0-9.]+)]: ([^\n]*)");
    private static final Pattern RESOURCE = Pattern.compile("/Resources/([^/]+)/.*");

    private CfnGuard() {}

    /// What it finds in an expanded template.
    ///
    /// @throws IllegalStateException when the rules could not be evaluated
    static List<Finding> findings(String template, Path expanded) {
        var words = new ArrayList<>(List.of(binary(), "validate", "--data", expanded.toString()));
        for (var service : SERVICES) {
            words.add("--rules");
            words.add(PACKAGE.resolve("rules/control-tower/cfn-guard/" + service).toString());
        }
        words.addAll(List.of("--structured", "--output-format", "json", "--show-summary", "none"));
        var run = Command.run(words);
        if (!EVALUATED.contains(run.status())) {
            throw new IllegalStateException(
                    "cfn-guard ended with " + run.status() + ": " + run.output());
        }
        var findings = new ArrayList<Finding>();
        for (var broken : report(run.output()).path(0).path("not_compliant")) {
            findings.addAll(findings(template, broken));
        }
        return findings;
    }

    /// One for each resource that breaks a rule. The report has no field for either: the id of the
    /// control stands in a message, the resource in the paths of what was compared.
    private static List<Finding> findings(String template, JsonNode broken) {
        var control = CONTROL.matcher(String.join("\n", broken.findValuesAsText("custom_message")));
        var resources = new TreeSet<String>();
        for (var path : broken.findValuesAsText("path")) {
            var resource = RESOURCE.matcher(path);
            if (resource.matches()) {
                resources.add(resource.group(1));
            }
        }
        if (!control.find() || resources.isEmpty()) {
            throw new IllegalStateException("cfn-guard names no control or no resource: " + broken);
        }
        return resources.stream()
                .map(resource ->
                        new Finding(NAME, control.group(1), template, resource, control.group(2)))
                .toList();
    }

    private static JsonNode report(String output) {
        try {
            return new ObjectMapper().readTree(output);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cfn-guard's report is no JSON: " + output, e);
        }
    }

    private static String binary() {
        var system = System.getProperty("os.name").startsWith("Mac") ? "macos" : "ubuntu";
        var machine = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        return PACKAGE.resolve("bin")
                .resolve(system)
                .resolve(machine)
                .resolve("cfn-guard")
                .toString();
    }
}

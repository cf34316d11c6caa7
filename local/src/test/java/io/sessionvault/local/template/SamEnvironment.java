package io.sessionvault.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The variables that `sam local invoke` passes to a function: those that the template declares, each
/// with the value of the file of variables, else with what stands in the template, where a `Ref` to a
/// parameter is that parameter's value and one to a resource its logical id.
///
/// Source: aws-sam-cli, `samcli/local/lambdafn/env_vars.py`,
/// `samcli/lib/intrinsic_resolver/intrinsics_symbol_table.py`.
public final class SamEnvironment {
    private final JsonNode template;
    private final Map<String, String> parameters;
    private final JsonNode values;

    /// @param template the template's file
    /// @param parameters overridden parameters
    /// @param values the file of variables: by function, by variable
    public SamEnvironment(Path template, Map<String, String> parameters, JsonNode values) {
        this.template = TemplateYaml.read(template);
        this.parameters = Map.copyOf(parameters);
        this.values = values;
    }

    /// What a function gets.
    ///
    /// @throws AssertionError when a variable is one that only a deployed stack knows, and the file has no value for it
    public Map<String, String> of(String function) {
        Map<String, String> environment = new TreeMap<>();
        declared(template.at("/Globals/Function"), function, environment);
        declared(template.at("/Resources/" + function + "/Properties"), function, environment);
        return environment;
    }

    private void declared(JsonNode properties, String function, Map<String, String> environment) {
        properties
                .at("/Environment/Variables")
                .propertyStream()
                .forEach(variable ->
                        environment.put(
                                variable.getKey(),
                                value(function, variable.getKey(), variable.getValue())));
    }

    private String value(String function, String name, JsonNode declared) {
        JsonNode given = values.path(function).path(name);
        if (given.isTextual()) {
            return given.textValue();
        }
        if (declared.isValueNode()) {
            return declared.asText();
        }
        String parameter = declared.path("Ref").asText();
        if (template.at("/Resources").has(parameter)) {
            return parameter;
        }
        String overridden = parameters.get(parameter);
        JsonNode usual = template.at("/Parameters/" + parameter + "/Default");
        if (overridden == null && usual.isMissingNode()) {
            throw new AssertionError(
                    "SAM knows no value of " + name + " of " + function + ": " + declared);
        }
        return overridden == null ? usual.asText() : overridden;
    }
}

package io.sessionvault.local.validation;

/// What a tool objects to.
///
/// @param tool the tool's name, as `suppressions.yaml` writes it
/// @param rule the id of the rule
/// @param file the template, such as `template.yaml` or `stacks/member.yaml`
/// @param resource the logical id of what it is about
/// @param message what is wrong, for people
record Finding(String tool, String rule, String file, String resource, String message) {
    @Override
    public String toString() {
        return tool + " " + rule + ": " + file + ", " + resource + ": " + message;
    }
}

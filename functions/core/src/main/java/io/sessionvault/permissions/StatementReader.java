package io.sessionvault.permissions;

import io.sessionvault.permissions.Statement.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a statement. What it cannot understand becomes a doubt of the statement.
///
/// Source: IAM user guide, "IAM JSON policy element reference"; "Grammar of the IAM JSON policy
/// language".
final class StatementReader {
    private static final Set<String> ELEMENTS =
            Set.of(
                    "Sid",
                    "Effect",
                    "Principal",
                    "NotPrincipal",
                    "Action",
                    "NotAction",
                    "Resource",
                    "NotResource",
                    "Condition");

    private final Map<?, ?> element;
    private final boolean variables;
    private final String label;
    private final List<Doubt> doubts = new ArrayList<>();

    private StatementReader(Map<?, ?> element, boolean variables, String label) {
        this.element = element;
        this.variables = variables;
        this.label = label;
    }

    /// Reads a statement.
    ///
    /// @param variables whether the policy's version knows variables
    /// @param number its place in the policy, from 1
    /// @param policy the policy's name
    static Statement read(Map<?, ?> element, boolean variables, int number, String policy) {
        String name =
                element.get("Sid") instanceof String sid && !sid.isBlank()
                        ? sid
                        : String.valueOf(number);
        return new StatementReader(element, variables, "statement " + name + " of " + policy)
                .read();
    }

    private Statement read() {
        element.keySet().stream()
                .filter(name -> !(name instanceof String text && ELEMENTS.contains(text)))
                .forEach(name -> doubt("has the unknown element " + name));
        if (element.containsKey("Sid") && !(element.get("Sid") instanceof String)) {
            doubt("has a Sid that is no text");
        }
        var effects = effects();
        var principals = principals();
        var actions =
                names("Action", "NotAction")
                        .orElseGet(() -> {
                            doubt("has no Action");
                            return new Names(true, List.of());
                        });
        var resources = names("Resource", "NotResource");
        var conditions = new ConditionReader(label, variables).read(element);
        return new Statement(
                label, effects, principals, actions, resources, conditions, List.copyOf(doubts));
    }

    private Set<Effect> effects() {
        var effect = element.get("Effect");
        if ("Allow".equals(effect)) {
            return Set.of(Effect.ALLOW);
        }
        if ("Deny".equals(effect)) {
            return Set.of(Effect.DENY);
        }
        doubt("has the Effect " + effect);
        return Set.of(Effect.values());
    }

    private Optional<Principals> principals() {
        return chosen("Principal", "NotPrincipal")
                .map(name ->
                        new Principals(
                                name.startsWith("Not"),
                                PrincipalReader.read(element.get(name), label),
                                label));
    }

    /// Names that cannot be understood mean everything, for the statement has a doubt then.
    private Optional<Names> names(String plain, String negated) {
        return chosen(plain, negated)
                .map(name -> {
                    var listed = new ArrayList<Template>();
                    int before = doubts.size();
                    for (String text : texts(name)) {
                        template(text, name)
                                .ifPresentOrElse(
                                        listed::add, () -> doubt("has the " + name + " " + text));
                    }
                    return doubts.size() == before
                            ? new Names(name.equals(negated), List.copyOf(listed))
                            : new Names(true, List.of());
                });
    }

    private Optional<Template> template(String text, String name) {
        return name.endsWith("Action")
                ? Template.of(text, Template.Kind.ACTION, false, label)
                : Template.of(text, Template.Kind.RESOURCE, variables, label);
    }

    private List<String> texts(String name) {
        var texts = Json.texts(element.get(name));
        if (texts.isEmpty()) {
            doubt("has the " + name + " " + element.get(name));
        }
        return texts.orElse(List.of());
    }

    private Optional<String> chosen(String plain, String negated) {
        if (element.containsKey(plain) && element.containsKey(negated)) {
            doubt("has both " + plain + " and " + negated);
            return Optional.empty();
        }
        return element.containsKey(plain)
                ? Optional.of(plain)
                : element.containsKey(negated) ? Optional.of(negated) : Optional.empty();
    }

    private void doubt(String what) {
        doubts.add(Doubt.of(label + " " + what));
    }
}

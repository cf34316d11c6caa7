package io.sessionvault.permissions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the element Condition. What it cannot understand becomes a condition of which nobody can
/// tell whether it holds.
///
/// @param label the statement, for people
/// @param variables whether the policy's version knows variables
record ConditionReader(String label, boolean variables) {
    List<Clause> read(Map<?, ?> statement) {
        if (!statement.containsKey("Condition")) {
            return List.of();
        }
        if (!(statement.get("Condition") instanceof Map<?, ?> operators)) {
            return List.of(untold("Condition cannot be understood"));
        }
        var clauses = new ArrayList<Clause>();
        operators.forEach((name, block) -> clauses.addAll(read(name, block)));
        return List.copyOf(clauses);
    }

    private List<Clause> read(@Nullable Object name, @Nullable Object block) {
        var operator = Operator.of(String.valueOf(name));
        if (operator.isEmpty()) {
            return List.of(untold("condition operator " + name + " is unknown"));
        }
        if (!(block instanceof Map<?, ?> keys)) {
            return List.of(untold("condition " + name + " cannot be understood"));
        }
        var clauses = new ArrayList<Clause>();
        keys.forEach((key, values) -> clauses.add(clause(operator.get(), key, values)));
        return clauses;
    }

    private Clause clause(Operator operator, @Nullable Object name, @Nullable Object values) {
        String key = String.valueOf(name);
        var texts = Json.scalars(values);
        if (texts.isEmpty()) {
            return untold("condition of " + key + " cannot be understood");
        }
        var criteria =
                texts.get().stream()
                        .map(text -> Criterion.of(operator, text, variables, label))
                        .toList();
        var doubt = Doubt.ofKey(key, label);
        String lower = RequestContext.lower(key);
        return operator.comparison() == Comparison.NULL
                ? new Clause.Absence(lower, criteria, doubt)
                : new Clause.Compared(operator, lower, criteria, doubt);
    }

    private Clause untold(String what) {
        return new Clause.Untold(Doubt.of(what + " in " + label));
    }
}

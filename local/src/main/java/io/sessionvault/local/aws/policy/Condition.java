package io.sessionvault.local.aws.policy;

import io.sessionvault.local.aws.call.AwsError;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One condition of a statement.
///
/// Source: IAM user guide, "IAM JSON policy elements: Condition operators" and "Set operators for
/// multivalued context keys".
///
/// @param quantifier how many of the request's values have to meet it
/// @param operator the operator without quantifier and `IfExists`
/// @param ifExists whether a request without the key meets the condition
/// @param key the context key
/// @param values the values in the policy, of which one is to match
public record Condition(
        Quantifier quantifier, String operator, boolean ifExists, String key, List<String> values) {
    private static final String IF_EXISTS = "IfExists";
    private static final String NOT = "Not";

    /// How many of the request's values have to meet a condition.
    public enum Quantifier {
        /// Where it is positive, one; where it is negative, each.
        PLAIN(""),
        /// Each of them, and there may be none.
        FOR_ALL("ForAllValues:"),
        /// One of them at least.
        FOR_ANY("ForAnyValue:");

        private final String prefix;

        Quantifier(String prefix) {
            this.prefix = prefix;
        }
    }

    /// Copies the list.
    public Condition {
        values = List.copyOf(values);
    }

    static Condition of(String written, String key, List<String> values) {
        Quantifier quantifier = Quantifier.PLAIN;
        for (Quantifier each : List.of(Quantifier.FOR_ALL, Quantifier.FOR_ANY)) {
            quantifier = written.startsWith(each.prefix) ? each : quantifier;
        }
        String operator = written.substring(quantifier.prefix.length());
        boolean ifExists = operator.endsWith(IF_EXISTS);
        String base =
                ifExists ? operator.substring(0, operator.length() - IF_EXISTS.length()) : operator;
        return new Condition(quantifier, base, ifExists, key, values);
    }

    /// Whether a request meets the condition.
    ///
    /// @param missing receives the key when the request should carry it and does not
    /// @throws AwsError 501 for an operator that is not implemented
    boolean isMet(RequestContext context, Set<String> missing) {
        Optional<List<String>> given = context.values(key);
        if (operator.equals("Null")) {
            return values.stream().anyMatch(v -> Boolean.parseBoolean(v) == given.isEmpty());
        }
        Comparison comparison = Comparison.of(operator.replace(NOT, ""));
        boolean isNegated = operator.contains(NOT);
        return given.isEmpty()
                ? isMetWithoutKey(isNegated, missing)
                : isMet(comparison, isNegated, given.get(), context);
    }

    private boolean isMet(
            Comparison comparison, boolean isNegated, List<String> given, RequestContext context) {
        return switch (quantifier) {
            case PLAIN ->
                    isNegated != given.stream().anyMatch(v -> matches(comparison, v, context));
            case FOR_ALL ->
                    given.stream().allMatch(v -> isNegated != matches(comparison, v, context));
            case FOR_ANY ->
                    given.stream().anyMatch(v -> isNegated != matches(comparison, v, context));
        };
    }

    private boolean matches(Comparison comparison, String given, RequestContext context) {
        return values.stream().anyMatch(wanted -> comparison.matches(wanted, given, context));
    }

    private boolean isMetWithoutKey(boolean isNegated, Set<String> missing) {
        if (ifExists) {
            return true;
        }
        missing.add(key);
        return switch (quantifier) {
            case PLAIN -> isNegated;
            case FOR_ALL -> true;
            case FOR_ANY -> false;
        };
    }
}

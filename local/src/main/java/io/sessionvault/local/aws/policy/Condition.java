package io.sessionvault.local.aws.policy;

import io.sessionvault.local.aws.call.AwsError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// One condition of a statement.
///
/// Source: IAM user guide, "IAM JSON policy elements: Condition operators".
///
/// @param operator the operator without `IfExists`
/// @param ifExists whether a request without the key meets the condition
/// @param key the context key
/// @param values the values in the policy, of which one is to match
public record Condition(String operator, boolean ifExists, String key, List<String> values) {
    private static final String IF_EXISTS = "IfExists";

    static Condition of(String operator, String key, List<String> values) {
        boolean ifExists = operator.endsWith(IF_EXISTS);
        String base =
                ifExists ? operator.substring(0, operator.length() - IF_EXISTS.length()) : operator;
        return new Condition(base, ifExists, key, values);
    }

    /// Whether a request meets the condition.
    ///
    /// @param missing receives the key when the request should carry it and does not
    /// @throws AwsError 501 for an operator that is not implemented
    boolean isMet(RequestContext context, Set<String> missing) {
        Optional<List<String>> given = context.values(key);
        return switch (operator) {
            case "Null" ->
                    values.stream().anyMatch(v -> Boolean.parseBoolean(v) == given.isEmpty());
            case "StringEquals" -> any(given, context, missing, String::equals);
            case "StringNotEquals" -> none(given, context, missing, String::equals);
            case "StringEqualsIgnoreCase", "Bool" ->
                    any(given, context, missing, String::equalsIgnoreCase);
            case "StringNotEqualsIgnoreCase" ->
                    none(given, context, missing, String::equalsIgnoreCase);
            case "StringLike" -> like(given, context, missing);
            case "StringNotLike" -> notLike(given, context, missing);
            case "ArnEquals", "ArnLike" -> any(given, context, missing, Condition::arnLike);
            case "ArnNotEquals", "ArnNotLike" -> none(given, context, missing, Condition::arnLike);
            default -> throw AwsError.notImplemented("the condition operator " + operator);
        };
    }

    private boolean any(
            Optional<List<String>> given,
            RequestContext context,
            Set<String> missing,
            BiPredicate<String, String> test) {
        if (given.isEmpty()) {
            return absent(missing, false);
        }
        return values.stream()
                .flatMap(value -> Wildcard.resolve(value, context).stream())
                .anyMatch(value -> given.get().stream().anyMatch(g -> test.test(value, g)));
    }

    private boolean none(
            Optional<List<String>> given,
            RequestContext context,
            Set<String> missing,
            BiPredicate<String, String> test) {
        return given.isEmpty() ? absent(missing, true) : !any(given, context, missing, test);
    }

    private boolean like(
            Optional<List<String>> given, RequestContext context, Set<String> missing) {
        if (given.isEmpty()) {
            return absent(missing, false);
        }
        return values.stream()
                .anyMatch(value ->
                        given.get().stream().anyMatch(g -> Wildcard.matches(value, g, context)));
    }

    private boolean notLike(
            Optional<List<String>> given, RequestContext context, Set<String> missing) {
        return given.isEmpty() ? absent(missing, true) : !like(given, context, missing);
    }

    private boolean absent(Set<String> missing, boolean whenNegated) {
        if (ifExists) {
            return true;
        }
        missing.add(key);
        return whenNegated;
    }

    /// The first five parts of ARNs are compared one by one, so that a wildcard never spans a colon among them.
    private static boolean arnLike(String pattern, String arn) {
        String[] patterns = pattern.split(":", 6);
        String[] parts = arn.split(":", 6);
        if (patterns.length != 6 || parts.length != 6) {
            return pattern.equals("*");
        }
        RequestContext none = RequestContext.of(Map.of());
        for (int i = 0; i < 6; i++) {
            if (!Wildcard.matches(patterns[i], parts[i], none)) {
                return false;
            }
        }
        return true;
    }
}

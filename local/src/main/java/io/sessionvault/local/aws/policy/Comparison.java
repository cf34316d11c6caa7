package io.sessionvault.local.aws.policy;

import io.sessionvault.local.aws.call.AwsError;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntPredicate;

/// What a positive condition operator does with one value of the policy and one of the request. A
/// value that is not of the operator's kind, such as a word where a number is to be, matches nothing.
///
/// Source: IAM user guide, "IAM JSON policy elements: Condition operators".
@FunctionalInterface
interface Comparison {
    /// Whether the request's value matches.
    ///
    /// @param wanted the value in the policy, variables and wildcards included
    /// @param given the value of the request
    boolean matches(String wanted, String given, RequestContext context);

    /// The comparison of an operator.
    ///
    /// @param operator without quantifier, negation and `IfExists`
    /// @throws AwsError 501 for one that is not implemented
    static Comparison of(String operator) {
        return switch (operator) {
            case "StringLike" -> Wildcard::matches;
            case "StringEquals", "BinaryEquals" -> resolved(String::equals);
            case "StringEqualsIgnoreCase", "Bool" -> resolved(String::equalsIgnoreCase);
            case "ArnEquals", "ArnLike" -> resolved(Comparison::arnLike);
            case "IpAddress" -> resolved(AddressRange::contains);
            case "NumericEquals", "DateEquals" -> ordered(operator, order -> order == 0);
            case "NumericLessThan", "DateLessThan" -> ordered(operator, order -> order < 0);
            case "NumericLessThanEquals", "DateLessThanEquals" ->
                    ordered(operator, order -> order <= 0);
            case "NumericGreaterThan", "DateGreaterThan" -> ordered(operator, order -> order > 0);
            case "NumericGreaterThanEquals", "DateGreaterThanEquals" ->
                    ordered(operator, order -> order >= 0);
            default -> throw AwsError.notImplemented("the condition operator " + operator);
        };
    }

    private static Comparison resolved(BiPredicate<String, String> test) {
        return (wanted, given, context) ->
                Wildcard.resolve(wanted, context)
                        .filter(value -> test.test(value, given))
                        .isPresent();
    }

    /// @param expected what to be true of the order of the request's value to the policy's
    private static Comparison ordered(String operator, IntPredicate expected) {
        return operator.startsWith("Date")
                ? resolved((wanted, given) -> isOrdered(Comparison::date, wanted, given, expected))
                : resolved(
                        (wanted, given) -> isOrdered(Comparison::number, wanted, given, expected));
    }

    private static <V extends Comparable<V>> boolean isOrdered(
            Function<String, Optional<V>> read,
            String wanted,
            String given,
            IntPredicate expected) {
        return read.apply(wanted)
                .flatMap(value -> read.apply(given).map(other -> other.compareTo(value)))
                .filter(expected::test)
                .isPresent();
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /// A day, a time of a day, or the seconds since 1970.
    private static Optional<Instant> date(String text) {
        if (text.matches("[0-9]{1,12}")) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
        }
        try {
            return Optional.of(
                    text.length() == "2026-11-28".length()
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
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

package io.sessionvault.permissions;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The comparisons behind the condition operators.
///
/// Source: IAM user guide, "IAM JSON policy elements: Condition operators".
enum Comparison {
    STRING_EQUALS("StringEquals", "StringNotEquals"),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
    STRING_LIKE("StringLike", "StringNotLike"),
    NUMERIC_EQUALS("NumericEquals", "NumericNotEquals"),
    NUMERIC_LESS_THAN("NumericLessThan", null),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", null),
    NUMERIC_GREATER_THAN("NumericGreaterThan", null),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", null),
    DATE_EQUALS("DateEquals", "DateNotEquals"),
    DATE_LESS_THAN("DateLessThan", null),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", null),
    DATE_GREATER_THAN("DateGreaterThan", null),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", null),
    BOOL("Bool", null),
    BINARY_EQUALS("BinaryEquals", null),
    IP_ADDRESS("IpAddress", "NotIpAddress"),
    ARN_EQUALS("ArnEquals", "ArnNotEquals"),
    ARN_LIKE("ArnLike", "ArnNotLike"),
    NULL("Null", null);

    private final String lowerCaseName;
    private final @Nullable String lowerCaseNegation;

    Comparison(String name, @Nullable String negation) {
        this.lowerCaseName = name.toLowerCase(Locale.ROOT);
        this.lowerCaseNegation = negation == null ? null : negation.toLowerCase(Locale.ROOT);
    }

    String lowerCaseName() {
        return lowerCaseName;
    }

    @Nullable String lowerCaseNegation() {
        return lowerCaseNegation;
    }
}

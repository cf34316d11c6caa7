package io.sessionvault.permissions;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A condition operator.
///
/// Source: IAM user guide, "IAM JSON policy elements: Condition operators"; "Condition keys with
/// multiple values", set operators.
///
/// @param comparison what is compared, and how
/// @param negated whether the comparison must fail
/// @param ifExists whether an absent key is enough
/// @param quantifier which of several values of a key have to match
record Operator(Comparison comparison, boolean negated, boolean ifExists, Quantifier quantifier) {
    /// Which values of a key have to match.
    enum Quantifier {
        NONE(""),
        FOR_ALL_VALUES("forallvalues:"),
        FOR_ANY_VALUE("foranyvalue:");

        private final String prefix;

        Quantifier(String prefix) {
            this.prefix = prefix;
        }
    }

    private static final String IF_EXISTS = "ifexists";
    private static final Map<String, Comparison> COMPARISONS =
            Stream.of(Comparison.values())
                    .collect(Collectors.toUnmodifiableMap(Comparison::lowerCaseName, kind -> kind));
    private static final Map<String, Comparison> NEGATIONS =
            Stream.of(Comparison.values())
                    .filter(kind -> kind.lowerCaseNegation() != null)
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    kind -> String.valueOf(kind.lowerCaseNegation()),
                                    kind -> kind));

    /// Reads the name of an operator.
    ///
    /// @return nothing when IAM documents no such operator
    static Optional<Operator> of(String name) {
        String rest = name.toLowerCase(Locale.ROOT);
        var quantifier = Quantifier.NONE;
        for (var candidate : Quantifier.values()) {
            if (rest.startsWith(candidate.prefix)) {
                quantifier = candidate;
            }
        }
        rest = rest.substring(quantifier.prefix.length());
        boolean ifExists = rest.endsWith(IF_EXISTS);
        if (ifExists) {
            rest = rest.substring(0, rest.length() - IF_EXISTS.length());
        }
        boolean negated = NEGATIONS.containsKey(rest);
        var comparison = negated ? NEGATIONS.get(rest) : COMPARISONS.get(rest);
        boolean plain = quantifier == Quantifier.NONE && !ifExists;
        return comparison == null || (comparison == Comparison.NULL && !plain)
                ? Optional.empty()
                : Optional.of(new Operator(comparison, negated, ifExists, quantifier));
    }
}

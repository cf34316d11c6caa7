package io.sessionvault.permissions;

import io.sessionvault.permissions.Operator.Quantifier;
import java.util.List;

/// One context key under one condition operator.
sealed interface Clause {
    /// Tells whether the request meets the condition.
    Match holds(RequestContext context);

    /// A condition that has no meaning, or an operator that nobody knows.
    record Untold(Doubt doubt) implements Clause {
        @Override
        public Match holds(RequestContext context) {
            return Match.maybe(doubt);
        }
    }

    /// The operator `Null`: whether a key is absent.
    ///
    /// Source: IAM user guide, "Condition operators", "Condition operator to check existence of
    /// condition keys".
    record Absence(String key, List<Criterion> wanted, Doubt doubt) implements Clause {
        @Override
        public Match holds(RequestContext context) {
            var values = context.values(key).orElse(null);
            if (values == null && !context.hasSome(key)) {
                return Match.maybe(doubt);
            }
            boolean isAbsent = values != null && values.isEmpty();
            return matchesAny(wanted, String.valueOf(isAbsent), context, doubt);
        }
    }

    /// Any other operator.
    ///
    /// Source: IAM user guide, "IAM JSON policy elements: Condition operators"; "Conditions with
    /// multiple context keys or values"; "Single-valued vs. multivalued context keys".
    ///
    /// @param key the context key, in lower case
    /// @param criteria the values of the policy
    /// @param doubt what to say where the key decides and is not known
    record Compared(Operator operator, String key, List<Criterion> criteria, Doubt doubt)
            implements Clause {
        @Override
        public Match holds(RequestContext context) {
            var values = context.values(key).orElse(null);
            if (values == null) {
                return Match.maybe(doubt);
            }
            return values.isEmpty() ? holdsWithoutKey() : holds(values, context);
        }

        /// `ForAnyValue` is false without the key, `IfExists` is true without it; AWS does not say
        /// what both together are.
        private Match holdsWithoutKey() {
            return switch (operator.quantifier()) {
                case FOR_ALL_VALUES -> Match.yes();
                case FOR_ANY_VALUE -> operator.ifExists() ? Match.maybe(doubt) : Match.no();
                case NONE -> Match.of(operator.ifExists() || operator.negated());
            };
        }

        /// AWS asks for a quantifier where a key has several values, and does not say what holds
        /// without: only what is the same for all of them can be told.
        private Match holds(List<String> values, RequestContext context) {
            var any = Match.no();
            var all = Match.yes();
            for (String value : values) {
                var match = holds(value, context);
                any = any.or(match);
                all = all.and(match);
            }
            return switch (operator.quantifier()) {
                case Quantifier.FOR_ALL_VALUES -> all;
                case Quantifier.FOR_ANY_VALUE -> any;
                case Quantifier.NONE -> any.equals(all) ? any : Match.maybe(doubt);
            };
        }

        private Match holds(String value, RequestContext context) {
            var match = matchesAny(criteria, value, context, doubt);
            return operator.negated() ? match.not() : match;
        }
    }

    private static Match matchesAny(
            List<Criterion> criteria, String value, RequestContext context, Doubt doubt) {
        var any = Match.no();
        for (var criterion : criteria) {
            any = any.or(criterion.matches(value, context).orElseGet(() -> Match.maybe(doubt)));
        }
        return any;
    }
}

package io.sessionvault.permissions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A text of a policy that texts of requests are compared with: wildcards and policy variables
/// have their meaning in it.
///
/// Source: IAM user guide, "IAM policy elements: Variables and tags".
///
/// @param parts the text
/// @param kind how it is compared
/// @param doubt what to say where the text cannot be compared
/// @param fixed the pattern, where the text has no variables
record Template(List<Part> parts, Kind kind, Doubt doubt, @Nullable Pattern fixed) {
    /// How texts are compared.
    enum Kind {
        /// Character by character.
        EXACT,
        /// Character by character, but `a` equals `A`.
        IGNORING_CASE,
        /// With wildcards.
        LIKE,
        /// With wildcards within the parts of an ARN.
        ARN,
        /// As the element Resource does.
        RESOURCE,
        /// As the element Action does: with wildcards, and `a` equals `A`.
        ACTION;

        boolean ignoresCase() {
            return this == IGNORING_CASE || this == ACTION;
        }
    }

    /// A part of the text.
    sealed interface Part {
        /// A text as it is, with tokens for wildcards, see [Pattern].
        record Fixed(String tokens) implements Part {}

        /// A variable.
        ///
        /// @param key the context key, in lower case
        /// @param substitute the text where the key is absent
        /// @param doubt what to say where nothing is known of the key
        record Variable(String key, @Nullable String substitute, Doubt doubt) implements Part {}
    }

    /// Reads a text.
    ///
    /// @param variables whether variables are variables; in policies of version 2008-10-17 they are
    ///     text as any other
    /// @param statement the statement it is from, for people
    /// @return nothing when the text has no meaning
    static Optional<Template> of(String text, Kind kind, boolean variables, String statement) {
        if (text.chars().anyMatch(Pattern::isToken)) {
            return Optional.empty();
        }
        Doubt doubt = Doubt.of("'" + text + "' in " + statement + " cannot be understood");
        return new TemplateReader(text, kind, variables, statement)
                .parts()
                .map(parts -> new Template(parts, kind, doubt, fixed(parts, kind)));
    }

    private static @Nullable Pattern fixed(List<Part> parts, Kind kind) {
        var tokens = new StringBuilder();
        for (var part : parts) {
            switch (part) {
                case Part.Fixed fixed -> tokens.append(fixed.tokens());
                case Part.Variable _ -> {
                    return null;
                }
            }
        }
        return pattern(tokens.toString(), kind);
    }

    /// Tells whether it is nothing but `*`.
    boolean isAnything() {
        return parts.equals(List.of(new Part.Fixed(String.valueOf(Pattern.ANY))));
    }

    /// Tells whether a text of a request matches. A text with a variable that has no value matches
    /// nothing, and so differs from everything.
    ///
    /// Source: IAM user guide, "IAM policy elements: Variables and tags", "Policy variables with no
    /// value".
    Match matches(String text, RequestContext context) {
        return fixed == null ? resolved(text, context) : compared(fixed, text);
    }

    private Match resolved(String text, RequestContext context) {
        var tokens = new StringBuilder();
        var open = new ArrayList<Doubt>();
        for (var part : parts) {
            switch (part) {
                case Part.Fixed fixedPart -> tokens.append(fixedPart.tokens());
                case Part.Variable variable -> {
                    var values = context.values(variable.key()).orElse(null);
                    var value = value(variable, values);
                    if (value == null && values != null && values.isEmpty()) {
                        return Match.no();
                    } else if (value == null) {
                        open.add(variable.doubt());
                    }
                    tokens.append(value == null ? String.valueOf(Pattern.ANY) : value);
                }
            }
        }
        if (open.isEmpty()) {
            return compared(pattern(tokens.toString(), kind), text);
        }
        var widest = new Pattern(tokens.toString(), kind.ignoresCase());
        return widest.matches(text) ? new Match.Maybe(List.copyOf(open)) : Match.no();
    }

    private Match compared(Pattern pattern, String text) {
        return kind == Kind.ARN && !pattern.hasPartsOfAnArn()
                ? Match.maybe(doubt)
                : Match.of(pattern.matches(text));
    }

    /// The one value of a variable; none where it is absent, unknown, or where the key has several,
    /// for which AWS defines no variable.
    private static @Nullable String value(Part.Variable variable, @Nullable List<String> values) {
        if (values == null || values.size() > 1) {
            return null;
        }
        return values.isEmpty() ? variable.substitute() : values.getFirst();
    }

    private static Pattern pattern(String tokens, Kind kind) {
        var pattern = new Pattern(tokens, kind.ignoresCase());
        return switch (kind) {
            case EXACT, IGNORING_CASE, LIKE, ACTION -> pattern;
            case ARN -> pattern.ofArn();
            case RESOURCE -> pattern.ofResource();
        };
    }
}

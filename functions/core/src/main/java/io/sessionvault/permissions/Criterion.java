package io.sessionvault.permissions;

import io.sessionvault.permissions.Template.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// One value of a policy's condition, to compare a value of a request with.
sealed interface Criterion {
    /// A text.
    record Text(Template template) implements Criterion {}

    /// A bound, for numbers.
    record Numeric(Order order, BigDecimal bound) implements Criterion {}

    /// A bound, for dates.
    record Date(Order order, Instant bound) implements Criterion {}

    /// A truth value.
    record Bool(boolean wanted) implements Criterion {}

    /// Bytes.
    record Binary(List<Byte> bytes) implements Criterion {}

    /// A range of addresses.
    record Address(IpRange range) implements Criterion {}

    /// A value that has no meaning, or one that nobody knows.
    record Untold(Doubt doubt) implements Criterion {}

    /// How a value of the request must stand to the bound.
    enum Order {
        EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        <T extends Comparable<T>> boolean holds(T value, T bound) {
            int difference = value.compareTo(bound);
            return switch (this) {
                case EQUAL -> difference == 0;
                case LESS -> difference < 0;
                case LESS_OR_EQUAL -> difference <= 0;
                case GREATER -> difference > 0;
                case GREATER_OR_EQUAL -> difference >= 0;
            };
        }
    }

    /// Tells whether a value of the request matches; nothing when the value is not of the kind that
    /// the operator compares.
    default Optional<Match> matches(String value, RequestContext context) {
        return switch (this) {
            case Text text -> Optional.of(text.template.matches(value, context));
            case Numeric number ->
                    Values.number(value)
                            .map(actual -> Match.of(number.order.holds(actual, number.bound)));
            case Date date ->
                    Values.instant(value)
                            .map(actual -> Match.of(date.order.holds(actual, date.bound)));
            case Bool bool -> Values.bool(value).map(actual -> Match.of(actual == bool.wanted));
            case Binary binary -> bytes(value).map(actual -> Match.of(actual.equals(binary.bytes)));
            case Address address ->
                    IpRange.address(value).map(actual -> Match.of(address.range.contains(actual)));
            case Untold untold -> Optional.of(Match.maybe(untold.doubt));
        };
    }

    /// Reads a value of a condition.
    ///
    /// Source: IAM user guide, "IAM policy elements: Variables and tags", "Where you can use policy
    /// variables": with string and ARN operators only.
    static Criterion of(Operator operator, String value, boolean variables, String statement) {
        var untold =
                new Untold(Doubt.of("'" + value + "' in " + statement + " cannot be understood"));
        return switch (operator.comparison()) {
            case STRING_EQUALS -> text(value, Kind.EXACT, variables, statement, untold);
            case STRING_EQUALS_IGNORE_CASE ->
                    text(value, Kind.IGNORING_CASE, variables, statement, untold);
            case STRING_LIKE -> text(value, Kind.LIKE, variables, statement, untold);
            case ARN_EQUALS, ARN_LIKE -> text(value, Kind.ARN, variables, statement, untold);
            case NUMERIC_EQUALS -> number(Order.EQUAL, value, untold);
            case NUMERIC_LESS_THAN -> number(Order.LESS, value, untold);
            case NUMERIC_LESS_THAN_EQUALS -> number(Order.LESS_OR_EQUAL, value, untold);
            case NUMERIC_GREATER_THAN -> number(Order.GREATER, value, untold);
            case NUMERIC_GREATER_THAN_EQUALS -> number(Order.GREATER_OR_EQUAL, value, untold);
            case DATE_EQUALS -> date(Order.EQUAL, value, untold);
            case DATE_LESS_THAN -> date(Order.LESS, value, untold);
            case DATE_LESS_THAN_EQUALS -> date(Order.LESS_OR_EQUAL, value, untold);
            case DATE_GREATER_THAN -> date(Order.GREATER, value, untold);
            case DATE_GREATER_THAN_EQUALS -> date(Order.GREATER_OR_EQUAL, value, untold);
            case BOOL, NULL -> Values.bool(value).<Criterion>map(Bool::new).orElse(untold);
            case BINARY_EQUALS -> bytes(value).<Criterion>map(Binary::new).orElse(untold);
            case IP_ADDRESS -> IpRange.of(value).<Criterion>map(Address::new).orElse(untold);
        };
    }

    private static Criterion text(
            String value, Kind kind, boolean variables, String statement, Untold untold) {
        return Template.of(value, kind, variables, statement)
                .<Criterion>map(Text::new)
                .orElse(untold);
    }

    private static Criterion number(Order order, String value, Untold untold) {
        return Values.number(value)
                .<Criterion>map(bound -> new Numeric(order, bound))
                .orElse(untold);
    }

    private static Criterion date(Order order, String value, Untold untold) {
        return Values.instant(value).<Criterion>map(bound -> new Date(order, bound)).orElse(untold);
    }

    private static Optional<List<Byte>> bytes(String value) {
        try {
            byte[] bytes = Base64.getDecoder().decode(value);
            var boxed = new Byte[bytes.length];
            Arrays.setAll(boxed, place -> bytes[place]);
            return Optional.of(List.of(boxed));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}

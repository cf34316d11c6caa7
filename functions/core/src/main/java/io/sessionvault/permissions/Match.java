package io.sessionvault.permissions;

import java.util.LinkedHashSet;
import java.util.List;

/// Whether something holds: yes, no, or maybe, in Kleene's logic of three values.
sealed interface Match {
    /// It holds, whatever is unknown.
    ///
    /// @param by what makes it hold, for people; may be empty
    record Yes(String by) implements Match {
        private static final Yes PLAIN = new Yes("");
    }

    /// It does not hold, whatever is unknown.
    record No() implements Match {
        private static final No PLAIN = new No();
    }

    /// It depends.
    ///
    /// @param doubts on what; at least one
    record Maybe(List<Doubt> doubts) implements Match {}

    static Match yes() {
        return Yes.PLAIN;
    }

    static Match no() {
        return No.PLAIN;
    }

    static Match maybe(Doubt doubt) {
        return new Maybe(List.of(doubt));
    }

    static Match of(boolean holds) {
        return holds ? yes() : no();
    }

    /// Nothing that may hold beside it changes it, so that nothing more need be asked.
    default boolean isCertain() {
        return this instanceof Yes;
    }

    /// Both hold.
    default Match and(Match other) {
        return switch (this) {
            case No no -> no;
            case Yes yes -> yes.by.isEmpty() ? other : joined(yes, other);
            case Maybe maybe ->
                    switch (other) {
                        case No no -> no;
                        case Yes _ -> maybe;
                        case Maybe more -> merged(maybe, more);
                    };
        };
    }

    /// At least one holds.
    default Match or(Match other) {
        return switch (this) {
            case Yes yes -> yes;
            case No _ -> other;
            case Maybe maybe ->
                    switch (other) {
                        case Yes yes -> yes;
                        case No _ -> maybe;
                        case Maybe more -> merged(maybe, more);
                    };
        };
    }

    /// The opposite holds.
    default Match not() {
        return switch (this) {
            case Yes _ -> no();
            case No _ -> yes();
            case Maybe maybe -> maybe;
        };
    }

    private static Match joined(Yes first, Match other) {
        return switch (other) {
            case Yes second when !second.by.isEmpty() && !second.by.equals(first.by) ->
                    new Yes(first.by + " and " + second.by);
            case Yes _ -> first;
            case No no -> no;
            case Maybe maybe -> maybe;
        };
    }

    private static Match merged(Maybe first, Maybe second) {
        var doubts = new LinkedHashSet<>(first.doubts);
        doubts.addAll(second.doubts);
        return new Maybe(List.copyOf(doubts));
    }
}

package io.sessionvault.local.policies;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A line of the table: who asks for what, and what the answer must be.
///
/// @param name what the line says, as a sentence; unique in a table
/// @param simulation the question
/// @param decision the answer
/// @param deniedBy the names of all statements that deny it, for an explicit denial
record Row(String name, Simulation simulation, Decision decision, Set<String> deniedBy) {
    Row {
        deniedBy = Set.copyOf(deniedBy);
        if (deniedBy.isEmpty() == (decision == Decision.EXPLICIT_DENY)) {
            throw new IllegalArgumentException(
                    name + ": an explicit denial, and no other answer, names its statements");
        }
    }

    /// Policies allow it and none denies it.
    static Row allowed(String name, Actor actor, Request request) {
        return new Row(name, new Simulation(actor, request), Decision.ALLOWED, Set.of());
    }

    /// No policy allows it, and none has to deny it.
    static Row notAllowed(String name, Actor actor, Request request) {
        return new Row(name, new Simulation(actor, request), Decision.IMPLICIT_DENY, Set.of());
    }

    /// These statements deny it, and no others.
    static Row denied(String name, Actor actor, Request request, String... statements) {
        return new Row(
                name,
                new Simulation(actor, request),
                Decision.EXPLICIT_DENY,
                Set.copyOf(List.of(statements)));
    }

    /// Tells whether an answer is the expected one.
    boolean accepts(Outcome outcome) {
        return outcome.decision() == decision
                && (decision != Decision.EXPLICIT_DENY || outcome.statements().equals(deniedBy));
    }

    /// The expected answer, for people.
    String expected() {
        return decision + (deniedBy.isEmpty() ? "" : " by " + new TreeSet<>(deniedBy));
    }

    @Override
    public String toString() {
        return name;
    }
}

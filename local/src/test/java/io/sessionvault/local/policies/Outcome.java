package io.sessionvault.local.policies;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The answer to one request, and the statements it rests on: those that allow it, or all that deny
/// it.
///
/// @param deciding the statements; none where nothing allows the request
record Outcome(Decision decision, Set<Deciding> deciding) {
    /// A statement that decided.
    ///
    /// @param policy the policy's name
    /// @param statement the statement's name, see [Policy.Statement]
    record Deciding(String policy, String statement) implements Comparable<Deciding> {
        /// The public access block of a bucket: it denies without any statement.
        static final Deciding PUBLIC_ACCESS_BLOCK =
                new Deciding("PublicAccessBlockConfiguration", "RestrictPublicBuckets");

        @Override
        public int compareTo(Deciding other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return policy + ": " + statement;
        }
    }

    Outcome {
        deciding = Collections.unmodifiableSet(new TreeSet<>(deciding));
    }

    /// The names of the deciding statements, without those of their policies.
    Set<String> statements() {
        return deciding.stream()
                .map(Deciding::statement)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Tells whether this answer differs from another one: in its decision or, for a denial, in
    /// what it rests on.
    boolean differsFrom(Outcome other) {
        return decision != other.decision()
                || (decision == Decision.EXPLICIT_DENY && !deciding.equals(other.deciding()));
    }

    @Override
    public String toString() {
        return decision + (deciding.isEmpty() ? "" : " by " + deciding);
    }
}

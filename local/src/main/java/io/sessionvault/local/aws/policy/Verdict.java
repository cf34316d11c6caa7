package io.sessionvault.local.aws.policy;

import java.util.Set;

/// What all policies together decide about one action on one resource.
public sealed interface Verdict {
    /// The caller may.
    ///
    /// @param statements the ids of the statements of its own policies that allow it; empty where
    ///     the resource's policy alone does
    record Allowed(Set<String> statements) implements Verdict {
        /// Copies the set.
        public Allowed {
            statements = Set.copyOf(statements);
        }
    }

    /// The caller may not.
    ///
    /// @param reason why, in IAM's words
    record Refused(String reason) implements Verdict {}
}

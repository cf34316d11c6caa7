package io.sessionvault.organization;

import io.sessionvault.reconcile.ServiceError;
import java.util.List;

/// The control policies of one kind that bind one account.
public sealed interface ControlLevels {
    /// They are known. A request is allowed only where every level allows it.
    ///
    /// Source: Organizations user guide, "SCP evaluation".
    ///
    /// @param levels from the root to the account
    record Read(List<Level> levels) implements ControlLevels {
        /// Copies the levels.
        public Read {
            levels = List.copyOf(levels);
        }
    }

    /// None binds the account.
    ///
    /// @param reason why, for people to read
    record DoNotApply(String reason) implements ControlLevels {}

    /// Nobody could tell which they are.
    ///
    /// @param error what the call answered
    record NotReadable(ServiceError error) implements ControlLevels {}

    /// The policies that are attached in one place of the organization's tree.
    ///
    /// @param name the place, for people to read
    /// @param documents the policies, by their ids
    record Level(String name, List<NamedDocument> documents) {
        /// Copies the policies.
        public Level {
            documents = List.copyOf(documents);
        }
    }
}

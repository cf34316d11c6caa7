package io.sessionvault.reconcile;

import java.util.List;

/// What became of one change.
public sealed interface Outcome {
    /// The change.
    Change change();

    /// It was made.
    ///
    /// @param change the change
    record Applied(Change change) implements Outcome {}

    /// AWS did not make it.
    ///
    /// @param change the change
    /// @param error what the call answered
    record Failed(Change change, ServiceError error) implements Outcome {}

    /// It was held back, because it would have locked people out.
    ///
    /// @param change the change
    /// @param reasons which roles cannot do what, or what is wrong with the session key
    record Blocked(Change change, List<String> reasons) implements Outcome {}

    /// It was held back by what was asked just before it: it is held by now, or nobody could tell,
    /// or nobody would have watched, or no time was left. The next visit asks anew, and knows of the
    /// hold.
    ///
    /// @param change the change
    /// @param reason what was in the way
    record Refused(Change change, String reason) implements Outcome {}
}

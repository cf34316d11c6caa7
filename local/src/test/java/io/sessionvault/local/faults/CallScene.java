package io.sessionvault.local.faults;

import java.util.List;
import java.util.function.Supplier;

/// Something that a function does, each time from the same beginning.
///
/// @param function the function's logical id
/// @param title what it does, for people to read
/// @param pageSize how many items a page of a listing holds
/// @param stage sets the stage in a vault once, and then gives as many takes as are asked for
record CallScene(String function, String title, int pageSize, Stage stage) {

    /// Sets the stage in a vault.
    @FunctionalInterface
    interface Stage {
        /// Takes of the scene, each from the beginning.
        Supplier<Take> set(CallVault vault);
    }

    /// How an attempt ended.
    ///
    /// @param kind whether anything is left to do
    /// @param said what the function said, without what differs from take to take
    record Ending(Kind kind, String said) {
        /// Whether anything is left to do.
        enum Kind {
            /// All is done, and what was said is final.
            SETTLED,
            /// The function answered that it could not do or tell everything.
            OPEN,
            /// The function failed or gave the message back: it will be invoked again.
            COMES_BACK
        }
    }

    /// One time that the function does it.
    interface Take {
        /// Has the function make an attempt: the first, or another after what stood in the way is
        /// gone.
        Ending play();

        /// What there is to see afterwards, without what differs from take to take.
        String state();

        /// What is wrong whatever comes later: a wrong verdict, a lock-out, something lost.
        ///
        /// @param ending how the last attempt ended
        List<String> harm(Ending ending);
    }

    /// The function's name in file names and tables.
    String functionName() {
        return function.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }
}

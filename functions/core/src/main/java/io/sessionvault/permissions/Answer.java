package io.sessionvault.permissions;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// The answer to a question about permissions.
public sealed interface Answer {
    /// The answer in one line.
    String text();

    /// IAM allows the request, whatever the context keys are that nobody mentioned.
    ///
    /// @param by the statements that allow it, as in `statement Logs of inline policy Agent`
    record Allowed(String by) implements Answer {
        @Override
        public String text() {
            return "allowed by " + by;
        }
    }

    /// IAM denies the request, whatever the context keys are that nobody mentioned.
    ///
    /// @param by why, as in `denied by statement Never of policy X`, or `no statement of its
    ///     identity policies allows it`
    /// @param layer what denies it; [Layer#SERVICE_CONTROL] only where nothing else does
    record Denied(String by, Layer layer) implements Answer {
        @Override
        public String text() {
            return by;
        }
    }

    /// It cannot be told.
    ///
    /// @param because what is missing, in one line
    /// @param keys the context keys it depends on, as the policies write them; none where it is for
    ///     another reason, such as a policy that nobody could read
    record Unknown(String because, SequencedSet<String> keys) implements Answer {
        /// Copies the keys.
        public Unknown {
            keys = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(keys));
        }

        @Override
        public String text() {
            return because;
        }
    }
}

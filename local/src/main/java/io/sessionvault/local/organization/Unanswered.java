package io.sessionvault.local.organization;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/// Whether nobody listens at an endpoint, or nobody does any more, which is something else than an
/// emulator that lacks what is asked of it.
public final class Unanswered {
    /// No chain of causes is longer.
    private static final int CAUSES = 20;

    private Unanswered() {}

    /// Tells whether a call failed because nobody answered it.
    public static boolean is(Throwable failure) {
        Throwable cause = failure;
        for (int at = 0; at < CAUSES && cause != null; at++) {
            if (cause instanceof SocketException
                    || cause instanceof SocketTimeoutException
                    || cause instanceof UnknownHostException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}

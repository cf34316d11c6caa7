package io.sessionvault.local.aws.fault;

/// The connection is to be closed without an answer.
public final class ConnectionDropped extends RuntimeException {
    /// A connection lost on purpose.
    public ConnectionDropped() {
        super("connection dropped by a fault");
    }
}

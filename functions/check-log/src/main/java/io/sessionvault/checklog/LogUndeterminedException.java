package io.sessionvault.checklog;

/// A log could not be judged. It is thrown for an event that came without a queue, so that whoever
/// invoked the function retries it; in a batch the message is given back instead.
public final class LogUndeterminedException extends RuntimeException {
    LogUndeterminedException(String reason) {
        super(reason);
    }
}

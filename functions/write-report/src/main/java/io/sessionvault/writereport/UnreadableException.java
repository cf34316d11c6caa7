package io.sessionvault.writereport;

/// A part of the run left something that cannot be read. The message says what and why.
final class UnreadableException extends Exception {
    UnreadableException(String message) {
        super(message);
    }
}

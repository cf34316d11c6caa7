package io.sessionvault.checklog;

/// EventBridge refused an event about a log that breaks a rule. The log has to be checked again, so
/// that the event is not lost.
public final class ViolationNotPublishedException extends RuntimeException {
    ViolationNotPublishedException(String bus, String error) {
        super("event bus " + bus + " did not take a violation: " + error);
    }
}

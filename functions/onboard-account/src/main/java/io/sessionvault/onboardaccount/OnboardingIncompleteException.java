package io.sessionvault.onboardaccount;

/// An account is not governed yet, or the event does not say which. It is thrown for an event that came without a queue, so that
/// whoever invoked the function retries it; in a batch the message is given back instead.
public final class OnboardingIncompleteException extends RuntimeException {
    OnboardingIncompleteException(String report) {
        super("not every account is governed yet: " + report);
    }
}

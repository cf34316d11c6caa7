package io.sessionvault.local.organization;

import org.jspecify.annotations.Nullable;

/// An emulator lacks what a guided run cannot do without.
public final class UnfitEmulatorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message what it lacks, and what it answered
    public UnfitEmulatorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package io.sessionvault.settings;

/// A setting is missing or malformed. The message names the variable and what it must hold; the
/// function must not start.
public final class InvalidSettingException extends RuntimeException {
    InvalidSettingException(String message) {
        super(message);
    }
}

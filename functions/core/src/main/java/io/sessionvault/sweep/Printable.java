package io.sessionvault.sweep;

import io.sessionvault.reconcile.ServiceError;

/// Texts that come from outside, fit to be shown.
final class Printable {
    private Printable() {}

    /// Control and direction-changing characters and Unicode's line breaks must not reach a log
    /// line, a terminal or a table.
    static String text(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }

    /// What an error says on every attempt: the id of the request is another one each time.
    static String error(ServiceError error) {
        return text(error.code() + ": " + error.message());
    }
}

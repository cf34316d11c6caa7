package io.sessionvault.writereport;

/// Security Hub did not take all findings of a run. Everything else of the run is done; making it
/// again imports them again.
final class SecurityHubIncompleteException extends RuntimeException {
    SecurityHubIncompleteException(int problems, String first) {
        super(
                "the report is written, but Security Hub did not take all findings: "
                        + first
                        + (problems > 1 ? "; and " + (problems - 1) + " more, see the log" : ""));
    }
}

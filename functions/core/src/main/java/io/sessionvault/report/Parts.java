package io.sessionvault.report;

import io.sessionvault.account.AccountId;
import io.sessionvault.report.RunResults.LostItem;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import org.jspecify.annotations.Nullable;

/// The names of a run's parts, as findings about them use them.
final class Parts {
    static final String VAULT = "vault";
    private static final String ACCOUNTS = "accounts";
    private static final String STORED_LOGS = "stored-logs";
    private static final String PREVIOUS_REPORT = "previous-report";

    private Parts() {}

    /// Tells whether a finding about this part is about sweeps of accounts.
    static boolean isAccounts(String resource) {
        return resource.equals(ACCOUNTS) || resource.startsWith(ACCOUNTS + "/");
    }

    static LocatedFinding sweepFailed(AccountId account, Failure failure) {
        return failed(
                account, "account", "the sweep of the account did not finish: " + failure.text());
    }

    static LocatedFinding sweepLost(LostItem lost) {
        return failed(
                null,
                ACCOUNTS + "/" + lost.item(),
                "the sweep of an account did not finish, and it is not known of which: "
                        + lost.failure().text());
    }

    static LocatedFinding accountsLost(Failure failure) {
        return failed(null, ACCOUNTS, "no account could be swept: " + failure.text());
    }

    static LocatedFinding noAccounts() {
        return failed(
                null, ACCOUNTS, "Organizations listed no account, and each organization has one");
    }

    static LocatedFinding batchLost(LostItem lost) {
        return failed(
                null,
                STORED_LOGS + "/" + lost.item(),
                "the batch of stored objects that begins with this key was not judged: "
                        + lost.failure().text());
    }

    static LocatedFinding logsLost(Failure failure) {
        return failed(null, STORED_LOGS, "no stored log could be judged: " + failure.text());
    }

    static LocatedFinding vaultLost(Failure failure) {
        return failed(null, VAULT, "the vault could not be checked: " + failure.text());
    }

    static LocatedFinding previousLost(PreviousReport.Unreadable previous) {
        return failed(
                null,
                PREVIOUS_REPORT,
                previous.key()
                        + " could not be read, so what it knew and this run did not look at is lost: "
                        + previous.reason());
    }

    private static LocatedFinding failed(
            @Nullable AccountId account, String resource, String detail) {
        return new LocatedFinding(Rule.CHECK_FAILED, account, null, resource, detail);
    }
}

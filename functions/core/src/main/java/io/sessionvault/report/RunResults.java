package io.sessionvault.report;

import io.sessionvault.account.AccountId;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.ListedAccount;
import io.sessionvault.compliance.LogSweep.VerdictCount;
import io.sessionvault.compliance.Run;
import io.sessionvault.compliance.VaultSweep;
import io.sessionvault.rule.LocatedFinding;
import java.util.List;
import java.util.Map;

/// What the parts of one run handed on, failures included.
///
/// @param organization the organization's id
/// @param run the run
/// @param listed every account of the organization
/// @param accounts what became of the sweep of the accounts
/// @param logs what became of the check of the stored logs
/// @param vault what became of the check of the vault
public record RunResults(
        String organization,
        Run run,
        List<ListedAccount> listed,
        AccountResults accounts,
        LogResults logs,
        VaultResult vault) {
    /// Copies the list.
    public RunResults {
        listed = List.copyOf(listed);
    }

    /// An item of a part that was lost: nobody knows what it would have found.
    ///
    /// @param item what it was about: the first key of a batch, or the name of a child execution
    /// @param failure why
    public record LostItem(String item, Failure failure) {}

    /// What became of the sweep of the accounts.
    public sealed interface AccountResults {
        /// Accounts were swept one by one.
        ///
        /// @param sweeps what was found out
        /// @param failures the accounts whose sweep failed
        /// @param lost sweeps that failed and of which not even the account is known
        record Swept(
                List<AccountSweep> sweeps, Map<AccountId, Failure> failures, List<LostItem> lost)
                implements AccountResults {
            /// Copies all of it.
            public Swept {
                sweeps = List.copyOf(sweeps);
                failures = Map.copyOf(failures);
                lost = List.copyOf(lost);
            }
        }

        /// Nothing is known of any account.
        ///
        /// @param failure why
        record AllLost(Failure failure) implements AccountResults {}
    }

    /// What became of the check of the stored logs.
    public sealed interface LogResults {
        /// Logs were judged batch by batch.
        ///
        /// @param count the versions of all batches by verdict
        /// @param findings the broken rules of all batches
        /// @param lost the batches that failed
        record Judged(VerdictCount count, List<LocatedFinding> findings, List<LostItem> lost)
                implements LogResults {
            /// Copies the lists.
            public Judged {
                findings = List.copyOf(findings);
                lost = List.copyOf(lost);
            }
        }

        /// Nothing is known of any log.
        ///
        /// @param failure why
        record AllLost(Failure failure) implements LogResults {}
    }

    /// What became of the check of the vault.
    public sealed interface VaultResult {
        /// It was checked.
        ///
        /// @param sweep what was found out
        record Checked(VaultSweep sweep) implements VaultResult {}

        /// It was not.
        ///
        /// @param failure why
        record Lost(Failure failure) implements VaultResult {}
    }
}

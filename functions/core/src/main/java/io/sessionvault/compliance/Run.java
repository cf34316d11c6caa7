package io.sessionvault.compliance;

import io.sessionvault.log.ForeignText;
import io.sessionvault.reconcile.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One run of the compliance check. All its parts get the same value, so that a part that is made
/// again answers the same.
///
/// @param id the name of the state machine's execution
/// @param startedAt when the execution started: what time it is for every part of the run
/// @param mode whether accounts are only looked at or also repaired
/// @param logs which stored logs are judged
/// @param since when the previous complete run started; null when there is none
/// @param previousReport the key of that run's report in the reports bucket; null when there is
///     none
/// @param notices what holds for the whole run and a reader should know, such as what could not be
///     read for any account
/// @param onboards true when accounts that were never governed are handed to the onboarding, as long
///     as the repair switch says on; null in every other run
public record Run(
        String id,
        Instant startedAt,
        Mode mode,
        LogScope logs,
        @Nullable Instant since,
        @Nullable String previousReport,
        List<String> notices,
        @Nullable Boolean onboards) {

    /// Demands what every run has, which JSON does not; makes plain text of the notices.
    public Run {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(logs, "logs");
        // A run that was begun before this name was added has none.
        notices = notices == null ? List.of() : notices.stream().map(ForeignText::escaped).toList();
        onboards = Boolean.TRUE.equals(onboards) ? Boolean.TRUE : null;
    }

    /// Whether accounts that were never governed are handed to the onboarding, as long as the repair
    /// switch says on.
    public boolean isOnboarding() {
        return onboards != null;
    }

    /// Which stored logs are judged.
    public enum LogScope {
        /// Those that were written since the previous run; all when there is none.
        CHANGED,
        /// All.
        ALL
    }

    /// The key of the run's list of accounts in the reports bucket.
    public String accountsKey() {
        return folder() + "accounts.json";
    }

    /// The key of the run's control policies in the reports bucket.
    public String controlPoliciesKey() {
        return folder() + "control-policies.json";
    }

    /// The folder of the run in the reports bucket, with a slash at its end.
    public String folder() {
        return "runs/" + id + "/";
    }
}

package io.sessionvault.report;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.RegionSweep;
import io.sessionvault.compliance.Run;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.report.RunResults.AccountResults;
import io.sessionvault.report.RunResults.LogResults;
import io.sessionvault.report.RunResults.VaultResult;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a run really looked. A finding of the run before that this run does not have is gone only
/// if this run looked where it was.
final class Sight {
    /// What a run can say about a place.
    enum Look {
        /// It looked there.
        LOOKED,
        /// It should have looked there and could not.
        UNSEEN,
        /// There is nothing to look at any more.
        GONE
    }

    private record Place(AccountId account, @Nullable RegionName region) {}

    private final Run run;
    private final Set<AccountId> listed;
    private final Map<AccountId, AccountSweep> sweeps;
    private final Set<Place> unseen = new HashSet<>();
    private final Set<AccountId> nodesUnseen = new HashSet<>();
    private final boolean allSweepsKnown;
    private final boolean everyLogJudged;
    private final boolean vaultChecked;
    private final boolean vaultSeen;
    private final boolean suppressionsRead;

    /// @param sweeps the sweeps by account
    /// @param found what the run found
    Sight(
            RunResults results,
            Map<AccountId, AccountSweep> sweeps,
            Suppressions suppressions,
            Collection<LocatedFinding> found) {
        this.run = results.run();
        this.sweeps = sweeps;
        this.listed = new HashSet<>(sweeps.keySet());
        results.listed().forEach(account -> listed.add(account.id()));
        boolean vaultUnseen = false;
        for (LocatedFinding finding : found) {
            AccountId account = finding.account();
            if (account != null && hides(finding.rule())) {
                unseen.add(new Place(account, finding.region()));
            }
            if (account != null && finding.rule() == Rule.PREREQUISITES_UNSEEN) {
                nodesUnseen.add(account);
            }
            vaultUnseen |= finding.rule() == Rule.VAULT_UNSEEN;
        }
        this.allSweepsKnown =
                results.accounts() instanceof AccountResults.Swept swept && swept.lost().isEmpty();
        this.everyLogJudged =
                (run.logs() == Run.LogScope.ALL || run.since() == null)
                        && results.logs() instanceof LogResults.Judged judged
                        && judged.lost().isEmpty()
                        // What lies before the bucket's first object is looked at by this check.
                        && results.vault() instanceof VaultResult.Checked(var vault)
                        && vault.isListed();
        this.vaultChecked = results.vault() instanceof VaultResult.Checked;
        this.vaultSeen = vaultChecked && !vaultUnseen;
        this.suppressionsRead = suppressions.isComplete();
    }

    private static boolean hides(Rule rule) {
        return rule == Rule.ACCOUNT_UNSEEN || rule == Rule.ACCOUNT_UNREACHABLE;
    }

    /// What the run can say about the place of a finding of the run before.
    Look at(ReportedFinding before) {
        LocatedFinding finding = before.finding();
        return switch (finding.rule()) {
            // Ordinary runs look only at what changed; deleted objects are not even listed.
            case LOG_ENCRYPTION,
                    LOG_KEY,
                    LOG_PREFIX,
                    LOG_MEMBER,
                    LOG_UPLOADER,
                    LOG_NAME,
                    LOG_EMPTY,
                    LOG_OVERWRITTEN,
                    LOG_REPEATED,
                    LOG_DELETED,
                    LOG_UNDETERMINED ->
                    seenIf(everyLogJudged);
            case LOG_WITHOUT_SESSION,
                    SESSION_UNLOGGED,
                    SESSION_UNLOGGABLE,
                    SESSION_OTHER_DOCUMENT,
                    SESSION_FAILED,
                    SESSION_NO_SHELL,
                    ECS_EXEC_NOT_LOGGED ->
                    atSession(before);
            case ACCOUNT_UNREACHABLE -> atUnreachable(finding);
            case ACCOUNT_UNSEEN,
                    ACCOUNT_HELD,
                    REGION_HELD,
                    ACCOUNT_POLICY,
                    ROLE_WITHOUT_POLICY,
                    ROLE_CANNOT_WRITE,
                    STARTER_CANNOT_ENCRYPT,
                    PREFERENCES_MISSING,
                    PREFERENCES_DRIFT,
                    PREFERENCES_PARAMETERS,
                    PREFERENCES_VERSION,
                    PREFERENCES_UNUSABLE,
                    DOCUMENT_NOT_LOGGED,
                    HOST_MANAGEMENT_OFF,
                    HOST_MANAGEMENT_ROLE ->
                    atAccount(finding, finding.region());
            // These end when the Region leaves the account's list, which is the account's.
            case REGION_OPTED_IN,
                    REGION_NOT_ENABLED,
                    REGION_STILL_LOGS,
                    FORWARDING_STOPPED,
                    IAM_CHANGES_LATE,
                    PREREQUISITES_UNSEEN ->
                    atAccount(finding, null);
            case NODES_CUT_OFF, AGENT_TOO_OLD -> atNodes(finding);
            case KEY_REPLICA, KEY_UNUSABLE, KEY_ALIAS ->
                    finding.account() == null
                            ? seenIf(vaultSeen)
                            : atAccount(finding, finding.region());
            case VAULT_ENCRYPTION,
                    VAULT_KEY,
                    VAULT_POLICY,
                    VAULT_PUBLIC_ACCESS,
                    VAULT_VERSIONING,
                    VAULT_LOCK,
                    VAULT_NOTIFICATION,
                    VAULT_QUEUE,
                    VAULT_UNSEEN ->
                    seenIf(vaultSeen);
            case CHECK_FAILED -> atFailure(finding);
            case SUPPRESSION_EXPIRED, SUPPRESSION_INVALID -> seenIf(suppressionsRead);
        };
    }

    private static Look seenIf(boolean looked) {
        return looked ? Look.LOOKED : Look.UNSEEN;
    }

    private Look atSession(ReportedFinding before) {
        LocatedFinding finding = before.finding();
        Look place = atAccount(finding, finding.region());
        Instant at = finding.at();
        if (at == null) {
            // The day on which it was first found is the latest on which it can have happened.
            Instant latest = before.since().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            return isOlderThan(AccountSweep.HISTORY, latest) || place == Look.GONE
                    ? Look.GONE
                    : Look.UNSEEN;
        }
        return switch (place) {
            case GONE -> Look.GONE;
            case LOOKED -> isOlderThan(AccountSweep.SURE_HISTORY, at) ? Look.GONE : Look.LOOKED;
            case UNSEEN -> isOlderThan(AccountSweep.HISTORY, at) ? Look.GONE : Look.UNSEEN;
        };
    }

    private boolean isOlderThan(Duration age, Instant time) {
        return time.isBefore(run.startedAt().minus(age));
    }

    private Look atUnreachable(LocatedFinding finding) {
        AccountSweep sweep = sweeps.get(finding.account());
        boolean entered = sweep != null && !sweep.regions().isEmpty();
        return entered ? Look.LOOKED : atAccount(finding, finding.region());
    }

    private Look atAccount(LocatedFinding finding, @Nullable RegionName region) {
        AccountId account = finding.account();
        if (account == null) {
            return seenIf(allSweepsKnown);
        }
        AccountSweep sweep = sweeps.get(account);
        if (sweep == null) {
            return listed.contains(account) ? Look.UNSEEN : Look.GONE;
        }
        if (sweep.coverage() == Coverage.LEFT_ALONE) {
            return Look.GONE;
        }
        Look global = seenIf(!isHidden(sweep, null, sweep.coverage()));
        if (region == null) {
            return global;
        }
        return swept(sweep, region)
                .map(found -> at(sweep, found))
                .orElse(global == Look.UNSEEN ? Look.UNSEEN : Look.GONE);
    }

    /// What could not be looked at is told for the account, not for each Region.
    private Look atNodes(LocatedFinding finding) {
        Look place = atAccount(finding, finding.region());
        return place == Look.LOOKED
                        && finding.account() != null
                        && nodesUnseen.contains(finding.account())
                ? Look.UNSEEN
                : place;
    }

    private Look at(AccountSweep sweep, RegionSweep swept) {
        return swept.coverage() == Coverage.LEFT_ALONE
                ? Look.GONE
                : seenIf(!isHidden(sweep, swept.region(), swept.coverage()));
    }

    /// Coverage can be unknown although all was looked at, because of a session that failed, so the
    /// findings say what was not. What hides the account as a whole hides its Regions, too.
    private boolean isHidden(AccountSweep sweep, @Nullable RegionName region, Coverage coverage) {
        boolean unexplained =
                coverage == Coverage.UNKNOWN
                        && sweep.findings().stream()
                                .noneMatch(finding ->
                                        finding.rule().meaning() == Rule.Meaning.UNKNOWN);
        return unexplained
                || unseen.contains(new Place(sweep.account(), null))
                || unseen.contains(new Place(sweep.account(), region));
    }

    private static Optional<RegionSweep> swept(AccountSweep sweep, RegionName region) {
        return sweep.regions().stream().filter(each -> each.region().equals(region)).findFirst();
    }

    private Look atFailure(LocatedFinding finding) {
        AccountId account = finding.account();
        if (account != null) {
            return sweeps.containsKey(account)
                    ? Look.LOOKED
                    : listed.contains(account) ? Look.UNSEEN : Look.GONE;
        }
        if (finding.resource().equals(Parts.VAULT)) {
            return seenIf(vaultChecked);
        }
        // What the failed part, or the lost report, knew of stored logs only a full look can
        // replace.
        return seenIf(Parts.isAccounts(finding.resource()) ? allSweepsKnown : everyLogJudged);
    }
}

package io.sessionvault.checkstoredlogs;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.log.Membership;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.vault.PrefixPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who was a member when a log was written: an account that is closed or gone today has written good
/// logs before. Its state of then is known from the runs that saw it live.
///
/// @param now what is known of each account today
/// @param lastSeenLive when each account was last seen live in a run
record Memberships(Map<AccountId, Membership> now, Map<AccountId, Instant> lastSeenLive) {
    /// Whether an account was a member at that time.
    Membership at(AccountId account, Instant written) {
        @Nullable Instant live = lastSeenLive.get(account);
        return live != null && !written.isAfter(live)
                ? new Membership.Member(AccountState.ACTIVE)
                : Objects.requireNonNullElseGet(
                        now.get(account),
                        () -> new Membership.Unknown("nobody was asked about the account"));
    }

    /// The same findings, but of those about membership one for each account, with how many logs it is
    /// about: what is not known of an account is not known of any of its logs.
    static List<LocatedFinding> once(List<LocatedFinding> findings, PrefixPattern prefixes) {
        List<LocatedFinding> folded = new ArrayList<>();
        Map<AccountId, List<LocatedFinding>> byAccount = new TreeMap<>();
        for (LocatedFinding finding : findings) {
            @Nullable AccountId account = finding.account();
            if (finding.rule() == Rule.LOG_MEMBER && account != null) {
                byAccount.computeIfAbsent(account, _ -> new ArrayList<>()).add(finding);
            } else {
                folded.add(finding);
            }
        }
        byAccount.forEach((account, all) -> folded.add(one(account, all, prefixes)));
        return folded;
    }

    private static LocatedFinding one(
            AccountId account, List<LocatedFinding> all, PrefixPattern prefixes) {
        LocatedFinding first = all.getFirst();
        return new LocatedFinding(
                Rule.LOG_MEMBER,
                account,
                null,
                prefixes.listingPrefix(account),
                "%d of its logs, the first of them %s: %s"
                        .formatted(all.size(), first.resource(), first.detail()));
    }
}

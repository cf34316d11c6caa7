package io.sessionvault.report;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Findings that somebody decided to accept for a time.
///
/// @param rule their rule
/// @param account their account; null for any, and for none
/// @param region their Region; null for any, and for none
/// @param resource their resource
/// @param reason why they are accepted
/// @param expires the last day, in UTC, on which they are
public record Suppression(
        Rule rule,
        @Nullable AccountId account,
        @Nullable RegionName region,
        Glob resource,
        String reason,
        LocalDate expires) {

    boolean covers(LocatedFinding finding) {
        return finding.rule() == rule
                && (account == null || account.equals(finding.account()))
                && (region == null || region.equals(finding.region()))
                && resource.matches(finding.resource());
    }

    boolean hasExpired(LocalDate today) {
        return today.isAfter(expires);
    }

    /// What it is about; the same for two suppressions of the same findings.
    String scope() {
        return String.join(
                "/",
                rule.id(),
                Objects.toString(account, "*"),
                Objects.toString(region, "*"),
                resource.pattern());
    }
}

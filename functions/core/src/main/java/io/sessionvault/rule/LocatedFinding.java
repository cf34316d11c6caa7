package io.sessionvault.rule;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A broken rule, or one that could not be checked, and where.
///
/// Two findings with the same rule, account, Region and resource are one: the id is made of these,
/// so a finding keeps it from run to run whatever the detail says.
///
/// @param rule the rule
/// @param account the account that has to act; null for the vault itself and for keys that name no
///     account
/// @param region the Region; null for what has none
/// @param resource what breaks the rule: an ARN, an object's key, a session's id, or a name
/// @param detail what was expected and what was found, in one sentence
/// @param at when it happened: the end of a session, or when a log was stored; null for what lasts,
///     such as a setting
public record LocatedFinding(
        Rule rule,
        @Nullable AccountId account,
        @Nullable RegionName region,
        String resource,
        String detail,
        @Nullable Instant at) {
    /// Demands what every finding has, which JSON does not.
    public LocatedFinding {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(detail, "detail");
    }

    /// A finding about something that lasts.
    public LocatedFinding(
            Rule rule,
            @Nullable AccountId account,
            @Nullable RegionName region,
            String resource,
            String detail) {
        this(rule, account, region, resource, detail, null);
    }

    /// The stable id, such as `SESSION-UNLOGGED/111122223333/eu-west-1/ada-0a1b2c3d`.
    public String id() {
        return String.join(
                "/",
                rule.id(),
                account == null ? "-" : account.value(),
                region == null ? "-" : region.value(),
                resource);
    }
}

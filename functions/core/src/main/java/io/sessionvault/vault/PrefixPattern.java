package io.sessionvault.vault;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where each account and Region keep their logs in the bucket, for instance
/// `{accountId}/{region}`.
///
/// A pattern is one or more path segments: `{accountId}` exactly once, after it `{region}` at most
/// once, and literal segments of letters, digits, hyphens, underscores and, but for their first
/// character, dots. Nothing variable precedes the account, because the bucket's policy grants
/// everything below it. The SSM Agent joins prefix and file name as a path, so empty, `.` and `..`
/// segments would not survive and are refused. The template's parameter takes the same patterns.
///
/// Source: amazon-ssm-agent, `fileutil.BuildS3Path`; S3 user guide, "Naming Amazon S3 objects".
///
/// @param segments the pattern's path segments in order
public record PrefixPattern(List<String> segments) {
    private static final String ACCOUNT = "{accountId}";
    private static final String REGION = "{region}";
    private static final List<String> VARIABLES = List.of(ACCOUNT, REGION);
    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    /// @throws IllegalArgumentException when the segments do not make a pattern
    public PrefixPattern {
        segments = List.copyOf(segments);
        for (String segment : segments) {
            if (!VARIABLES.contains(segment) && !LITERAL.matcher(segment).matches()) {
                throw new IllegalArgumentException(
                        "a prefix pattern has segments of {accountId}, {region} or plain text, not '"
                                + segment
                                + "'");
            }
        }
        List<String> variables = segments.stream().filter(VARIABLES::contains).toList();
        if (!variables.equals(List.of(ACCOUNT)) && !variables.equals(VARIABLES)) {
            throw new IllegalArgumentException(
                    "a prefix pattern has {accountId} once and {region} at most once after it, unlike '"
                            + String.join("/", segments)
                            + "'");
        }
    }

    /// Reads a pattern such as `{accountId}/{region}`.
    ///
    /// @throws IllegalArgumentException when `text` is not a pattern
    public static PrefixPattern parse(String text) {
        return new PrefixPattern(Arrays.asList(text.split("/", -1)));
    }

    /// The prefix of one account and Region, without a slash at either end.
    public String prefix(AccountId account, RegionName region) {
        return fill(account.value(), region.value());
    }

    /// The account's prefix in any Region, with `*` for the Region, as IAM policies write it.
    public String prefixInAnyRegion(AccountId account) {
        return prefixInAnyRegion(account.value());
    }

    /// The same with a text that stands for an account, such as a policy variable.
    public String prefixInAnyRegion(String account) {
        return fill(account, "*");
    }

    /// What to list to see the logs of an account in all Regions, with a slash at its end.
    public String listingPrefix(AccountId account) {
        int region = segments.indexOf(REGION);
        return region < 0
                ? prefixInAnyRegion(account) + "/"
                : new PrefixPattern(segments.subList(0, region)).prefixInAnyRegion(account) + "/";
    }

    /// Reads an object's key, taken verbatim; empty when it does not lie under a prefix of this
    /// pattern.
    public Optional<Placement> place(String key) {
        String[] parts = key.split("/", segments.size() + 1);
        if (parts.length <= segments.size() || parts[segments.size()].isEmpty()) {
            return Optional.empty();
        }
        Optional<AccountId> account = Optional.empty();
        Optional<RegionName> region = Optional.empty();
        for (int i = 0; i < segments.size(); i++) {
            String part = parts[i];
            switch (segments.get(i)) {
                case ACCOUNT ->
                        account = Optional.of(part).filter(AccountId::isValid).map(AccountId::new);
                case REGION ->
                        region = Optional.of(part).filter(RegionName::isValid).map(RegionName::new);
                case String literal when literal.equals(part) -> {}
                case String other -> {
                    return Optional.empty();
                }
            }
        }
        if (segments.contains(REGION) && region.isEmpty()) {
            return Optional.empty();
        }
        Optional<RegionName> place = region;
        return account.map(owner -> new Placement(owner, place, parts[segments.size()]));
    }

    private String fill(String account, String region) {
        return segments.stream()
                .map(segment ->
                        switch (segment) {
                            case ACCOUNT -> account;
                            case REGION -> region;
                            case String literal -> literal;
                        })
                .collect(Collectors.joining("/"));
    }

    @Override
    public String toString() {
        return String.join("/", segments);
    }
}

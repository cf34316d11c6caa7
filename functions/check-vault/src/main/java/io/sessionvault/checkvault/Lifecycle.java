package io.sessionvault.checkvault;

import io.sessionvault.log.ForeignText;
import io.sessionvault.vault.ObjectLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;

/// What the bucket's lifecycle does, whichever rule of it does so.
///
/// Source: S3 API reference, `LifecycleRule`.
final class Lifecycle {
    private Lifecycle() {}

    /// What differs from template.yaml, in words.
    static List<String> differences(VaultExpectation expected, List<LifecycleRule> rules) {
        Set<String> wanted = wanted(expected);
        Set<String> found = new TreeSet<>();
        rules.stream()
                .filter(rule -> rule.status() == ExpirationStatus.ENABLED)
                .forEach(rule -> found.addAll(actions(rule)));
        return Stream.concat(
                        wanted.stream()
                                .filter(action -> !found.contains(action))
                                .map(action -> "lifecycle: expected that " + action),
                        found.stream()
                                .filter(action -> !wanted.contains(action))
                                .map(action -> "lifecycle: found that " + action))
                .toList();
    }

    private static Set<String> wanted(VaultExpectation expected) {
        long expiry = expected.retention().toDays() + 1;
        return new TreeSet<>(
                List.of(
                        "objects move to STANDARD_IA after 60 days",
                        "objects expire after " + expiry + " days",
                        "earlier versions go after "
                                + (expected.lock() == ObjectLock.NONE ? expiry : 30)
                                + " days",
                        "lone delete markers go",
                        "unfinished uploads go after 7 days"));
    }

    private static List<String> actions(LifecycleRule rule) {
        List<String> actions = new ArrayList<>();
        var expiration = rule.expiration();
        if (expiration != null && expiration.days() != null) {
            actions.add("objects expire after " + expiration.days() + " days");
        }
        if (expiration != null && expiration.date() != null) {
            actions.add("objects expire on " + expiration.date());
        }
        if (expiration != null && Boolean.TRUE.equals(expiration.expiredObjectDeleteMarker())) {
            actions.add("lone delete markers go");
        }
        var earlier = rule.noncurrentVersionExpiration();
        if (earlier != null) {
            actions.add(
                    "earlier versions go after "
                            + earlier.noncurrentDays()
                            + " days"
                            + (earlier.newerNoncurrentVersions() == null
                                    ? ""
                                    : " but for the newest " + earlier.newerNoncurrentVersions()));
        }
        rule.transitions()
                .forEach(to ->
                        actions.add(
                                "objects move to "
                                        + to.storageClassAsString()
                                        + (to.date() == null
                                                ? " after " + to.days() + " days"
                                                : " on " + to.date())));
        rule.noncurrentVersionTransitions()
                .forEach(to ->
                        actions.add(
                                "earlier versions move to "
                                        + to.storageClassAsString()
                                        + " after "
                                        + to.noncurrentDays()
                                        + " days"));
        if (rule.abortIncompleteMultipartUpload() != null) {
            actions.add(
                    "unfinished uploads go after "
                            + rule.abortIncompleteMultipartUpload().daysAfterInitiation()
                            + " days");
        }
        String scope = scope(rule);
        return actions.stream().map(action -> action + scope).toList();
    }

    @SuppressWarnings("deprecation") // A rule that was made long ago still has its prefix there.
    private static String scope(LifecycleRule rule) {
        LifecycleRuleFilter filter = rule.filter();
        boolean isWhole =
                (rule.prefix() == null || rule.prefix().isEmpty())
                        && (filter == null
                                || filter.equals(LifecycleRuleFilter.builder().build())
                                || filter.equals(LifecycleRuleFilter.builder().prefix("").build()));
        return isWhole
                ? ""
                : " (only for "
                        + ForeignText.escaped(
                                rule.prefix() == null ? String.valueOf(filter) : rule.prefix())
                        + ")";
    }
}

package io.sessionvault.checkvault;

import io.sessionvault.aws.ServiceErrors;
import io.sessionvault.aws.VersionReader;
import io.sessionvault.compliance.ReactionTimes;
import io.sessionvault.compliance.VaultSweep;
import io.sessionvault.log.FirstKeys;
import io.sessionvault.log.HistoryCheck;
import io.sessionvault.rule.LocatedFinding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/// Looks at the vault itself: its bucket, its keys, its queues, how it followed changes in accounts,
/// and what lies in the bucket before its first object.
///
/// The stored logs are judged in batches of the bucket's plain listing, each up to where the next
/// begins. What lies before the first one, or everything in a bucket without any current object, is
/// looked at here. Nearly all of it is deleted, by the lifecycle or not: the listing tells. The versions
/// are not asked for; they were judged while they were current, or the next run does, and this function
/// need not be able to reach a log. What the first batch has, too, is found in the same words.
final class CheckVault {
    private final BucketSettings bucket;
    private final PoliciesAndKeys policiesAndKeys;
    private final Queues queues;
    private final Optional<ReactionReader> reactions;
    private final VersionReader versions;
    private final HistoryCheck histories;
    private final String bucketArn;

    CheckVault(
            BucketSettings bucket,
            PoliciesAndKeys policiesAndKeys,
            Queues queues,
            Optional<ReactionReader> reactions,
            VersionReader versions,
            HistoryCheck histories,
            String bucketArn) {
        this.bucket = bucket;
        this.policiesAndKeys = policiesAndKeys;
        this.queues = queues;
        this.reactions = reactions;
        this.versions = versions;
        this.histories = histories;
        this.bucketArn = bucketArn;
    }

    /// Looks at everything.
    ///
    /// @param startedAt when the run began
    VaultSweep check(Instant startedAt) {
        List<LocatedFinding> findings = new ArrayList<>(bucket.findings());
        findings.addAll(policiesAndKeys.findings());
        findings.addAll(queues.findings());
        ReactionTimes times = reactionsBefore(startedAt);
        FirstKeys first = new FirstKeys(histories, startedAt);
        boolean isListed = list(first, findings);
        findings.addAll(first.findings());
        return new VaultSweep(
                merged(findings),
                isListed,
                isListed && first.isEmpty(),
                isListed ? first.firstObject() : null,
                times);
    }

    /// A figure for people: no rule rests on it, so that nobody is called where it cannot be read, and
    /// the report says so.
    private @Nullable ReactionTimes reactionsBefore(Instant startedAt) {
        try {
            return reactions.isPresent() ? reactions.get().before(startedAt) : null;
        } catch (SdkException failure) {
            return ReactionTimes.notRead(ServiceErrors.of(failure).withoutRequest());
        }
    }

    private boolean list(FirstKeys keys, List<LocatedFinding> findings) {
        try {
            versions.keys("", keys::take);
            if (keys.areUndecided()) {
                versions.keys("", keys::takeAgain);
            }
            return true;
        } catch (SdkException failure) {
            findings.add(Look.unseen("ListObjectVersions", bucketArn, ServiceErrors.of(failure)));
            return false;
        }
    }

    /// One finding for each id, with all that is wrong.
    private static List<LocatedFinding> merged(List<LocatedFinding> findings) {
        Map<String, LocatedFinding> byId = new LinkedHashMap<>();
        findings.forEach(finding ->
                byId.merge(
                        finding.id(),
                        finding,
                        (one, other) ->
                                new LocatedFinding(
                                        one.rule(),
                                        one.account(),
                                        one.region(),
                                        one.resource(),
                                        one.detail() + "; " + other.detail())));
        return List.copyOf(byId.values());
    }
}

package io.sessionvault.checkvault;

import io.sessionvault.aws.ServiceErrors;
import io.sessionvault.aws.VersionReader;
import io.sessionvault.compliance.VaultSweep;
import io.sessionvault.log.CurrentObjects;
import io.sessionvault.log.HistoryCheck;
import io.sessionvault.log.KeyHistory;
import io.sessionvault.rule.LocatedFinding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/// Looks at the vault itself: its bucket, its keys, its queues, and what lies in the bucket before
/// its first object.
///
/// The stored logs are judged in batches of the bucket's plain listing, each up to the next key of
/// that listing. What lies before the first one, or everything in a bucket without any current
/// object, is looked at here. All of it is deleted, by the lifecycle or not: the listing tells. The
/// versions below the markers are not asked for; they were judged while they were current, and this
/// function need not be able to reach a log.
final class CheckVault {
    private final BucketSettings bucket;
    private final PoliciesAndKeys policiesAndKeys;
    private final Queues queues;
    private final VersionReader versions;
    private final HistoryCheck histories;
    private final String bucketArn;

    CheckVault(
            BucketSettings bucket,
            PoliciesAndKeys policiesAndKeys,
            Queues queues,
            VersionReader versions,
            HistoryCheck histories,
            String bucketArn) {
        this.bucket = bucket;
        this.policiesAndKeys = policiesAndKeys;
        this.queues = queues;
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
        Beginning beginning = beforeTheFirstObject(startedAt);
        findings.addAll(beginning.findings());
        return new VaultSweep(merged(findings), beginning.isListed(), beginning.firstObject());
    }

    /// What the bucket's listing begins with.
    ///
    /// @param isListed whether it could be listed
    /// @param firstObject the first key that the run has to have judged; null when there is none
    private record Beginning(
            List<LocatedFinding> findings, boolean isListed, @Nullable String firstObject) {}

    private Beginning beforeTheFirstObject(Instant startedAt) {
        AtomicReference<@Nullable String> first = new AtomicReference<>();
        boolean isListed = true;
        List<KeyHistory> hidden = new ArrayList<>();
        List<LocatedFinding> findings = new ArrayList<>();
        try {
            versions.keys(
                    "",
                    history -> {
                        // What arrived after the run began may be in no batch, and so may what
                        // has been hidden since.
                        if (history.hasObject() && history.hadObject(startedAt)) {
                            first.set(history.key());
                            return false;
                        }
                        if (!history.hasObject()) {
                            hidden.add(history);
                        }
                        return true;
                    });
        } catch (SdkException failure) {
            isListed = false;
            findings.add(Look.unseen("ListObjectVersions", bucketArn, ServiceErrors.of(failure)));
        }
        CurrentObjects objects = CurrentObjects.of(hidden);
        hidden.forEach(history -> findings.addAll(histories.check(history, objects, startedAt)));
        return new Beginning(findings, isListed, first.get());
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

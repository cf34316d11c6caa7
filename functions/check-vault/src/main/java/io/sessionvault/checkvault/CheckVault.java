package io.sessionvault.checkvault;

import io.sessionvault.aws.ServiceErrors;
import io.sessionvault.aws.VersionReader;
import io.sessionvault.compliance.VaultSweep;
import io.sessionvault.log.HistoryCheck;
import io.sessionvault.rule.LocatedFinding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        findings.addAll(beforeTheFirstObject(startedAt));
        return new VaultSweep(merged(findings));
    }

    private List<LocatedFinding> beforeTheFirstObject(Instant startedAt) {
        List<LocatedFinding> findings = new ArrayList<>();
        try {
            versions.keys(
                    "",
                    history -> {
                        // What arrived after the run began may be in no batch.
                        if (history.hadObject(startedAt)) {
                            return false;
                        }
                        if (!history.hasObject()) {
                            findings.addAll(histories.check(history, startedAt));
                        }
                        return true;
                    });
        } catch (SdkException failure) {
            findings.add(Look.unseen("ListObjectVersions", bucketArn, ServiceErrors.of(failure)));
        }
        return findings;
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

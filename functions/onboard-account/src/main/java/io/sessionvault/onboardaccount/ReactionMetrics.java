package io.sessionvault.onboardaccount;

import io.sessionvault.onboardaccount.ReactionReport.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// How many accounts have drifted, how many were looked at, and how long the longest of them took.
final class ReactionMetrics {
    private final Metrics metrics;

    ReactionMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    /// Counts what became of a batch; nothing where no account was looked at.
    ///
    /// @param now when the batch has ended
    void count(List<ReactionReport> reports, Instant now) {
        List<ReactionReport> looked = reports.stream().filter(ReactionReport::isLooked).toList();
        if (looked.isEmpty()) {
            return;
        }
        long drifted = looked.stream().filter(report -> report.status() == Status.DRIFTED).count();
        Duration longest =
                looked.stream()
                        .map(report -> Duration.between(report.changed().since(), now))
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        metrics.addMetric("AccountsDrifted", (double) drifted, MetricUnit.COUNT);
        metrics.addMetric("ReactionLooks", (double) looked.size(), MetricUnit.COUNT);
        // The clock of the event's service may be a little ahead.
        metrics.addMetric(
                "ReactionSeconds", (double) Math.max(0, longest.toSeconds()), MetricUnit.SECONDS);
        metrics.flush();
    }
}

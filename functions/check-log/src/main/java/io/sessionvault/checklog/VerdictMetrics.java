package io.sessionvault.checklog;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Counts verdicts and broken rules, as metrics in the function's log.
final class VerdictMetrics {
    private static final String NAMESPACE = "SessionVault";

    private final Metrics metrics;

    VerdictMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    /// Counts the verdicts of one invocation.
    void count(List<CheckedLog> checked) {
        if (checked.isEmpty()) {
            return;
        }
        for (CheckedLog.Kind kind : CheckedLog.Kind.values()) {
            long logs = checked.stream().filter(log -> log.kind() == kind).count();
            metrics.addMetric(name(kind), (double) logs, MetricUnit.COUNT);
        }
        metrics.flush();
        Map<String, Long> perRule =
                checked.stream()
                        .flatMap(log -> log.findings().stream())
                        .collect(
                                Collectors.groupingBy(
                                        finding -> finding.rule().id(),
                                        TreeMap::new,
                                        Collectors.counting()));
        perRule.forEach((rule, count) ->
                metrics.flushSingleMetric(
                        "LogViolations",
                        count,
                        MetricUnit.COUNT,
                        NAMESPACE,
                        DimensionSet.of("Rule", rule)));
    }

    private static String name(CheckedLog.Kind kind) {
        return switch (kind) {
            case COMPLIANT -> "CompliantLogs";
            case NON_COMPLIANT -> "NonCompliantLogs";
            case NOT_APPLICABLE -> "NotApplicableLogs";
            case UNDETERMINED -> "UndeterminedLogs";
        };
    }
}

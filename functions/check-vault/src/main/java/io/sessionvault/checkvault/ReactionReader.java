package io.sessionvault.checkvault;

import io.sessionvault.compliance.ReactionTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/// Reads how the vault followed changes in accounts, from the metrics of onboard-account.
///
/// Source: CloudWatch API reference, `GetMetricStatistics`: periods without data have no point.
final class ReactionReader {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration PERIOD = Duration.ofHours(1);

    private static final Dimension SERVICE =
            Dimension.builder().name("Service").value("onboard-account").build();

    private final CloudWatchClient cloudWatch;
    private final String namespace;

    /// @param namespace the namespace of the functions' metrics
    ReactionReader(CloudWatchClient cloudWatch, String namespace) {
        this.cloudWatch = cloudWatch;
        this.namespace = namespace;
    }

    /// The 24 hours before a moment.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when it cannot be told
    ReactionTimes before(Instant end) {
        double looks =
                read("ReactionLooks", Statistic.SUM, end).stream()
                        .map(Datapoint::sum)
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .sum();
        OptionalDouble slowest =
                read("ReactionSeconds", Statistic.MAXIMUM, end).stream()
                        .map(Datapoint::maximum)
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .max();
        return new ReactionTimes(
                Math.round(looks), slowest.isPresent() ? Math.round(slowest.getAsDouble()) : null);
    }

    private List<Datapoint> read(String metric, Statistic statistic, Instant end) {
        return cloudWatch
                .getMetricStatistics(ask ->
                        ask.namespace(namespace)
                                .metricName(metric)
                                .dimensions(SERVICE)
                                .startTime(end.minus(DAY))
                                .endTime(end)
                                .period(Math.toIntExact(PERIOD.toSeconds()))
                                .statistics(statistic))
                .datapoints();
    }
}

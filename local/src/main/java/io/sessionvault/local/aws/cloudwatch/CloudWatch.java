package io.sessionvault.local.aws.cloudwatch;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.call.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/// CloudWatch of every account and Region: `GetMetricStatistics` over what functions have written
/// into their logs as embedded metrics.
///
/// Source: CloudWatch API reference, `GetMetricStatistics`.
public final class CloudWatch {
    private static final int MOST_DATAPOINTS = 1440;
    private static final int MINUTE = 60;

    private final Map<String, List<Datum>> places = new HashMap<>();

    /// The service.
    public Service service() {
        var operations =
                new Operations()
                        .on(
                                GetMetricStatisticsRequest.class,
                                Authorization.toAny("cloudwatch:GetMetricStatistics"),
                                this::statistics,
                                "ExtendedStatistics",
                                "Unit");
        return new Service("monitoring", WireFormat.QUERY, CloudWatchClient.class, operations);
    }

    /// Takes the metrics in a line of a function's log, if it has any.
    ///
    /// @param account the account's 12 digits
    /// @param at when the line was written
    public void take(String account, String region, String line, Instant at) {
        places.computeIfAbsent(account + "/" + region, _ -> new ArrayList<>())
                .addAll(EmbeddedMetrics.read(line, at));
    }

    private GetMetricStatisticsResponse statistics(Call call, GetMetricStatisticsRequest request) {
        Instant start = request.startTime();
        Duration period = period(request);
        Map<Long, DoubleSummaryStatistics> byPeriod = new TreeMap<>();
        for (Datum datum : places.getOrDefault(call.account() + "/" + call.region(), List.of())) {
            if (isAsked(datum, request)) {
                byPeriod.computeIfAbsent(
                                Duration.between(start, datum.at()).dividedBy(period),
                                _ -> new DoubleSummaryStatistics())
                        .accept(datum.value());
            }
        }
        return GetMetricStatisticsResponse.builder()
                .label(request.metricName())
                .datapoints(
                        byPeriod.entrySet().stream()
                                .map(each ->
                                        point(
                                                start.plus(period.multipliedBy(each.getKey())),
                                                each.getValue(),
                                                request.statistics()))
                                .toList())
                .build();
    }

    private static Duration period(GetMetricStatisticsRequest request) {
        if (request.period() == null
                || request.period() <= 0
                || request.period() % MINUTE != 0
                || request.statistics().isEmpty()) {
            throw new AwsError(
                    "InvalidParameterValue", 400, "Period or Statistics are not to be used so");
        }
        Duration period = Duration.ofSeconds(request.period());
        if (!request.startTime().isBefore(request.endTime())
                || Duration.between(request.startTime(), request.endTime()).dividedBy(period)
                        > MOST_DATAPOINTS) {
            throw new AwsError(
                    "InvalidParameterCombination",
                    400,
                    "StartTime must be less than EndTime, and datapoints at most 1440");
        }
        return period;
    }

    private static boolean isAsked(Datum datum, GetMetricStatisticsRequest request) {
        return datum.namespace().equals(request.namespace())
                && datum.metric().equals(request.metricName())
                && datum.dimensions()
                        .equals(
                                request.dimensions().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Dimension::name, Dimension::value)))
                && !datum.at().isBefore(request.startTime())
                && datum.at().isBefore(request.endTime());
    }

    private static Datapoint point(
            Instant at, DoubleSummaryStatistics values, List<Statistic> statistics) {
        Datapoint.Builder point = Datapoint.builder().timestamp(at);
        for (Statistic statistic : statistics) {
            switch (statistic) {
                case AVERAGE -> point.average(values.getAverage());
                case SUM -> point.sum(values.getSum());
                case MINIMUM -> point.minimum(values.getMin());
                case MAXIMUM -> point.maximum(values.getMax());
                case SAMPLE_COUNT -> point.sampleCount((double) values.getCount());
                case UNKNOWN_TO_SDK_VERSION ->
                        throw new AwsError("InvalidParameterValue", 400, "no such statistic");
            }
        }
        return point.build();
    }
}

package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

class CloudWatchTest extends RoleTest {
    private static final String LINE =
            """
            {"_aws": {"Timestamp": 1, "CloudWatchMetrics": [{"Namespace": "Vault",
              "Dimensions": [["Service"]], "Metrics": [{"Name": "Seconds", "Unit": "Seconds"}, {"Name": "Looks"}]}]},
             "Service": "onboarding", "Seconds": %s, "Looks": 1}
            """;

    @SuppressWarnings("NullAway.Init")
    private CloudWatchClient cloudWatch;

    @BeforeEach
    void writeSomeLines() {
        cloudWatch = management.cloudWatch();
        aws.log(Clients.MANAGEMENT, Clients.HOME, LINE.formatted("[30, 94]"));
        aws.log(Clients.MANAGEMENT, Clients.HOME, LINE.formatted("12"));
        aws.log(Clients.MANAGEMENT, Clients.HOME, "no JSON");
        aws.log(Clients.MANAGEMENT, Clients.HOME, "{\"message\": \"no metrics\"}");
    }

    @Test
    void tellsTheStatisticsOfWhatFunctionsWrote() {
        Datapoint seconds = points("Seconds", "onboarding", now.plusSeconds(60)).getFirst();

        assertThat(seconds.maximum()).isEqualTo(94);
        assertThat(seconds.sum()).isEqualTo(136);
        assertThat(seconds.minimum()).isEqualTo(12);
        assertThat(seconds.sampleCount()).isEqualTo(3);
        assertThat(seconds.average()).isEqualTo(136 / 3.0);
    }

    @Test
    void anotherDimensionNameOrTimeIsAnotherMetric() {
        assertThat(points("Seconds", "sweep", now.plusSeconds(60))).isEmpty();
        assertThat(points("Others", "onboarding", now.plusSeconds(60))).isEmpty();
        assertThat(points("Seconds", "onboarding", now.minusSeconds(60))).isEmpty();
    }

    @Test
    void refusesWhatItDoesNotPlayAndWhatCloudWatchRefuses() {
        assertRefused(
                "InvalidParameterValue",
                400,
                () ->
                        cloudWatch.getMetricStatistics(ask ->
                                ask.namespace("Vault")
                                        .metricName("Seconds")
                                        .startTime(now.minusSeconds(60))
                                        .endTime(now)
                                        .period(59)
                                        .statistics(Statistic.SUM)));
        assertRefused(
                "InvalidParameterCombination",
                400,
                () ->
                        cloudWatch.getMetricStatistics(ask ->
                                ask.namespace("Vault")
                                        .metricName("Seconds")
                                        .startTime(now.minus(2, ChronoUnit.DAYS))
                                        .endTime(now)
                                        .period(60)
                                        .statistics(Statistic.SUM)));
    }

    private List<Datapoint> points(String metric, String service, Instant end) {
        return cloudWatch
                .getMetricStatistics(ask ->
                        ask.namespace("Vault")
                                .metricName(metric)
                                .dimensions(
                                        List.of(
                                                Dimension.builder()
                                                        .name("Service")
                                                        .value(service)
                                                        .build()))
                                .startTime(end.minus(1, ChronoUnit.HOURS))
                                .endTime(end)
                                .period(3600)
                                .statistics(
                                        Statistic.MAXIMUM,
                                        Statistic.SUM,
                                        Statistic.MINIMUM,
                                        Statistic.SAMPLE_COUNT,
                                        Statistic.AVERAGE))
                .datapoints();
    }
}

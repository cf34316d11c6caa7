package io.sessionvault.onboardaccount;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricResolution;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Metrics, of which the last flushed values are kept. What the function does not use is not there.
final class CountedMetrics implements Metrics {
    final Map<String, Double> values = new HashMap<>();
    private final Map<String, Double> added = new HashMap<>();

    @Override
    public void addMetric(String key, double value, MetricUnit unit, MetricResolution resolution) {
        if (unit != (key.endsWith("Seconds") ? MetricUnit.SECONDS : MetricUnit.COUNT)
                || added.put(key, value) != null) {
            throw new IllegalStateException(key + " has another unit, or was counted twice");
        }
    }

    @Override
    public void addMetric(String key, double value, MetricUnit unit) {
        addMetric(key, value, unit, MetricResolution.STANDARD);
    }

    @Override
    public void flush() {
        values.clear();
        values.putAll(added);
        added.clear();
    }

    @Override
    public void addDimension(DimensionSet dimensionSet) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setTimestamp(Instant timestamp) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void addMetadata(String key, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setDefaultDimensions(DimensionSet dimensionSet) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DimensionSet getDefaultDimensions() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setNamespace(String namespace) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setRaiseOnEmptyMetrics(boolean raiseOnEmptyMetrics) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clearDefaultDimensions() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void captureColdStartMetric(Context context, DimensionSet dimensions) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void captureColdStartMetric(DimensionSet dimensions) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void flushMetrics(Consumer<Metrics> metricsConsumer) {
        throw new UnsupportedOperationException();
    }
}

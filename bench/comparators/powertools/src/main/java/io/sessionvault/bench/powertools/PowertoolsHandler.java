package io.sessionvault.bench.powertools;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.sessionvault.bench.plain.ObjectCheck;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Lambda: the check with default clients, logging and metrics by Powertools.
public final class PowertoolsHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(PowertoolsHandler.class);

    private final ObjectCheck check = new ObjectCheck();
    private final Metrics metrics = MetricsFactory.getMetricsInstance();

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> work(event));
    }

    private SQSBatchResponse work(SQSEvent event) {
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            try {
                ObjectCheck.Result result = check.check(message.getBody());
                LOG.info("log checked", entry("log", result));
                metrics.addMetric(result.verdict() + "Logs", 1, MetricUnit.COUNT);
            } catch (RuntimeException failure) {
                LOG.error("check failed", failure);
                failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            }
        }
        metrics.flush();
        return new SQSBatchResponse(failures);
    }
}

package io.sessionvault.bench.plain;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.List;

/// Lambda: the check with default clients, the event as Lambda's own class, one log line each.
public final class PlainHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final ObjectCheck check = new ObjectCheck();

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            try {
                context.getLogger().log(check.write(check.check(message.getBody())) + "\n");
            } catch (RuntimeException failure) {
                context.getLogger().log(failure + "\n");
                failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }
}

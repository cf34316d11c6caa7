package io.sessionvault.local.aws.sqs;

import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.call.WireFormat;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Amazon SQS with standard queues. Message attributes are not implemented.
public final class Sqs {
    private final Operations operations = new Operations();

    /// @param ids where message ids and receipts come from
    /// @param arrived a condition of the lock that every operation holds
    /// @param clock the time by which messages are hidden and shown
    public Sqs(Ids ids, Condition arrived, InstantSource clock) {
        var queues = new Queues();
        queues.register(operations);
        new Sending(queues, ids, arrived).register(operations);
        new Receiving(queues, ids, arrived, clock).register(operations);
        new Receipts(queues).register(operations);
    }

    /// The service.
    public Service service() {
        return new Service("sqs", WireFormat.JSON_1_0, SqsClient.class, operations);
    }
}

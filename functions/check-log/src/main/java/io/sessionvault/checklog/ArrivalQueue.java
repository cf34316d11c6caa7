package io.sessionvault.checklog;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.aws.InParallel;
import io.sessionvault.event.LambdaInput;
import io.sessionvault.event.QueueMessage;
import io.sessionvault.log.Verdict;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/// Works off a batch: what has a verdict leaves the queue, the rest comes back.
final class ArrivalQueue {
    private static final Logger LOG = LoggerFactory.getLogger(ArrivalQueue.class);

    /// Each check waits for S3; more at once than this only wait for each other.
    private static final int CONCURRENCY = 128;

    private final CheckLog check;
    private final ViolationEvents violations;
    private final VerdictMetrics metrics;

    ArrivalQueue(CheckLog check, ViolationEvents violations, VerdictMetrics metrics) {
        this.check = check;
        this.violations = violations;
        this.metrics = metrics;
    }

    /// A message and the verdict on the object that it names.
    private record Checked(QueueMessage message, CheckedLog log) {}

    /// The ids of the messages that have to come back.
    List<String> work(LambdaInput.Batch batch) {
        List<Checked> all = InParallel.map(batch.messages(), CONCURRENCY, this::check);
        // Here, not beside the checks: only this thread knows which invocation it works for.
        all.forEach(each -> VerdictLog.write(each.log(), entry("messageId", each.message().id())));
        metrics.count(all.stream().map(Checked::log).toList());
        List<Checked> bad =
                all.stream()
                        .filter(each -> each.log().verdict() == CheckedLog.Kind.NON_COMPLIANT)
                        .toList();
        boolean published = publish(bad.stream().map(Checked::log).toList());
        return all.stream()
                .filter(each -> !each.log().isSettled() || (!published && bad.contains(each)))
                .map(each -> each.message().id())
                .toList();
    }

    private Checked check(QueueMessage message) {
        Optional<JsonNode> event = LambdaInput.event(message.body());
        if (event.isEmpty()) {
            return new Checked(
                    message,
                    CheckedLog.withoutObject(
                            new Verdict.NotApplicable("the message is not a JSON object")));
        }
        try {
            return new Checked(message, check.check(event.get()));
        } catch (RuntimeException unexpected) {
            // One message must not take the others of its batch down with it.
            LOG.error("check failed unexpectedly", entry("messageId", message.id()), unexpected);
            return new Checked(
                    message,
                    CheckedLog.withoutObject(
                            new Verdict.Undetermined(
                                    "the check failed unexpectedly: " + unexpected)));
        }
    }

    private boolean publish(List<CheckedLog> bad) {
        try {
            violations.publish(bad);
            return true;
        } catch (SdkException | ViolationNotPublishedException failure) {
            LOG.error("violations come back: they could not be published", failure);
            return false;
        }
    }
}

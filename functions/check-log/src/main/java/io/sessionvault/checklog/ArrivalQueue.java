package io.sessionvault.checklog;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.aws.InParallel;
import io.sessionvault.event.LambdaInput;
import io.sessionvault.event.QueueMessage;
import io.sessionvault.log.Membership;
import io.sessionvault.log.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /// A message and what was seen of the object that it names.
    private record Looked(QueueMessage message, CheckLog.Look look) {}

    /// A message and the verdict on its object.
    private record Checked(QueueMessage message, CheckedLog log) {}

    /// The ids of the messages that have to come back. What can be said without asking Organizations
    /// is said before it is asked: whatever happens then, those verdicts are out.
    List<String> work(LambdaInput.Batch batch) {
        List<Looked> all = InParallel.map(batch.messages(), CONCURRENCY, this::look);
        Map<AccountId, Membership> known = check.known(looks(all));
        List<Checked> atOnce = new ArrayList<>();
        List<Looked> open = new ArrayList<>();
        for (Looked each : all) {
            Checked checked = judge(each, known);
            if (CheckLog.isOpen(each.look(), checked.log(), known)) {
                open.add(each);
            } else {
                atOnce.add(checked);
            }
        }
        List<String> back = new ArrayList<>(settle(atOnce));
        if (!open.isEmpty()) {
            Map<AccountId, Membership> asked = check.asked(looks(open));
            back.addAll(settle(open.stream().map(each -> judge(each, asked)).toList()));
        }
        return back;
    }

    private static List<CheckLog.Look> looks(List<Looked> looked) {
        return looked.stream().map(Looked::look).toList();
    }

    /// Says what was found; which of the messages have to come back.
    private List<String> settle(List<Checked> checked) {
        // Here, not beside the checks: only this thread knows which invocation it works for.
        checked.forEach(
                each -> VerdictLog.write(each.log(), entry("messageId", each.message().id())));
        metrics.count(checked.stream().map(Checked::log).toList());
        List<Checked> bad =
                checked.stream()
                        .filter(each -> each.log().kind() == CheckedLog.Kind.NON_COMPLIANT)
                        .toList();
        boolean published = publish(bad.stream().map(Checked::log).toList());
        return checked.stream()
                .filter(each -> !each.log().isSettled() || (!published && bad.contains(each)))
                .map(each -> each.message().id())
                .toList();
    }

    private Looked look(QueueMessage message) {
        Optional<JsonNode> event = LambdaInput.event(message.body());
        if (event.isEmpty()) {
            return new Looked(
                    message,
                    CheckLog.settled(
                            new Verdict.NotApplicable("the message is not a JSON object")));
        }
        try {
            return new Looked(message, check.look(event.get()));
        } catch (RuntimeException unexpected) {
            return new Looked(message, CheckLog.settled(failed(message, unexpected)));
        }
    }

    private Checked judge(Looked looked, Map<AccountId, Membership> known) {
        try {
            return new Checked(looked.message(), check.judge(looked.look(), known));
        } catch (RuntimeException unexpected) {
            return new Checked(
                    looked.message(),
                    CheckedLog.withoutObject(failed(looked.message(), unexpected)));
        }
    }

    /// One message must not take the others of its batch down with it.
    private static Verdict failed(QueueMessage message, RuntimeException unexpected) {
        LOG.error("check failed unexpectedly", entry("messageId", message.id()), unexpected);
        return new Verdict.Undetermined("the check failed unexpectedly: " + unexpected);
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

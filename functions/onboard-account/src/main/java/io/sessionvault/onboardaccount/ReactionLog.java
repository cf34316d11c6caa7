package io.sessionvault.onboardaccount;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import io.sessionvault.log.ForeignText;
import io.sessionvault.onboardaccount.ReactionReport.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.argument.StructuredArgument;

/// What became of changed accounts, for the function's log: a line for each.
final class ReactionLog {
    private static final Logger LOG = LoggerFactory.getLogger(ReactionLog.class);

    private ReactionLog() {}

    static void write(ReactionReport report) {
        StructuredArgument account = entry("account", report.changed().account().value());
        StructuredArgument status = entry("status", report.status());
        StructuredArgument after = entry("after", report.changed().eventNames());
        StructuredArgument reason = entry("reason", ForeignText.plain(report.reason()));
        report.steps().forEach(step -> LOG.info("change", account, entry("step", step)));
        if (report.status() == Status.DRIFTED) {
            LOG.warn(
                    "account has drifted",
                    account,
                    status,
                    after,
                    entry("places", report.places()),
                    entry("differs", report.differs()),
                    entry("todo", report.todo()));
        } else if (report.isSettled() || report.status() == Status.NOT_BEGUN) {
            LOG.info("reaction settled or put off", account, status, after, reason);
        } else {
            LOG.error(
                    "reaction comes back",
                    account,
                    status,
                    after,
                    reason,
                    entry("differs", report.differs()));
        }
    }
}

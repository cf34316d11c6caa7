package io.sessionvault.checklog;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.json;

import io.sessionvault.aws.Json;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.argument.StructuredArgument;

/// One log line for each verdict.
final class VerdictLog {
    private static final Logger LOG = LoggerFactory.getLogger(VerdictLog.class);

    private VerdictLog() {}

    /// @param context what else belongs into the line
    static void write(CheckedLog checked, StructuredArgument... context) {
        // As JSON of our own: the log's own writer does not escape every character of a key.
        Object[] log =
                Stream.concat(
                                Stream.of(json("log", Json.line(checked.fields()))),
                                Stream.of(context))
                        .toArray();
        switch (checked.kind()) {
            case COMPLIANT -> LOG.info("log is compliant", log);
            case NON_COMPLIANT -> LOG.error("log is not compliant", log);
            case NOT_APPLICABLE -> LOG.warn("not a session log", log);
            case UNDETERMINED -> LOG.error("log could not be judged", log);
        }
    }
}

package io.sessionvault.listaccounts;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.event.ComplianceJson;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last run that wrote its report.
///
/// @param startedAt when it started
/// @param report the key of its report
record PreviousRun(Instant startedAt, String report) {
    private static final Logger LOG = LoggerFactory.getLogger(PreviousRun.class);

    private record Latest(@Nullable Instant startedAt, @Nullable String report) {}

    /// Reads which run was the last one before `now`. A pointer that cannot be understood must not
    /// stop the check: without it every finding counts as new, and every log is judged.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when the bucket cannot be read
    static Optional<PreviousRun> read(ReportsBucket reports, Instant now) {
        return reports.get(ReportsBucket.LATEST_RUN).flatMap(json -> parse(json, now));
    }

    private static Optional<PreviousRun> parse(String json, Instant now) {
        try {
            Latest latest = ComplianceJson.MAPPER.readValue(json, Latest.class);
            if (latest == null || latest.startedAt() == null || latest.report() == null) {
                return without("it does not name startedAt and report");
            }
            return latest.startedAt().isBefore(now)
                    ? Optional.of(new PreviousRun(latest.startedAt(), latest.report()))
                    : without("it names a run that started at " + latest.startedAt());
        } catch (JsonProcessingException malformed) {
            return without(String.valueOf(malformed.getOriginalMessage()));
        }
    }

    private static Optional<PreviousRun> without(String reason) {
        LOG.warn(
                "previous run unknown, everything counts as new",
                entry("object", ReportsBucket.LATEST_RUN),
                entry("reason", reason));
        return Optional.empty();
    }
}

package io.sessionvault.writereport;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.compliance.Run;
import io.sessionvault.event.ComplianceJson;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// The run that the next one is compared with, in `latest.json` of the reports bucket.
///
/// @param run its id
/// @param startedAt when it started
/// @param report the key of its report
record LatestRun(String run, Instant startedAt, String report) {
    /// Demands all of it, which JSON does not.
    LatestRun {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(report, "report");
    }

    /// Makes a run the latest one, unless one that started later already is: an old run that is
    /// redriven must not move the time back. Two runs that end within the same moment can still
    /// write in the wrong order; the next run is then compared with the older of them, which loses
    /// nothing.
    static void advance(ReportsBucket bucket, Run run, String reportKey)
            throws JsonProcessingException {
        if (read(bucket).filter(latest -> latest.startedAt().isAfter(run.startedAt())).isEmpty()) {
            bucket.put(
                    ReportsBucket.LATEST_RUN,
                    "application/json",
                    ComplianceJson.MAPPER.writeValueAsBytes(
                            new LatestRun(run.id(), run.startedAt(), reportKey)));
        }
    }

    private static Optional<LatestRun> read(ReportsBucket bucket) {
        Optional<String> text = bucket.get(ReportsBucket.LATEST_RUN);
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(
                            ComplianceJson.MAPPER.readValue(text.get(), LatestRun.class));
        } catch (JsonProcessingException malformed) {
            // Whatever it is, no run can be compared with it.
            return Optional.empty();
        }
    }
}

package io.sessionvault.writereport;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.SequenceWriter;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.report.FindingGroup;
import io.sessionvault.report.FoldedReport;
import io.sessionvault.report.Report.AcceptedUntil;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.LocatedFinding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every single finding of a report, as JSON lines: one object a line, UTF-8. The report itself and
/// everything that is made for people show groups of them.
final class FindingLines {
    private static final String LINE_END = "\n";

    /// What became of a finding.
    enum State {
        /// It is open, suppressed or not.
        OPEN,
        /// It was open after the run before, and this run found all well.
        RESOLVED,
        /// It was open after the run before, and nobody can look any more.
        OUT_OF_SIGHT
    }

    /// One line.
    ///
    /// @param state what became of it
    /// @param group the id of its group in the report
    /// @param isNew whether it is open, not suppressed, and the run before did not have it so
    record Line(
            State state,
            String group,
            String id,
            LocatedFinding finding,
            LocalDate since,
            LocalDate seen,
            @Nullable AcceptedUntil suppression,
            boolean isNew) {
        /// Demands what every line has, which JSON does not.
        Line {
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(finding, "finding");
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(seen, "seen");
        }

        private ReportedFinding reported() {
            return new ReportedFinding(id, finding, since, seen, suppression);
        }
    }

    private FindingLines() {}

    /// Writes them. Equal reports give equal bytes.
    static byte[] write(FoldedReport folded) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Set<String> appeared = new HashSet<>(folded.report().changes().appeared());
        try (SequenceWriter lines =
                ComplianceJson.MAPPER
                        .writer()
                        .withRootValueSeparator(LINE_END)
                        .writeValues(bytes)) {
            write(lines, State.OPEN, folded.findings(), appeared);
            write(lines, State.RESOLVED, folded.resolved(), Set.of());
            write(lines, State.OUT_OF_SIGHT, folded.outOfSight(), Set.of());
        }
        if (bytes.size() > 0) {
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }

    private static void write(
            SequenceWriter lines, State state, List<FindingGroup> groups, Set<String> appeared)
            throws IOException {
        for (FindingGroup group : groups) {
            for (ReportedFinding finding : group.findings()) {
                lines.write(
                        new Line(
                                state,
                                group.id(),
                                finding.id(),
                                finding.finding(),
                                finding.since(),
                                finding.seen(),
                                finding.suppression(),
                                appeared.contains(finding.id())));
            }
        }
    }

    /// The open findings of a file.
    ///
    /// @throws com.fasterxml.jackson.core.JsonProcessingException when a line is no finding
    static List<ReportedFinding> open(InputStream file) throws IOException {
        List<ReportedFinding> open = new ArrayList<>();
        try (MappingIterator<Line> lines =
                ComplianceJson.MAPPER.readerFor(Line.class).readValues(file)) {
            while (lines.hasNextValue()) {
                @Nullable Line line = lines.nextValue();
                if (line == null) {
                    throw new JsonParseException(null, "a line is null");
                }
                if (line.state() == State.OPEN) {
                    open.add(line.reported());
                }
            }
        }
        return open;
    }
}

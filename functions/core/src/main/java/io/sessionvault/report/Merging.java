package io.sessionvault.report;

import io.sessionvault.rule.LocatedFinding;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Findings with one id become one.
final class Merging {
    private static final int DETAILS = 5;

    private Merging() {}

    /// The findings, each id once, with what each of its copies says.
    static Collection<LocatedFinding> byId(Collection<LocatedFinding> findings) {
        Map<String, Copies> copies = new TreeMap<>();
        for (LocatedFinding finding : findings) {
            copies.computeIfAbsent(finding.id(), id -> new Copies(finding)).add(finding);
        }
        return copies.values().stream().map(Copies::merged).toList();
    }

    private static final class Copies {
        private final LocatedFinding first;
        private final TreeSet<String> details = new TreeSet<>();
        private @Nullable Instant latest;

        Copies(LocatedFinding first) {
            this.first = first;
        }

        void add(LocatedFinding copy) {
            details.add(copy.detail());
            Instant at = copy.at();
            if (at != null && (latest == null || at.isAfter(latest))) {
                latest = at;
            }
        }

        LocatedFinding merged() {
            List<String> told = details.stream().limit(DETAILS).toList();
            int more = details.size() - told.size();
            return new LocatedFinding(
                    first.rule(),
                    first.account(),
                    first.region(),
                    first.resource(),
                    String.join("; ", told) + (more == 0 ? "" : "; and " + more + " more"),
                    latest);
        }
    }
}

package io.sessionvault.compliance;

import io.sessionvault.rule.LocatedFinding;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the sweep found out about one batch of stored objects.
///
/// @param count its objects' versions by verdict
/// @param findings the broken rules
/// @param range what of the bucket was looked at
/// @param behind what was looked at behind the batch's last key, in the listing's order
public record LogSweep(
        VerdictCount count, List<LocatedFinding> findings, KeyRange range, List<Behind> behind) {
    /// Copies the lists.
    public LogSweep {
        Objects.requireNonNull(count, "count");
        findings = List.copyOf(findings);
        Objects.requireNonNull(range, "range");
        behind = behind == null ? List.of() : List.copyOf(behind);
    }

    /// A batch with nothing behind it.
    public LogSweep(VerdictCount count, List<LocatedFinding> findings, KeyRange range) {
        this(count, findings, range, List.of());
    }

    /// Keys behind the batch's last one, at the first of which another batch may begin: it counts
    /// only where none does.
    ///
    /// @param first the first key
    /// @param count the keys' versions by verdict
    /// @param findings the broken rules
    public record Behind(String first, VerdictCount count, List<LocatedFinding> findings) {
        /// Copies the findings.
        public Behind {
            Objects.requireNonNull(first, "first");
            Objects.requireNonNull(count, "count");
            findings = List.copyOf(findings);
        }
    }

    /// A part of the bucket's listing: all keys from the first on, and none from the next on.
    ///
    /// @param first its first key
    /// @param next the key with which another part has to begin, or with one before it; null when
    ///     there is no such key
    public record KeyRange(String first, @Nullable String next) {
        /// Demands the first key, which JSON does not.
        public KeyRange {
            Objects.requireNonNull(first, "first");
        }
    }

    /// Versions of objects by verdict.
    ///
    /// @param compliant those that keep every rule
    /// @param nonCompliant those that break one
    /// @param notApplicable those that are no logs
    /// @param undetermined those that could not be judged
    /// @param unchanged those that an earlier run judged and this one did not look at
    public record VerdictCount(
            long compliant,
            long nonCompliant,
            long notApplicable,
            long undetermined,
            long unchanged) {
        /// None.
        public static final VerdictCount NONE = new VerdictCount(0, 0, 0, 0, 0);

        /// Both together.
        public VerdictCount plus(VerdictCount other) {
            return new VerdictCount(
                    compliant + other.compliant,
                    nonCompliant + other.nonCompliant,
                    notApplicable + other.notApplicable,
                    undetermined + other.undetermined,
                    unchanged + other.unchanged);
        }
    }
}

package io.sessionvault.report;

import io.sessionvault.compliance.LogSweep.KeyRange;
import io.sessionvault.compliance.VaultSweep;
import io.sessionvault.log.KeyOrder;
import io.sessionvault.report.RunResults.LostItem;
import io.sessionvault.report.RunResults.VaultResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the batches of stored logs say that they looked at, beside what there was to look at: the
/// whole of the bucket from its first object on. Results that are missing leave no other trace.
public final class StoredRanges {
    private static final Comparator<String> ORDER = KeyOrder::compare;

    private StoredRanges() {}

    /// The first part that no batch looked at; empty when there is none.
    ///
    /// @param ranges those of all batches that have a result, in any order
    /// @param vault where the bucket begins
    public static Optional<LostItem> gap(List<KeyRange> ranges, VaultResult vault) {
        return switch (vault) {
            case VaultResult.Checked(VaultSweep sweep) when sweep.isListed() ->
                    uncovered(sweep.firstObject(), ranges);
            case VaultResult.Checked _, VaultResult.Lost _ ->
                    ranges.isEmpty()
                            ? Optional.of(
                                    lost(
                                            "",
                                            "no batch has a result, and whether the bucket"
                                                    + " holds anything could not be told"))
                            : uncovered(first(ranges), ranges);
        };
    }

    private static String first(List<KeyRange> ranges) {
        return ranges.stream().map(KeyRange::first).min(ORDER).orElseThrow();
    }

    /// Ranges may overlap: what is hidden meanwhile belongs to two.
    private static Optional<LostItem> uncovered(@Nullable String from, List<KeyRange> ranges) {
        String reached = from;
        for (KeyRange range :
                ranges.stream().sorted(Comparator.comparing(KeyRange::first, ORDER)).toList()) {
            if (reached == null || KeyOrder.compare(range.first(), reached) > 0) {
                break;
            }
            String next = range.next();
            reached = next == null || KeyOrder.compare(next, reached) > 0 ? next : reached;
        }
        return Optional.ofNullable(reached)
                .map(key -> lost(key, "no batch with a result begins there"));
    }

    private static LostItem lost(String key, String why) {
        return new LostItem(key, new Failure("NoResult", why));
    }
}

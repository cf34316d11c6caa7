package io.sessionvault.report;

import io.sessionvault.compliance.LogSweep;
import io.sessionvault.compliance.LogSweep.Behind;
import io.sessionvault.compliance.LogSweep.KeyRange;
import io.sessionvault.compliance.VaultSweep;
import io.sessionvault.log.KeyOrder;
import io.sessionvault.report.RunResults.LostItem;
import io.sessionvault.report.RunResults.VaultResult;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the batches of stored logs say that they looked at, beside what there was to look at: the
/// whole of the bucket from its first object on. Results that are missing leave no other trace.
public final class StoredRanges {
    private static final Comparator<String> ORDER = KeyOrder::compare;

    private static final String NOTHING =
            "no batch has a result, and nobody has seen that the bucket is empty";

    private StoredRanges() {}

    /// Tells whether the bucket was seen to hold no object that a batch can have been given.
    public static boolean isEmpty(VaultResult vault) {
        return vault instanceof VaultResult.Checked(VaultSweep sweep) && sweep.isEmpty();
    }

    /// The first part that no batch looked at; empty when there is none.
    ///
    /// @param ranges those of all batches that have a result, in any order
    /// @param vault where the bucket begins
    public static Optional<LostItem> gap(List<KeyRange> ranges, VaultResult vault) {
        if (ranges.isEmpty() && !isEmpty(vault)) {
            return Optional.of(lost(Objects.requireNonNullElse(firstObject(vault), ""), NOTHING));
        }
        String first = firstObject(vault);
        return uncovered(first != null || ranges.isEmpty() ? first : first(ranges), ranges);
    }

    private static @Nullable String firstObject(VaultResult vault) {
        return switch (vault) {
            case VaultResult.Checked(VaultSweep sweep) -> sweep.firstObject();
            case VaultResult.Lost _ -> null;
        };
    }

    /// What the batches found, each key once: what a batch looked at behind its last key counts up to
    /// where the next batch begins, whether that has a result or not.
    ///
    /// @param sweeps the results, in any order
    /// @param lost the first keys of batches without a result
    public static Stream<Behind> behind(List<LogSweep> sweeps, List<String> lost) {
        TreeSet<String> beginnings = new TreeSet<>(ORDER);
        sweeps.forEach(sweep -> beginnings.add(sweep.range().first()));
        beginnings.addAll(lost);
        return sweeps.stream()
                .flatMap(sweep -> {
                    String next = beginnings.higher(sweep.range().first());
                    return sweep.behind().stream()
                            .filter(part ->
                                    next == null || KeyOrder.compare(part.first(), next) < 0);
                });
    }

    private static String first(List<KeyRange> ranges) {
        return ranges.stream().map(KeyRange::first).min(ORDER).orElseThrow();
    }

    /// Ranges may overlap, but what a batch looked at behind the beginning of the next one does not
    /// count: of two ranges only the later one says how far they reach.
    private static Optional<LostItem> uncovered(@Nullable String from, List<KeyRange> ranges) {
        String reached = from;
        for (KeyRange range :
                ranges.stream().sorted(Comparator.comparing(KeyRange::first, ORDER)).toList()) {
            if (reached != null && KeyOrder.compare(range.first(), reached) > 0) {
                break;
            }
            reached = range.next();
        }
        return Optional.ofNullable(reached)
                .map(key -> lost(key, "no batch with a result begins there"));
    }

    private static LostItem lost(String key, String why) {
        return new LostItem(key, new Failure("NoResult", why));
    }
}

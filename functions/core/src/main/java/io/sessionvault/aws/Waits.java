package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.Change.RegionalChange;
import io.sessionvault.reconcile.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Why Regions are not switched now.
///
/// @param reasons what would lock people out, for each Region
/// @param refusals what was in the way when it was asked just before the switch
record Waits(Map<RegionName, List<String>> reasons, Map<RegionName, String> refusals) {
    /// What becomes of the changes of one Region; empty when they may be made.
    Optional<List<Outcome>> of(List<RegionalChange> changes) {
        RegionName region = changes.getFirst().region();
        List<String> locking = reasons.getOrDefault(region, List.of());
        if (!locking.isEmpty()) {
            return Optional.of(
                    changes.stream()
                            .<Outcome>map(change -> new Outcome.Blocked(change, locking))
                            .toList());
        }
        return Optional.ofNullable(refusals.get(region))
                .map(refusal ->
                        changes.stream()
                                .<Outcome>map(change -> new Outcome.Refused(change, refusal))
                                .toList());
    }
}

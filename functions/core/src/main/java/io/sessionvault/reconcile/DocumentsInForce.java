package io.sessionvault.reconcile;

import io.sessionvault.preferences.NamedPlaces;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import io.sessionvault.vault.KeyArn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the preferences of an account name now, in all Regions that were looked at.
///
/// @param named what each document names
/// @param isComplete whether every document that could be in force was read
record DocumentsInForce(List<NamedPlaces> named, boolean isComplete) {
    /// Copies the list.
    DocumentsInForce {
        named = List.copyOf(named);
    }

    static DocumentsInForce of(DesiredAccount desired, ObservedAccount observed) {
        Collection<Observation<Preferences>> seen = new ArrayList<>();
        observed.regions().values().forEach(region -> seen.add(region.preferences()));
        seen.addAll(observed.ungoverned().values());
        List<NamedPlaces> named = new ArrayList<>();
        boolean complete =
                desired.ungoverned()
                        .filter(others -> observed.ungoverned().keySet().containsAll(others))
                        .isPresent();
        for (Observation<Preferences> each : seen) {
            complete &= add(named, each);
        }
        return new DocumentsInForce(named, complete);
    }

    /// Which version sessions use, the default or the newest, is not known for certain: where they
    /// differ, one of them was not read.
    private static boolean add(List<NamedPlaces> named, Observation<Preferences> seen) {
        return switch (seen) {
            case Observation.Unseen<Preferences> _ -> false;
            case Observation.Seen<Preferences>(Preferences.Absent()) -> true;
            case Observation.Seen<Preferences>(Preferences.Unusable _) -> false;
            case Observation.Seen<Preferences>(Preferences.Present present) -> {
                NamedPlaces places = NamedPlaces.of(present.content());
                named.add(places);
                yield places.isCertain()
                        && present.newestVersion().equals(present.defaultVersion());
            }
        };
    }

    /// What the logging policy has to give beyond what is wanted, because a document in force needs
    /// it: of what the policy gives today what is still named, and every key of the vault's account
    /// that is named. Nothing of anybody else's, whatever a document says.
    LogGrants needed(DesiredAccount desired, LogGrants given) {
        LogGrants extra = given.beyond(LogGrants.wanted(desired));
        LogGrants kept = isComplete ? named(desired, extra) : extra;
        return kept.plus(
                new LogGrants(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), keys(desired)));
    }

    private LogGrants named(DesiredAccount desired, LogGrants extra) {
        String arn = "arn:" + desired.vault().bucketKey().partition() + ":s3:::";
        NavigableSet<String> logs = new TreeSet<>();
        NavigableSet<String> buckets = new TreeSet<>();
        for (NamedPlaces places : named) {
            places.bucket()
                    .map(bucket -> arn + bucket)
                    .filter(extra.buckets()::contains)
                    .ifPresent(buckets::add);
            places.logs()
                    .map(log -> arn + log)
                    .ifPresent(log ->
                            extra.logs().stream()
                                    .filter(pattern -> LogGrants.fits(pattern, log))
                                    .forEach(logs::add));
        }
        // A document does not name the key with which its bucket stores.
        NavigableSet<String> storageKeys =
                buckets.isEmpty() ? new TreeSet<>() : extra.storageKeys();
        return new LogGrants(logs, buckets, storageKeys, new TreeSet<>());
    }

    private NavigableSet<String> keys(DesiredAccount desired) {
        NavigableSet<String> wanted = LogGrants.wanted(desired).sessionKeys();
        return named.stream()
                .flatMap(places -> places.key().stream())
                .filter(KeyArn::isValid)
                .map(KeyArn::parse)
                .filter(key -> key.account().equals(desired.vault().account()))
                .map(LogGrants::inAnyRegion)
                .filter(key -> !wanted.contains(key))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

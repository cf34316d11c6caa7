package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.NamedPlaces;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import java.util.Map;

/// Tells an account that the vault has never governed from one that has drifted.
///
/// Nothing says so outright, so it is shown by what the vault leaves behind: the logging policy,
/// which nobody else makes, and preferences that name the vault's bucket, which come after it. An
/// account of which a part cannot be seen is shown to be neither.
public final class NeverGoverned {
    private NeverGoverned() {}

    /// Tells whether it is shown that no part of the account was ever handed to the vault: it has
    /// no logging policy, or no Region's preferences name the vault's bucket. The second is an
    /// onboarding that ended before the first Region was switched.
    public static boolean isShownBy(DesiredAccount desired, ObservedAccount observed) {
        return switch (observed.identity()) {
            case Observation.Unseen<ObservedIdentity> _ -> false;
            case Observation.Seen<ObservedIdentity>(ObservedIdentity identity) ->
                    !desired.regions().isEmpty()
                            && (identity.logPolicy().isEmpty()
                                    || isUntouched(desired, identity, observed));
        };
    }

    /// Tells whether nothing is left that the vault makes: no logging policy, in no role either, and
    /// no preferences that name its bucket. Stricter than what lifting a pause asks: who deletes the
    /// last document of a governed account has changed it, and must not make it look like one that
    /// is still to be onboarded.
    public static boolean isWithoutTrace(DesiredAccount desired, ObservedAccount observed) {
        return switch (observed.identity()) {
            case Observation.Unseen<ObservedIdentity> _ -> false;
            case Observation.Seen<ObservedIdentity>(ObservedIdentity identity) ->
                    !desired.regions().isEmpty()
                            && identity.logPolicy().isEmpty()
                            && identity.roles().stream()
                                    .allMatch(role -> role.logAccess() instanceof LogAccess.None)
                            && isUntouched(desired, identity, observed)
                            && observed.ungoverned().values().stream()
                                    // Others' Regions need not be visible.
                                    .filter(each -> each instanceof Observation.Seen<Preferences>)
                                    .allMatch(each -> isElsewhere(each, desired));
        };
    }

    private static boolean isUntouched(
            DesiredAccount desired, ObservedIdentity identity, ObservedAccount observed) {
        return observed.regions().keySet().containsAll(desired.regions())
                && observed.regions().entrySet().stream()
                        // Nobody can work there, nor could the vault have.
                        .filter(region -> !isClosed(identity, region))
                        .allMatch(region -> isElsewhere(region.getValue().preferences(), desired));
    }

    private static boolean isClosed(
            ObservedIdentity identity, Map.Entry<RegionName, ObservedRegion> region) {
        return region.getValue().preferences() instanceof Observation.Unseen<Preferences> _
                && identity.closed().containsKey(region.getKey());
    }

    /// Which version sessions use, the default or the newest, is not known for certain: where they
    /// differ, one of them was not read.
    private static boolean isElsewhere(
            Observation<Preferences> preferences, DesiredAccount desired) {
        return switch (preferences) {
            case Observation.Unseen<Preferences> _ -> false;
            case Observation.Seen<Preferences>(Preferences.Absent()) -> true;
            case Observation.Seen<Preferences>(Preferences.Unusable _) -> false;
            case Observation.Seen<Preferences>(Preferences.Present present) -> {
                NamedPlaces places = NamedPlaces.of(present.content());
                yield places.isCertain()
                        && present.newestVersion().equals(present.defaultVersion())
                        && places.bucket().filter(desired.vault().bucket()::equals).isEmpty();
            }
        };
    }
}

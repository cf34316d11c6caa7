package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.preferences.PreferencesDocument.Merge;
import io.sessionvault.reconcile.Change.RegionalChange;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import java.util.List;
import java.util.Map;

/// What one Region's preferences need.
public sealed interface PreferencesStep {
    /// Nothing: they are as they should be.
    record None() implements PreferencesStep {}

    /// They have to be switched. Sessions will then use the Region's session key.
    ///
    /// @param change the change that does it
    record Switch(RegionalChange change) implements PreferencesStep {}

    /// They must not be touched.
    ///
    /// @param reason what is wrong with them
    record Refused(String reason) implements PreferencesStep {}

    /// Compares one Region's preferences as they should be with what was observed.
    ///
    /// @param encrypted whether sessions there are to use the session key; otherwise they keep what
    ///     key they use
    static PreferencesStep between(
            DesiredAccount desired, RegionName region, Preferences observed, boolean encrypted) {
        return switch (observed) {
            case Preferences.Absent() ->
                    new Switch(
                            new Change.CreatePreferences(
                                    region,
                                    PreferencesDocument.create(
                                            desired.settings(region, encrypted))));
            case Preferences.Unusable(String reason) -> new Refused(reason);
            case Preferences.Present present ->
                    switch (PreferencesDocument.merge(
                            present.content(), desired.settings(region, encrypted))) {
                        case Merge.Refused(String reason) -> new Refused(reason);
                        case Merge.Merged(Map<String, Object> content, List<String> changed) ->
                                between(region, present, content, changed);
                    };
        };
    }

    private static PreferencesStep between(
            RegionName region,
            Preferences.Present present,
            Map<String, Object> content,
            List<String> changed) {
        String newest = present.newestVersion();
        if (!changed.isEmpty()) {
            return new Switch(
                    new Change.UpdatePreferences(
                            region, content, newest, present.defaultVersion(), changed));
        }
        return newest.equals(present.defaultVersion())
                ? new None()
                : new Switch(
                        new Change.SetDefaultVersion(region, newest, present.defaultVersion()));
    }
}

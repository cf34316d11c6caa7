package io.sessionvault.reconcile;

import io.sessionvault.preferences.NamedPlaces;
import io.sessionvault.reconcile.Change.IdentityChange;
import io.sessionvault.reconcile.ObservedIdentity.Role;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What of a plan only adds a permission that the vault's preferences in force make necessary: a
/// role that runs the agent cannot write its sessions' logs without it, so its users are locked out.
///
/// Nothing that is there is changed or taken away by it. A logging policy that says something else
/// than the vault would write is attached to nobody: nobody has looked at what it gives.
public final class Grants {
    private Grants() {}

    /// The grants of a plan, in the order in which they have to be made; none where no governed
    /// Region's preferences in force name the vault's bucket.
    ///
    /// @param plan what was planned from what was observed
    public static List<IdentityChange> of(
            DesiredAccount desired, ObservedAccount observed, Plan plan) {
        return switch (observed.identity()) {
            case Observation.Unseen<ObservedIdentity> _ -> List.of();
            case Observation.Seen<ObservedIdentity>(ObservedIdentity identity) ->
                    areNeeded(desired, observed) ? among(desired, identity, plan) : List.of();
        };
    }

    private static List<IdentityChange> among(
            DesiredAccount desired, ObservedIdentity identity, Plan plan) {
        Set<String> agents =
                identity.roles().stream().map(Role::name).collect(Collectors.toUnmodifiableSet());
        boolean isOurs =
                plan.identity().stream()
                        .noneMatch(change -> change instanceof Change.UpdateLogPolicy);
        List<IdentityChange> grants =
                plan.identity().stream()
                        .filter(change ->
                                switch (change) {
                                    case Change.CreateLogPolicy _ -> true;
                                    case Change.AttachPolicy(String role, String policy) ->
                                            isOurs
                                                    && agents.contains(role)
                                                    && policy.equals(desired.logPolicyArn());
                                    case Change.PutInlinePolicy inline ->
                                            inline.sign() == Change.Sign.ADD;
                                    case Change.UpdateLogPolicy _,
                                            Change.CreateHostManagementRole _ ->
                                            false;
                                })
                        .toList();
        // A policy that nobody needs would make an account look governed.
        return grants.stream().allMatch(change -> change instanceof Change.CreateLogPolicy)
                ? List.of()
                : grants;
    }

    private static boolean areNeeded(DesiredAccount desired, ObservedAccount observed) {
        return observed.regions().entrySet().stream()
                .filter(region -> desired.regions().contains(region.getKey()))
                .anyMatch(region -> namesTheVault(desired, region.getValue().preferences()));
    }

    /// Which version sessions use, the default or the newest, is not known for certain: where they
    /// differ, nobody can tell what is in force.
    private static boolean namesTheVault(
            DesiredAccount desired, Observation<Preferences> preferences) {
        return preferences instanceof Observation.Seen<Preferences>(Preferences.Present present)
                && present.newestVersion().equals(present.defaultVersion())
                && NamedPlaces.of(present.content())
                        .bucket()
                        .filter(desired.vault().bucket()::equals)
                        .isPresent();
    }
}

package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.Change.IdentityChange;
import io.sessionvault.reconcile.Change.RegionalChange;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a plan comes about.
final class Planning {
    /// Source: IAM user guide, "IAM and AWS STS quotas": a managed policy has at most 5 versions.
    private static final int POLICY_VERSIONS = 5;

    private final DesiredAccount desired;
    private final List<IdentityChange> identity = new ArrayList<>();
    private final List<RegionalChange> regional = new ArrayList<>();
    private final List<Obstacle> obstacles = new ArrayList<>();

    private Planning(DesiredAccount desired) {
        this.desired = desired;
    }

    static Plan plan(DesiredAccount desired, ObservedAccount observed) {
        Planning planning = new Planning(desired);
        if (desired.regions().isEmpty()) {
            planning.obstacles.add(new Obstacle.NoGovernedRegion());
        }
        switch (observed.identity()) {
            case Observation.Seen<ObservedIdentity>(ObservedIdentity seen) ->
                    planning.compare(seen);
            case Observation.Unseen<ObservedIdentity>(ServiceError error) ->
                    planning.obstacles.add(new Obstacle.UnseenIdentity(error));
        }
        KeyPlanning.Result keys = KeyPlanning.plan(desired, observed.keys());
        planning.obstacles.addAll(keys.obstacles());
        observed.regions()
                .forEach((region, seen) -> planning.compare(region, seen, observed.keys()));
        return new Plan(
                planning.identity,
                keys.changes(),
                planning.regional,
                planning.obstacles.stream().distinct().toList());
    }

    private void compare(ObservedIdentity observed) {
        Map<String, Object> document = LogPolicy.document(desired);
        if (observed.logPolicy().isEmpty()) {
            identity.add(new Change.CreateLogPolicy(document));
        } else if (!observed.logPolicy().get().document().equals(document)) {
            List<String> others = observed.logPolicy().get().otherVersions();
            Optional<String> oldest =
                    others.size() + 1 >= POLICY_VERSIONS
                            ? Optional.of(others.getFirst())
                            : Optional.empty();
            identity.add(new Change.UpdateLogPolicy(desired.logPolicyArn(), document, oldest));
        }
        boolean runsAgent =
                observed.roles().stream()
                        .anyMatch(role -> role.name().equals(HostManagement.ROLE_NAME));
        observed.hostManagementRole().ifPresent(role -> compare(role, runsAgent));
        for (ObservedIdentity.Role role : observed.roles()) {
            compare(role, document);
        }
    }

    /// @param runsAgent whether the role is among those that can run the agent, and gets the
    ///     logging policy as one of them
    private void compare(ObservedIdentity.HostManagementRole role, boolean runsAgent) {
        if (!role.exists()) {
            identity.add(new Change.CreateHostManagementRole());
        }
        if (!role.agentPolicyAttached()) {
            identity.add(
                    new Change.AttachPolicy(
                            HostManagement.ROLE_NAME,
                            HostManagement.agentPolicyArn(
                                    desired.vault().bucketKey().partition())));
        }
        if (!runsAgent && !role.logPolicyAttached()) {
            identity.add(new Change.AttachPolicy(HostManagement.ROLE_NAME, desired.logPolicyArn()));
        }
    }

    private void compare(ObservedIdentity.Role role, Map<String, Object> document) {
        Optional<IdentityChange> change =
                switch (role.logAccess()) {
                    case LogAccess.Attached() -> Optional.empty();
                    case LogAccess.Inline(Map<String, Object> inline) ->
                            inline.equals(document)
                                    ? Optional.empty()
                                    : Optional.of(
                                            new Change.PutInlinePolicy(
                                                    role.name(), document, Change.Sign.CHANGE));
                    case LogAccess.None(boolean full) ->
                            Optional.of(
                                    full
                                            ? new Change.PutInlinePolicy(
                                                    role.name(), document, Change.Sign.ADD)
                                            : new Change.AttachPolicy(
                                                    role.name(), desired.logPolicyArn()));
                };
        change.ifPresent(identity::add);
        if (!role.missing().isEmpty()) {
            obstacles.add(new Obstacle.UnprovenRole(role.name(), role.missing()));
        }
    }

    private void compare(RegionName region, ObservedRegion observed, Optional<ObservedKeys> keys) {
        switch (observed.preferences()) {
            case Observation.Unseen<Preferences>(ServiceError error) ->
                    obstacles.add(new Obstacle.UnseenRegion(region, error));
            case Observation.Seen<Preferences>(Preferences preferences) ->
                    compare(
                            region,
                            preferences,
                            desired.ownsSessionKey()
                                    ? keys.flatMap(seen -> seen.in(region))
                                    : observed.sessionKey());
        }
        observed.hostManagement()
                .ifPresent(setting -> {
                    switch (setting) {
                        case Observation.Unseen<String>(ServiceError error) ->
                                obstacles.add(new Obstacle.UnseenRegion(region, error));
                        case Observation.Seen<String>(String value) -> {
                            if (value.isEmpty() || value.equals(HostManagement.NO_ROLE)) {
                                regional.add(new Change.SetHostManagement(region));
                            }
                        }
                    }
                });
    }

    /// @param key the session key in the Region, as far as it was looked at
    private void compare(
            RegionName region, Preferences preferences, Optional<Observation<SessionKey>> key) {
        switch (PreferencesStep.between(desired, region, preferences)) {
            case PreferencesStep.None() -> {}
            case PreferencesStep.Refused(String reason) ->
                    obstacles.add(new Obstacle.UnusablePreferences(region, reason));
            case PreferencesStep.Switch(RegionalChange change) -> {
                regional.add(change);
                KeyPlanning.obstacle(desired.sessionKey().in(region), key)
                        .ifPresent(obstacles::add);
            }
        }
    }
}

package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.NamedPlaces;
import io.sessionvault.reconcile.Change.IdentityChange;
import io.sessionvault.reconcile.Change.RegionalChange;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import io.sessionvault.vault.KeyArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// How a plan comes about.
final class Planning {
    /// Source: IAM user guide, "IAM and AWS STS quotas": a managed policy has at most 5 versions.
    private static final int POLICY_VERSIONS = 5;

    private static final List<String> WHERE_LOGGED =
            List.of("inputs.s3BucketName", "inputs.s3KeyPrefix");

    private final DesiredAccount desired;
    private final ObservedAccount observed;
    private final KeyPlanning.Result keys;
    private final List<IdentityChange> identity = new ArrayList<>();
    private final List<RegionalChange> regional = new ArrayList<>();
    private final NavigableSet<RegionName> encrypting = new TreeSet<>();
    private final List<Obstacle> obstacles = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();

    private Planning(DesiredAccount desired, ObservedAccount observed) {
        this.desired = desired;
        this.observed = observed;
        this.keys = KeyPlanning.plan(desired, observed.keys());
    }

    static Plan plan(DesiredAccount desired, ObservedAccount observed) {
        return new Planning(desired, observed).plan();
    }

    private Plan plan() {
        held();
        if (desired.isLetGo()) {
            return ofKeys();
        }
        if (desired.regions().isEmpty()) {
            obstacles.add(new Obstacle.NoGovernedRegion());
        }
        switch (observed.identity()) {
            case Observation.Seen<ObservedIdentity>(ObservedIdentity seen) -> compare(seen);
            case Observation.Unseen<ObservedIdentity>(ServiceError error) ->
                    obstacles.add(new Obstacle.UnseenIdentity(error));
        }
        obstacles.addAll(keys.obstacles());
        observed.regions().forEach(this::compare);
        observed.ungoverned().forEach(this::tellOf);
        if (observed.identity() instanceof Observation.Seen<ObservedIdentity>(var seen)) {
            new EncryptionPlanning(desired, seen, encrypting).tell(obstacles, notices);
            seen.unreadControlPolicies().ifPresent(this::unproven);
        }
        return new Plan(
                identity,
                keys.changes(),
                regional,
                encrypting,
                obstacles.stream().distinct().toList(),
                notices);
    }

    private void held() {
        Holds holds = desired.holds();
        if (holds.account().isPresent()) {
            notices.add(new Notice.AccountHeld(desired.account(), holds.account().get()));
            return;
        }
        holds.regions().entrySet().stream()
                .filter(hold ->
                        desired.held().contains(hold.getKey())
                                || desired.isRolledBack(hold.getKey()))
                .forEach(
                        hold -> notices.add(new Notice.RegionHeld(hold.getKey(), hold.getValue())));
        if (desired.isLetGo()) {
            notices.add(new Notice.AllRegionsHeld());
        }
    }

    /// An account that is let go is not changed. Keys that it owns are the vault's, and other
    /// accounts use them.
    private Plan ofKeys() {
        return new Plan(
                List.of(),
                keys.changes(),
                List.of(),
                new TreeSet<>(),
                keys.obstacles().stream().distinct().toList(),
                notices);
    }

    /// What can be read in a moment is waited for before preferences are switched; what the vault
    /// may not read is said.
    private void unproven(ServiceError controlPolicies) {
        boolean passes =
                switch (controlPolicies.kind()) {
                    case TRANSIENT, STALE -> true;
                    case DENIED, REJECTED -> false;
                };
        if (passes && !regional.isEmpty()) {
            obstacles.add(
                    new Obstacle.UnseenIdentity(
                            new ServiceError(
                                    controlPolicies.kind(),
                                    controlPolicies.code(),
                                    "control policies: " + controlPolicies.message(),
                                    controlPolicies.requestId())));
        } else {
            notices.add(new Notice.UnreadControlPolicies(controlPolicies));
        }
    }

    private void compare(ObservedIdentity observed) {
        Map<String, Object> document = LogPolicy.document(desired, this.observed, observed);
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
    }

    private void compare(RegionName region, ObservedRegion seen) {
        switch (seen.preferences()) {
            case Observation.Unseen<Preferences>(ServiceError error) ->
                    closed(region, error)
                            .ifPresentOrElse(
                                    notices::add,
                                    () -> obstacles.add(new Obstacle.UnseenRegion(region, error)));
            case Observation.Seen<Preferences>(Preferences preferences) -> {
                if (desired.isRolledBack(region)) {
                    tellOfRolledBack(region, preferences);
                } else {
                    compare(
                            region,
                            preferences,
                            desired.ownsSessionKey()
                                    ? observed.keys().flatMap(owned -> owned.in(region))
                                    : seen.sessionKey());
                }
            }
        }
        seen.hostManagement()
                .ifPresent(setting -> {
                    switch (setting) {
                        case Observation.Unseen<String>(ServiceError error) -> {
                            if (closed(region, error).isEmpty()) {
                                obstacles.add(new Obstacle.UnseenRegion(region, error));
                            }
                        }
                        case Observation.Seen<String>(String value) -> {
                            if (value.isEmpty() || value.equals(HostManagement.NO_ROLE)) {
                                regional.add(new Change.SetHostManagement(region));
                            }
                        }
                    }
                });
    }

    /// Where the vault went back, sessions go on being logged, and it does not write preferences.
    private void tellOfRolledBack(RegionName region, Preferences preferences) {
        Optional<String> problem =
                switch (PreferencesStep.between(desired, region, preferences, false)) {
                    case PreferencesStep.None() -> Optional.empty();
                    case PreferencesStep.Refused(String reason) -> Optional.of(reason);
                    case PreferencesStep.Switch(RegionalChange change) -> notLogged(change);
                };
        problem.ifPresent(what -> notices.add(new Notice.RolledBackNotLogged(region, what)));
    }

    private static Optional<String> notLogged(RegionalChange change) {
        return switch (change) {
            case Change.CreatePreferences _ -> Optional.of("there is no document");
            case Change.UpdatePreferences update -> {
                List<String> fields =
                        update.changed().stream().filter(WHERE_LOGGED::contains).toList();
                yield fields.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                "these fields differ from the vault's: "
                                        + String.join(", ", fields));
            }
            case Change.SetDefaultVersion(RegionName _, String newest, String defaultVersion) ->
                    Optional.of(
                            "the newest version is " + newest + ", the default " + defaultVersion);
            case Change.SetHostManagement _ -> Optional.empty();
        };
    }

    /// A held Region is told as held. Of one that could not be read nothing is said: the vault has
    /// nothing to do there, and the policy keeps all that it gives meanwhile.
    private void tellOf(RegionName region, Observation<Preferences> others) {
        if (!desired.held().contains(region)
                && others instanceof Observation.Seen<Preferences>(Preferences.Present present)) {
            List<String> named = VaultPlaces.of(desired).named(NamedPlaces.of(present.content()));
            if (!named.isEmpty()) {
                notices.add(new Notice.StillLogs(region, named));
            }
        }
    }

    /// A Region that service control policies close to everybody is closed to the vault, too.
    private Optional<Notice> closed(RegionName region, ServiceError error) {
        return error.kind() == ErrorKind.DENIED
                        && observed.identity()
                                instanceof Observation.Seen<ObservedIdentity>(var identities)
                ? Optional.ofNullable(identities.closed().get(region))
                        .map(by -> new Notice.RegionClosed(region, by))
                : Optional.empty();
    }

    /// @param key the session key in the Region, as far as it was looked at
    private void compare(
            RegionName region, Preferences preferences, Optional<Observation<SessionKey>> key) {
        boolean encrypts = desired.encryptsSessions();
        PreferencesStep full = PreferencesStep.between(desired, region, preferences, encrypts);
        if (encrypts && full instanceof PreferencesStep.Switch) {
            Optional<Obstacle> unusable =
                    KeyPlanning.obstacle(desired.sessionKey().in(region), key);
            unusable.ifPresent(obstacles::add);
            boolean waits = waits(region, unusable.isPresent());
            if (!waits || mayPutKeyInForce(preferences)) {
                encrypting.add(region);
            }
            add(
                    region,
                    waits ? PreferencesStep.between(desired, region, preferences, false) : full);
        } else if (full instanceof PreferencesStep.Switch
                && preferences instanceof Preferences.Present present
                && mayPutKeyInForce(preferences)
                && NamedPlaces.of(present.content()).key().filter(this::isOfVault).isPresent()) {
            // Nobody is asked whether they can use the key where it is never written.
            obstacles.add(
                    new Obstacle.UnusablePreferences(
                            region,
                            "version "
                                    + present.newestVersion()
                                    + " names a key of the vault, is not the default, and"
                                    + " SessionEncryption is off: save a version without kmsKeyId,"
                                    + " or make that one the default"));
        } else {
            add(region, full);
        }
    }

    /// Which version sessions use, the default or the newest, is not known for certain. Where they
    /// differ and the newest names a key, making it the default may be what puts that key in force.
    private static boolean mayPutKeyInForce(Preferences preferences) {
        return preferences instanceof Preferences.Present present
                && !present.newestVersion().equals(present.defaultVersion())
                && NamedPlaces.of(present.content()).key().isPresent();
    }

    private boolean isOfVault(String key) {
        return KeyArn.isValid(key) && KeyArn.parse(key).account().equals(desired.vault().account());
    }

    /// Whether a Region is logged without the session key for now.
    private boolean waits(RegionName region, boolean keyIsUnusable) {
        return desired.standard().sessionEncryption() == SessionEncryption.WHEN_SAFE
                && ((keyIsUnusable && !keys.makes(region))
                        || !(observed.identity()
                                instanceof Observation.Seen<ObservedIdentity>(var identities))
                        || EncryptionPlanning.isHeldBack(identities, region));
    }

    private void add(RegionName region, PreferencesStep step) {
        switch (step) {
            case PreferencesStep.None() -> {}
            case PreferencesStep.Refused(String reason) ->
                    obstacles.add(new Obstacle.UnusablePreferences(region, reason));
            case PreferencesStep.Switch(RegionalChange change) -> regional.add(change);
        }
    }
}

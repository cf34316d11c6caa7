package io.sessionvault.reconcile;

import static io.sessionvault.Examples.SESSION_KEY;

import io.sessionvault.account.RegionName;
import io.sessionvault.permissions.Answer;
import io.sessionvault.permissions.Layer;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.ObservedIdentity.HostManagementRole;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedIdentity.Policy;
import io.sessionvault.reconcile.ObservedIdentity.Role;
import io.sessionvault.reconcile.ObservedKeys.KeySetup;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Accounts as they are: as they should be, but for what a test says.
public final class Observed {
    public static final ServiceError THROTTLED =
            new ServiceError(
                    ErrorKind.TRANSIENT,
                    "ThrottlingException",
                    "Rate exceeded",
                    Optional.of("r-1"));
    public static final Map<String, Object> OTHER_DOCUMENT = Map.of("Version", "2012-10-17");
    public static final Map<String, Object> KEY_POLICY = Map.of("Id", "the primary key's policy");

    public static final Map<String, String> TAGS = Map.of(NodeAccessTag.NAME, "true");

    private Observed() {}

    public static ObservedAccount asDesired(DesiredAccount desired) {
        return account(
                desired,
                identity(
                        Optional.of(policy(desired)),
                        List.of(role("app", new LogAccess.Attached())),
                        hostManagementRole(desired)));
    }

    public static ObservedAccount account(DesiredAccount desired, ObservedIdentity identity) {
        TreeMap<RegionName, ObservedRegion> regions = new TreeMap<>();
        desired.regions().forEach(region -> regions.put(region, governed(desired, region)));
        return new ObservedAccount(
                new Observation.Seen<>(identity), keys(desired), regions, new TreeMap<>());
    }

    /// Roles and policy of an account in which nobody starts sessions.
    public static ObservedIdentity identity(
            Optional<Policy> policy,
            List<Role> roles,
            Optional<HostManagementRole> hostManagement) {
        return new ObservedIdentity(
                policy, roles, List.of(), hostManagement, new TreeMap<>(), Optional.empty());
    }

    public static ObservedAccount withRoles(DesiredAccount desired, Role... roles) {
        return account(
                desired,
                identity(
                        Optional.of(policy(desired)),
                        Arrays.asList(roles),
                        hostManagementRole(desired)));
    }

    public static ObservedAccount withRegion(
            DesiredAccount desired, RegionName region, Preferences preferences) {
        return asDesired(desired).with(Map.of(region, region(desired, preferences)));
    }

    public static Policy policy(DesiredAccount desired) {
        return new Policy(LogPolicy.document(desired), List.of());
    }

    /// A role that lacks permissions for as long as it has no logging policy.
    public static Role role(String name, LogAccess access, LogPermission... missing) {
        return new Role(name, access, Arrays.stream(missing).map(Observed::lack).toList());
    }

    /// A role that is denied permissions whatever its logging policy says.
    public static Role denied(String name, LogAccess access, LogPermission... missing) {
        return new Role(name, access, Arrays.stream(missing).map(Observed::denied).toList());
    }

    /// A permission that the logging policy will bring.
    public static Lack lack(LogPermission permission) {
        return new Lack(
                permission,
                new Answer.Denied(
                        "no statement of its identity policies allows it", Layer.IDENTITY),
                false);
    }

    /// A permission that a boundary denies.
    public static Lack denied(LogPermission permission) {
        return new Lack(
                permission,
                new Answer.Denied(
                        "no statement of its permissions boundary, policy Limits, allows it",
                        Layer.BOUNDARY),
                true);
    }

    public static ObservedRegion governed(DesiredAccount desired, RegionName region) {
        return region(
                desired,
                new Preferences.Present(
                        PreferencesDocument.create(desired.settings(region, true)), "1", "1"));
    }

    public static ObservedRegion region(DesiredAccount desired, Preferences preferences) {
        return new ObservedRegion(
                new Observation.Seen<>(preferences),
                desired.ownsSessionKey()
                        ? Optional.empty()
                        : Optional.of(new Observation.Seen<>(present("Enabled"))),
                switch (desired.hostManagement()) {
                    case LEAVE -> Optional.empty();
                    case MANAGE ->
                            Optional.of(new Observation.Seen<>(HostManagement.SETTING_VALUE));
                });
    }

    private static Optional<HostManagementRole> hostManagementRole(DesiredAccount desired) {
        return switch (desired.hostManagement()) {
            case LEAVE -> Optional.empty();
            case MANAGE -> Optional.of(new HostManagementRole(true, true, true));
        };
    }

    public static SessionKey present(String state) {
        return new SessionKey.Present(new KeyState(state));
    }

    /// The session key in a Region where it is enabled, with policy and alias.
    public static KeySetup key() {
        return new KeySetup(
                present("Enabled"), KEY_POLICY, Map.of("alias/session", SESSION_KEY.keyId()), TAGS);
    }

    private static Optional<ObservedKeys> keys(DesiredAccount desired) {
        if (!desired.ownsSessionKey()) {
            return Optional.empty();
        }
        TreeMap<RegionName, Observation<KeySetup>> replicas = new TreeMap<>();
        desired.replicaRegions()
                .forEach(region -> replicas.put(region, new Observation.Seen<>(key())));
        return Optional.of(
                new ObservedKeys(
                        desired.sessionKey().region(), new Observation.Seen<>(key()), replicas));
    }
}

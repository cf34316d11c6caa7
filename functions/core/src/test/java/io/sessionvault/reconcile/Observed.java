package io.sessionvault.reconcile;

import static io.sessionvault.Examples.SESSION_KEY;

import io.sessionvault.account.RegionName;
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
                new ObservedIdentity(
                        Optional.of(policy(desired)),
                        List.of(role("app", new LogAccess.Attached())),
                        hostManagementRole(desired)));
    }

    public static ObservedAccount account(DesiredAccount desired, ObservedIdentity identity) {
        TreeMap<RegionName, ObservedRegion> regions = new TreeMap<>();
        desired.regions().forEach(region -> regions.put(region, governed(desired, region)));
        return new ObservedAccount(new Observation.Seen<>(identity), keys(desired), regions);
    }

    public static ObservedAccount withRoles(DesiredAccount desired, Role... roles) {
        return account(
                desired,
                new ObservedIdentity(
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

    public static Role role(String name, LogAccess access, LogPermission... missing) {
        return new Role(name, access, List.of(missing));
    }

    public static ObservedRegion governed(DesiredAccount desired, RegionName region) {
        return region(
                desired,
                new Preferences.Present(
                        PreferencesDocument.create(desired.settings(region)), "1", "1"));
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

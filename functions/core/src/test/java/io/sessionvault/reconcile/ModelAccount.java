package io.sessionvault.reconcile;

import static java.util.Objects.requireNonNull;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.ObservedIdentity.HostManagementRole;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedIdentity.Policy;
import io.sessionvault.reconcile.ObservedIdentity.Role;
import io.sessionvault.reconcile.ObservedKeys.KeySetup;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An account in memory that takes changes as AWS would: what does not fit fails.
final class ModelAccount {
    /// How the names of roles begin that lack what they lack whatever the vault does, because a
    /// boundary or a service control policy denies it.
    static final String DENIED = "denied-";

    private ModelAccount() {}

    /// The account after the changes.
    static ObservedAccount apply(
            DesiredAccount desired, ObservedAccount account, List<Change.Governing> changes) {
        ObservedAccount changed = account;
        for (Change.Governing change : changes) {
            changed =
                    switch (change) {
                        case Change.IdentityChange identity ->
                                changed.with(
                                        new Observation.Seen<>(
                                                apply(desired, identity(changed), identity)));
                        case Change.KeyChange key ->
                                changed.with(apply(desired, changed.keys().orElseThrow(), key));
                        case Change.RegionalChange regional -> {
                            RegionName region = regional.region();
                            ObservedRegion before = requireNonNull(changed.regions().get(region));
                            require(
                                    regional instanceof Change.SetHostManagement
                                            || isUsable(changed, before, region),
                                    "locked out: no session key in " + region);
                            yield changed.with(Map.of(region, apply(before, regional)));
                        }
                    };
        }
        return changed.with(new Observation.Seen<>(proven(desired, identity(changed))));
    }

    private static ObservedIdentity identity(ObservedAccount account) {
        return seen(account.identity());
    }

    private static ObservedIdentity apply(
            DesiredAccount desired, ObservedIdentity identity, Change.IdentityChange change) {
        return switch (change) {
            case Change.CreateLogPolicy(Map<String, Object> document) -> {
                require(identity.logPolicy().isEmpty(), "EntityAlreadyExists: policy");
                yield with(identity, new Policy(document, List.of()));
            }
            case Change.UpdateLogPolicy update -> with(identity, updated(identity, update));
            case Change.CreateHostManagementRole() -> {
                require(!hostManagement(identity).exists(), "EntityAlreadyExists: role");
                yield with(identity, new HostManagementRole(true, false, false));
            }
            case Change.AttachPolicy attach
                    when attach.policyArn().equals(desired.logPolicyArn()) ->
                    attachLogPolicy(identity, attach.roleName());
            case Change.AttachPolicy attach -> {
                require(attach.roleName().equals(HostManagement.ROLE_NAME), "no such attachment");
                HostManagementRole role = hostManagement(identity);
                require(role.exists(), "NoSuchEntity: role");
                yield with(identity, new HostManagementRole(true, true, role.logPolicyAttached()));
            }
            case Change.PutInlinePolicy inline ->
                    with(identity, inline.roleName(), new LogAccess.Inline(inline.document()));
        };
    }

    private static Policy updated(ObservedIdentity identity, Change.UpdateLogPolicy update) {
        Policy policy = identity.logPolicy().orElseThrow();
        List<String> others = new ArrayList<>(policy.otherVersions());
        update.versionToDelete()
                .ifPresent(version -> require(others.remove(version), "NoSuchEntity: version"));
        others.add("former default");
        require(others.size() + 1 <= 5, "LimitExceeded: versions");
        return new Policy(update.document(), others);
    }

    private static ObservedIdentity attachLogPolicy(ObservedIdentity identity, String roleName) {
        require(identity.logPolicy().isPresent(), "NoSuchEntity: policy");
        identity.roles().stream()
                .filter(role -> role.name().equals(roleName))
                .forEach(role ->
                        require(
                                !role.logAccess().equals(new LogAccess.None(true)),
                                "LimitExceeded: policies of " + roleName));
        ObservedIdentity attached = with(identity, roleName, new LogAccess.Attached());
        if (!roleName.equals(HostManagement.ROLE_NAME)) {
            return attached;
        }
        HostManagementRole role = hostManagement(identity);
        require(role.exists(), "NoSuchEntity: role");
        return with(attached, new HostManagementRole(true, role.agentPolicyAttached(), true));
    }

    private static ObservedKeys apply(
            DesiredAccount desired, ObservedKeys keys, Change.KeyChange change) {
        KeySetup before =
                seen(
                        change.region().equals(keys.home())
                                ? keys.primary()
                                : requireNonNull(keys.replicas().get(change.region())));
        KeySetup after =
                switch (change) {
                    case Change.CreateReplica create -> {
                        require(
                                create.primary().equals(desired.sessionKey())
                                        && seen(keys.primary()).key().isUsable(),
                                "DisabledException: primary");
                        require(
                                before.key() instanceof SessionKey.Absent,
                                "AlreadyExistsException: replica");
                        yield new KeySetup(
                                Observed.present("Enabled"),
                                create.policy(),
                                before.aliases(),
                                Observed.TAGS);
                    }
                    case Change.UpdateReplicaPolicy update -> {
                        require(before.key().isUsable(), "NotFoundException: replica");
                        yield new KeySetup(
                                before.key(), update.policy(), before.aliases(), before.tags());
                    }
                    case Change.CreateKeyAlias create -> {
                        require(before.key().isUsable(), "NotFoundException: replica");
                        Map<String, String> aliases = new HashMap<>(before.aliases());
                        require(
                                aliases.put(create.alias(), create.replica().keyId()) == null,
                                "AlreadyExistsException: alias");
                        yield new KeySetup(before.key(), before.policy(), aliases, before.tags());
                    }
                    case Change.TagKey _ -> {
                        require(before.key().isUsable(), "NotFoundException: key");
                        yield new KeySetup(
                                before.key(), before.policy(), before.aliases(), Observed.TAGS);
                    }
                };
        return keys.with(Map.of(change.region(), new Observation.Seen<>(after)));
    }

    private static boolean isUsable(
            ObservedAccount account, ObservedRegion observed, RegionName region) {
        return account.keys()
                .flatMap(keys -> keys.in(region))
                .or(observed::sessionKey)
                .map(key -> seen(key).isUsable())
                .orElse(false);
    }

    private static <T> T seen(Observation<T> observation) {
        return switch (observation) {
            case Observation.Seen<T>(T seen) -> seen;
            case Observation.Unseen<T> unseen ->
                    throw new AssertionError("planned blindly: " + unseen);
        };
    }

    private static ObservedRegion apply(ObservedRegion region, Change.RegionalChange change) {
        return switch (change) {
            case Change.CreatePreferences create -> {
                require(preferences(region) instanceof Preferences.Absent, "DocumentAlreadyExists");
                yield with(region, new Preferences.Present(create.content(), "1", "1"));
            }
            case Change.UpdatePreferences update -> {
                Preferences.Present present = (Preferences.Present) preferences(region);
                require(
                        present.newestVersion().equals(update.newestVersion()),
                        "InvalidDocumentVersion");
                require(!present.content().equals(update.content()), "DuplicateDocumentContent");
                String next = Integer.toString(Integer.parseInt(present.newestVersion()) + 1);
                yield with(region, new Preferences.Present(update.content(), next, next));
            }
            case Change.SetDefaultVersion set -> {
                Preferences.Present present = (Preferences.Present) preferences(region);
                yield with(
                        region,
                        new Preferences.Present(
                                present.content(), present.newestVersion(), set.version()));
            }
            case Change.SetHostManagement _ ->
                    new ObservedRegion(
                            region.preferences(),
                            region.sessionKey(),
                            Optional.of(new Observation.Seen<>(HostManagement.SETTING_VALUE)));
        };
    }

    /// Every role that the policy reaches can do what it must, but for those that something else
    /// denies it, and a Host Management role with AWS's policy is one that can run the agent.
    private static ObservedIdentity proven(DesiredAccount desired, ObservedIdentity identity) {
        List<Role> roles = new ArrayList<>();
        for (Role role : identity.roles()) {
            boolean reached = !(role.logAccess() instanceof LogAccess.None);
            roles.add(
                    new Role(
                            role.name(),
                            role.logAccess(),
                            role.name().startsWith(DENIED)
                                    ? role.lacks()
                                    : reached ? List.of() : allLacks(desired)));
        }
        identity.hostManagementRole()
                .filter(HostManagementRole::agentPolicyAttached)
                .filter(_ ->
                        roles.stream()
                                .noneMatch(role -> role.name().equals(HostManagement.ROLE_NAME)))
                .map(role -> hostManagementAgent(desired, role))
                .ifPresent(roles::add);
        return with(identity, identity.logPolicy(), roles, identity.hostManagementRole());
    }

    private static Role hostManagementAgent(DesiredAccount desired, HostManagementRole role) {
        return role.logPolicyAttached()
                ? new Role(HostManagement.ROLE_NAME, new LogAccess.Attached(), List.of())
                : new Role(HostManagement.ROLE_NAME, new LogAccess.None(false), allLacks(desired));
    }

    private static List<Lack> allLacks(DesiredAccount desired) {
        return LogPolicy.permissions(desired).stream().map(Observed::lack).toList();
    }

    private static Preferences preferences(ObservedRegion region) {
        return seen(region.preferences());
    }

    private static HostManagementRole hostManagement(ObservedIdentity identity) {
        return identity.hostManagementRole().orElseThrow();
    }

    private static ObservedIdentity with(
            ObservedIdentity identity,
            Optional<Policy> policy,
            List<Role> roles,
            Optional<HostManagementRole> hostManagement) {
        return new ObservedIdentity(
                policy,
                roles,
                identity.starters(),
                hostManagement,
                identity.closed(),
                identity.unreadControlPolicies());
    }

    private static ObservedIdentity with(ObservedIdentity identity, Policy policy) {
        return with(identity, Optional.of(policy), identity.roles(), identity.hostManagementRole());
    }

    private static ObservedIdentity with(ObservedIdentity identity, HostManagementRole role) {
        return with(identity, identity.logPolicy(), identity.roles(), Optional.of(role));
    }

    private static ObservedIdentity with(
            ObservedIdentity identity, String roleName, LogAccess access) {
        List<Role> roles =
                identity.roles().stream()
                        .map(role ->
                                role.name().equals(roleName)
                                        ? new Role(roleName, access, role.lacks())
                                        : role)
                        .toList();
        return with(identity, identity.logPolicy(), roles, identity.hostManagementRole());
    }

    private static ObservedRegion with(ObservedRegion region, Preferences preferences) {
        return new ObservedRegion(
                new Observation.Seen<>(preferences), region.sessionKey(), region.hostManagement());
    }

    private static void require(boolean fits, String error) {
        if (!fits) {
            throw new AssertionError(error);
        }
    }
}

package io.sessionvault.local.aws.organizations;

import io.sessionvault.local.aws.call.AwsError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The root, the units under it, and where the accounts are.
final class Tree {
    static final String ROOT = "r-5es5";

    /// How deep units may be nested.
    ///
    /// Source: Organizations user guide, "Quotas and service limits".
    private static final int DEEPEST = 5;

    /// A unit, as it is now.
    record Unit(String id, String name) {}

    private final Map<String, Unit> units = new LinkedHashMap<>();

    /// The parent of every unit and account.
    private final Map<String, String> parents = new LinkedHashMap<>();

    /// An account joins under the root.
    void join(String account) {
        parents.put(account, ROOT);
    }

    Unit add(String parent, String name) {
        requireParent(parent);
        if (units(parent).stream().anyMatch(unit -> unit.name().equals(name))) {
            throw new AwsError(
                    "DuplicateOrganizationalUnitException",
                    400,
                    "An OU with the same name already exists.");
        }
        if (path(parent).size() > DEEPEST) {
            throw new AwsError(
                    "ConstraintViolationException",
                    400,
                    "OU_DEPTH_LIMIT_EXCEEDED: units are nested %d deep at most".formatted(DEEPEST));
        }
        String id = "ou-%s-%08d".formatted(ROOT.substring(2), units.size() + 1);
        var unit = new Unit(id, name);
        units.put(id, unit);
        parents.put(id, parent);
        return unit;
    }

    /// A unit is gone that has nothing in it.
    void remove(String unit) {
        unit(unit);
        if (parents.containsValue(unit)) {
            throw new AwsError(
                    "OrganizationalUnitNotEmptyException", 400, "The specified OU is not empty.");
        }
        units.remove(unit);
        parents.remove(unit);
    }

    void move(String account, String from, String to) {
        if (!from.equals(parents.get(account))) {
            throw new AwsError(
                    "SourceParentNotFoundException", 400, "The source is not the parent.");
        }
        if (!isParent(to)) {
            throw new AwsError(
                    "DestinationParentNotFoundException", 400, "There is no such destination.");
        }
        parents.put(account, to);
    }

    Unit unit(String id) {
        return Optional.ofNullable(units.get(id))
                .orElseThrow(() ->
                        new AwsError(
                                "OrganizationalUnitNotFoundException",
                                400,
                                "You specified an organizational unit that doesn't exist."));
    }

    boolean isUnit(String id) {
        return units.containsKey(id);
    }

    /// Whether something can be under it: the root or a unit.
    boolean isParent(String id) {
        return id.equals(ROOT) || isUnit(id);
    }

    void requireParent(String id) {
        if (!isParent(id)) {
            throw new AwsError(
                    "ParentNotFoundException", 400, "You specified a root or OU that isn't there.");
        }
    }

    /// What a unit or account is directly under.
    Optional<String> parent(String child) {
        return Optional.ofNullable(parents.get(child));
    }

    /// The units directly under the root or a unit.
    List<Unit> units(String parent) {
        return units.values().stream()
                .filter(unit -> parent.equals(parents.get(unit.id())))
                .toList();
    }

    /// The accounts directly under the root or a unit.
    List<String> accounts(String parent) {
        return parents.entrySet().stream()
                .filter(entry -> entry.getValue().equals(parent) && !isUnit(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The root, the units between, and the unit or account itself.
    List<String> path(String id) {
        var path = new ArrayList<String>(List.of(id));
        for (String up = parents.get(id); up != null; up = parents.get(up)) {
            path.addFirst(up);
        }
        return path;
    }

    /// Everything that a policy can be attached to.
    List<String> targets() {
        var targets = new ArrayList<String>(List.of(ROOT));
        targets.addAll(parents.keySet());
        return targets;
    }
}

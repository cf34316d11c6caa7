package io.sessionvault.organization;

import io.sessionvault.account.AccountId;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.ServiceError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which control policies of one kind are attached where in the organization, or in a part of it.
///
/// @param management the id of the management account, which no control policy binds
/// @param parents of accounts and organizational units, by their ids; a root has none
/// @param names of roots and organizational units, by their ids, as far as they are known
/// @param attachments the ids of the policies that are attached to a root, an organizational unit or
///     an account, by its id
/// @param documents the policies by their ids; one that is attached and not among them was deleted
///     while the others were read
public record ControlTree(
        AccountId management,
        Map<String, String> parents,
        Map<String, String> names,
        Map<String, List<String>> attachments,
        Map<String, NamedDocument> documents) {
    /// Levels from an account to the root, both included: organizational units nest five deep. More
    /// can only be a circle.
    ///
    /// Source: Organizations user guide, "Quotas for AWS Organizations".
    public static final int DEEPEST = 16;

    /// What the id of a root begins with.
    ///
    /// Source: Organizations API reference, data type `Root`, member `Id`.
    public static final String ROOT = "r-";

    /// Copies it; demands all of it, which JSON does not.
    public ControlTree {
        Objects.requireNonNull(management, "management");
        parents = sorted(parents);
        names = sorted(names);
        TreeMap<String, List<String>> copies = new TreeMap<>();
        attachments.forEach(
                (target, policies) -> copies.put(target, policies.stream().sorted().toList()));
        attachments = Collections.unmodifiableMap(copies);
        documents = sorted(documents);
    }

    /// A tree in which nothing is attached.
    public static ControlTree without(AccountId management) {
        return new ControlTree(management, Map.of(), Map.of(), Map.of(), Map.of());
    }

    /// What binds an account. Where no policy is attached on any level the kind is not enabled:
    /// where it is, Organizations leaves no place without one.
    ///
    /// Source: Organizations user guide, "Service control policies", effects on permissions, and
    /// "Enabling a policy type".
    public ControlLevels levels(AccountId account) {
        if (account.equals(management)) {
            return new ControlLevels.DoNotApply("they never bind the management account");
        }
        if (!parents.containsKey(account.value())) {
            return unread(
                    "NotInTree",
                    "account " + account + " was not in the organization when its tree was read");
        }
        List<ControlLevels.Level> levels = new ArrayList<>();
        String place = account.value();
        for (int depth = 0; depth < DEEPEST; depth++) {
            levels.addFirst(level(place, depth == 0));
            Optional<String> parent = parentOf(place);
            if (parent.isEmpty()) {
                return levels.stream().allMatch(level -> level.documents().isEmpty())
                        ? new ControlLevels.DoNotApply("the organization has not enabled them")
                        : new ControlLevels.Read(levels);
            }
            place = parent.get();
        }
        return unread("TooDeep", "account " + account + " is below more levels than there can be");
    }

    private ControlLevels.Level level(String place, boolean isAccount) {
        @Nullable String known = names.get(place);
        String kind =
                isAccount ? "account " : place.startsWith(ROOT) ? "root " : "organizational unit ";
        return new ControlLevels.Level(
                kind + (known == null ? place : known + " (" + place + ")"),
                attachments.getOrDefault(place, List.of()).stream()
                        .flatMap(id -> Optional.ofNullable(documents.get(id)).stream())
                        .toList());
    }

    private Optional<String> parentOf(String place) {
        return Optional.ofNullable(parents.get(place));
    }

    private static ControlLevels unread(String code, String message) {
        return new ControlLevels.NotReadable(
                new ServiceError(ErrorKind.TRANSIENT, code, message, Optional.empty()));
    }

    private static <T> Map<String, T> sorted(Map<String, T> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}

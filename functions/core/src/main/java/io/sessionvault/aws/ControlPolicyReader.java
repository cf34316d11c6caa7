package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.organization.ControlPolicies;
import io.sessionvault.organization.ControlTree;
import io.sessionvault.organization.NamedDocument;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Observation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.PolicyTargetSummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.Root;

/// Reads service control policies, and the resource control policies of the vault's account. What
/// Organizations answers instead is part of what was read, never an exception.
public final class ControlPolicyReader {
    /// The whole tree of a large organization takes minutes; a compliance run does not wait longer.
    static final Duration LONGEST_FOR_ORGANIZATION = Duration.ofMinutes(2);

    /// One account's way to the root is a dozen calls.
    static final Duration LONGEST_FOR_ACCOUNT = Duration.ofSeconds(30);

    /// For how long the onboarding works with what it has read of units and policies.
    static final Duration KEPT = Duration.ofMinutes(10);

    /// For how long an account after the other is not asked about what has just failed.
    static final Duration FAILURE_KEPT = Duration.ofSeconds(10);

    /// Far more than an organization has units or policies on the way of any of its accounts.
    private static final int MOST_KEPT = 2_000;

    /// Twice as many units as an organization may have with a raised quota.
    private static final int MOST_UNITS = 20_000;

    private final OrganizationsClient organizations;
    private final AccountId vault;
    private final InstantSource clock;
    private final Remembered<String, String> parents;
    private final Remembered<Target, List<String>> attachments;
    private final Remembered<String, Optional<NamedDocument>> documents;
    private final Remembered<AccountId, AccountId> management;

    private record Target(String id, PolicyType kind) {}

    /// @param organizations a client in the management account or an account that may ask
    /// @param vault the vault's account
    /// @param clock what time it is
    public ControlPolicyReader(
            OrganizationsClient organizations, AccountId vault, InstantSource clock) {
        this.organizations = organizations;
        this.vault = vault;
        this.clock = clock;
        this.parents = new Remembered<>(clock, KEPT, FAILURE_KEPT, MOST_KEPT);
        this.attachments = new Remembered<>(clock, KEPT, FAILURE_KEPT, MOST_KEPT);
        this.documents = new Remembered<>(clock, KEPT, FAILURE_KEPT, MOST_KEPT);
        this.management = new Remembered<>(clock, KEPT, FAILURE_KEPT, 1);
    }

    /// What binds the principals of one account, and the vault's resources: the account's own place
    /// and policies as they are now, those above it and the vault's as of ten minutes ago at most.
    public synchronized ControlPolicies ofAccount(AccountId account) {
        OrganizationCalls calls =
                new OrganizationCalls(
                        organizations, clock, clock.instant().plus(LONGEST_FOR_ACCOUNT));
        Observation<ControlTree> resource =
                OrganizationCalls.observe(
                        () -> way(calls, vault, PolicyType.RESOURCE_CONTROL_POLICY));
        return new ControlPolicies(
                OrganizationCalls.observe(
                        () -> way(calls, account, PolicyType.SERVICE_CONTROL_POLICY)),
                resource);
    }

    /// What binds the principals of every account, and the vault's resources: the whole tree, with
    /// a call for each unit, policy and page of 20 accounts, and none for a single account.
    public ControlPolicies ofOrganization() {
        OrganizationCalls calls =
                new OrganizationCalls(
                        organizations, clock, clock.instant().plus(LONGEST_FOR_ORGANIZATION));
        return switch (OrganizationCalls.observe(() -> places(calls))) {
            case Observation.Unseen<Places> unseen -> ControlPolicies.unread(unseen.error());
            case Observation.Seen<Places>(Places places) ->
                    new ControlPolicies(
                            OrganizationCalls.observe(() -> everywhere(calls, places)),
                            OrganizationCalls.observe(() -> ofVault(calls, places)));
        };
    }

    /// Where accounts and units are.
    private record Places(
            AccountId management, Map<String, String> parents, Map<String, String> names) {}

    private ControlTree way(OrganizationCalls calls, AccountId account, PolicyType kind) {
        AccountId head = management(calls);
        if (account.equals(head)) {
            return ControlTree.without(head);
        }
        Map<String, String> way = new HashMap<>();
        Map<String, List<String>> attached = new TreeMap<>();
        String place = account.value();
        for (int depth = 0; depth < ControlTree.DEEPEST; depth++) {
            // An account is moved soon after it has appeared.
            boolean isFresh = depth == 0 && !account.equals(vault);
            attached.put(place, policiesOn(calls, new Target(place, kind), isFresh));
            if (place.startsWith(ControlTree.ROOT)) {
                return new ControlTree(head, way, Map.of(), attached, documents(calls, attached));
            }
            String parent = parentOf(calls, place, isFresh);
            way.put(place, parent);
            place = parent;
        }
        throw OrganizationCalls.notRead(
                ErrorKind.TRANSIENT,
                "TooDeep",
                "account " + account + " is below more levels than there can be");
    }

    private List<String> policiesOn(OrganizationCalls calls, Target target, boolean isFresh) {
        return isFresh
                ? calls.policiesOn(target.id(), target.kind())
                : OrganizationCalls.seen(
                        attachments.get(
                                target,
                                () ->
                                        OrganizationCalls.observe(() ->
                                                calls.policiesOn(target.id(), target.kind()))));
    }

    private String parentOf(OrganizationCalls calls, String place, boolean isFresh) {
        return isFresh
                ? calls.parentOf(place)
                : OrganizationCalls.seen(
                        parents.get(
                                place,
                                () -> OrganizationCalls.observe(() -> calls.parentOf(place))));
    }

    /// Every account's ARN names it; the vault's account is there in any case.
    private AccountId management(OrganizationCalls calls) {
        return OrganizationCalls.seen(
                management.get(
                        vault, () -> OrganizationCalls.observe(() -> calls.managementOf(vault))));
    }

    private static Places places(OrganizationCalls calls) {
        Map<String, String> parents = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        @Nullable AccountId management = null;
        Deque<String> open = new ArrayDeque<>();
        for (Root root : calls.roots()) {
            names.put(root.id(), Objects.requireNonNullElse(root.name(), root.id()));
            open.add(root.id());
        }
        while (!open.isEmpty()) {
            String parent = open.remove();
            for (Account account : calls.accountsIn(parent)) {
                parents.put(account.id(), parent);
                if (management == null) {
                    management = OrganizationCalls.managementOf(account);
                }
            }
            for (OrganizationalUnit unit : calls.unitsIn(parent)) {
                // Moved units are listed twice; a circle would have no end.
                if (names.put(unit.id(), Objects.requireNonNullElse(unit.name(), unit.id()))
                        == null) {
                    open.add(unit.id());
                }
                parents.put(unit.id(), parent);
            }
            if (names.size() > MOST_UNITS) {
                throw OrganizationCalls.notRead(
                        ErrorKind.TRANSIENT, "TooManyUnits", "more than " + MOST_UNITS + " units");
            }
        }
        if (management == null) {
            throw OrganizationCalls.notRead(
                    ErrorKind.TRANSIENT, "NoAccounts", "the organization's tree has no account");
        }
        return new Places(management, parents, names);
    }

    private ControlTree everywhere(OrganizationCalls calls, Places places) {
        Map<String, List<String>> attached = new TreeMap<>();
        for (String policy : calls.policies(PolicyType.SERVICE_CONTROL_POLICY)) {
            for (PolicyTargetSummary target : calls.targetsOf(policy)) {
                attached.computeIfAbsent(target.targetId(), _ -> new ArrayList<>()).add(policy);
            }
        }
        return tree(calls, places, attached);
    }

    /// Asked for level by level: what is attached everywhere has a target for every account.
    private ControlTree ofVault(OrganizationCalls calls, Places places) {
        Map<String, String> way = new HashMap<>();
        Map<String, List<String>> attached = new TreeMap<>();
        @Nullable String place = vault.equals(places.management()) ? null : vault.value();
        for (int depth = 0; place != null && depth < ControlTree.DEEPEST; depth++) {
            attached.put(place, calls.policiesOn(place, PolicyType.RESOURCE_CONTROL_POLICY));
            @Nullable String parent = places.parents().get(place);
            if (parent != null) {
                way.put(place, parent);
            }
            place = parent;
        }
        return tree(calls, new Places(places.management(), way, places.names()), attached);
    }

    private ControlTree tree(
            OrganizationCalls calls, Places places, Map<String, List<String>> attached) {
        return new ControlTree(
                places.management(),
                places.parents(),
                places.names(),
                attached,
                documents(calls, attached));
    }

    /// Each policy once, however often it is attached.
    private Map<String, NamedDocument> documents(
            OrganizationCalls calls, Map<String, List<String>> attached) {
        Set<String> ids = new TreeSet<>();
        attached.values().forEach(ids::addAll);
        Map<String, NamedDocument> read = new TreeMap<>();
        for (String id : ids) {
            OrganizationCalls.seen(
                            documents.get(
                                    id, () -> OrganizationCalls.observe(() -> calls.policy(id))))
                    .ifPresent(document -> read.put(id, document));
        }
        return read;
    }
}

package io.sessionvault.local.aws.organizations;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.AccountJoinedMethod;
import software.amazon.awssdk.services.organizations.model.AccountState;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// The accounts of the organization, in the order in which they joined.
public final class Accounts {
    private static final long FIRST_ID = 200_000_000_000L;

    /// Source: Organizations API reference, `MaxResults` of every listing.
    private static final int MOST_PER_PAGE = 20;

    private final Organization organization;
    private final LinkedHashMap<String, MemberAccount> byId = new LinkedHashMap<>();
    private final Tree tree = new Tree();
    private final ControlPolicies controls = new ControlPolicies(tree);

    /// @param organization the organization, whose management account joins at once
    /// @param now when it joins
    public Accounts(Organization organization, Instant now) {
        this.organization = organization;
        String management = organization.managementAccount().value();
        byId.put(
                management,
                new MemberAccount(
                        management,
                        "management",
                        "management@example.com",
                        AccountJoinedMethod.INVITED,
                        now));
        tree.join(management);
    }

    /// The organization.
    public Organization organization() {
        return organization;
    }

    /// Whether an account is of the organization, open or closed.
    public boolean exists(String id) {
        return byId.containsKey(id);
    }

    /// Whether an account is of the organization and open.
    public boolean isActive(String id) {
        return find(id).filter(account -> account.state == AccountState.ACTIVE).isPresent();
    }

    /// Whether an account is the management account or was made an administrator of some service.
    public boolean mayRead(String id) {
        return isManagement(id) || find(id).filter(a -> !a.delegatedServices.isEmpty()).isPresent();
    }

    /// Whether an account is the management account.
    public boolean isManagement(String id) {
        return organization.managementAccount().value().equals(id);
    }

    /// The service control policies that an account is under: the contents of those on each level,
    /// from the root down to the account. Empty where none bind, as in the management account.
    public Optional<List<List<String>>> serviceControls(String account) {
        return levels(PolicyType.SERVICE_CONTROL_POLICY, account);
    }

    /// The resource control policies that an account's resources are under, in the same way.
    public Optional<List<List<String>>> resourceControls(String account) {
        return levels(PolicyType.RESOURCE_CONTROL_POLICY, account);
    }

    /// The way to an account in the organization, as condition keys tell it: from the organization's
    /// id down to the unit that the account is in.
    public String path(String account) {
        List<String> units = tree.path(account);
        return "%s/%s/"
                .formatted(organization.id(), String.join("/", units.subList(0, units.size() - 1)));
    }

    private Optional<List<List<String>>> levels(PolicyType type, String account) {
        return exists(account) && !isManagement(account)
                ? controls.levels(type, account)
                : Optional.empty();
    }

    Tree tree() {
        return tree;
    }

    ControlPolicies controls() {
        return controls;
    }

    /// A part of a listing.
    <T> Page<T> page(List<T> all, @Nullable String token, @Nullable Integer asked) {
        return Page.of(
                all,
                token,
                asked,
                Math.min(MOST_PER_PAGE, organization.pageSize()),
                wrong ->
                        new AwsError(
                                "InvalidInputException",
                                400,
                                "You provided an invalid token: " + wrong));
    }

    Optional<MemberAccount> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<MemberAccount> all() {
        return new ArrayList<>(byId.values());
    }

    /// An account that was there before joins.
    public void join(String id, String name, Instant now) {
        add(new MemberAccount(id, name, name + "@example.com", AccountJoinedMethod.INVITED, now));
    }

    MemberAccount create(String name, String email, Instant now) {
        String id = Long.toString(FIRST_ID + byId.size());
        return add(new MemberAccount(id, name, email, AccountJoinedMethod.CREATED, now));
    }

    private MemberAccount add(MemberAccount account) {
        byId.put(account.id, account);
        tree.join(account.id);
        controls.joined(account.id);
        return account;
    }
}

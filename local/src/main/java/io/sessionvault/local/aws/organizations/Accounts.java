package io.sessionvault.local.aws.organizations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.organizations.model.AccountJoinedMethod;
import software.amazon.awssdk.services.organizations.model.AccountState;

/// The accounts of the organization, in the order in which they joined.
public final class Accounts {
    private static final long FIRST_ID = 200_000_000_000L;

    private final Organization organization;
    private final LinkedHashMap<String, MemberAccount> byId = new LinkedHashMap<>();

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

    Optional<MemberAccount> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<MemberAccount> all() {
        return new ArrayList<>(byId.values());
    }

    MemberAccount create(String name, String email, Instant now) {
        String id = Long.toString(FIRST_ID + byId.size());
        var account = new MemberAccount(id, name, email, AccountJoinedMethod.CREATED, now);
        byId.put(id, account);
        return account;
    }
}

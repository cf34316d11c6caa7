package io.sessionvault.reconcile;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.SESSION_KEY;
import static io.sessionvault.Examples.VAULT;
import static io.sessionvault.Examples.VAULT_ACCOUNT;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/// Accounts as they should be.
public final class Desires {
    private Desires() {}

    /// A member that is governed in Frankfurt and Ireland.
    public static DesiredAccount member() {
        return member(HostManagement.LEAVE, FRANKFURT, IRELAND);
    }

    public static DesiredAccount member(HostManagement hostManagement, RegionName... regions) {
        return account(MEMBER, hostManagement, regions);
    }

    /// The account that owns the vault and its keys, governed like any other.
    public static DesiredAccount vault(RegionName... regions) {
        return account(VAULT_ACCOUNT, HostManagement.LEAVE, regions);
    }

    private static DesiredAccount account(
            AccountId account, HostManagement hostManagement, RegionName... regions) {
        return new DesiredAccount(
                account,
                VAULT,
                SESSION_KEY,
                new TreeSet<>(List.of(regions)),
                OptionalInt.empty(),
                OptionalInt.empty(),
                hostManagement);
    }
}

package io.sessionvault.reconcile;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.SESSION_KEY;
import static io.sessionvault.Examples.VAULT;
import static io.sessionvault.Examples.VAULT_ACCOUNT;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.vault.Vault;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/// Accounts as they should be.
public final class Desires {
    private Desires() {}

    /// A member that is governed in Frankfurt and Ireland, where sessions are always encrypted.
    public static DesiredAccount member() {
        return member(HostManagement.LEAVE, FRANKFURT, IRELAND);
    }

    public static DesiredAccount member(HostManagement hostManagement, RegionName... regions) {
        return account(MEMBER, hostManagement, SessionEncryption.ALWAYS, regions);
    }

    /// A member with a choice about the encryption of sessions, governed in Frankfurt and Ireland.
    public static DesiredAccount member(SessionEncryption encryption) {
        return account(MEMBER, HostManagement.LEAVE, encryption, FRANKFURT, IRELAND);
    }

    /// The account that owns the vault and its keys, governed like any other.
    public static DesiredAccount vault(RegionName... regions) {
        return account(VAULT_ACCOUNT, HostManagement.LEAVE, SessionEncryption.ALWAYS, regions);
    }

    /// What every account should look like.
    public static AccountStandard standard(
            HostManagement hostManagement, SessionEncryption encryption) {
        return new AccountStandard(
                "o-example0001",
                VAULT,
                SESSION_KEY,
                encryption,
                new GovernedRegions(Optional.empty(), new TreeSet<>()),
                OptionalInt.empty(),
                OptionalInt.empty(),
                hostManagement,
                Optional.empty());
    }

    /// The account with another vault.
    public static DesiredAccount in(Vault vault, DesiredAccount desired) {
        return with(vault, desired.standard().changesBus(), desired);
    }

    /// The account, which forwards its changes to a bus.
    public static DesiredAccount forwarding(String bus, DesiredAccount desired) {
        return with(desired.vault(), Optional.of(bus), desired);
    }

    private static DesiredAccount with(
            Vault vault, Optional<String> changesBus, DesiredAccount desired) {
        AccountStandard standard = desired.standard();
        return new DesiredAccount(
                desired.account(),
                new AccountStandard(
                        standard.organizationId(),
                        vault,
                        standard.sessionKey(),
                        standard.sessionEncryption(),
                        standard.regions(),
                        standard.idleMinutes(),
                        standard.maxMinutes(),
                        standard.hostManagement(),
                        changesBus),
                desired.regions(),
                desired.ungoverned());
    }

    /// An account without Regions that are not governed.
    public static DesiredAccount account(
            AccountId account,
            HostManagement hostManagement,
            SessionEncryption encryption,
            RegionName... regions) {
        return new DesiredAccount(
                account,
                standard(hostManagement, encryption),
                new TreeSet<>(List.of(regions)),
                Optional.of(new TreeSet<>()));
    }

    /// The same account where other Regions are enabled, too.
    public static DesiredAccount withUngoverned(
            DesiredAccount desired, NavigableSet<RegionName> ungoverned) {
        return new DesiredAccount(
                desired.account(), desired.standard(), desired.regions(), Optional.of(ungoverned));
    }
}

package io.sessionvault.reconcile;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.VaultSettings;
import io.sessionvault.vault.KeyArn;
import io.sessionvault.vault.Vault;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/// What one account should look like.
///
/// @param account the account
/// @param vault where its logs belong
/// @param sessionKey the multi-Region key that encrypts sessions; each Region uses its own replica
/// @param regions the governed Regions
/// @param idleMinutes the idle timeout to enforce, if any
/// @param maxMinutes the maximum session duration to enforce, if any
/// @param hostManagement what to do about Default Host Management
public record DesiredAccount(
        AccountId account,
        Vault vault,
        KeyArn sessionKey,
        NavigableSet<RegionName> regions,
        OptionalInt idleMinutes,
        OptionalInt maxMinutes,
        HostManagement hostManagement) {

    /// Copies the Regions.
    public DesiredAccount {
        regions = Collections.unmodifiableNavigableSet(new TreeSet<>(regions));
    }

    /// The ARN that the logging policy has in this account.
    public String logPolicyArn() {
        return "arn:"
                + vault.bucketKey().partition()
                + ":iam::"
                + account
                + ":policy/"
                + LogPolicy.NAME;
    }

    /// Tells whether the session key belongs to this account, which then has to have a replica of
    /// it in every other governed Region.
    public boolean ownsSessionKey() {
        return account.equals(sessionKey.account());
    }

    /// The governed Regions that need a replica of this account's own key.
    public NavigableSet<RegionName> replicaRegions() {
        NavigableSet<RegionName> others = new TreeSet<>();
        if (ownsSessionKey()) {
            others.addAll(regions);
            others.remove(sessionKey.region());
        }
        return others;
    }

    /// What the vault sets in one Region's preferences.
    public VaultSettings settings(RegionName region) {
        return new VaultSettings(
                vault.bucket(),
                vault.prefixes().prefix(account, region),
                Optional.of(sessionKey.in(region)),
                idleMinutes,
                maxMinutes);
    }
}

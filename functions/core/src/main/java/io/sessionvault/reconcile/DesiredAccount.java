package io.sessionvault.reconcile;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.VaultSettings;
import io.sessionvault.vault.KeyArn;
import io.sessionvault.vault.Vault;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// What one account should look like.
///
/// @param account the account
/// @param standard what every account should look like
/// @param regions the governed Regions; those in which the vault went back are among them, though
///     their preferences stay as they are
/// @param ungoverned the Regions that the account has enabled and that are not governed, where
///     documents may still name the vault; empty when the account did not tell
/// @param held the Regions that would be governed had nobody let them go; they are among those that
///     are not governed
/// @param holds what of the account is held
public record DesiredAccount(
        AccountId account,
        AccountStandard standard,
        NavigableSet<RegionName> regions,
        Optional<NavigableSet<RegionName>> ungoverned,
        NavigableSet<RegionName> held,
        Holds holds) {

    /// An account of which nothing is held.
    public DesiredAccount(
            AccountId account,
            AccountStandard standard,
            NavigableSet<RegionName> regions,
            Optional<NavigableSet<RegionName>> ungoverned) {
        this(account, standard, regions, ungoverned, new TreeSet<>(), Holds.NONE);
    }

    /// Copies the Regions.
    public DesiredAccount {
        regions = Collections.unmodifiableNavigableSet(new TreeSet<>(regions));
        held = Collections.unmodifiableNavigableSet(new TreeSet<>(held));
        ungoverned =
                ungoverned.map(
                        others -> Collections.unmodifiableNavigableSet(new TreeSet<>(others)));
    }

    /// The same account where some of it, or more of it, is held.
    public DesiredAccount under(Holds more) {
        NavigableSet<RegionName> governed = new TreeSet<>(regions);
        governed.removeIf(region -> more.isHeld(region) && !more.isRolledBack(region));
        NavigableSet<RegionName> letGo = new TreeSet<>(regions);
        letGo.removeAll(governed);
        return new DesiredAccount(
                account,
                standard,
                governed,
                ungoverned.map(others -> union(others, letGo)),
                union(held, letGo),
                more);
    }

    /// Tells whether a Region is governed but for its preferences, because the vault went back there.
    boolean isRolledBack(RegionName region) {
        return regions.contains(region) && holds.isRolledBack(region);
    }

    /// Tells whether nothing of the account is governed because somebody has let all of it go.
    public boolean isLetGo() {
        return regions.isEmpty() && (holds.account().isPresent() || !held.isEmpty());
    }

    /// The Regions that would be governed had nobody let any go.
    public NavigableSet<RegionName> unlessHeld() {
        return union(regions, held);
    }

    /// All Regions of the account that are known.
    public NavigableSet<RegionName> everywhere() {
        return union(unlessHeld(), ungoverned.orElseGet(TreeSet::new));
    }

    private static NavigableSet<RegionName> union(
            NavigableSet<RegionName> some, NavigableSet<RegionName> others) {
        NavigableSet<RegionName> both = new TreeSet<>(some);
        both.addAll(others);
        return both;
    }

    /// Where the account's logs belong.
    public Vault vault() {
        return standard.vault();
    }

    /// The multi-Region key that encrypts sessions.
    public KeyArn sessionKey() {
        return standard.sessionKey();
    }

    /// What to do about Default Host Management.
    public HostManagement hostManagement() {
        return standard.hostManagement();
    }

    /// Tells whether the vault sets the session key in preferences at all.
    public boolean encryptsSessions() {
        return standard.sessionEncryption() != SessionEncryption.OFF;
    }

    /// The ARN that the logging policy has in this account.
    public String logPolicyArn() {
        return "arn:"
                + vault().bucketKey().partition()
                + ":iam::"
                + account
                + ":policy/"
                + LogPolicy.NAME;
    }

    /// Tells whether the session key belongs to this account, which then has to have a replica of
    /// it in every other governed Region.
    public boolean ownsSessionKey() {
        return account.equals(sessionKey().account());
    }

    /// The Regions that need a replica of this account's own key. Those that are held here are
    /// governed in other accounts, whose preferences name the replica.
    public NavigableSet<RegionName> replicaRegions() {
        NavigableSet<RegionName> others = new TreeSet<>();
        if (ownsSessionKey() && encryptsSessions()) {
            others.addAll(unlessHeld());
            others.remove(sessionKey().region());
        }
        return others;
    }

    /// What the vault sets in one Region's preferences.
    ///
    /// @param encrypted whether sessions there are to use the session key
    public VaultSettings settings(RegionName region, boolean encrypted) {
        return new VaultSettings(
                vault().bucket(),
                vault().prefixes().prefix(account, region),
                encrypted ? Optional.of(sessionKey().in(region)) : Optional.empty(),
                standard.idleMinutes(),
                standard.maxMinutes());
    }
}

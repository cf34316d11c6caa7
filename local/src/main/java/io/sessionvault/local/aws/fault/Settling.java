package io.sessionvault.local.aws.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Eventual consistency, counted in calls or by the stand-in's clock so that runs repeat exactly.
public final class Settling {
    private final Map<String, Integer> roleRefusals = new HashMap<>();
    private final Map<String, Integer> ssmRefusals = new HashMap<>();
    private final Map<String, Integer> unknownToCalls = new HashMap<>();
    private final Map<String, Instant> unknownUntil = new HashMap<>();
    private int assumeRole;
    private int systemsManager;
    private int staleSimulations;
    private int replicas;
    private int unknownCalls;
    private Duration unknownTime = Duration.ZERO;

    /// In accounts created from now on, the first `n` calls of AssumeRole are denied.
    public synchronized void assumeRoleDeniedInNewAccounts(int n) {
        assumeRole = n;
    }

    /// In accounts created from now on, the first `n` Systems Manager calls of each Region answer `OptInRequired`.
    public synchronized void systemsManagerRefusedInNewAccounts(int n) {
        systemsManager = n;
    }

    /// After a change of a role's policies, the next `n` simulations of that role still see the policies before it.
    public synchronized void staleSimulations(int n) {
        staleSimulations = n;
    }

    /// Replicas of keys made from now on are described as `Creating` the first `n` times.
    public synchronized void replicasCreating(int n) {
        replicas = n;
    }

    /// Of accounts created from now on, the first `n` calls of DescribeAccount say that there is no
    /// such account.
    ///
    /// Source: facts 9.1; Organizations user guide, "Troubleshooting", "Changes that I make aren't
    /// always immediately visible".
    public synchronized void newAccountsUnknownToCalls(int n) {
        unknownCalls = n;
    }

    /// Accounts created from now on are unknown to DescribeAccount and ListAccounts for so long.
    ///
    /// @param time by the stand-in's clock
    public synchronized void newAccountsUnknownFor(Duration time) {
        unknownTime = time;
    }

    /// An account was created: what is switched on now holds for it.
    public synchronized void created(String account, Instant now) {
        unknownToCalls.put(account, unknownCalls);
        unknownUntil.put(account, now.plus(unknownTime));
        roleRefusals.put(account, assumeRole);
        ssmRefusals.put(account, systemsManager);
    }

    /// Whether this call of DescribeAccount comes too early.
    public synchronized boolean refusesDescription(String account, Instant now) {
        int left = unknownToCalls.getOrDefault(account, 0);
        unknownToCalls.put(account, Math.max(0, left - 1));
        return left > 0 || isUnlisted(account, now);
    }

    /// Whether listings do not have the account yet.
    public synchronized boolean isUnlisted(String account, Instant now) {
        return now.isBefore(unknownUntil.getOrDefault(account, Instant.MIN));
    }

    /// Whether this call of AssumeRole into `account` comes too early.
    public synchronized boolean refusesAssumeRole(String account) {
        int left = roleRefusals.getOrDefault(account, 0);
        roleRefusals.put(account, Math.max(0, left - 1));
        return left > 0;
    }

    /// Whether this Systems Manager call comes too early.
    public synchronized boolean refusesSystemsManager(String account, String region) {
        String place = account + "/" + region;
        int left = ssmRefusals.getOrDefault(place, ssmRefusals.getOrDefault(account, 0));
        ssmRefusals.put(place, Math.max(0, left - 1));
        return left > 0;
    }

    /// How many simulations a change made now stays invisible for.
    public synchronized int staleSimulations() {
        return staleSimulations;
    }

    /// How many looks at a replica made now find it being created.
    public synchronized int looksAtReplicaWhileCreating() {
        return replicas;
    }

    synchronized void clear() {
        assumeRole = 0;
        systemsManager = 0;
        staleSimulations = 0;
        replicas = 0;
        unknownCalls = 0;
        unknownTime = Duration.ZERO;
        unknownToCalls.clear();
        unknownUntil.clear();
        roleRefusals.clear();
        ssmRefusals.clear();
    }
}

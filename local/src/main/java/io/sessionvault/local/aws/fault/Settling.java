package io.sessionvault.local.aws.fault;

import java.util.HashMap;
import java.util.Map;

/// Eventual consistency, counted in calls instead of seconds so that runs repeat exactly.
public final class Settling {
    private final Map<String, Integer> roleRefusals = new HashMap<>();
    private final Map<String, Integer> ssmRefusals = new HashMap<>();
    private int assumeRole;
    private int systemsManager;
    private int staleSimulations;
    private int replicas;

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

    /// An account was created: what is switched on now holds for it.
    public synchronized void created(String account) {
        roleRefusals.put(account, assumeRole);
        ssmRefusals.put(account, systemsManager);
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
        roleRefusals.clear();
        ssmRefusals.clear();
    }
}

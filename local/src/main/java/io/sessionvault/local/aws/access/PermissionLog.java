package io.sessionvault.local.aws.access;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Every permission that the sessions of roles made use of, each one once, in the order of their
/// first use.
public final class PermissionLog {
    private final Set<UsedPermission> used = new LinkedHashSet<>();

    synchronized void add(UsedPermission permission) {
        used.add(permission);
    }

    /// The permissions used so far.
    public synchronized List<UsedPermission> list() {
        return new ArrayList<>(used);
    }

    /// Those of one role.
    public List<UsedPermission> of(String roleArn) {
        return list().stream().filter(permission -> permission.roleArn().equals(roleArn)).toList();
    }
}

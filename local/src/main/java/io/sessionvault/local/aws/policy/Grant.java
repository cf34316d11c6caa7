package io.sessionvault.local.aws.policy;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What the policy of a resource says about a caller.
public enum Grant {
    /// Nothing.
    NONE,
    /// Its account may let it.
    TO_ACCOUNT,
    /// It may.
    TO_CALLER,
    /// It may not, whoever else says so.
    DENIED;

    /// What a role's trust policy says about who wants to assume it.
    public static Grant ofTrust(
            PolicyDocument trust, Names caller, String action, RequestContext context) {
        return of(trust, caller, action, Optional.empty(), context);
    }

    /// What the policy of a resource says about an action.
    ///
    /// @param resource the resource, or what lies in it, as an object does in a bucket
    public static Grant of(
            PolicyDocument policy,
            Names caller,
            String action,
            String resource,
            RequestContext context) {
        return of(policy, caller, action, Optional.of(resource), context);
    }

    private static Grant of(
            PolicyDocument policy,
            Names caller,
            String action,
            Optional<String> resource,
            RequestContext context) {
        Grant most = NONE;
        for (Statement statement : policy.statements()) {
            Grant of = named(statement, caller);
            boolean applies =
                    of != NONE
                            && statement.isAboutAction(action)
                            && resource.map(r -> statement.isAboutResource(r, context)).orElse(true)
                            && statement.isMet(context, new HashSet<>());
            if (applies && !statement.isAllow()) {
                return DENIED;
            }
            most = applies && of.compareTo(most) > 0 ? of : most;
        }
        return most;
    }

    private static Grant named(Statement statement, Names caller) {
        if (!statement.notPrincipals().isEmpty()) {
            return caller.areExcepted(statement.notPrincipals()) ? NONE : TO_CALLER;
        }
        if (isAny(statement, caller.itself())) {
            return TO_CALLER;
        }
        return isAny(statement, caller.account()) ? TO_ACCOUNT : NONE;
    }

    private static boolean isAny(Statement statement, Set<String> names) {
        return statement.principals().stream().anyMatch(names::contains);
    }
}

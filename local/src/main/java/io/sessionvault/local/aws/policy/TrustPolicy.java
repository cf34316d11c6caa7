package io.sessionvault.local.aws.policy;

import java.util.HashSet;
import java.util.Set;

/// Decides who may assume a role, by the role's trust policy.
///
/// Source: IAM user guide, "AWS JSON policy elements: Principal".
public final class TrustPolicy {
    private TrustPolicy() {}

    /// Whether one of `names` may do `action`, and none of them is denied it.
    ///
    /// @param names how a trust policy may name the caller, from [#namesOf] or [#nameOfService]
    /// @param action e.g. `sts:AssumeRole`
    public static boolean allows(
            PolicyDocument trust, Set<String> names, String action, RequestContext context) {
        boolean allowed = false;
        for (Statement statement : trust.statements()) {
            boolean isAbout =
                    statement.isAboutAction(action)
                            && statement.principals().stream().anyMatch(names::contains);
            if (isAbout && isMet(statement, context)) {
                if (!statement.isAllow()) {
                    return false;
                }
                allowed = true;
            }
        }
        return allowed;
    }

    /// Every way in which a trust policy may name a caller: itself, its role, its account, everybody.
    ///
    /// @param account the 12 digits of the caller's account
    /// @param arns the caller's ARN, and its role's where it is a role's session
    public static Set<String> namesOf(String account, Iterable<String> arns) {
        var names = new HashSet<String>();
        names.add("AWS:*");
        names.add("AWS:" + account);
        names.add("AWS:arn:aws:iam::" + account + ":root");
        arns.forEach(arn -> names.add("AWS:" + arn));
        return names;
    }

    /// How a trust policy names a service.
    ///
    /// @param principal e.g. `lambda.amazonaws.com`
    public static Set<String> nameOfService(String principal) {
        return Set.of("Service:" + principal);
    }

    private static boolean isMet(Statement statement, RequestContext context) {
        return statement.conditions().stream()
                .allMatch(condition -> condition.isMet(context, new HashSet<>()));
    }
}

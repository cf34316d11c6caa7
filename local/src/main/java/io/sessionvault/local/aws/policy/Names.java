package io.sessionvault.local.aws.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How the policy of a resource may name a caller.
///
/// Source: IAM user guide, "AWS JSON policy elements: Principal".
///
/// @param itself by what it is, or by the `*` for everybody
/// @param account by its account, which leaves the choice to that account
public record Names(Set<String> itself, Set<String> account) {
    private static final String ANYBODY = "AWS:*";

    /// Copies the sets.
    public Names {
        itself = Set.copyOf(itself);
        account = Set.copyOf(account);
    }

    /// A user, or a session of a role.
    ///
    /// @param account the 12 digits of the caller's account
    /// @param arns the caller's ARN, and its role's where it is a role's session
    public static Names of(String account, Iterable<String> arns) {
        var itself = new HashSet<>(Set.of(ANYBODY));
        arns.forEach(arn -> itself.add("AWS:" + arn));
        return new Names(itself, Set.of("AWS:" + account, "AWS:arn:aws:iam::" + account + ":root"));
    }

    /// People who come through an identity provider.
    ///
    /// @param provider the provider's ARN
    public static Names ofFederation(String provider) {
        return new Names(Set.of("Federated:" + provider), Set.of());
    }

    /// A service.
    ///
    /// @param principal e.g. `lambda.amazonaws.com`
    public static Names ofService(String principal) {
        return new Names(Set.of("Service:" + principal), Set.of());
    }

    /// Whether a list of exceptions leaves the caller out. It has to name everything that the caller
    /// is: a role's session by its role and itself, and each by its account, too.
    ///
    /// Source: IAM user guide, "AWS JSON policy elements: NotPrincipal".
    ///
    /// @param excepted as `AWS:<arn>` or `Service:<name>`
    boolean areExcepted(List<String> excepted) {
        boolean isNamed =
                itself.stream().filter(name -> !name.equals(ANYBODY)).allMatch(excepted::contains);
        boolean isAccountNamed = account.isEmpty() || account.stream().anyMatch(excepted::contains);
        return excepted.contains(ANYBODY) || (isNamed && isAccountNamed);
    }
}

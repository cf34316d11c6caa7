package io.sessionvault.reconcile;

import io.sessionvault.reconcile.AccountIdentities.Identity;
import io.sessionvault.reconcile.AccountIdentities.Role;
import io.sessionvault.reconcile.AccountIdentities.User;
import java.util.regex.Pattern;

/// What people call a principal that starts sessions. A role of an Identity Center permission set is
/// called by the set: it cannot be edited in the account.
///
/// Source: IAM Identity Center user guide, "Referencing permission sets in resource policies":
/// `AWSReservedSSO_` , the set's name, an underscore and a suffix.
final class StarterName {
    private static final Pattern PERMISSION_SET =
            Pattern.compile("AWSReservedSSO_(.+)_[0-9a-f]{16}");

    private StarterName() {}

    static String of(Identity identity) {
        return switch (identity) {
            case Role role -> {
                var set = PERMISSION_SET.matcher(role.name());
                yield role.arn().contains(":role/aws-reserved/sso.amazonaws.com/") && set.matches()
                        ? "permission set " + set.group(1)
                        : "role " + role.name();
            }
            case User user when user.groups().isEmpty() -> "user " + user.name();
            case User user ->
                    "user " + user.name() + " (groups: " + String.join(", ", user.groups()) + ")";
        };
    }
}

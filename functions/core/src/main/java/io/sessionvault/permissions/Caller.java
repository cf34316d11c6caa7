package io.sessionvault.permissions;

import io.sessionvault.account.AccountId;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who makes a request: an IAM user, or a session of an IAM role.
///
/// Source: IAM user guide, "IAM identifiers"; "AWS JSON policy elements: Principal".
///
/// @param account the account of the role or user
/// @param arn the ARN of the role or user itself, path included; not that of a session
/// @param session the name of the role's session where it is known; a policy that names one session
///     cannot be told of a role without
public record Caller(AccountId account, String arn, Optional<String> session) {
    private static final Pattern ARN =
            Pattern.compile("arn:[^:]+:iam::([0-9]{12}):(role|user)/(?:.*/)?([^/]+)");

    /// @throws IllegalArgumentException when `arn` is not that of a role or user of the account
    public Caller {
        if (!account.equals(accountIn(arn))) {
            throw new IllegalArgumentException(arn + " is not of account " + account);
        }
    }

    /// The role or user with an ARN, in whatever session.
    ///
    /// @throws IllegalArgumentException when it is not the ARN of a role or user
    public static Caller of(String arn) {
        return new Caller(accountIn(arn), arn, Optional.empty());
    }

    /// The same role in a session of this name.
    public Caller inSession(String name) {
        return new Caller(account, arn, Optional.of(name));
    }

    boolean isRole() {
        return arn.contains(":role/");
    }

    /// Service control and resource control policies do not bind service-linked roles.
    ///
    /// Source: Organizations user guide, "Service control policies (SCPs)", "Tasks and entities not
    /// restricted by SCPs"; "Resource control policies (RCPs)".
    boolean isServiceLinked() {
        return arn.contains(":role/aws-service-role/");
    }

    /// The ARN of every session of the role begins so; session ARNs have no path.
    String sessionPrefix() {
        String partition = arn.substring(0, arn.indexOf(":iam:"));
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        return partition + ":sts::" + account + ":assumed-role/" + name + "/";
    }

    private static AccountId accountIn(String arn) {
        var form = ARN.matcher(arn);
        if (!form.matches()) {
            throw new IllegalArgumentException("not the ARN of a role or user: " + arn);
        }
        return new AccountId(form.group(1));
    }
}

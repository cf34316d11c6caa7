package io.sessionvault.local.aws.call;

import java.util.Map;
import java.util.Optional;

/// Who makes a call.
///
/// @param kind what kind of caller it is
/// @param account the 12 digits of the account the principal belongs to
/// @param arn the ARN AWS reports as the caller: of a user, or of a role's session
/// @param userId the unique id AWS reports beside the ARN
/// @param roleArn the role behind a role's session
/// @param sessionTags the tags that the session was given when it was opened
public record Principal(
        Kind kind,
        String account,
        String arn,
        String userId,
        Optional<String> roleArn,
        Map<String, String> sessionTags) {
    /// The kinds of callers.
    public enum Kind {
        /// Whoever set an account up: bound by no policy but trust policies.
        ADMINISTRATOR,
        /// An account's root user: bound by the policies of resources and of the organization.
        ROOT,
        /// A user of IAM.
        USER,
        /// The session of a role.
        ROLE
    }

    /// Copies the map.
    public Principal {
        sessionTags = Map.copyOf(sessionTags);
    }

    /// A caller that has no session.
    public static Principal of(Kind kind, String account, String arn, String userId) {
        return new Principal(kind, account, arn, userId, Optional.empty(), Map.of());
    }

    /// The ARN of whom policies hang on: the user, or the role behind the session.
    public String identityArn() {
        return roleArn.orElse(arn);
    }
}

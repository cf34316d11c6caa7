package io.sessionvault.local.aws.call;

import java.util.Optional;

/// Who makes a call.
///
/// @param account the 12 digits of the account the principal belongs to
/// @param arn the ARN AWS reports as the caller: of a user, or of a role's session
/// @param userId the unique id AWS reports beside the ARN
/// @param roleArn the role behind a role's session
public record Principal(String account, String arn, String userId, Optional<String> roleArn) {}

package io.sessionvault.local.organization;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// Somebody who starts sessions.
///
/// @param name the name of the user, or of the session of the role by which they work: with it the
///     ids of their sessions begin
/// @param arn the ARN that AWS reports as the caller
/// @param credentials whose calls theirs are
public record Person(String name, String arn, AwsCredentials credentials) {}

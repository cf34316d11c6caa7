package io.sessionvault.local.aws.sns;

import java.util.Optional;

/// A message published to a topic.
///
/// @param topicArn the topic
/// @param subject its subject line
/// @param message its text
public record Notification(String topicArn, Optional<String> subject, String message) {}

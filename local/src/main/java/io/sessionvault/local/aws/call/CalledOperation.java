package io.sessionvault.local.aws.call;

import java.util.Set;

/// Which operation is called, and where.
///
/// @param account the 12 digits of the caller's account
/// @param region the Region of the credential scope
/// @param service the service's signing name, e.g. `events`
/// @param operation the operation's name, e.g. `PutEvents`
public record CalledOperation(String account, String region, String service, String operation) {
    private static final Set<String> READ_PREFIXES =
            Set.of("Get", "List", "Describe", "Head", "Simulate", "AssumeRole");

    /// Whether the operation may change anything, as CloudTrail's `readOnly` tells it.
    ///
    /// AssumeRole counts as a read, as it does in CloudTrail; ReceiveMessage counts as a write, because it hides messages.
    public boolean isWrite() {
        return READ_PREFIXES.stream().noneMatch(operation::startsWith);
    }
}

package io.sessionvault.local.aws.ssm;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/// What Systems Manager holds for one account in one Region.
final class SsmRegion {
    /// A setting that somebody changed.
    ///
    /// @param value the value
    /// @param changed when
    /// @param by the ARN of who changed it
    record Setting(String value, Instant changed, String by) {}

    final TreeMap<String, SsmDocument> documents = new TreeMap<>();
    Optional<Setting> hostManagementRole = Optional.empty();
}

package io.sessionvault.local.eventing;

import java.util.List;

/// An event that was published to the bus.
///
/// @param source its `source`, such as `aws.s3`
/// @param detailType its `detail-type`, such as `Object Created`
/// @param json the whole event
/// @param matchedRules the names of the rules it matched, sorted; empty when nobody wanted it
public record PublishedEvent(
        String source, String detailType, String json, List<String> matchedRules) {
    /// Copies the names.
    public PublishedEvent {
        matchedRules = List.copyOf(matchedRules);
    }
}

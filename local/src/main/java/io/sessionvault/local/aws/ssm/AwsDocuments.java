package io.sessionvault.local.aws.ssm;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/// The Session documents that AWS shares with every account, with as much content as tells their
/// type of session.
///
/// Source: Systems Manager user guide, "Start a session", the sections on SSH, port forwarding and
/// commands.
final class AwsDocuments {
    private static final Instant SINCE = Instant.parse("2019-08-29T00:00:00Z");

    private final TreeMap<String, SsmDocument> byName = new TreeMap<>();

    AwsDocuments() {
        add("AWS-StartSSHSession", "Port");
        add("AWS-StartPortForwardingSession", "Port");
        add("AWS-StartPortForwardingSessionToRemoteHost", "Port");
        add("AWS-StartPortForwardingSessionToSocket", "Port");
        add("AWS-StartInteractiveCommand", "InteractiveCommands");
        add("AWS-StartNonInteractiveCommand", "NonInteractiveCommands");
    }

    /// The document of a name, where AWS has one.
    Optional<SsmDocument> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Iterable<SsmDocument> all() {
        return byName.values();
    }

    private void add(String name, String sessionType) {
        String content =
                "{\"schemaVersion\": \"1.0\", \"description\": \"A document of AWS\", \"sessionType\": \"%s\"}"
                        .formatted(sessionType);
        byName.put(
                name,
                new SsmDocument(
                        name, "Session", "Amazon", new SsmDocument.Version(content, null, SINCE)));
    }
}

package io.sessionvault.sweep;

import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.Observation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The kinds of the sessions of one Region: what the documents say of their sessions decides, and
/// AWS's names where a document could not be read.
final class SessionKinds {
    /// Documents of AWS's that forward a port or SSH. AWS adds to them, so they are only what is
    /// left when a document cannot be read.
    ///
    /// Source: Systems Manager user guide, "Start a session" and "Logging session activity".
    private static final Set<String> FORWARDING =
            Set.of(
                    "AWS-StartSSHSession",
                    "AWS-StartPortForwardingSession",
                    "AWS-StartPortForwardingSessionToRemoteHost",
                    "AWS-StartPortForwardingSessionToSocket");

    private final Map<String, SessionDocument> documents;

    SessionKinds(RegionFacts facts) {
        documents = new HashMap<>(facts.named());
        if (facts.documents()
                instanceof Observation.Seen<List<SessionDocument>>(List<SessionDocument> own)) {
            own.forEach(document -> documents.put(document.name(), document));
        }
    }

    /// The kind of the sessions by a document.
    ///
    /// @param name as [Session#documentName] gives it
    SessionKind of(String name) {
        if (name.equals(PreferencesDocument.NAME)) {
            return new SessionKind.ByPreferences();
        }
        if (name.equals(SessionDocument.ECS_EXEC)) {
            return new SessionKind.EcsExec();
        }
        SessionDocument document = documents.get(name);
        return switch (document) {
            case null -> unread(name, "nobody asked for it");
            case SessionDocument.Read read ->
                    read.isPort()
                            ? new SessionKind.Port("")
                            : new SessionKind.ByOtherDocument(read.isShell(), "");
            case SessionDocument.Malformed _ -> unread(name, "its content is no JSON object");
            case SessionDocument.Unseen unseen -> unread(name, unseen.error().withoutRequest());
        };
    }

    private static SessionKind unread(String name, String why) {
        String unread = "; its document could not be read (" + why + ")";
        return FORWARDING.contains(name)
                ? new SessionKind.Port(unread + ", but its name is one of AWS's")
                : new SessionKind.ByOtherDocument(
                        false, unread + ", so it may have forwarded a port");
    }
}

package io.sessionvault.sweep;

import io.sessionvault.account.RegionName;
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

    private final SweptAccount swept;
    private final RegionName region;
    private final Map<String, SessionDocument> documents;

    SessionKinds(SweptAccount swept, RegionName region, RegionFacts facts) {
        this.swept = swept;
        this.region = region;
        documents = new HashMap<>(facts.named());
        if (facts.documents()
                instanceof Observation.Seen<List<SessionDocument>>(List<SessionDocument> own)) {
            own.forEach(document -> documents.put(document.name(), document));
        }
    }

    /// What a session in a container leaves behind that was not started by ECS Exec.
    ///
    /// Source: amazon-ssm-agent issue 682; ECS developer guide, "Using ECS Exec", on limiting access
    /// to `StartSession`.
    private static final String BY_START_SESSION =
            "; it entered a container by ssm:StartSession, and the agent there sends no checksum, so"
                    + " a bucket with Object Lock never takes its log: deny ssm:StartSession on"
                    + " arn:aws:ecs:*:*:task/*";

    /// The kind of a session.
    SessionKind of(Session session) {
        SessionKind kind = ofDocument(session.documentName(swept.account()));
        return switch (kind) {
            case SessionKind.Port _, SessionKind.InContainer _ -> kind;
            case SessionKind.ByPreferences _, SessionKind.ByOtherDocument _ ->
                    session.target().startsWith("ecs:")
                            ? new SessionKind.InContainer(BY_START_SESSION)
                            : kind;
        };
    }

    private SessionKind ofDocument(String name) {
        if (name.equals(PreferencesDocument.NAME)) {
            return new SessionKind.ByPreferences();
        }
        if (name.equals(SessionDocument.ECS_EXEC)) {
            return new SessionKind.InContainer("");
        }
        SessionDocument document = documents.get(name);
        return switch (document) {
            case null -> unread(name, "nobody asked for it");
            case SessionDocument.Read read -> ofRead(read);
            case SessionDocument.Malformed _ -> unread(name, "its content is no JSON object");
            case SessionDocument.Unseen unseen -> unread(name, unseen.error().withoutRequest());
        };
    }

    private SessionKind ofRead(SessionDocument.Read read) {
        if (read.isPort()) {
            return new SessionKind.Port("");
        }
        return new SessionKind.ByOtherDocument(
                read.isShell(),
                read.isLogged(swept.desired().vault(), swept.account(), region),
                read.maybePort() ? "; one version of its document forwards a port" : "");
    }

    private static SessionKind unread(String name, String why) {
        String unread = "; its document could not be read (" + why + ")";
        return FORWARDING.contains(name)
                ? new SessionKind.Port(unread + ", but its name is one of AWS's")
                : new SessionKind.ByOtherDocument(
                        false, false, unread + ", so it may have forwarded a port");
    }
}

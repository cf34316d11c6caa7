package io.sessionvault.local.organization;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.aws.ssm.SessionRecord;
import io.sessionvault.preferences.PreferencesDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

/// A managed node on which people hold sessions: Systems Manager keeps each in its history, and the
/// node's agent uploads the log, unless the session is of a kind that has none or something keeps
/// the agent from it.
///
/// Source: amazon-ssm-agent, `shell.go`: the log is uploaded when the session is over.
public final class ManagedNode {
    /// The document of AWS for port forwarding, which Session Manager cannot log.
    public static final String PORT_FORWARDING = "AWS-StartPortForwardingSession";

    /// The document of AWS for SSH, which Session Manager cannot log.
    public static final String SSH = "AWS-StartSSHSession";

    /// After so long the agent gives a session up whose client or whose key does not answer.
    ///
    /// Source: amazon-ssm-agent, `datachannel.go`, `PerformHandshake`.
    private static final Duration REFUSED_AFTER = Duration.ofSeconds(15);

    private final History history;
    private final InstantSource clock;
    private final SessionAgent agent;
    private final Place place;
    private int sessions;

    /// Keeps what is known of a session, in place of what was known of it before.
    @FunctionalInterface
    public interface History {
        /// Keeps a session in the history of its account and Region.
        ///
        /// @param account the account of the session's target
        /// @param region the Region of the session's target
        void keep(AccountId account, RegionName region, SessionRecord session);
    }

    /// Where the node is.
    ///
    /// @param account its account
    /// @param region its Region
    /// @param prefix under which logs of both belong, without a slash at its end
    /// @param instance the node's id, e.g. `i-0123456789abcdef0`
    public record Place(AccountId account, RegionName region, String prefix, String instance) {}

    /// @param history where sessions are kept
    /// @param clock tells when sessions start and end
    /// @param agent uploads the logs, with the permissions of the node's role
    public ManagedNode(History history, InstantSource clock, SessionAgent agent, Place place) {
        this.history = history;
        this.clock = clock;
        this.agent = agent;
        this.place = place;
    }

    /// Somebody starts a shell by the preferences.
    ///
    /// @param user the name of the session of the role by which the user works, 2 to 64 characters
    public LiveSession start(String user) {
        return start(user, PreferencesDocument.NAME);
    }

    /// A person starts a shell by the preferences, which both sides have to be able to follow.
    public Start start(Person person, Handshake handshake) {
        LiveSession session = begin(person.name(), person.arn(), PreferencesDocument.NAME);
        return switch (handshake.perform(place, session.id(), person.credentials())) {
            case Handshake.Outcome.Agreed(var isEncrypted) -> new Start.Live(session, isEncrypted);
            case Handshake.Outcome.Failed(var side, var why) -> {
                session.refuse(side, why);
                yield new Start.Failed(side, why);
            }
        };
    }

    /// How a person's attempt to start a session ends.
    public sealed interface Start {
        /// The session is under way.
        ///
        /// @param isEncrypted whether its stream is encrypted with the session key
        record Live(LiveSession session, boolean isEncrypted) implements Start {}

        /// The session failed.
        ///
        /// @param side who could not do what the preferences ask for
        /// @param why the refusal
        record Failed(Handshake.Side side, String why) implements Start {}
    }

    /// Somebody starts a session by a document of their choice.
    ///
    /// @param user the name of the session of the role by which the user works, 2 to 64 characters
    /// @param document the document's name
    public LiveSession start(String user, String document) {
        String owner = "arn:aws:sts::%s:assumed-role/Operators/%s".formatted(place.account(), user);
        return begin(user, owner, document);
    }

    private LiveSession begin(String user, String owner, String document) {
        SessionRecord begun =
                new SessionRecord(
                        "%s-%017x".formatted(user, idOf(++sessions)),
                        place.instance(),
                        document,
                        owner,
                        SessionStatus.CONNECTED,
                        clock.instant(),
                        null);
        history.keep(place.account(), place.region(), begun);
        return new LiveSession(begun);
    }

    /// The same number in every run, another one on each node and for each session of it.
    private long idOf(int session) {
        return place.hashCode() * 0x9e37_79b9_7f4a_7c15L + session;
    }

    /// A session that is under way.
    public final class LiveSession {
        private final SessionRecord begun;

        private LiveSession(SessionRecord begun) {
            this.begun = begun;
        }

        /// The session's id.
        public String id() {
            return begun.id();
        }

        /// The key under which the agent stores the session's log.
        public String logKey() {
            return place.prefix() + "/" + begun.id() + ".log";
        }

        /// The session ends, and the agent uploads what was typed and shown.
        public SessionAgent.Upload end(String log) {
            close(SessionStatus.TERMINATED);
            return agent.upload(logKey(), log);
        }

        /// The session ends, and no log ever comes: the agent was killed, the disk was full, the
        /// upload was refused, or sessions of this kind have none.
        public void endWithoutLog() {
            close(SessionStatus.TERMINATED);
        }

        /// The session fails. The agent leaves its error output under a key that all failures share.
        public SessionAgent.Upload fail(String error) {
            close(SessionStatus.FAILED);
            return uploadError(error);
        }

        private SessionAgent.Upload uploadError(String error) {
            return agent.upload(place.prefix() + "/Standard_Stream/stderr", error);
        }

        /// The session fails after the time that the agent takes for it. Its error output is lost
        /// where the node may not upload it, and where the agent has not begun one yet.
        private void refuse(Handshake.Side side, String error) {
            close(SessionStatus.FAILED, clock.instant().plus(REFUSED_AFTER));
            if (side != Handshake.Side.NODE_AT_BUCKET) {
                try {
                    uploadError(error);
                } catch (S3Exception refused) {
                    // The agent tells nobody but its own log.
                }
            }
        }

        /// The session fails before the agent has anything to upload.
        public void failWithoutLog() {
            close(SessionStatus.FAILED);
        }

        private void close(SessionStatus how) {
            close(how, clock.instant());
        }

        private void close(SessionStatus how, Instant end) {
            history.keep(place.account(), place.region(), begun.ended(how, end));
        }
    }
}

package io.sessionvault.sweep;

import io.sessionvault.compliance.AccountSweep.SessionCount;
import io.sessionvault.rule.Rule;
import java.time.Duration;

/// Why a session that has ended has no log, by the rule that its facts fit.
///
/// @param rule the rule
/// @param what what is to be said of the session
record MissingLog(Rule rule, String what) {
    /// How long a session that fails without a shell lasts at most. The agent gives up an
    /// unanswered handshake after 15 seconds.
    ///
    /// Source: amazon-ssm-agent, `datachannel.go`, `PerformHandshake`.
    private static final Duration LONGEST_WITHOUT_SHELL = Duration.ofMinutes(1);

    /// How long the AWS CLI takes for a session that it ends because its plugin is missing.
    ///
    /// Source: aws-cli, `customizations/sessionmanager.py`: `StartSession`, then
    /// `TerminateSession`.
    private static final Duration WITHOUT_PLUGIN = Duration.ofSeconds(2);

    /// @param kind what kind of session it was; one that forwarded a port needs no log
    /// @param key where its log should be
    static MissingLog of(Session session, SessionKind kind, String key) {
        return switch (kind) {
            case SessionKind.Port _ ->
                    throw new IllegalArgumentException("a session of this kind has no log");
            case SessionKind.InContainer(String note) ->
                    new MissingLog(Rule.ECS_EXEC_NOT_LOGGED, none(session, key) + note);
            case SessionKind.ByOtherDocument(boolean isShell, boolean isLogged, String note) -> {
                Rule rule = isLogged ? Rule.SESSION_UNLOGGED : Rule.SESSION_OTHER_DOCUMENT;
                yield isShell
                        ? ofShell(session, rule, key)
                        : new MissingLog(rule, none(session, key) + note);
            }
            case SessionKind.ByPreferences _ -> ofShell(session, Rule.SESSION_UNLOGGED, key);
        };
    }

    /// A shell needs time: for the handshake, and for somebody who types. A command needs none, and
    /// may have run whatever became of the session.
    private static MissingLog ofShell(Session session, Rule rule, String key) {
        if (session.failed() && !session.lastedAtLeast(LONGEST_WITHOUT_SHELL)) {
            return new MissingLog(Rule.SESSION_FAILED, none(session, key));
        }
        return !session.failed() && session.lasted(WITHOUT_PLUGIN)
                ? tooShort(key)
                : new MissingLog(rule, none(session, key));
    }

    /// What it counts as.
    SessionCount count() {
        return rule == Rule.SESSION_UNLOGGED || rule == Rule.SESSION_FAILED
                ? new SessionCount(0, 1, 0, 0)
                : new SessionCount(0, 0, 1, 0);
    }

    private static MissingLog tooShort(String key) {
        return new MissingLog(
                Rule.SESSION_NO_SHELL,
                "was over at once, probably before it had a shell, and has no log " + key);
    }

    /// Source: amazon-ssm-agent, `shell_unix.go`: without the program `script` no log is made of a
    /// session, and it counts as failed.
    private static String none(Session session, String key) {
        if (!session.failed()) {
            return "has no log " + key;
        }
        if (session.lastedAtLeast(LONGEST_WITHOUT_SHELL)) {
            return "failed, but not at once: it probably had a shell. It has no log "
                    + key
                    + ", as when the program script is missing on the target";
        }
        return session.lasted(LONGEST_WITHOUT_SHELL)
                ? "failed and has no log " + key
                : "failed after a time that nobody knows and has no log " + key;
    }
}

package io.sessionvault.local;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.organization.SessionAgent;
import io.sessionvault.local.organization.SessionAgent.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// An upload of the guided run, and the verdict that it has to get.
///
/// @param story what happens, for people to read
/// @param attempt what became of the same upload by an instance that is bound by policies; empty
///     where the upload itself is such a one
/// @param upload the object
/// @param verdict the expected verdict
/// @param rules the ids of the rules that have to be found broken
record LogScene(
        String story,
        Optional<Attempt> attempt,
        Upload upload,
        String verdict,
        List<String> rules) {
    private static final String OUTPUT = "Script started\nsh-5.2$ uptime\n";
    private static final int FORBIDDEN = 403;

    /// An upload that policies are to prevent.
    ///
    /// @param isRefused whether they did
    /// @param answer what S3 said, without the resource, which is the upload's
    record Attempt(boolean isRefused, String answer) {}

    /// Whoever uploads something.
    ///
    /// @param agent the agent of an instance
    /// @param planter the account's administrator, whom no policy binds
    /// @param isBound whether policies bind the agent
    record Uploader(SessionAgent agent, SessionAgent planter, boolean isBound) {}

    /// Uploads good and bad logs.
    ///
    /// @param own of the member account, with the logging policy
    /// @param stranger of another account of the organization
    /// @param member the member account
    /// @param other the other account
    /// @param foreignKey a key that is not the vault's
    static List<LogScene> play(
            Uploader own, Uploader stranger, AccountId member, AccountId other, String foreignKey) {
        String prefix = member + "/eu-west-1/";
        String first = prefix + "ana.ruiz@example.com-0f3a9c2b7d1e48a65.log";
        SessionAgent agent = own.agent();
        List<LogScene> scenes = new ArrayList<>();
        scenes.add(good("A session ends, the agent uploads its log", agent.upload(first, OUTPUT)));
        scenes.add(
                good(
                        "A session of an automation, in another Region",
                        agent.upload(
                                member + "/us-east-1/ops+night-ilpxvkhghl9vs9ia2xfdyp4dka.log",
                                OUTPUT)));
        scenes.add(
                new LogScene(
                        "A session fails to start; the agent leaves its error output",
                        Optional.empty(),
                        agent.upload(prefix + "Standard_Stream/stderr", "data channel not opened"),
                        "NotApplicable",
                        List.of()));
        scenes.add(
                planted(
                        "A log without KMS encryption",
                        own,
                        by ->
                                by.uploadEncrypted(
                                        prefix + "ben.okafor-0a1b2c3d4e5f60718.log",
                                        OUTPUT,
                                        "AES256",
                                        ""),
                        "LOG-ENCRYPTION"));
        scenes.add(
                planted(
                        "A log under somebody else's key",
                        own,
                        by ->
                                by.uploadEncrypted(
                                        prefix + "ben.okafor-0a1b2c3d4e5f60719.log",
                                        OUTPUT,
                                        "aws:kms",
                                        foreignKey),
                        "LOG-KEY"));
        scenes.add(
                planted(
                        "Account " + other + " plants a log under the member's prefix",
                        stranger,
                        by ->
                                by.upload(
                                        prefix + "ana.ruiz@example.com-0f3a9c2b7d1e48a66.log",
                                        OUTPUT),
                        "LOG-UPLOADER"));
        scenes.add(
                planted(
                        "A log under the prefix of an account that is no member",
                        own,
                        by -> by.upload("999999999999/eu-west-1/eve-0a1b2c3d4e5f60720.log", OUTPUT),
                        "LOG-UPLOADER"));
        scenes.add(
                planted(
                        "An object outside every prefix",
                        own,
                        by -> by.upload("backup/dump.log", OUTPUT),
                        "LOG-PREFIX"));
        scenes.add(
                bad(
                        "An object that is not named like a log",
                        agent.upload(prefix + "notes.txt", OUTPUT),
                        "LOG-NAME"));
        scenes.add(
                bad(
                        "An empty log",
                        agent.upload(prefix + "carl-0a1b2c3d4e5f60721.log", ""),
                        "LOG-EMPTY"));
        scenes.add(
                bad(
                        "Somebody replaces the first log",
                        agent.upload(first, "nothing to see"),
                        "LOG-OVERWRITTEN"));
        return scenes;
    }

    private static LogScene good(String story, Upload upload) {
        return new LogScene(story, Optional.empty(), upload, "Compliant", List.of());
    }

    private static LogScene bad(String story, Upload upload, String... rules) {
        return new LogScene(story, Optional.empty(), upload, "NonCompliant", List.of(rules));
    }

    /// What policies prevent today can have come before them: the administrator uploads it.
    private static LogScene planted(
            String story, Uploader by, Function<SessionAgent, Upload> upload, String... rules) {
        Optional<Attempt> attempt =
                by.isBound() ? Optional.of(attempt(by.agent(), upload)) : Optional.empty();
        return new LogScene(
                story, attempt, upload.apply(by.planter()), "NonCompliant", List.of(rules));
    }

    private static Attempt attempt(SessionAgent agent, Function<SessionAgent, Upload> upload) {
        try {
            return new Attempt(false, "S3 took " + upload.apply(agent).key());
        } catch (S3Exception refused) {
            String message = refused.awsErrorDetails().errorMessage();
            return new Attempt(
                    refused.statusCode() == FORBIDDEN,
                    message.replaceFirst(" on resource: \"[^\"]*\"", ""));
        }
    }
}

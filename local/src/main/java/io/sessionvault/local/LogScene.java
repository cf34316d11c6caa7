package io.sessionvault.local;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.organization.SessionAgent;
import io.sessionvault.local.organization.SessionAgent.Upload;
import java.util.List;

/// An upload of the guided run, and the verdict that it has to get.
///
/// @param story what happens, for people to read
/// @param upload the object
/// @param verdict the expected verdict
/// @param rules the ids of the rules that have to be found broken
record LogScene(String story, Upload upload, String verdict, List<String> rules) {
    private static final String OUTPUT = "Script started\nsh-5.2$ uptime\n";

    /// Uploads good and bad logs.
    ///
    /// @param agent an agent in the member account
    /// @param stranger an agent in another account of the organization
    /// @param member the member account
    /// @param other the other account
    /// @param foreignKey a key that is not the vault's
    static List<LogScene> play(
            SessionAgent agent,
            SessionAgent stranger,
            AccountId member,
            AccountId other,
            String foreignKey) {
        String prefix = member + "/eu-west-1/";
        return List.of(
                good(
                        "A session ends, the agent uploads its log",
                        agent.upload(
                                prefix + "ana.ruiz@example.com-0f3a9c2b7d1e48a65.log", OUTPUT)),
                good(
                        "A session of an automation, in another Region",
                        agent.upload(
                                member + "/us-east-1/ops+night-ilpxvkhghl9vs9ia2xfdyp4dka.log",
                                OUTPUT)),
                new LogScene(
                        "A session fails to start; the agent leaves its error output",
                        agent.upload(prefix + "Standard_Stream/stderr", "data channel not opened"),
                        "NotApplicable",
                        List.of()),
                bad(
                        "A log without KMS encryption",
                        agent.uploadEncrypted(
                                prefix + "ben.okafor-0a1b2c3d4e5f60718.log", OUTPUT, "AES256", ""),
                        "LOG-ENCRYPTION"),
                bad(
                        "A log under somebody else's key",
                        agent.uploadEncrypted(
                                prefix + "ben.okafor-0a1b2c3d4e5f60719.log",
                                OUTPUT,
                                "aws:kms",
                                foreignKey),
                        "LOG-KEY"),
                bad(
                        "Account " + other + " plants a log under the member's prefix",
                        stranger.upload(
                                prefix + "ana.ruiz@example.com-0f3a9c2b7d1e48a66.log", OUTPUT),
                        "LOG-UPLOADER"),
                bad(
                        "A log under the prefix of an account that is no member",
                        agent.upload("999999999999/eu-west-1/eve-0a1b2c3d4e5f60720.log", OUTPUT),
                        "LOG-MEMBER",
                        "LOG-UPLOADER"),
                bad(
                        "An object outside every prefix",
                        agent.upload("backup/dump.log", OUTPUT),
                        "LOG-PREFIX"),
                bad(
                        "An object that is not named like a log",
                        agent.upload(prefix + "notes.txt", OUTPUT),
                        "LOG-NAME"),
                bad(
                        "An empty log",
                        agent.upload(prefix + "carl-0a1b2c3d4e5f60721.log", ""),
                        "LOG-EMPTY"),
                bad(
                        "Somebody replaces the first log",
                        agent.upload(
                                prefix + "ana.ruiz@example.com-0f3a9c2b7d1e48a65.log",
                                "nothing to see"),
                        "LOG-OVERWRITTEN"));
    }

    private static LogScene good(String story, Upload upload) {
        return new LogScene(story, upload, "Compliant", List.of());
    }

    private static LogScene bad(String story, Upload upload, String... rules) {
        return new LogScene(story, upload, "NonCompliant", List.of(rules));
    }
}

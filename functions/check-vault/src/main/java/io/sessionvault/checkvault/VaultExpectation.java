package io.sessionvault.checkvault;

import io.sessionvault.policy.DeployedVault;
import io.sessionvault.settings.Environment;
import io.sessionvault.settings.VaultVariables;
import io.sessionvault.vault.KeyArn;
import io.sessionvault.vault.ObjectLock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// How the vault should be.
///
/// @param deployed the deployed stack
/// @param lock the default retention
/// @param retention for how long a log is kept at least
/// @param workQueues the URLs of the queues in which work waits
/// @param deadLetterQueues the URLs of the queues that should be empty
record VaultExpectation(
        DeployedVault deployed,
        ObjectLock lock,
        Duration retention,
        List<String> workQueues,
        List<String> deadLetterQueues) {
    private static final Pattern ROLE =
            Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/*?-]+");
    private static final Pattern TOPIC =
            Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+");

    /// Copies the lists.
    VaultExpectation {
        workQueues = List.copyOf(workQueues);
        deadLetterQueues = List.copyOf(deadLetterQueues);
    }

    /// Reads it from the function's variables.
    ///
    /// @throws io.sessionvault.settings.InvalidSettingException when one is missing or malformed
    static VaultExpectation read(Environment environment) {
        DeployedVault deployed =
                new DeployedVault(
                        VaultVariables.organization(environment),
                        VaultVariables.vault(environment),
                        environment.required(
                                "SESSION_KEY_ARN",
                                "the full ARN of the primary session key",
                                KeyArn::parse),
                        environment
                                .optional(
                                        "READER_ROLE_ARN",
                                        "nothing, or the ARN of the role that reads logs",
                                        Environment.matching(ROLE))
                                .orElse(null),
                        environment.required(
                                "CHECK_LOG_ROLE_ARN",
                                "the ARN of check-log's role",
                                Environment.matching(ROLE)),
                        environment.required(
                                "CHECK_STORED_LOGS_ROLE_ARN",
                                "the ARN of check-stored-logs' role",
                                Environment.matching(ROLE)),
                        environment.required(
                                "ALARM_TOPIC_ARN",
                                "the ARN of the alarms' topic",
                                Environment.matching(TOPIC)));
        return new VaultExpectation(
                deployed,
                VaultVariables.objectLock(environment),
                VaultVariables.retention(environment),
                queues(environment, "WORK_QUEUE_URLS"),
                queues(environment, "DEAD_LETTER_QUEUE_URLS"));
    }

    private static List<String> queues(Environment environment, String name) {
        return environment.required(
                name,
                "the URLs of queues, divided by commas",
                text -> Arrays.stream(text.split(",", -1)).map(VaultExpectation::url).toList());
    }

    private static String url(String text) {
        if (!text.strip().matches("https?://\\S+/\\S+")) {
            throw new IllegalArgumentException("'" + text + "' is no URL of a queue");
        }
        return text.strip();
    }
}

package io.sessionvault.onboardaccount;

import io.sessionvault.compliance.ComplianceMode;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.settings.Environment;
import io.sessionvault.settings.Switch;
import java.util.Optional;

/// The settings of reactions to changes in accounts.
///
/// @param queueArn the queue of these changes, by which its batches are told from others
/// @param queueUrl the same queue
/// @param rules how far a reaction goes
record ReactionSettings(String queueArn, String queueUrl, ReactionPermit.Rules rules) {
    /// Empty where the stack has no such queue.
    ///
    /// @param mode how far to go with accounts that appear
    /// @throws io.sessionvault.settings.InvalidSettingException when a variable is missing or
    ///     malformed
    static Optional<ReactionSettings> read(Environment environment, Mode mode) {
        return environment
                .optional("REACTION_QUEUE_ARN", "the ARN of the queue of reactions", text -> text)
                .map(arn ->
                        new ReactionSettings(
                                arn,
                                environment.required(
                                        "REACTION_QUEUE_URL",
                                        "the URL of the queue of reactions",
                                        text -> text),
                                new ReactionPermit.Rules(
                                        environment.required(
                                                "COMPLIANCE_MODE",
                                                "\"observe\" or \"enforce\"",
                                                Environment.oneOf(ComplianceMode.class)),
                                        mode,
                                        environment.required(
                                                "GRANT_IN_OBSERVE",
                                                "\"on\" or \"off\"",
                                                Environment.oneOf(Switch.class)))));
    }
}

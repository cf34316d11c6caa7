package io.sessionvault.onboardaccount;

import io.sessionvault.account.RegionName;
import io.sessionvault.aws.MemberAccess;
import io.sessionvault.reconcile.AccountStandard;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.settings.AccountVariables;
import io.sessionvault.settings.Environment;
import io.sessionvault.settings.Switch;
import io.sessionvault.settings.VaultVariables;
import java.time.Duration;
import java.util.Optional;

/// The function's settings.
///
/// @param home the function's Region
/// @param standard what every account should look like
/// @param route the way into a member
/// @param mode how far to go where an event does not say
/// @param queueUrl the queue whose messages wait longer after each failure
/// @param repairSwitch the name of the parameter with which people hold changes back
/// @param reportsBucket the bucket in which a compliance run tells who the members are
/// @param watchTime how long sessions of switched Regions are watched; zero for not at all
/// @param rollsBack whether the vault goes back by itself where they fail
/// @param reactions for changes in accounts; empty where nothing tells of them
record OnboardingSettings(
        RegionName home,
        AccountStandard standard,
        MemberAccess.Route route,
        Mode mode,
        String queueUrl,
        String repairSwitch,
        String reportsBucket,
        Duration watchTime,
        boolean rollsBack,
        Optional<ReactionSettings> reactions) {

    /// @throws io.sessionvault.settings.InvalidSettingException when a variable is missing or
    ///     malformed
    static OnboardingSettings read(Environment environment) {
        Mode mode =
                environment.required(
                        "MODE", "\"plan\" or \"apply\"", Environment.oneOf(Mode.class));
        return new OnboardingSettings(
                VaultVariables.homeRegion(environment),
                AccountVariables.standard(environment),
                AccountVariables.route(environment, "session-vault-onboarding"),
                mode,
                environment.required(
                        "ONBOARDING_QUEUE_URL", "the URL of the onboarding queue", text -> text),
                environment.required(
                        "REPAIR_SWITCH", "the name of the repair switch's parameter", text -> text),
                VaultVariables.reportsBucket(environment),
                AccountVariables.watchTime(environment),
                environment
                        .optional("ROLL_BACK", "\"on\" or \"off\"", Environment.oneOf(Switch.class))
                        .map(Switch.ON::equals)
                        .orElse(true),
                ReactionSettings.read(environment, mode));
    }
}

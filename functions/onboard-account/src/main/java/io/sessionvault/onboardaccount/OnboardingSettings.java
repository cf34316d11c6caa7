package io.sessionvault.onboardaccount;

import io.sessionvault.account.RegionName;
import io.sessionvault.aws.AccountReconciler;
import io.sessionvault.aws.MemberAccess;
import io.sessionvault.reconcile.GovernedRegions;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.PermissionProof;
import io.sessionvault.settings.Environment;
import io.sessionvault.settings.VaultVariables;
import io.sessionvault.vault.KeyArn;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The function's settings.
///
/// @param home the function's Region
/// @param policy what every account should look like
/// @param route the way into a member
/// @param mode how far to go where an event does not say
/// @param queueUrl the queue whose messages wait longer after each failure
record OnboardingSettings(
        RegionName home,
        AccountReconciler.Policy policy,
        MemberAccess.Route route,
        Mode mode,
        String queueUrl) {
    private static final Pattern ROLE_ARN =
            Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]+");
    private static final Pattern ROLE_NAME = Pattern.compile("[\\w+=,.@/-]{1,128}");
    private static final String REGIONS = "\"all\" or Regions with commas between them";

    /// @throws io.sessionvault.settings.InvalidSettingException when a variable is missing or
    ///     malformed
    static OnboardingSettings read(Environment environment) {
        AccountReconciler.Policy policy =
                new AccountReconciler.Policy(
                        VaultVariables.vault(environment),
                        environment.required(
                                "SESSION_KEY_ARN",
                                "the full ARN of the multi-Region key that encrypts sessions",
                                OnboardingSettings::sessionKey),
                        new GovernedRegions(
                                environment.required(
                                        "GOVERNED_REGIONS",
                                        REGIONS,
                                        OnboardingSettings::allOrListed),
                                environment
                                        .optional(
                                                "EXCLUDED_REGIONS",
                                                "Regions with commas between them",
                                                OnboardingSettings::regions)
                                        .orElseGet(Collections::emptyNavigableSet)),
                        minutes(environment, "IDLE_SESSION_TIMEOUT", 60),
                        minutes(environment, "MAX_SESSION_DURATION", 1440),
                        environment.required(
                                "DEFAULT_HOST_MANAGEMENT",
                                "\"leave\" or \"manage\"",
                                text -> choice(HostManagement.class, text)),
                        environment.required(
                                "PERMISSION_PROOF",
                                "\"simulate\", or \"read-back\" for an emulator without iam:SimulatePrincipalPolicy",
                                text -> choice(PermissionProof.class, text)));
        return new OnboardingSettings(
                VaultVariables.homeRegion(environment),
                policy,
                new MemberAccess.Route(
                        environment.optional(
                                "HUB_ROLE_ARN",
                                "the ARN of an IAM role",
                                text -> matching(ROLE_ARN, text)),
                        environment.required(
                                "MEMBER_ROLE_NAME",
                                "the name of the role to assume in every account",
                                text -> matching(ROLE_NAME, text)),
                        environment.optional(
                                "EXTERNAL_ID", "the external id of the roles", text -> text)),
                environment.required(
                        "MODE", "\"plan\" or \"apply\"", text -> choice(Mode.class, text)),
                environment.required(
                        "ONBOARDING_QUEUE_URL", "the URL of the onboarding queue", text -> text));
    }

    private static KeyArn sessionKey(String text) {
        KeyArn key = KeyArn.parse(text);
        if (!key.isMultiRegion()) {
            throw new IllegalArgumentException("the key's id does not begin with mrk-");
        }
        return key;
    }

    private static Optional<NavigableSet<RegionName>> allOrListed(String text) {
        return text.equals("all") ? Optional.empty() : Optional.of(regions(text));
    }

    private static NavigableSet<RegionName> regions(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(RegionName::new)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static OptionalInt minutes(Environment environment, String name, int most) {
        Optional<Integer> minutes =
                environment.optional(
                        name,
                        "minutes from 1 to "
                                + most
                                + ", or nothing to leave the choice to the account",
                        text -> {
                            int number = Integer.parseInt(text);
                            if (number < 1 || number > most) {
                                throw new IllegalArgumentException("out of range");
                            }
                            return number;
                        });
        return minutes.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private static <E extends Enum<E>> E choice(Class<E> choices, String text) {
        return Arrays.stream(choices.getEnumConstants())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such choice"));
    }

    private static String matching(Pattern form, String text) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException("it does not match " + form);
        }
        return text;
    }
}

package io.sessionvault.settings;

import io.sessionvault.account.RegionName;
import io.sessionvault.aws.MemberAccess;
import io.sessionvault.reconcile.AccountStandard;
import io.sessionvault.reconcile.GovernedRegions;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.SessionEncryption;
import io.sessionvault.vault.KeyArn;
import io.sessionvault.watch.Watch;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The variables of the functions that look after accounts: what every account should look like, and
/// the way into one.
public final class AccountVariables {
    private static final Pattern ROLE_ARN =
            Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]+");
    private static final Pattern ROLE_NAME = Pattern.compile("[\\w+=,.@/-]{1,128}");
    private static final Pattern BUS_ARN =
            Pattern.compile(
                    "arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/[A-Za-z0-9._/-]{1,256}");
    private static final String REGIONS = "\"all\" or Regions with commas between them";

    private AccountVariables() {}

    /// What every account should look like.
    ///
    /// @throws InvalidSettingException when a variable is missing or malformed
    public static AccountStandard standard(Environment environment) {
        return new AccountStandard(
                VaultVariables.organization(environment),
                VaultVariables.vault(environment),
                environment.required(
                        "SESSION_KEY_ARN",
                        "the full ARN of the multi-Region key that encrypts sessions",
                        AccountVariables::sessionKey),
                environment.required(
                        "SESSION_ENCRYPTION",
                        "\"when-safe\", \"always\" or \"off\"",
                        Environment.oneOf(SessionEncryption.class)),
                new GovernedRegions(
                        environment.required(
                                "GOVERNED_REGIONS", REGIONS, AccountVariables::allOrListed),
                        environment
                                .optional(
                                        "EXCLUDED_REGIONS",
                                        "Regions with commas between them",
                                        AccountVariables::regions)
                                .orElseGet(Collections::emptyNavigableSet)),
                minutes(environment, "IDLE_SESSION_TIMEOUT", 60),
                minutes(environment, "MAX_SESSION_DURATION", 1440),
                environment.required(
                        "DEFAULT_HOST_MANAGEMENT",
                        "\"leave\" or \"manage\"",
                        Environment.oneOf(HostManagement.class)),
                environment.optional(
                        "MEMBER_EVENT_BUS_ARN",
                        "empty, or the ARN of an event bus",
                        Environment.matching(BUS_ARN)));
    }

    /// The way into an account.
    ///
    /// @param sessionName what the members' trails call the session
    /// @throws InvalidSettingException when a variable is missing or malformed
    public static MemberAccess.Route route(Environment environment, String sessionName) {
        return new MemberAccess.Route(
                environment.optional(
                        "HUB_ROLE_ARN", "the ARN of an IAM role", Environment.matching(ROLE_ARN)),
                environment.required(
                        "MEMBER_ROLE_NAME",
                        "the name of the role to assume in every account",
                        Environment.matching(ROLE_NAME)),
                environment.optional("EXTERNAL_ID", "the external id of the roles", text -> text),
                sessionName);
    }

    /// How long the sessions of switched Regions are watched, from `WATCH_MINUTES`; zero for not at
    /// all, an hour where nothing is said.
    ///
    /// @throws InvalidSettingException when it is malformed
    public static Duration watchTime(Environment environment) {
        long least = Watch.EVERY.toMinutes();
        long most = Watch.LONGEST.toMinutes();
        return environment
                .optional(
                        "WATCH_MINUTES",
                        "0, or minutes from " + least + " to " + most,
                        text -> {
                            int minutes = Integer.parseInt(text);
                            if (minutes != 0 && (minutes < least || minutes > most)) {
                                throw new IllegalArgumentException("out of range");
                            }
                            return Duration.ofMinutes(minutes);
                        })
                .orElse(Duration.ofHours(1));
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
}

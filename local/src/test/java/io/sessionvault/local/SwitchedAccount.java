package io.sessionvault.local;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.WatchMessage;
import io.sessionvault.local.aws.ssm.SessionRecord;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

/// An account that was switched a while ago, and in one of whose Regions the sessions of two people
/// have failed since.
///
/// @param account the account
/// @param message the message of the last look
public record SwitchedAccount(AccountId account, String message) {
    /// Long enough that no log can still come.
    private static final Duration AGO = Duration.ofMinutes(40);

    /// Creates and switches an account and has sessions fail. The stand-in's clock goes back for the
    /// switch, because that of the functions cannot be moved.
    ///
    /// @param region where they fail
    /// @param governed creates the account and switches it
    public static SwitchedAccount of(
            Platform.StandIn platform, RegionName region, Supplier<AccountId> governed) {
        Instant switched = Instant.now().minus(AGO);
        Duration back = Duration.between(platform.now(), switched);
        platform.pass(back);
        AccountId account = governed.get();
        platform.pass(back.negated());
        Instant start = switched.plus(AGO.dividedBy(2));
        List.of("ada", "bob")
                .forEach(user -> platform.held(account, region, failed(account, user, start)));
        // The message is older than the switch.
        Instant before = switched.minusSeconds(30);
        return new SwitchedAccount(
                account,
                WatchMessage.of(
                        new Watch(
                                account,
                                new TreeSet<>(List.of(region)),
                                before,
                                before.plus(AGO))));
    }

    private static SessionRecord failed(AccountId account, String user, Instant start) {
        return new SessionRecord(
                user + "-0f3a9c2b7d1e48a65",
                "i-of-" + user,
                PreferencesDocument.NAME,
                "arn:aws:sts::" + account + ":assumed-role/Operators/" + user,
                SessionStatus.FAILED,
                start,
                start.plusSeconds(15));
    }
}

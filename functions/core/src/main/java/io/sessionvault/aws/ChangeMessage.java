package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import java.time.Instant;
import java.util.Map;

/// The message that brings about a look at an account in which something was changed: as the rule of
/// member changes makes it of an event.
public final class ChangeMessage {
    /// The only field of the message.
    public static final String FIELD = "reaction";

    private ChangeMessage() {}

    /// The message.
    ///
    /// @param region where something was changed
    /// @param eventName the call that changed it
    /// @param time when
    public static String of(AccountId account, RegionName region, String eventName, Instant time) {
        return Json.write(
                Map.of(
                        FIELD,
                        Map.of(
                                "accountId",
                                account.value(),
                                "region",
                                region.value(),
                                "eventName",
                                eventName,
                                "time",
                                time.toString())));
    }
}

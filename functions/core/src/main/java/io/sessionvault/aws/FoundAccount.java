package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import java.time.Instant;
import java.util.Map;

/// The message that hands an account to the onboarding, as if an event had named it.
public final class FoundAccount {
    /// Its source.
    public static final String SOURCE = "session-vault";

    /// Its name.
    public static final String NAME = "AccountFound";

    private FoundAccount() {}

    /// The message.
    ///
    /// @param foundAt when Organizations has named the account
    public static String message(AccountId account, Instant foundAt) {
        return Json.write(
                Map.of(
                        "source",
                        SOURCE,
                        "time",
                        foundAt.toString(),
                        "detail",
                        Map.of("eventName", NAME, "accountId", account.value())));
    }
}

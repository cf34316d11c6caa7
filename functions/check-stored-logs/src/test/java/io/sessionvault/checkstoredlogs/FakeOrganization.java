package io.sessionvault.checkstoredlogs;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;

/// An organization of active accounts that counts how often it is listed.
final class FakeOrganization implements Supplier<Map<AccountId, AccountState>> {
    int listings;
    boolean isDown;
    private final Map<AccountId, AccountState> members;

    FakeOrganization(String... accounts) {
        members =
                Stream.of(accounts)
                        .collect(Collectors.toMap(AccountId::new, _ -> AccountState.ACTIVE));
    }

    @Override
    public Map<AccountId, AccountState> get() {
        if (isDown) {
            throw SdkClientException.create("connection refused");
        }
        listings++;
        return members;
    }
}

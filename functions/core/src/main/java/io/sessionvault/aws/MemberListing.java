package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/// The organization's accounts, listed without a service client.
///
/// Source: Organizations API reference, `ListAccounts`; a page may be empty and not the last.
public final class MemberListing {
    private final JsonCalls organizations;

    /// @param organizations calls of the management account or a delegated administrator
    public MemberListing(JsonCalls organizations) {
        this.organizations = organizations;
    }

    /// All members and their states.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when Organizations cannot be
    ///     asked
    public Map<AccountId, AccountState> members() {
        Map<AccountId, AccountState> members = new HashMap<>();
        @Nullable Object token = null;
        do {
            Map<String, Object> page =
                    organizations.call(
                            "ListAccounts", token == null ? Map.of() : Map.of("NextToken", token));
            if (!(page.get("Accounts") instanceof List<?> accounts)) {
                throw SdkClientException.create("ListAccounts was answered without Accounts");
            }
            for (Object each : accounts) {
                if (each instanceof Map<?, ?> account) {
                    members.put(new AccountId(Objects.toString(account.get("Id"))), state(account));
                }
            }
            token = page.get("NextToken");
        } while (token != null);
        return members;
    }

    private static AccountState state(Map<?, ?> account) {
        Object state = account.get("State") == null ? account.get("Status") : account.get("State");
        return AccountState.of(Objects.toString(state, ""));
    }
}

package io.sessionvault.checkstoredlogs;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.log.Membership;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;

/// An organization of active accounts that remembers about whom it was asked.
final class FakeOrganization implements Function<AccountId, Membership> {
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    boolean isDown;
    private final Set<AccountId> members;

    FakeOrganization(String... accounts) {
        members = Stream.of(accounts).map(AccountId::new).collect(Collectors.toSet());
    }

    @Override
    public Membership apply(AccountId account) {
        asked.add(account.value());
        if (isDown) {
            throw SdkClientException.create("connection refused");
        }
        return members.contains(account)
                ? new Membership.Member(AccountState.ACTIVE)
                : new Membership.Stranger();
    }
}

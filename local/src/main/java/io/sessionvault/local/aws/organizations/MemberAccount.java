package io.sessionvault.local.aws.organizations;

import java.time.Instant;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountJoinedMethod;
import software.amazon.awssdk.services.organizations.model.AccountState;

/// An account of the organization, as it is now.
final class MemberAccount {
    final String id;
    final String name;
    final String email;
    final TreeSet<String> delegatedServices = new TreeSet<>();
    final TreeMap<String, String> tags = new TreeMap<>();
    AccountState state = AccountState.ACTIVE;
    private final AccountJoinedMethod joinedMethod;
    private final Instant joined;

    MemberAccount(
            String id,
            String name,
            String email,
            AccountJoinedMethod joinedMethod,
            Instant joined) {
        this.id = id;
        this.name = name;
        this.email = email;
        this.joinedMethod = joinedMethod;
        this.joined = joined;
    }

    /// The account as the API tells it: with `State`, and without the retired `Status`.
    ///
    /// A closing account is told once as `PENDING_CLOSURE` and from then on as `SUSPENDED`.
    Account shape(Organization organization) {
        Account shape = describe(organization);
        if (state == AccountState.PENDING_CLOSURE) {
            state = AccountState.SUSPENDED;
        }
        return shape;
    }

    private Account describe(Organization organization) {
        return Account.builder()
                .id(id)
                .arn(organization.accountArn(id))
                .name(name)
                .email(email)
                .state(state)
                .joinedMethod(joinedMethod)
                .joinedTimestamp(joined)
                .build();
    }
}

package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.log.Membership;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// What Organizations says about one account, asked without a service client.
///
/// Source: Organizations API reference, `DescribeAccount`.
public final class MemberQuestions {
    private static final String ABSENT = "AccountNotFoundException";

    private final JsonCalls organizations;

    /// @param organizations calls of the management account or a delegated administrator
    public MemberQuestions(JsonCalls organizations) {
        this.organizations = organizations;
    }

    /// Asks whether the account is a member, and in which state.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when Organizations does not say
    public Membership about(AccountId account) {
        try {
            Map<String, Object> output =
                    organizations.call("DescribeAccount", Map.of("AccountId", account.value()));
            if (output.get("Account") instanceof Map<?, ?> described
                    && account.value().equals(described.get("Id"))) {
                return new Membership.Member(state(described));
            }
            throw SdkClientException.create(
                    "DescribeAccount was answered without account " + account);
        } catch (AwsServiceException refusal) {
            if (ServiceErrors.of(refusal).code().equals(ABSENT)) {
                return new Membership.Stranger();
            }
            throw refusal;
        }
    }

    private static AccountState state(Map<?, ?> account) {
        Object state = account.get("State") == null ? account.get("Status") : account.get("State");
        return AccountState.of(Objects.toString(state, ""));
    }
}

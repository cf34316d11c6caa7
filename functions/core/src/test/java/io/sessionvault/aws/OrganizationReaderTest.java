package io.sessionvault.aws;

import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.OTHER_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountState;
import io.sessionvault.compliance.ListedAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.organizations.model.Account;

class OrganizationReaderTest {
    private final FakeOrganization organization = new FakeOrganization();
    private final OrganizationReader reader = new OrganizationReader(organization);

    @Test
    void listsTheMembersOfEveryPageByTheirIds() {
        organization.add("333333333333", "ACTIVE");
        organization.add("222222222222", "PENDING_CLOSURE");

        assertThat(reader.list())
                .containsExactly(
                        new ListedAccount(MEMBER, "", AccountState.PENDING_CLOSURE),
                        new ListedAccount(OTHER_MEMBER, "", AccountState.ACTIVE));
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, ACTIVE",
        "SUSPENDED, SUSPENDED",
        "PENDING_CLOSURE, PENDING_CLOSURE",
        "PENDING_ACTIVATION, PENDING_ACTIVATION",
        "CLOSED, CLOSED",
        "SOMETHING_NEW, UNKNOWN",
        ", UNKNOWN"
    })
    void readsTheStateOfAnAccount(String state, AccountState expected) {
        organization.add("222222222222", state);

        assertThat(reader.stateOf(MEMBER)).contains(expected);
    }

    @Test
    void readsTheRetiredStatusWhereThereIsNoState() {
        organization.accounts.add(Account.builder().id("222222222222").status("SUSPENDED").build());

        assertThat(reader.stateOf(MEMBER)).contains(AccountState.SUSPENDED);
    }

    @Test
    void aStrangerHasNoState() {
        assertThat(reader.stateOf(MEMBER)).isEmpty();
    }
}

package io.sessionvault.aws;

import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.OTHER_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.compliance.ListedAccount;
import io.sessionvault.log.Membership;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.organizations.model.Account;

class MemberDirectoryTest {
    private static final Membership ACTIVE = new Membership.Member(AccountState.ACTIVE);
    private static final Membership STRANGER = new Membership.Stranger();
    private static final AccountId STRANGER_ID = new AccountId("999999999999");

    private final FakeOrganization organization = new FakeOrganization();
    private Instant now = Instant.parse("2026-11-24T00:00:00Z");
    private final MemberDirectory directory = new MemberDirectory(this::listing, () -> now);

    @Test
    void knowsTheMembersOfEveryPageAfterOneListing() {
        organization.add("222222222222", "ACTIVE");
        organization.add("333333333333", "ACTIVE");

        assertThat(directory.of(MEMBER)).isEqualTo(ACTIVE);
        assertThat(directory.of(OTHER_MEMBER)).isEqualTo(ACTIVE);
        assertThat(directory.of(MEMBER)).isEqualTo(ACTIVE);
        assertThat(organization.listings).isEqualTo(1);
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

        assertThat(directory.of(MEMBER)).isEqualTo(new Membership.Member(expected));
        assertThat(new OrganizationReader(organization).stateOf(MEMBER)).contains(expected);
    }

    @Test
    void readsTheRetiredStatusWhereThereIsNoState() {
        organization.accounts.add(Account.builder().id("222222222222").status("SUSPENDED").build());

        assertThat(directory.of(MEMBER)).isEqualTo(new Membership.Member(AccountState.SUSPENDED));
    }

    @Test
    void listsAgainForAnAccountThatIsNotAmongTheMembers() {
        organization.add("222222222222", "ACTIVE");
        directory.of(MEMBER);
        organization.add("333333333333", "ACTIVE");

        assertThat(directory.of(OTHER_MEMBER)).isEqualTo(ACTIVE);
        assertThat(organization.listings).isEqualTo(2);
    }

    @Test
    void listsOnceAMinuteForAFloodOfAStrangersObjects() {
        for (int second = 0; second < 180; second++) {
            assertThat(directory.of(STRANGER_ID)).isEqualTo(STRANGER);
            pass(Duration.ofSeconds(1));
        }

        assertThat(organization.listings).isEqualTo(3);
    }

    @Test
    void listsOnceAMinuteForEachOfSeveralStrangers() {
        for (int second = 0; second < 60; second++) {
            directory.of(STRANGER_ID);
            directory.of(OTHER_MEMBER);
            pass(Duration.ofSeconds(1));
        }

        assertThat(organization.listings).isEqualTo(2);
    }

    @Test
    void seesAnAccountThatJoinsInTheMiddleOfAFlood() {
        for (int second = 0; second < 30; second++) {
            directory.of(MEMBER);
            pass(Duration.ofSeconds(1));
        }
        organization.add("222222222222", "ACTIVE");
        pass(Duration.ofSeconds(31));

        assertThat(directory.of(MEMBER)).isEqualTo(ACTIVE);
    }

    @Test
    void seesThatAClosedAccountIsLiveAgain() {
        organization.add("222222222222", "SUSPENDED");
        directory.of(MEMBER);
        organization.add("222222222222", "ACTIVE");
        pass(Duration.ofSeconds(61));

        assertThat(directory.of(MEMBER)).isEqualTo(ACTIVE);
    }

    @Test
    void forgetsAMemberThatLeftAfterAQuarterOfAnHour() {
        organization.add("222222222222", "ACTIVE");
        directory.of(MEMBER);
        organization.accounts.clear();

        pass(Duration.ofMinutes(15));
        assertThat(directory.of(MEMBER)).isEqualTo(ACTIVE);
        pass(Duration.ofSeconds(1));
        assertThat(directory.of(MEMBER)).isEqualTo(STRANGER);
    }

    @Test
    void doesNotKnowWhenTheOrganizationCannotBeListed() {
        organization.down = true;

        assertThat(directory.of(MEMBER))
                .isInstanceOfSatisfying(
                        Membership.Unknown.class,
                        unknown -> assertThat(unknown.reason()).contains("connection refused"));
    }

    @Test
    void asksAgainAfterAFailureAndTrustsNoListingThatIsTooOld() {
        organization.add("222222222222", "ACTIVE");
        directory.of(MEMBER);
        organization.down = true;

        assertThat(directory.of(MEMBER)).isEqualTo(ACTIVE);
        assertThat(directory.of(STRANGER_ID)).isInstanceOf(Membership.Unknown.class);
        pass(Duration.ofMinutes(16));
        assertThat(directory.of(MEMBER)).isInstanceOf(Membership.Unknown.class);
        organization.down = false;
        assertThat(directory.of(MEMBER)).isEqualTo(ACTIVE);
    }

    @Test
    void listsOnceForSeveralAccountsThatAreAskedForTogether() {
        organization.add("222222222222", "ACTIVE");

        assertThat(directory.of(Set.of(MEMBER, OTHER_MEMBER, STRANGER_ID)))
                .isEqualTo(Map.of(MEMBER, ACTIVE, OTHER_MEMBER, STRANGER, STRANGER_ID, STRANGER));
        assertThat(organization.listings).isEqualTo(1);
    }

    @Test
    void knowsTheMembersOfAFreshListingWhenOthersCannotBeLookedUp() {
        organization.add("222222222222", "ACTIVE");
        directory.of(MEMBER);
        organization.down = true;

        assertThat(directory.of(Set.of(MEMBER, STRANGER_ID)))
                .containsEntry(MEMBER, ACTIVE)
                .hasEntrySatisfying(
                        STRANGER_ID,
                        answer -> assertThat(answer).isInstanceOf(Membership.Unknown.class));
    }

    @Test
    void beginsWithAListingThatItIsGivenAndLooksUpWhoIsNotLiveInIt() {
        organization.add("333333333333", "ACTIVE");
        MemberDirectory given =
                new MemberDirectory(
                        this::listing,
                        () -> now,
                        Map.of(
                                MEMBER,
                                AccountState.ACTIVE,
                                OTHER_MEMBER,
                                AccountState.PENDING_ACTIVATION));

        assertThat(given.of(MEMBER)).isEqualTo(ACTIVE);
        assertThat(organization.listings).isZero();
        assertThat(given.of(OTHER_MEMBER)).isEqualTo(ACTIVE);
        assertThat(organization.listings).isEqualTo(1);
    }

    private Map<AccountId, AccountState> listing() {
        return new OrganizationReader(organization)
                .list().stream().collect(Collectors.toMap(ListedAccount::id, ListedAccount::state));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}

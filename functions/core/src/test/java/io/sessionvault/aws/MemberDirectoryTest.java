package io.sessionvault.aws;

import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.OTHER_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.log.KnownRegions;
import io.sessionvault.log.Membership;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class MemberDirectoryTest {
    private static final Membership ACTIVE = new Membership.Member(AccountState.ACTIVE);
    private static final Membership STRANGER = new Membership.Stranger();

    private static final KnownRegions REGIONS =
            new KnownRegions(Set.of(IRELAND), Instant.parse("2026-11-23T00:00:00Z"));

    private final Map<AccountId, AccountState> organization = new HashMap<>();
    private final List<AccountId> asked = Collections.synchronizedList(new ArrayList<>());
    private Optional<MemberList> list = Optional.empty();
    private Optional<String> refusal = Optional.empty();
    private int reads;
    private Instant now = Instant.parse("2026-11-24T00:00:00Z");
    private final MemberDirectory directory =
            new MemberDirectory(this::read, this::about, () -> now);

    @Test
    void takesTheLiveMembersFromTheListAndAsksNobody() {
        list(MEMBER, AccountState.ACTIVE);

        assertThat(directory.of(Set.of(MEMBER))).isEqualTo(Map.of(MEMBER, ACTIVE));
        assertThat(directory.known(Set.of(MEMBER))).isEqualTo(Map.of(MEMBER, ACTIVE));
        assertThat(asked).isEmpty();
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void knowsTheRegionsForAsLongAsTheListCounts() {
        assertThat(directory.regions()).isEqualTo(KnownRegions.NONE);

        now = now.plusSeconds(6);
        list = Optional.of(new MemberList(Map.of(), now.plus(Duration.ofHours(1)), REGIONS));

        assertThat(directory.regions()).isEqualTo(REGIONS);
        now = now.plus(Duration.ofHours(1)).plusSeconds(1);
        assertThat(directory.regions()).isEqualTo(KnownRegions.NONE);
    }

    @ParameterizedTest
    @EnumSource(value = AccountState.class, names = "ACTIVE", mode = EnumSource.Mode.EXCLUDE)
    void asksAboutAMemberThatWasNotLiveWhenItWasListed(AccountState state) {
        list(MEMBER, state);
        organization.put(MEMBER, AccountState.ACTIVE);

        assertThat(directory.known(Set.of(MEMBER))).isEmpty();
        assertThat(directory.of(Set.of(MEMBER))).isEqualTo(Map.of(MEMBER, ACTIVE));
        assertThat(asked).containsExactly(MEMBER);
    }

    @Test
    void remembersForAQuarterOfAnHourThatAnAccountIsLive() {
        organization.put(MEMBER, AccountState.ACTIVE);
        directory.of(Set.of(MEMBER));
        organization.clear();

        pass(Duration.ofMinutes(14));
        assertThat(directory.of(Set.of(MEMBER))).isEqualTo(Map.of(MEMBER, ACTIVE));
        pass(Duration.ofMinutes(2));
        assertThat(directory.of(Set.of(MEMBER))).isEqualTo(Map.of(MEMBER, STRANGER));
    }

    @Test
    void asksOnceAMinuteAboutAStranger() {
        for (int second = 0; second < 180; second++) {
            assertThat(directory.of(Set.of(MEMBER))).isEqualTo(Map.of(MEMBER, STRANGER));
            pass(Duration.ofSeconds(1));
        }

        assertThat(asked).hasSize(3);
    }

    @Test
    void readsTheListAgainAfterAQuarterOfAnHour() {
        list(MEMBER, AccountState.ACTIVE);
        directory.of(Set.of(MEMBER));
        list(OTHER_MEMBER, AccountState.ACTIVE);

        pass(Duration.ofMinutes(16));

        assertThat(directory.of(Set.of(MEMBER, OTHER_MEMBER)))
                .isEqualTo(Map.of(MEMBER, STRANGER, OTHER_MEMBER, ACTIVE));
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void readsTheListAtMostEveryFiveSecondsWhereItCannotBeRead() {
        for (int second = 0; second < 30; second++) {
            directory.known(Set.of(MEMBER));
            pass(Duration.ofSeconds(1));
        }

        assertThat(reads).isEqualTo(6);
    }

    @Test
    void aListCountsNoLongerThanItSays() {
        list =
                Optional.of(
                        new MemberList(
                                Map.of(MEMBER, AccountState.ACTIVE), now.plusSeconds(60), REGIONS));
        assertThat(directory.known(Set.of(MEMBER))).isEqualTo(Map.of(MEMBER, ACTIVE));

        pass(Duration.ofSeconds(61));

        assertThat(directory.known(Set.of(MEMBER))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TooManyRequestsException", "ThrottlingException", "ServiceException"})
    void asksNobodyForAWhileOnceOrganizationsIsTooBusy(String code) {
        refusal = Optional.of(code);
        Set<AccountId> many = strangers(100);

        assertThat(directory.of(many).values()).hasOnlyElementsOfType(Membership.Unknown.class);
        int first = asked.size();
        assertThat(first).isLessThanOrEqualTo(MemberDirectory.AT_ONCE);
        directory.of(many);
        directory.of(Set.of(MEMBER));
        assertThat(asked).hasSize(first);

        pass(Duration.ofSeconds(10));
        refusal = Optional.empty();
        assertThat(directory.of(many).values()).containsOnly(STRANGER);
    }

    @Test
    void aRefusalThatIsAboutOneAccountDoesNotStopTheOthers() {
        refusal = Optional.of("AccessDeniedException");
        directory.of(Set.of(MEMBER));
        refusal = Optional.empty();
        organization.put(OTHER_MEMBER, AccountState.ACTIVE);

        assertThat(directory.of(Set.of(MEMBER, OTHER_MEMBER)))
                .containsEntry(OTHER_MEMBER, ACTIVE)
                .hasEntrySatisfying(
                        MEMBER,
                        answer ->
                                assertThat(answer)
                                        .isInstanceOfSatisfying(
                                                Membership.Unknown.class,
                                                unknown ->
                                                        assertThat(unknown.reason())
                                                                .contains(
                                                                        "AccessDeniedException")));
        assertThat(asked).containsExactly(MEMBER, OTHER_MEMBER);
    }

    @Test
    void asksAboutSoManyAccountsAtMost() {
        Map<AccountId, Membership> answers = directory.of(strangers(1000));

        assertThat(asked).hasSize(MemberDirectory.MOST);
        assertThat(answers).hasSize(1000);
        assertThat(answers.values().stream().filter(STRANGER::equals)).hasSize(100);
    }

    @Test
    void forgetsTheOldestAnswersOnceThereAreTooMany() {
        organization.put(MEMBER, AccountState.ACTIVE);
        directory.of(Set.of(MEMBER));
        for (int from = 0; from < 10_000; from += 100) {
            directory.of(strangers(from, from + 100));
        }

        assertThat(directory.known(Set.of(MEMBER))).isEmpty();
    }

    private Observation<MemberList> read() {
        reads++;
        return list.<Observation<MemberList>>map(Observation.Seen::new)
                .orElseGet(() ->
                        new Observation.Unseen<>(
                                new ServiceError(
                                        ErrorKind.REJECTED,
                                        "NoSuchKey",
                                        "it is not there",
                                        Optional.empty())));
    }

    private Membership about(AccountId account) {
        asked.add(account);
        refusal.ifPresent(code -> {
            throw AwsServiceException.builder()
                    .statusCode(code.equals("ServiceException") ? 500 : 400)
                    .awsErrorDetails(
                            AwsErrorDetails.builder().errorCode(code).errorMessage("no").build())
                    .build();
        });
        return Optional.ofNullable(organization.get(account))
                .<Membership>map(Membership.Member::new)
                .orElse(STRANGER);
    }

    private void list(AccountId account, AccountState state) {
        list = Optional.of(new MemberList(Map.of(account, state), Instant.MAX, KnownRegions.NONE));
    }

    private static Set<AccountId> strangers(int count) {
        return strangers(0, count);
    }

    private static Set<AccountId> strangers(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new AccountId(Long.toString(900_000_000_000L + i)))
                .collect(Collectors.toSet());
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}

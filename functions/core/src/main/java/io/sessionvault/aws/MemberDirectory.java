package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.log.KnownRegions;
import io.sessionvault.log.Membership;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who belongs to the organization: whom a list names as live, and for the others what Organizations
/// says about each. One thread uses it at a time.
///
/// How much Organizations is asked does not depend on how many accounts there are, nor on what
/// somebody writes into keys: an account is asked about once while its answer is remembered, at most
/// [#MOST] accounts at once, none after [#LOOK], and nobody for a while once Organizations was too
/// busy to answer.
///
/// Source: docs/decisions/0031.
public final class MemberDirectory {
    /// More accounts than a batch has logs are not asked about for a batch.
    static final int MOST = 100;

    /// As many questions are under way side by side.
    static final int AT_ONCE = 10;

    /// After so long no further question is begun for a batch.
    static final Duration LOOK = Duration.ofSeconds(10);

    /// A list is read again after so long, and an answer that an account is live counts for it.
    private static final Duration KEPT = Duration.ofMinutes(15);

    /// Who is not live is asked about again after so long: they may have joined.
    private static final Duration ASKED_AGAIN = Duration.ofMinutes(1);

    /// What could not be learned is tried again after so long.
    private static final Duration FAILED = Duration.ofSeconds(5);

    /// So many answers are remembered; one more takes the place of the oldest.
    private static final int REMEMBERED = 10_000;

    private final Supplier<Observation<MemberList>> lists;
    private final Function<AccountId, Membership> organization;
    private final InstantSource clock;
    private final Map<AccountId, Answer> answers =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<AccountId, Answer> eldest) {
                    return size() > REMEMBERED;
                }
            };
    private MemberList list = MemberList.NONE;
    private Instant readAgain = Instant.MIN;
    private Silence silence = new Silence("", Instant.MIN);

    private record Answer(Membership membership, Instant until) {}

    /// Why Organizations is asked nothing, and until when.
    private record Silence(String reason, Instant until) {}

    /// @param lists reads the list of members; what cannot be read counts as none
    /// @param organization asks about an account, or throws an exception of the SDK
    /// @param clock what time it is
    public MemberDirectory(
            Supplier<Observation<MemberList>> lists,
            Function<AccountId, Membership> organization,
            InstantSource clock) {
        this.lists = lists;
        this.organization = organization;
        this.clock = clock;
    }

    /// What is known of these accounts without asking Organizations; others are not in it.
    public Map<AccountId, Membership> known(Set<AccountId> accounts) {
        if (accounts.isEmpty()) {
            return Map.of();
        }
        Instant now = clock.instant();
        readList(now);
        Map<AccountId, Membership> known = new HashMap<>();
        for (AccountId account : accounts) {
            @Nullable Answer answer = answers.get(account);
            if (list.hasLive(account, now)) {
                known.put(account, new Membership.Member(AccountState.ACTIVE));
            } else if (answer != null && now.isBefore(answer.until())) {
                known.put(account, answer.membership());
            }
        }
        return known;
    }

    /// The partition's Regions, as far as the list has them and still counts.
    public KnownRegions regions() {
        Instant now = clock.instant();
        readList(now);
        return list.until().isBefore(now) ? KnownRegions.NONE : list.regions();
    }

    /// What can be learned of each of these accounts.
    public Map<AccountId, Membership> of(Set<AccountId> accounts) {
        Map<AccountId, Membership> all = new HashMap<>(known(accounts));
        List<AccountId> open =
                accounts.stream().filter(account -> !all.containsKey(account)).toList();
        Instant began = clock.instant();
        for (int from = 0; from < open.size(); from += AT_ONCE) {
            List<AccountId> some = open.subList(from, Math.min(from + AT_ONCE, open.size()));
            Optional<String> obstacle = obstacle(from, began);
            if (obstacle.isPresent()) {
                some.forEach(account -> all.put(account, new Membership.Unknown(obstacle.get())));
            } else {
                all.putAll(ask(some));
            }
        }
        return all;
    }

    /// A list that cannot be read again counts for as long as it did.
    private void readList(Instant now) {
        if (now.isBefore(readAgain)) {
            return;
        }
        switch (lists.get()) {
            case Observation.Seen<MemberList>(MemberList read) -> {
                list = read;
                readAgain = now.plus(KEPT);
            }
            case Observation.Unseen<MemberList> _ -> readAgain = now.plus(FAILED);
        }
    }

    private Optional<String> obstacle(int asked, Instant began) {
        Instant now = clock.instant();
        if (now.isBefore(silence.until())) {
            return Optional.of(silence.reason());
        }
        if (asked >= MOST) {
            return Optional.of("Organizations was asked about " + MOST + " other accounts already");
        }
        return now.isBefore(began.plus(LOOK))
                ? Optional.empty()
                : Optional.of("Organizations answers too slowly");
    }

    private Map<AccountId, Membership> ask(List<AccountId> accounts) {
        List<Observation<Membership>> told =
                InParallel.map(
                        accounts,
                        AT_ONCE,
                        account -> ServiceErrors.observe(() -> organization.apply(account)));
        Map<AccountId, Membership> learned = new HashMap<>();
        for (int i = 0; i < accounts.size(); i++) {
            Answer answer = answer(told.get(i), clock.instant());
            answers.remove(accounts.get(i));
            answers.put(accounts.get(i), answer);
            learned.put(accounts.get(i), answer.membership());
        }
        return learned;
    }

    private Answer answer(Observation<Membership> told, Instant now) {
        return switch (told) {
            case Observation.Seen<Membership>(Membership membership) ->
                    new Answer(membership, now.plus(isLive(membership) ? KEPT : ASKED_AGAIN));
            case Observation.Unseen<Membership>(ServiceError error) -> {
                String reason = "Organizations could not be asked about the account: " + error;
                if (error.kind() == ErrorKind.TRANSIENT) {
                    silence = new Silence(reason, now.plus(FAILED));
                }
                yield new Answer(new Membership.Unknown(reason), now.plus(FAILED));
            }
        };
    }

    private static boolean isLive(Membership membership) {
        return membership instanceof Membership.Member(AccountState state)
                && state == AccountState.ACTIVE;
    }
}

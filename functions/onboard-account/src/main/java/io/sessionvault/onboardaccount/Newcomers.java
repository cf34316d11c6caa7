package io.sessionvault.onboardaccount;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.aws.FoundAccount;
import io.sessionvault.aws.OrganizationReader;
import io.sessionvault.aws.OrganizationReader.Joined;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.aws.ServiceErrors;
import io.sessionvault.aws.StoredMembers;
import io.sessionvault.compliance.Members;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares the organization's accounts with those that are known, for an event that does not say
/// which account has joined.
final class Newcomers {
    /// The source and the name of the message that hands an account on.
    static final String SOURCE = FoundAccount.SOURCE;

    static final String FOUND = FoundAccount.NAME;

    /// More at once are not accounts that joined, but a list of known ones that is wrong.
    static final int MOST = 500;

    /// An account's time of joining and its event's may differ by as much.
    private static final Duration AROUND = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Newcomers.class);

    private final OrganizationReader organization;
    private final ReportsBucket reports;
    private final OnboardingQueue queue;

    Newcomers(OrganizationReader organization, ReportsBucket reports, OnboardingQueue queue) {
        this.organization = organization;
        this.reports = reports;
        this.queue = queue;
    }

    /// What came of a comparison.
    sealed interface Found {
        /// Each of these was put into the queue, as a message of its own.
        ///
        /// @param accounts the accounts, perhaps none
        record HandedOn(List<AccountId> accounts) implements Found {}

        /// Nobody could compare.
        ///
        /// @param reason why, for people to read
        record Failed(String reason) implements Found {}
    }

    /// Puts every live account that is new into the queue. New is one that the last compliance run
    /// did not list, or that joined around the time of the event, for the run may have been in
    /// between. Without a list that counts, it is one that joined since such a list would have
    /// counted: the next run looks at all others.
    ///
    /// @param age of the event
    Found handOn(Age age) {
        return switch (ServiceErrors.observe(organization::listWithTimes)) {
            case Observation.Unseen<List<Joined>>(ServiceError error) ->
                    new Found.Failed("the organization could not be listed: " + error);
            case Observation.Seen<List<Joined>>(List<Joined> members) ->
                    handOn(age, among(members, StoredMembers.read(reports, age.now()), age));
        };
    }

    private Found handOn(Age age, List<AccountId> accounts) {
        if (accounts.size() > MOST) {
            return new Found.Failed(
                    accounts.size()
                            + " accounts are not known, which are too many: start a compliance run");
        }
        return queue.put(accounts, age.now())
                .<Found>map(error ->
                        new Found.Failed("new accounts could not be put into the queue: " + error))
                .orElseGet(() -> new Found.HandedOn(accounts));
    }

    private static List<AccountId> among(
            List<Joined> members, Observation<Members> known, Age age) {
        return switch (known) {
            case Observation.Seen<Members>(Members list) -> {
                Set<AccountId> ids = list.ids();
                yield live(members).stream()
                        .filter(member ->
                                !ids.contains(member.account().id())
                                        || joinedAfter(member, age.since().minus(AROUND), false))
                        .map(member -> member.account().id())
                        .toList();
            }
            case Observation.Unseen<Members>(ServiceError error) -> {
                LOG.warn(
                        "known members cannot be read, accounts count by when they joined",
                        entry("cause", error.toString()));
                yield live(members).stream()
                        .filter(member ->
                                joinedAfter(member, age.since().minus(Members.TRUSTED), true))
                        .map(member -> member.account().id())
                        .toList();
            }
        };
    }

    private static boolean joinedAfter(Joined member, Instant time, boolean otherwise) {
        return member.at().map(at -> at.isAfter(time)).orElse(otherwise);
    }

    private static List<Joined> live(List<Joined> members) {
        return members.stream().filter(member -> isLive(member.account().state())).toList();
    }

    private static boolean isLive(AccountState state) {
        return switch (state) {
            case ACTIVE, PENDING_ACTIVATION, UNKNOWN -> true;
            case SUSPENDED, PENDING_CLOSURE, CLOSED -> false;
        };
    }
}

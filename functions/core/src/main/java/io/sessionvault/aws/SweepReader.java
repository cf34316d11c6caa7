package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.sweep.AccountFacts;
import io.sessionvault.sweep.RegionFacts;
import io.sessionvault.sweep.Session;
import io.sessionvault.sweep.SessionDocument;
import io.sessionvault.sweep.SessionHistory;
import io.sessionvault.sweep.StoredLog;
import io.sessionvault.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Reads what the sweep of an account looks at beyond what a reconciliation does. What a call
/// answers instead is part of what was read, never an exception.
public final class SweepReader {
    /// A log is written when its session has ended; the rest is for clocks that differ.
    private static final Duration BEFORE_ITS_SESSION = Duration.ofDays(1);

    private final S3Client vault;
    private final InstantSource clock;
    private final Pacer.Pause pause;

    /// @param vault a client in the Region of the vault's bucket, with the function's own
    ///     credentials, from [OwnBuckets]: its keys come encoded
    /// @param clock what time it is
    /// @param pause how to wait between two calls that must not follow each other at once
    public SweepReader(S3Client vault, InstantSource clock, Pacer.Pause pause) {
        this.vault = vault;
        this.clock = clock;
        this.pause = pause;
    }

    /// Reads an account that has been entered.
    ///
    /// @param now when the run started
    public AccountFacts read(AccountReconciler.Visit.Begun visit, Instant now) {
        DesiredAccount desired = visit.desired();
        NavigableMap<RegionName, RegionFacts> regions =
                AccountReader.inEach(
                        desired.regions(), region -> region(visit.member(), desired, region));
        Instant since = oldest(regions.values(), now).minus(BEFORE_ITS_SESSION);
        return new AccountFacts(
                regions,
                ServiceErrors.observe(() -> logs(desired, since)),
                ForwardingReader.read(visit.member(), desired));
    }

    /// How old the oldest log is that has to be looked at: as old as the history reaches for sure,
    /// and as each session in it. The vault keeps the logs of years, and the names of all would not
    /// fit into a function's memory.
    private static Instant oldest(Collection<RegionFacts> regions, Instant now) {
        Instant oldest = now.minus(AccountSweep.SURE_HISTORY);
        for (RegionFacts facts : regions) {
            if (facts.sessions()
                    instanceof Observation.Seen<SessionHistory>(SessionHistory history)) {
                for (Session session : history.finished()) {
                    oldest = session.start().isBefore(oldest) ? session.start() : oldest;
                }
            }
        }
        return oldest;
    }

    private RegionFacts region(MemberClients member, DesiredAccount desired, RegionName region) {
        SsmClient ssm = member.ssm(region);
        SessionDocumentReader reader = new SessionDocumentReader(ssm);
        Observation<SessionHistory> sessions =
                ServiceErrors.observe(() -> new SessionReader(ssm, clock, pause).read());
        Observation<List<SessionDocument>> documents = ServiceErrors.observe(reader::read);
        return new RegionFacts(
                sessions,
                documents,
                othersDocuments(desired.account(), sessions, documents).stream()
                        .collect(Collectors.toMap(name -> name, reader::readForeign)),
                switch (desired.hostManagement()) {
                    case LEAVE ->
                            Optional.of(
                                    ServiceErrors.observe(() -> RegionReader.hostManagement(ssm)));
                    case MANAGE -> Optional.<Observation<String>>empty();
                },
                ServiceErrors.observe(
                        () -> NodeReader.read(member, desired.account(), region, clock.instant())));
    }

    /// The names of the documents that sessions name and that nobody has read.
    private static Set<String> othersDocuments(
            AccountId account,
            Observation<SessionHistory> sessions,
            Observation<List<SessionDocument>> documents) {
        Set<String> names = new TreeSet<>();
        if (sessions instanceof Observation.Seen<SessionHistory>(SessionHistory history)) {
            history.finished().forEach(session -> names.add(session.documentName(account)));
        }
        names.removeAll(Set.of(PreferencesDocument.NAME, SessionDocument.ECS_EXEC));
        if (documents
                instanceof Observation.Seen<List<SessionDocument>>(List<SessionDocument> own)) {
            own.forEach(document -> names.remove(document.name()));
        }
        return names;
    }

    /// The names and times of the objects under the account's prefix that were written since then;
    /// their content is never read.
    ///
    /// Source: S3 API reference, `ListObjectsV2`.
    private List<StoredLog> logs(DesiredAccount desired, Instant since) {
        Vault target = desired.vault();
        String prefix = target.prefixes().listingPrefix(desired.account());
        return EncodedKeys.read(() ->
                vault
                        .listObjectsV2Paginator(ask -> ask.bucket(target.bucket()).prefix(prefix))
                        .contents()
                        .stream()
                        .filter(object -> !object.lastModified().isBefore(since))
                        .map(object -> new StoredLog(object.key(), object.lastModified()))
                        .toList());
    }
}

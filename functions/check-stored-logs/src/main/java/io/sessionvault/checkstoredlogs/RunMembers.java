package io.sessionvault.checkstoredlogs;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.sessionvault.account.AccountId;
import io.sessionvault.aws.MemberDirectory;
import io.sessionvault.aws.MemberList;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.aws.ServiceErrors;
import io.sessionvault.aws.StoredMembers;
import io.sessionvault.compliance.ListedAccount;
import io.sessionvault.compliance.Members;
import io.sessionvault.compliance.Run;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.log.KnownRegions;
import io.sessionvault.log.Membership;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The members of the organization as a run sees them: those that the run itself has listed, and
/// Organizations is asked about each who is not live among these. It lets nobody ask often, and a
/// run has hundreds of batches: none of them lists the organization.
final class RunMembers {
    private static final Logger LOG = LoggerFactory.getLogger(RunMembers.class);
    private static final TypeReference<List<ListedAccount>> ACCOUNTS = new TypeReference<>() {};

    private final Function<AccountId, Membership> organization;
    private final ReportsBucket reports;
    private final InstantSource clock;

    /// @param organization asks about an account, or throws an exception of the SDK
    /// @param reports where the run keeps its list of accounts
    /// @param clock what time it is
    RunMembers(
            Function<AccountId, Membership> organization,
            ReportsBucket reports,
            InstantSource clock) {
        this.organization = organization;
        this.reports = reports;
        this.clock = clock;
    }

    /// What is known of each of these accounts.
    Map<AccountId, Membership> of(Run run, Set<AccountId> accounts) {
        if (accounts.isEmpty()) {
            return Map.of();
        }
        return new MemberDirectory(() -> listed(run), organization, clock).of(accounts);
    }

    /// What the runs so far have left, in `members.json`.
    EarlierRuns before() {
        return new EarlierRuns(ServiceErrors.observe(() -> StoredMembers.readWhenever(reports)));
    }

    /// What the runs so far have left.
    ///
    /// @param members the last listing; empty where there was none
    record EarlierRuns(Observation<Optional<Members>> members) {
        /// The partition's Regions, as they were last listed, however long ago: a list speaks only
        /// against logs that are older than itself. None where nobody has ever listed them, and where
        /// the list cannot be read: S3 does not tell this role whether it is absent.
        KnownRegions regions() {
            return switch (members) {
                case Observation.Seen<Optional<Members>>(Optional<Members> last) ->
                        last.map(Members::knownRegions).orElse(KnownRegions.NONE);
                case Observation.Unseen<Optional<Members>>(ServiceError error) -> {
                    LOG.warn(
                            "the list of Regions cannot be read: those of prefixes are not judged",
                            entry("cause", error.toString()));
                    yield KnownRegions.NONE;
                }
            };
        }

        /// When each account was last seen live, for those that were in any run.
        ///
        /// @throws IllegalStateException when that cannot be read: a retry may
        Map<AccountId, Instant> lastSeenLive() {
            return switch (members) {
                case Observation.Seen<Optional<Members>>(Optional<Members> last) ->
                        last.map(Members::lastSeenLive).orElse(Map.of());
                case Observation.Unseen<Optional<Members>>(ServiceError error) ->
                        throw new IllegalStateException(
                                "members.json, which tells who was live in earlier runs, cannot be read: "
                                        + error);
            };
        }
    }

    /// For this run the list counts however long the run takes.
    private Observation<MemberList> listed(Run run) {
        String key = run.accountsKey();
        return switch (ServiceErrors.observe(() -> reports.get(key))) {
            case Observation.Seen<Optional<String>>(Optional<String> json) ->
                    new Observation.Seen<>(
                            MemberList.of(
                                    json.map(RunMembers::accounts).orElse(List.of()), Instant.MAX));
            case Observation.Unseen<Optional<String>>(ServiceError error) -> {
                LOG.warn(
                        "the run's list of accounts cannot be read: Organizations is asked",
                        entry("key", key),
                        entry("cause", error.toString()));
                yield new Observation.Unseen<>(error);
            }
        };
    }

    private static List<ListedAccount> accounts(String json) {
        try {
            return ComplianceJson.MAPPER.readValue(json, ACCOUNTS);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("the run's list of accounts is malformed", malformed);
        }
    }
}

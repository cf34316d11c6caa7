package io.sessionvault.checkstoredlogs;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.aws.MemberDirectory;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.aws.ServiceErrors;
import io.sessionvault.compliance.ListedAccount;
import io.sessionvault.compliance.Run;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.log.Membership;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/// The members of the organization as a run sees them: those that the run itself has listed, and
/// who is not live among these is looked up once more. Organizations lets nobody ask often, and a
/// run has hundreds of batches.
final class RunMembers {
    private static final Logger LOG = LoggerFactory.getLogger(RunMembers.class);
    private static final TypeReference<List<ListedAccount>> ACCOUNTS = new TypeReference<>() {};

    private final Supplier<Map<AccountId, AccountState>> organization;
    private final ReportsBucket reports;

    /// @param organization lists the organization, or throws an exception of the SDK
    /// @param reports where the run keeps its list of accounts
    RunMembers(Supplier<Map<AccountId, AccountState>> organization, ReportsBucket reports) {
        this.organization = organization;
        this.reports = reports;
    }

    /// What is known of each of these accounts.
    Map<AccountId, Membership> of(Run run, Set<AccountId> accounts) {
        if (accounts.isEmpty()) {
            return Map.of();
        }
        MemberDirectory members =
                listed(run)
                        .map(listing -> new MemberDirectory(organization, run::startedAt, listing))
                        .orElseGet(() -> new MemberDirectory(organization, run::startedAt));
        return members.of(accounts);
    }

    private Optional<Map<AccountId, AccountState>> listed(Run run) {
        String key = run.accountsKey();
        try {
            return reports.get(key).map(RunMembers::states);
        } catch (SdkException failure) {
            LOG.warn(
                    "the run's list of accounts cannot be read: Organizations is asked",
                    entry("key", key),
                    entry("cause", ServiceErrors.of(failure).toString()));
            return Optional.empty();
        }
    }

    private static Map<AccountId, AccountState> states(String json) {
        try {
            return ComplianceJson.MAPPER.readValue(json, ACCOUNTS).stream()
                    .collect(Collectors.toMap(ListedAccount::id, ListedAccount::state));
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("the run's list of accounts is malformed", malformed);
        }
    }
}

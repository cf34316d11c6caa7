package io.sessionvault.listaccounts;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.ControlPolicyReader;
import io.sessionvault.aws.OrganizationReader;
import io.sessionvault.aws.RepairSwitch;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.aws.StoredControlPolicies;
import io.sessionvault.aws.StoredMembers;
import io.sessionvault.compliance.ListedAccount;
import io.sessionvault.compliance.Members;
import io.sessionvault.compliance.Run;
import io.sessionvault.compliance.SwitchState;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.log.ForeignText;
import io.sessionvault.organization.ControlPolicies;
import io.sessionvault.organization.ControlTree;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From an execution of the state machine to a run and the list of its accounts.
final class ListAccounts {
    private static final Logger LOG = LoggerFactory.getLogger(ListAccounts.class);

    private final Organization organization;
    private final ReportsBucket reports;
    private final RepairSwitch repairs;
    private final Terms terms;
    private final InstantSource clock;

    /// Whom to ask about the organization.
    ///
    /// @param accounts about its accounts
    /// @param policies about the policies that bind them
    /// @param regions about the Regions of its partition
    record Organization(
            OrganizationReader accounts,
            ControlPolicyReader policies,
            Supplier<Observation<Set<RegionName>>> regions) {}

    /// What the state machine goes on with.
    ///
    /// @param run the run
    /// @param concurrency how many of its parts are looked at side by side
    /// @param listed where its accounts are
    record Begun(Run run, int concurrency, Listed listed) {}

    /// Where the accounts of a run are.
    ///
    /// @param bucket the bucket
    /// @param key the key of a JSON array of accounts
    /// @param count how many they are
    record Listed(String bucket, String key, int count) {}

    ListAccounts(
            Organization organization,
            ReportsBucket reports,
            RepairSwitch repairs,
            Terms terms,
            InstantSource clock) {
        this.organization = organization;
        this.reports = reports;
        this.repairs = repairs;
        this.terms = terms;
        this.clock = clock;
    }

    Begun begin(RunRequest request) throws JsonProcessingException {
        Optional<PreviousRun> previous = PreviousRun.read(reports, request.startedAt());
        ControlPolicies policies = organization.policies().ofOrganization();
        Instant listedAt = clock.instant();
        Observation<Set<RegionName>> regions = organization.regions().get();
        Observation<SwitchState> switched = readSwitch();
        Run run =
                new Run(
                        request.id(),
                        request.startedAt(),
                        terms.mode(request, switched),
                        request.logs(),
                        previous.map(PreviousRun::startedAt).orElse(null),
                        previous.map(PreviousRun::report).orElse(null),
                        Stream.of(
                                        unread("service control policies", policies.service()),
                                        unread("resource control policies", policies.resource()),
                                        unread(regions),
                                        HoldNotices.of(
                                                repairs.parameter(), switched, terms.onboarding()))
                                .flatMap(notices -> notices)
                                .toList(),
                        terms.onboards(request));
        List<ListedAccount> accounts = organization.accounts().list();
        String key = run.accountsKey();
        reports.put(key, "application/json", ComplianceJson.MAPPER.writeValueAsBytes(accounts));
        StoredMembers.write(
                reports,
                new Members(listedAt, accounts, seen(regions))
                        .after(StoredMembers.readWhenever(reports)));
        StoredControlPolicies.write(reports, run, policies);
        LOG.info(
                "accounts listed",
                entry("run", run.id()),
                entry("mode", run.mode()),
                entry("onboards", run.isOnboarding()),
                entry("logs", run.logs()),
                entry("accounts", accounts.size()));
        return new Begun(
                run, terms.concurrency(), new Listed(reports.name(), key, accounts.size()));
    }

    /// The run goes on without them; its parts and its report say why.
    private static Stream<String> unread(String kind, Observation<ControlTree> read) {
        return switch (read) {
            case Observation.Seen<ControlTree> _ -> Stream.empty();
            case Observation.Unseen<ControlTree>(ServiceError error) -> {
                LOG.warn(
                        "control policies cannot be read",
                        entry("kind", kind),
                        entry("cause", error.toString()));
                yield Stream.of(
                        "Permissions were not proven against "
                                + kind
                                + ", which could not be read: "
                                + ForeignText.plain(error.withoutRequest())
                                + ". docs/deploy.md says which permissions the delegation policy needs.");
            }
        };
    }

    private static Stream<String> unread(Observation<Set<RegionName>> regions) {
        return switch (regions) {
            case Observation.Seen<Set<RegionName>> _ -> Stream.empty();
            case Observation.Unseen<Set<RegionName>>(ServiceError error) -> {
                LOG.warn("Regions cannot be listed", entry("cause", error.toString()));
                yield Stream.of(
                        "The Regions in prefixes are judged by the list of an earlier run, if there is"
                                + " one, because they could not be listed: "
                                + ForeignText.plain(error.withoutRequest())
                                + ". The role of ListAccounts needs account:ListRegions on its own account.");
            }
        };
    }

    private static @Nullable Set<RegionName> seen(Observation<Set<RegionName>> regions) {
        return regions instanceof Observation.Seen<Set<RegionName>>(Set<RegionName> names)
                ? names
                : null;
    }

    private Observation<SwitchState> readSwitch() {
        Observation<SwitchState> switched = repairs.read();
        if (switched instanceof Observation.Unseen<SwitchState>(ServiceError error)) {
            LOG.error(
                    "repair switch cannot be read, nothing is repaired",
                    entry("cause", error.toString()));
        }
        return switched;
    }
}

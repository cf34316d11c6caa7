package io.sessionvault.listaccounts;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.ClientConfiguration;
import io.sessionvault.aws.ControlPolicyReader;
import io.sessionvault.aws.OrganizationReader;
import io.sessionvault.aws.OwnBuckets;
import io.sessionvault.aws.PartitionRegions;
import io.sessionvault.aws.RepairSwitch;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.compliance.ComplianceMode;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.settings.Environment;
import io.sessionvault.settings.VaultVariables;
import java.time.InstantSource;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// The function's parts, put together once per function instance.
///
/// @param accounts from an execution to a run and its accounts
record Wiring(ListAccounts accounts) {
    /// What `RunConcurrency` of template.yaml allows.
    private static final Pattern CONCURRENCY = Pattern.compile("[1-9]|[123][0-9]|40");

    static Wiring of(Environment environment) {
        RegionName home = VaultVariables.homeRegion(environment);
        AccountId account = VaultVariables.vaultAccount(environment);
        String repairSwitch =
                environment.required(
                        "REPAIR_SWITCH", "the name of the repair switch's parameter", text -> text);
        ComplianceMode mode =
                environment.required(
                        "COMPLIANCE_MODE",
                        "\"observe\" or \"enforce\"",
                        Environment.oneOf(ComplianceMode.class));
        Mode onboarding =
                environment.required(
                        "MODE", "\"plan\" or \"apply\"", Environment.oneOf(Mode.class));
        int concurrency =
                environment.required(
                        "RUN_CONCURRENCY",
                        "how many parts of a run at a time, 1 to 40",
                        Wiring::concurrency);
        ClientConfiguration clients = VaultVariables.clients(environment);
        var own = ClientConfiguration.ownCredentials();
        OrganizationsClient organizations = clients.build(OrganizationsClient.builder(), own, home);
        InstantSource clock = InstantSource.system();
        return new Wiring(
                new ListAccounts(
                        new ListAccounts.Organization(
                                new OrganizationReader(organizations),
                                new ControlPolicyReader(organizations, account, clock),
                                PartitionRegions.of(clients, home)::list),
                        new ReportsBucket(
                                OwnBuckets.s3(clients, account, home),
                                VaultVariables.reportsBucket(environment)),
                        new RepairSwitch(
                                clients.build(SsmClient.builder(), own, home), repairSwitch),
                        new Terms(mode, onboarding, concurrency),
                        clock));
    }

    private static int concurrency(String text) {
        if (!CONCURRENCY.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return Integer.parseInt(text);
    }
}

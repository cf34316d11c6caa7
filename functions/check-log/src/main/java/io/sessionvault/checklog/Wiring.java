package io.sessionvault.checklog;

import io.sessionvault.account.RegionName;
import io.sessionvault.aws.ClientConfiguration;
import io.sessionvault.aws.LogReader;
import io.sessionvault.aws.MemberDirectory;
import io.sessionvault.aws.OrganizationReader;
import io.sessionvault.aws.OwnBuckets;
import io.sessionvault.settings.Environment;
import io.sessionvault.settings.VaultVariables;
import io.sessionvault.vault.Vault;
import java.time.Clock;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/// The function's parts, put together once per function instance.
///
/// @param check from an event to a verdict
/// @param queue from a batch to what has to come back
/// @param violations where violations are published
/// @param metrics where verdicts are counted
record Wiring(
        CheckLog check, ArrivalQueue queue, ViolationEvents violations, VerdictMetrics metrics) {
    static Wiring of(Environment environment) {
        Vault vault = VaultVariables.vault(environment);
        String bus =
                environment.required("VIOLATION_BUS", "the event bus for violations", text -> text);
        RegionName home = VaultVariables.homeRegion(environment);
        ClientConfiguration clients = VaultVariables.clients(environment);
        var own = ClientConfiguration.ownCredentials();
        CheckLog check =
                new CheckLog(
                        vault,
                        new LogReader(
                                OwnBuckets.s3(
                                        clients,
                                        vault.bucketKey().region(),
                                        environment.isEmulated())),
                        new MemberDirectory(
                                new OrganizationReader(
                                        clients.build(OrganizationsClient.builder(), own, home)),
                                Clock.systemUTC()));
        ViolationEvents violations =
                new ViolationEvents(
                        clients.build(EventBridgeClient.builder(), own, home),
                        bus,
                        vault.bucketArn());
        VerdictMetrics metrics = new VerdictMetrics(MetricsFactory.getMetricsInstance());
        return new Wiring(check, new ArrivalQueue(check, violations, metrics), violations, metrics);
    }
}

package io.sessionvault.checklog;

import io.sessionvault.account.RegionName;
import io.sessionvault.aws.ClientConfiguration;
import io.sessionvault.aws.JsonCalls;
import io.sessionvault.aws.LogReader;
import io.sessionvault.aws.MemberDirectory;
import io.sessionvault.aws.MemberQuestions;
import io.sessionvault.aws.OwnBuckets;
import io.sessionvault.settings.Environment;
import io.sessionvault.settings.VaultVariables;
import io.sessionvault.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/// The function's parts, put together once per function instance.
///
/// @param check from an event to a verdict
/// @param queue from a batch to what has to come back
/// @param violations where violations are published
/// @param metrics where verdicts are counted
/// @param rehearsal the same way without effects
record Wiring(
        CheckLog check,
        ArrivalQueue queue,
        ViolationEvents violations,
        VerdictMetrics metrics,
        Rehearsal rehearsal) {
    /// An attempt to learn who the members are takes so long at most: a message whose question is
    /// not answered comes back, and the batch has to be done within the function's time.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static Wiring of(Environment environment) {
        Vault vault = VaultVariables.vault(environment);
        String bus =
                environment.required("VIOLATION_BUS", "the event bus for violations", text -> text);
        RegionName home = VaultVariables.homeRegion(environment);
        ClientConfiguration clients = VaultVariables.clients(environment);
        LogReader logs = OwnBuckets.logs(clients, vault.account(), vault.bucketKey().region());
        ClientConfiguration hurried = clients.within(PATIENCE);
        ListedMembers listed =
                new ListedMembers(
                        OwnBuckets.texts(hurried, vault.account(), vault.bucketKey().region()),
                        VaultVariables.reportsBucket(environment),
                        Clock.systemUTC());
        MemberQuestions organization = new MemberQuestions(JsonCalls.organizations(hurried, home));
        MemberDirectory members =
                new MemberDirectory(listed::read, organization::about, Clock.systemUTC());
        CheckLog check = new CheckLog(vault, logs, members);
        ViolationEvents violations =
                new ViolationEvents(JsonCalls.eventBridge(clients, home), bus, vault.bucketArn());
        VerdictMetrics metrics = new VerdictMetrics(MetricsFactory.getMetricsInstance());
        return new Wiring(
                check,
                new ArrivalQueue(check, violations, metrics),
                violations,
                metrics,
                new Rehearsal(vault, check));
    }
}

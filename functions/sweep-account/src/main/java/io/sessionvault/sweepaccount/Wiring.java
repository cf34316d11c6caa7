package io.sessionvault.sweepaccount;

import io.sessionvault.account.RegionName;
import io.sessionvault.aws.AccountReconciler;
import io.sessionvault.aws.ClientConfiguration;
import io.sessionvault.aws.MemberAccess;
import io.sessionvault.aws.OrganizationReader;
import io.sessionvault.aws.OwnBuckets;
import io.sessionvault.aws.Pacer;
import io.sessionvault.aws.RepairSwitch;
import io.sessionvault.aws.RepairTag;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.aws.StoredHolds;
import io.sessionvault.aws.SweepReader;
import io.sessionvault.aws.WatchedSwitches;
import io.sessionvault.reconcile.AccountStandard;
import io.sessionvault.settings.AccountVariables;
import io.sessionvault.settings.Environment;
import io.sessionvault.settings.VaultVariables;
import io.sessionvault.vault.ObjectLock;
import io.sessionvault.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// The function's parts, put together once per function instance.
///
/// @param accounts from an account to what the sweep found out about it
/// @param reports where results go that are too large to be answered
record Wiring(SweepAccount accounts, ReportsBucket reports) {
    private static final int GRACE_MINUTES = 60;
    private static final int MOST_GRACE_MINUTES = 1440;

    static Wiring of(Environment environment) {
        RegionName home = VaultVariables.homeRegion(environment);
        AccountStandard standard = AccountVariables.standard(environment);
        MemberAccess.Route route = AccountVariables.route(environment, "session-vault-sweep");
        String repairSwitch =
                environment.required(
                        "REPAIR_SWITCH", "the name of the repair switch's parameter", text -> text);
        String queueUrl =
                environment.required(
                        "ONBOARDING_QUEUE_URL", "the URL of the onboarding queue", text -> text);
        Optional<String> reactionQueueUrl =
                environment.optional(
                        "REACTION_QUEUE_URL",
                        "empty, or the URL of the queue of reactions",
                        text -> text);
        Duration watchTime = AccountVariables.watchTime(environment);
        Duration grace = Duration.ofMinutes(graceMinutes(environment));
        ObjectLock lock = VaultVariables.objectLock(environment);
        Vault vault = standard.vault();
        ClientConfiguration clients = VaultVariables.clients(environment);
        var own = ClientConfiguration.ownCredentials();
        OrganizationReader organization =
                new OrganizationReader(clients.build(OrganizationsClient.builder(), own, home));
        ReportsBucket reports =
                new ReportsBucket(
                        OwnBuckets.s3(clients, vault.account(), home),
                        VaultVariables.reportsBucket(environment));
        StoredHolds holds = new StoredHolds(reports);
        SqsClient sqs = clients.build(SqsClient.builder(), own, home);
        OnboardingHandover onboarding = new OnboardingHandover(sqs, queueUrl, Clock.systemUTC());
        return new Wiring(
                new SweepAccount(
                        new AccountReconciler(
                                clients,
                                home,
                                organization,
                                new MemberAccess(
                                        clients, home, vault.bucketKey().partition(), route),
                                standard,
                                holds,
                                new WatchedSwitches(
                                        holds, onboarding::put, watchTime, Clock.systemUTC()),
                                Clock.systemUTC()),
                        new RunControlPolicies(reports),
                        new SweepReader(
                                OwnBuckets.s3(clients, vault.account(), vault.bucketKey().region()),
                                Clock.systemUTC(),
                                Pacer.Pause.SLEEP),
                        new RepairPermit(
                                new RepairSwitch(
                                        clients.build(SsmClient.builder(), own, home),
                                        repairSwitch),
                                new RepairTag(organization)),
                        onboarding,
                        new ReactionHandover(sqs, reactionQueueUrl, home, Clock.systemUTC()),
                        grace,
                        lock),
                reports);
    }

    private static int graceMinutes(Environment environment) {
        return environment
                .optional(
                        "GRACE_MINUTES",
                        "minutes from 0 to " + MOST_GRACE_MINUTES,
                        text -> {
                            int minutes = Integer.parseInt(text);
                            if (minutes < 0 || minutes > MOST_GRACE_MINUTES) {
                                throw new IllegalArgumentException("out of range");
                            }
                            return minutes;
                        })
                .orElse(GRACE_MINUTES);
    }
}

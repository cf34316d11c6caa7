package io.sessionvault.onboardaccount;

import io.sessionvault.account.AccountId;
import io.sessionvault.aws.AccountReconciler;
import io.sessionvault.aws.AccountReleases;
import io.sessionvault.aws.AccountWatches;
import io.sessionvault.aws.ClientConfiguration;
import io.sessionvault.aws.ControlPolicyReader;
import io.sessionvault.aws.JsonCalls;
import io.sessionvault.aws.MemberAccess;
import io.sessionvault.aws.OrganizationReader;
import io.sessionvault.aws.OwnBuckets;
import io.sessionvault.aws.Pacer;
import io.sessionvault.aws.RecentSwitch;
import io.sessionvault.aws.RepairSwitch;
import io.sessionvault.aws.RepairTag;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.aws.StoredHolds;
import io.sessionvault.aws.WatchedSwitches;
import io.sessionvault.event.LambdaInput;
import io.sessionvault.reconcile.ReleaseRequest;
import io.sessionvault.reconcile.ReleaseResult;
import io.sessionvault.reconcile.Scope;
import io.sessionvault.settings.Environment;
import io.sessionvault.settings.VaultVariables;
import io.sessionvault.vault.Vault;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/// The function's parts, put together once per function instance.
///
/// @param onboarding from an event to reconciled accounts
/// @param queue from a batch to what has to come back
/// @param reactions what becomes of changes in accounts; empty where nothing tells of them
/// @param rehearsal the way of an event without its effects
record Wiring(
        OnboardAccount onboarding,
        OnboardingQueue queue,
        Optional<Reacting> reactions,
        Runnable rehearsal) {
    /// What becomes of the batches of one queue.
    ///
    /// @param queueArn the queue
    /// @param reactions from a batch to what has to come back
    record Reacting(String queueArn, Reactions reactions) {}

    static Wiring of(Environment environment) {
        OnboardingSettings settings = OnboardingSettings.read(environment);
        ClientConfiguration clients = VaultVariables.clients(environment);
        var own = ClientConfiguration.ownCredentials();
        OrganizationsClient organizations =
                clients.build(OrganizationsClient.builder(), own, settings.home());
        OrganizationReader organization = new OrganizationReader(organizations);
        ReportsBucket reports =
                new ReportsBucket(
                        OwnBuckets.s3(
                                clients, settings.standard().vault().account(), settings.home()),
                        settings.reportsBucket());
        StoredHolds holds = new StoredHolds(reports);
        SqsClient sqs = clients.build(SqsClient.builder(), own, settings.home());
        OnboardingQueue queue = new OnboardingQueue(sqs, settings.queueUrl());
        AccountReconciler reconciler =
                new AccountReconciler(
                        clients,
                        settings.home(),
                        organization,
                        new MemberAccess(
                                clients,
                                settings.home(),
                                settings.standard().vault().bucketKey().partition(),
                                settings.route()),
                        settings.standard(),
                        holds,
                        new WatchedSwitches(
                                holds, queue::put, settings.watchTime(), InstantSource.system()),
                        InstantSource.system());
        ControlPolicyReader control =
                new ControlPolicyReader(
                        organizations,
                        settings.standard().vault().account(),
                        InstantSource.system());
        RecentSwitch repairs =
                new RecentSwitch(
                        new RepairSwitch(
                                clients.build(SsmClient.builder(), own, settings.home()),
                                settings.repairSwitch()),
                        InstantSource.system());
        Pause pause = new Pause(repairs.parameter(), repairs::read);
        JsonCalls eventBridge = JsonCalls.eventBridge(clients, settings.home());
        AccountEvents events = new AccountEvents(input -> eventBridge.call("PutEvents", input));
        return new Wiring(
                new OnboardAccount(
                        (account, mode) -> reconciler.reconcile(account, mode, control::ofAccount),
                        releases(
                                new AccountReleases(reconciler, holds, InstantSource.system()),
                                control),
                        watching(settings, clients, reconciler, holds, pause, events, queue),
                        pause,
                        settings.mode(),
                        new Newcomers(organization, reports, queue),
                        MetricsFactory.getMetricsInstance(),
                        InstantSource.system()),
                queue,
                settings.reactions()
                        .map(chosen ->
                                new Reacting(
                                        chosen.queueArn(),
                                        new Reactions(
                                                (account, reach, hasTime) ->
                                                        reconciler.react(
                                                                account,
                                                                reach,
                                                                hasTime,
                                                                control::ofAccount),
                                                permit(chosen, repairs, organization),
                                                new ReactionQueue(sqs, chosen.queueUrl()),
                                                events,
                                                new ReactionMetrics(
                                                        MetricsFactory.getMetricsInstance()),
                                                InstantSource.system()))),
                () -> rehearse(reconciler, settings.standard().vault().account()));
    }

    private static Watching watching(
            OnboardingSettings settings,
            ClientConfiguration clients,
            AccountReconciler reconciler,
            StoredHolds holds,
            Pause pause,
            AccountEvents events,
            OnboardingQueue queue) {
        Vault vault = settings.standard().vault();
        AccountWatches watches =
                new AccountWatches(
                        reconciler,
                        holds,
                        OwnBuckets.s3(clients, vault.account(), vault.bucketKey().region()),
                        InstantSource.system(),
                        Pacer.Pause.SLEEP);
        return new Watching(
                watches::look,
                settings.rollsBack(),
                pause,
                events::rolledBack,
                queue::put,
                MetricsFactory.getMetricsInstance(),
                InstantSource.system());
    }

    private static ReactionPermit permit(
            ReactionSettings chosen, RecentSwitch repairs, OrganizationReader organization) {
        return new ReactionPermit(
                repairs.parameter(),
                repairs::read,
                new RepairTag(organization)::isOff,
                chosen.rules());
    }

    private static OnboardAccount.Releases releases(
            AccountReleases accounts, ControlPolicyReader control) {
        return new OnboardAccount.Releases() {
            @Override
            public Optional<ReleaseResult> release(
                    ReleaseRequest request, Optional<String> confirm, String by) {
                return accounts.release(request, confirm, by, control::ofAccount);
            }

            @Override
            public Optional<ReleaseResult> resume(AccountId account, Scope scope) {
                return accounts.resume(account, scope, control::ofAccount);
            }
        };
    }

    private static void rehearse(AccountReconciler reconciler, AccountId account) {
        LambdaInput.event(
                        """
                        {"source": "aws.organizations", "detail": {"eventName": "CreateAccountResult",
                         "serviceEventDetails": {"createAccountStatus": {"state": "SUCCEEDED", "accountId": "%s"}}}}\
                        """
                                .formatted(account))
                .ifPresent(LifecycleEvents::read);
        reconciler.rehearse();
    }
}

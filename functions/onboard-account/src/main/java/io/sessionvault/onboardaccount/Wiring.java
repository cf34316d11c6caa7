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
/// @param rehearsal the way of an event without its effects
record Wiring(OnboardAccount onboarding, OnboardingQueue queue, Runnable rehearsal) {
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
        OnboardingQueue queue =
                new OnboardingQueue(
                        clients.build(SqsClient.builder(), own, settings.home()),
                        settings.queueUrl());
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
        return new Wiring(
                new OnboardAccount(
                        (account, mode) -> reconciler.reconcile(account, mode, control::ofAccount),
                        releases(
                                new AccountReleases(reconciler, holds, InstantSource.system()),
                                control),
                        watching(settings, clients, reconciler, holds, pause, queue),
                        pause,
                        settings.mode(),
                        new Newcomers(organization, reports, queue),
                        MetricsFactory.getMetricsInstance(),
                        InstantSource.system()),
                queue,
                () -> rehearse(reconciler, settings.standard().vault().account()));
    }

    private static Watching watching(
            OnboardingSettings settings,
            ClientConfiguration clients,
            AccountReconciler reconciler,
            StoredHolds holds,
            Pause pause,
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
                new RollBackEvents(JsonCalls.eventBridge(clients, settings.home()))::publish,
                queue::put,
                MetricsFactory.getMetricsInstance(),
                InstantSource.system());
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

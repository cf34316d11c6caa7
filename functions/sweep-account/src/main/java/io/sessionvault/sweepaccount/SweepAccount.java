package io.sessionvault.sweepaccount;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import io.sessionvault.account.AccountId;
import io.sessionvault.aws.AccountReconciler;
import io.sessionvault.aws.AccountReconciler.Visit;
import io.sessionvault.aws.SweepReader;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.ListedAccount;
import io.sessionvault.compliance.Run;
import io.sessionvault.reconcile.AccountResult;
import io.sessionvault.reconcile.Grants;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.NeverGoverned;
import io.sessionvault.reconcile.PlanText;
import io.sessionvault.reconcile.Reconciliation;
import io.sessionvault.sweep.AccountJudge;
import io.sessionvault.sweep.SweptAccount;
import io.sessionvault.vault.ObjectLock;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From an account to what the sweep found out about it.
final class SweepAccount {
    private static final Logger LOG = LoggerFactory.getLogger(SweepAccount.class);

    private final AccountReconciler reconciler;
    private final RunControlPolicies control;
    private final SweepReader reader;
    private final RepairPermit permit;
    private final OnboardingHandover onboarding;
    private final ReactionHandover reactions;
    private final Duration grace;
    private final ObjectLock lock;

    /// @param grace how long after the end of a session its log may take
    /// @param lock how the vault's bucket locks logs
    SweepAccount(
            AccountReconciler reconciler,
            RunControlPolicies control,
            SweepReader reader,
            RepairPermit permit,
            OnboardingHandover onboarding,
            ReactionHandover reactions,
            Duration grace,
            ObjectLock lock) {
        this.reconciler = reconciler;
        this.control = control;
        this.reader = reader;
        this.permit = permit;
        this.onboarding = onboarding;
        this.reactions = reactions;
        this.grace = grace;
        this.lock = lock;
    }

    AccountSweep sweep(Run run, ListedAccount account) {
        AccountSweep sweep =
                switch (reconciler.visit(account.id(), account.state())) {
                    case Visit.Ended(AccountResult.NotEntered result) -> AccountJudge.judge(result);
                    case Visit.Begun visit -> sweep(run, visit);
                };
        LOG.info(
                "account swept",
                entry("run", run.id()),
                entry("account", account.id().value()),
                entry("coverage", sweep.coverage()),
                entry("reason", Objects.requireNonNullElse(sweep.reason(), "")),
                entry("regions", sweep.regions().size()),
                entry("findings", sweep.findings().size()),
                entry("repairs", sweep.repairs().size()));
        return sweep;
    }

    private AccountSweep sweep(Run run, Visit.Begun visit) {
        Mode mode = permit.modeFor(run, visit.desired().account());
        AccountResult.Reconciled result = reconciler.reconcile(visit, mode, control.of(run));
        log(result.reconciliation());
        handOn(run, visit, result.reconciliation());
        return AccountJudge.judge(
                new SweptAccount(
                        visit.desired(),
                        visit.optedIn(),
                        result,
                        reader.read(visit, run.startedAt()),
                        lock),
                run.startedAt(),
                grace);
    }

    /// What nobody did under a pause is done when it is lifted, though this run may not repair.
    private void handOn(Run run, Visit.Begun visit, Reconciliation done) {
        AccountId account = visit.desired().account();
        if (done.mode() != Mode.PLAN || !run.isOnboarding()) {
            return;
        }
        if (NeverGoverned.isShownBy(visit.desired(), done.seen())) {
            if (permit.mayHandOn(account)) {
                onboarding.handOn(account);
                handedOn(run, account, "it was never governed, the onboarding has it");
            }
        } else if (!Grants.of(visit.desired(), done.seen(), done.plan()).isEmpty()
                && permit.mayHandOn(account)
                && reactions.handOn(account)) {
            handedOn(run, account, "its roles lack what preferences need, a reaction looks at it");
        }
    }

    private static void handedOn(Run run, AccountId account, String why) {
        LOG.info(
                "account is handed on",
                entry("run", run.id()),
                entry("account", account.value()),
                entry("reason", why));
    }

    private static void log(Reconciliation reconciliation) {
        if (!reconciliation.plan().isEmpty()) {
            LOG.info(
                    "account differs",
                    entry("account", reconciliation.account().value()),
                    entry("mode", reconciliation.mode()),
                    entry("plan", PlanText.lines(reconciliation.plan())),
                    entry("remaining", PlanText.lines(reconciliation.remaining())));
        }
    }
}

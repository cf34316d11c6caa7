package io.sessionvault.onboardaccount;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.aws.AccountReconciler;
import io.sessionvault.aws.ControlPolicyReader;
import io.sessionvault.onboardaccount.OnboardingReport.Entry;
import io.sessionvault.onboardaccount.OnboardingReport.Status;
import io.sessionvault.reconcile.Mode;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.argument.StructuredArgument;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// From an event to the accounts that it names, reconciled and reported.
final class OnboardAccount {
    private static final Logger LOG = LoggerFactory.getLogger(OnboardAccount.class);

    private final AccountReconciler reconciler;
    private final ControlPolicyReader control;
    private final Mode mode;
    private final Metrics metrics;

    /// @param mode how far to go where the event does not say
    OnboardAccount(
            AccountReconciler reconciler,
            ControlPolicyReader control,
            Mode mode,
            Metrics metrics) {
        this.reconciler = reconciler;
        this.control = control;
        this.mode = mode;
        this.metrics = metrics;
    }

    OnboardingReport onboard(JsonNode event) {
        List<Entry> results = LifecycleEvents.read(event).stream().map(this::onboard).toList();
        results.forEach(OnboardAccount::log);
        count(results);
        return new OnboardingReport(results);
    }

    private Entry onboard(Signal signal) {
        return switch (signal) {
            case Signal.Ignored(String reason) -> OnboardingReport.ignored(reason);
            case Signal.Gone gone -> OnboardingReport.gone(gone.account(), gone.cause());
            case Signal.Appeared appeared ->
                    OnboardingReport.of(
                            reconciler.reconcile(
                                    appeared.account(),
                                    appeared.mode().orElse(mode),
                                    control::ofAccount));
        };
    }

    private void count(List<Entry> results) {
        long governed =
                results.stream().filter(result -> result.status() == Status.GOVERNED).count();
        long notGoverned = results.stream().filter(result -> !result.isSettled()).count();
        if (governed + notGoverned > 0) {
            metrics.addMetric("AccountsGoverned", (double) governed, MetricUnit.COUNT);
            metrics.addMetric("AccountsNotGoverned", (double) notGoverned, MetricUnit.COUNT);
            metrics.flush();
        }
    }

    private static void log(Entry result) {
        if (result.accountId() == null) {
            LOG.warn("event acknowledged, nothing changed", entry("reason", result.reason()));
            return;
        }
        StructuredArgument account = entry("account", result.accountId());
        if (result.plan() != null) {
            LOG.info("plan", account, entry("plan", result.plan()));
        }
        if (result.outcomes() != null) {
            result.outcomes().forEach(step -> LOG.info("change", account, entry("step", step)));
        }
        StructuredArgument status = entry("status", result.status());
        StructuredArgument reason =
                entry("reason", Objects.requireNonNullElse(result.reason(), ""));
        if (result.isSettled()) {
            LOG.info("account settled", account, status, reason);
        } else {
            List<String> remaining = Objects.requireNonNullElse(result.remaining(), List.of());
            LOG.error(
                    "account is not governed yet",
                    account,
                    status,
                    reason,
                    entry("remaining", remaining));
        }
    }
}

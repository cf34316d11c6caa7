package io.sessionvault.onboardaccount;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.ServiceErrors;
import io.sessionvault.aws.WatchMessage;
import io.sessionvault.onboardaccount.OnboardingReport.Entry;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.sweep.Session;
import io.sessionvault.watch.Permit;
import io.sessionvault.watch.Watch;
import io.sessionvault.watch.WatchResult;
import io.sessionvault.watch.WatchedRegion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// From the message of a watch to a look, what is told of it, and the message of the next look.
///
/// Nothing is settled before it is told: a Region that went back is found as such by the next look of
/// the same message, and told again.
final class Watching {
    private static final Logger LOG = LoggerFactory.getLogger(Watching.class);

    private final Looks looks;
    private final boolean rollsBack;
    private final Pause pause;
    private final Publisher events;
    private final WatchMessage.Queue queue;
    private final Metrics metrics;
    private final InstantSource clock;

    /// Looks at watched Regions, as `AccountWatches` says it.
    @FunctionalInterface
    interface Looks {
        Optional<WatchResult> look(Watch watch, Supplier<Permit> permit);
    }

    /// Publishes events, as `AccountEvents` says it.
    @FunctionalInterface
    interface Publisher {
        Optional<String> publish(
                AccountId account, Map<RegionName, WatchedRegion.RolledBack> regions);
    }

    /// @param rollsBack whether the vault goes back by itself, or only tells
    /// @param pause whether changes are held back
    /// @param queue the onboarding's queue
    Watching(
            Looks looks,
            boolean rollsBack,
            Pause pause,
            Publisher events,
            WatchMessage.Queue queue,
            Metrics metrics,
            InstantSource clock) {
        this.looks = looks;
        this.rollsBack = rollsBack;
        this.pause = pause;
        this.events = events;
        this.queue = queue;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Looks once.
    Entry look(Watch watch) {
        return looks.look(watch, this::permit)
                .map(result ->
                        switch (result) {
                            case WatchResult.NotEntered(var ended) -> OnboardingReport.of(ended);
                            case WatchResult.Looked(var regions) -> told(watch, regions);
                        })
                .orElseGet(() ->
                        OnboardingReport.gone(watch.account(), "it is not in the organization"));
    }

    private Permit permit() {
        if (!rollsBack) {
            return new Permit.Refused("RollBack is off");
        }
        return switch (pause.answer(Mode.APPLY)) {
            case Pause.Answer.GoOn() -> new Permit.Granted();
            case Pause.Answer.Held(String reason) -> new Permit.Refused(reason);
            case Pause.Answer.Unknown(String reason) -> new Permit.Unknown(reason);
        };
    }

    private Entry told(Watch watch, NavigableMap<RegionName, WatchedRegion> regions) {
        NavigableMap<RegionName, WatchedRegion.RolledBack> back = new TreeMap<>();
        regions.forEach((region, seen) -> {
            if (seen instanceof WatchedRegion.RolledBack rolledBack) {
                back.put(region, rolledBack);
            }
        });
        Optional<String> unpublished = events.publish(watch.account(), back);
        regions.forEach((region, seen) -> log(watch.account(), region, seen));
        count(regions, back.size());
        if (unpublished.isPresent()) {
            return WatchReport.comesBack(
                    watch, regions, "the event could not be published: " + unpublished.get());
        }
        Instant now = clock.instant();
        List<RegionName> again = regions(regions, Watching::goesOn);
        List<RegionName> open = regions(regions, Watching::isOpen);
        boolean isBegun = regions.values().stream().anyMatch(Watching::isBegun);
        if (isBegun || (!open.isEmpty() && (open.size() == regions.size() || watch.isOver(now)))) {
            return WatchReport.comesBack(watch, regions, "not everything could be read or done");
        }
        if (watch.isOver(now) || again.isEmpty()) {
            return WatchReport.settled(watch, regions, false);
        }
        try {
            queue.put(WatchMessage.of(watch.of(again)), watch.untilNextLook(now));
            return WatchReport.settled(watch, regions, true);
        } catch (SdkException failure) {
            return WatchReport.comesBack(
                    watch,
                    regions,
                    "the next look could not be put into the queue: " + ServiceErrors.of(failure));
        }
    }

    private static List<RegionName> regions(
            NavigableMap<RegionName, WatchedRegion> regions, Predicate<WatchedRegion> which) {
        return regions.entrySet().stream()
                .filter(each -> which.test(each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean goesOn(WatchedRegion seen) {
        return switch (seen) {
            case WatchedRegion.Dropped _, WatchedRegion.RolledBack _ -> false;
            case WatchedRegion.Working _,
                    WatchedRegion.Quiet _,
                    WatchedRegion.Told _,
                    WatchedRegion.Unread _,
                    WatchedRegion.Failed _,
                    WatchedRegion.Undecided _ ->
                    true;
        };
    }

    private static boolean isOpen(WatchedRegion seen) {
        return seen instanceof WatchedRegion.Unread || isBegun(seen);
    }

    /// People are locked out until the vault has gone back: that waits for no next look.
    private static boolean isBegun(WatchedRegion seen) {
        return seen instanceof WatchedRegion.Failed || seen instanceof WatchedRegion.Undecided;
    }

    private void count(NavigableMap<RegionName, WatchedRegion> regions, int back) {
        int failing = regions.values().stream().mapToInt(seen -> failing(seen).size()).sum();
        metrics.addMetric("RegionsRolledBack", back, MetricUnit.COUNT);
        metrics.addMetric("SessionsFailingAfterSwitch", failing, MetricUnit.COUNT);
        metrics.flush();
    }

    private static List<Session> failing(WatchedRegion seen) {
        return switch (seen) {
            case WatchedRegion.Told told -> told.failing();
            case WatchedRegion.Undecided undecided -> undecided.failing();
            case WatchedRegion.RolledBack back -> back.failing();
            case WatchedRegion.Dropped _,
                    WatchedRegion.Unread _,
                    WatchedRegion.Failed _,
                    WatchedRegion.Working _,
                    WatchedRegion.Quiet _ ->
                    List.of();
        };
    }

    private static void log(AccountId account, RegionName region, WatchedRegion seen) {
        List<Session> failing = failing(seen);
        if (!failing.isEmpty() || seen instanceof WatchedRegion.RolledBack) {
            LOG.error(
                    seen instanceof WatchedRegion.RolledBack
                            ? "region rolled back"
                            : "sessions fail after the switch",
                    entry("account", account.value()),
                    entry("region", region.value()),
                    entry("sessions", failing.stream().map(Session::id).toList()),
                    entry("owners", failing.stream().map(Session::owner).distinct().toList()),
                    entry("what", WatchReport.line(account, region, seen)));
        }
    }
}

package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.Holds;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;

/// Lets no Region be switched that is held by now, and none without somebody who looks at its
/// sessions afterwards: the message that brings that about is in the queue before the switch, so
/// that whoever is killed in between cannot have switched unwatched.
public final class WatchedSwitches implements SwitchGuard {
    private static final String HELD = "it is held by now";

    private final StoredHolds holds;
    private final WatchMessage.Queue queue;
    private final Duration time;
    private final InstantSource clock;

    /// @param holds what of each account is held
    /// @param queue the onboarding's queue
    /// @param time how long sessions are watched, at most [Watch#LONGEST]; zero for not at all
    /// @param clock what time it is
    public WatchedSwitches(
            StoredHolds holds, WatchMessage.Queue queue, Duration time, InstantSource clock) {
        this.holds = holds;
        this.queue = queue;
        this.time = time;
        this.clock = clock;
    }

    @Override
    public Map<RegionName, String> refusals(
            AccountId account, NavigableSet<RegionName> regions, NavigableSet<RegionName> watched) {
        Map<RegionName, String> refusals = new HashMap<>();
        switch (holds.read(account)) {
            case Observation.Unseen<Holds>(ServiceError error) ->
                    regions.forEach(region -> refusals.put(region, unread(account, error)));
            case Observation.Seen<Holds>(Holds held) ->
                    regions.stream()
                            .filter(held::isHeld)
                            .forEach(region -> refusals.put(region, HELD));
        }
        NavigableSet<RegionName> free = new TreeSet<>(watched);
        free.removeAll(refusals.keySet());
        if (!free.isEmpty() && time.isPositive()) {
            announce(account, free, refusals);
        }
        return refusals;
    }

    /// A Region in which the vault went back is logged all the same.
    @Override
    public Optional<String> refusal(AccountId account, NavigableSet<RegionName> regions) {
        return switch (holds.read(account)) {
            case Observation.Unseen<Holds>(ServiceError error) ->
                    Optional.of(unread(account, error));
            case Observation.Seen<Holds>(Holds held) ->
                    regions.stream()
                                    .allMatch(region ->
                                            held.isHeld(region) && !held.isRolledBack(region))
                            ? Optional.of(HELD)
                            : Optional.empty();
        };
    }

    private String unread(AccountId account, ServiceError error) {
        return "what of the account is held could not be read again, from "
                + holds.address(account)
                + ": "
                + error.withoutRequest();
    }

    private void announce(
            AccountId account, NavigableSet<RegionName> free, Map<RegionName, String> refusals) {
        Instant now = clock.instant();
        Watch watch = new Watch(account, free, now, now.plus(time));
        try {
            queue.put(WatchMessage.of(watch), watch.untilNextLook(now));
        } catch (SdkException failure) {
            free.forEach(region ->
                    refusals.put(
                            region,
                            "nobody would watch its sessions: the onboarding's queue did not take the"
                                    + " message: "
                                    + ServiceErrors.of(failure).withoutRequest()));
        }
    }
}

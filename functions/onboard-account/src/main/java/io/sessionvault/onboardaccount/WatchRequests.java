package io.sessionvault.onboardaccount;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.WatchMessage;
import io.sessionvault.watch.Watch;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// Reads the message by which the vault looks at what it has switched.
final class WatchRequests {
    private static final String NAME = "watch";
    private static final List<String> FIELDS =
            List.of("accountId", "regions", "switchedAt", "until");

    /// No partition has so many Regions.
    private static final int MOST_REGIONS = 100;

    /// A message of the dead-letter queue is no older.
    private static final Duration OLDEST = Duration.ofDays(14);

    /// Two clocks may differ by as much.
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private WatchRequests() {}

    /// What the message asks for, or what is wrong with it.
    static Signal read(JsonNode message) {
        JsonNode watch = message.path(WatchMessage.FIELD);
        for (var field : watch.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                return malformed(field.getKey(), "left out", field.getValue());
            }
        }
        Optional<AccountId> account =
                Optional.of(watch.path("accountId"))
                        .filter(JsonNode::isTextual)
                        .flatMap(AccountIds::id);
        if (account.isEmpty()) {
            return malformed("accountId", "a string of 12 digits", watch.path("accountId"));
        }
        NavigableSet<RegionName> regions = regions(watch.path("regions"));
        if (regions.isEmpty()) {
            return malformed(
                    "regions",
                    "a list of 1 to " + MOST_REGIONS + " Regions such as eu-central-1",
                    watch.path("regions"));
        }
        Optional<Instant> switchedAt = time(watch.path("switchedAt"));
        Optional<Instant> until = time(watch.path("until"));
        if (switchedAt.isEmpty() || until.isEmpty()) {
            String field = switchedAt.isEmpty() ? "switchedAt" : "until";
            return malformed(field, "a time such as 2026-11-29T10:00:00Z", watch.path(field));
        }
        try {
            return new Signal.Watched(
                    new Watch(account.get(), regions, switchedAt.get(), until.get()));
        } catch (IllegalArgumentException | DateTimeException unfit) {
            return malformed(
                    "until",
                    "0 to " + Watch.LONGEST.toMinutes() + " minutes after switchedAt",
                    watch.path("until"));
        }
    }

    /// Tells whether a switch may have happened then.
    static boolean isPlausible(Watch watch, Instant now) {
        return !watch.switchedAt().isAfter(now.plus(AHEAD))
                && !watch.switchedAt().isBefore(now.minus(OLDEST));
    }

    /// Empty where one of them is none, or there are too many.
    private static NavigableSet<RegionName> regions(JsonNode list) {
        NavigableSet<RegionName> regions = new TreeSet<>();
        if (!list.isArray() || list.size() > MOST_REGIONS) {
            return regions;
        }
        for (JsonNode each : list) {
            if (!each.isTextual() || !RegionName.isValid(each.asText())) {
                return new TreeSet<>();
            }
            regions.add(new RegionName(each.asText()));
        }
        return regions;
    }

    private static Optional<Instant> time(JsonNode value) {
        try {
            return value.isTextual()
                    ? Optional.of(Instant.parse(value.asText()))
                    : Optional.empty();
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static Signal malformed(String field, String wanted, JsonNode value) {
        return new Signal.Unreadable(
                NAME, field + " of a watch must be " + wanted + ", and is " + value);
    }
}

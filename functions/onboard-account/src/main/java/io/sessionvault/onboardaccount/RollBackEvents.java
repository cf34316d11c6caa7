package io.sessionvault.onboardaccount;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.Json;
import io.sessionvault.aws.JsonCalls;
import io.sessionvault.aws.ServiceErrors;
import io.sessionvault.reconcile.Hold;
import io.sessionvault.sweep.Session;
import io.sessionvault.watch.WatchedRegion.RolledBack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/// Publishes an event on the default bus for each Region in which the vault went back by itself.
/// Whoever receives them may see one twice.
///
/// Source: EventBridge API reference, `PutEvents`: at most 10 entries and 256 KB, each entry can fail
/// by itself.
final class RollBackEvents {
    private static final String SOURCE = "session-vault";
    private static final String DETAIL_TYPE = "Region Rolled Back";
    private static final int MOST_SESSIONS = 50;

    private final JsonCalls events;

    RollBackEvents(JsonCalls events) {
        this.events = events;
    }

    /// Publishes them.
    ///
    /// @return what went wrong; empty when EventBridge has taken all of them
    Optional<String> publish(AccountId account, Map<RegionName, RolledBack> regions) {
        try {
            for (Map.Entry<RegionName, RolledBack> each : regions.entrySet()) {
                Map<String, Object> answer =
                        events.call(
                                "PutEvents",
                                Map.of(
                                        "Entries",
                                        List.of(entry(account, each.getKey(), each.getValue()))));
                if (!(answer.get("Entries") instanceof List<?> results)
                        || results.size() != 1
                        || !(results.getFirst() instanceof Map<?, ?> result)
                        || result.get("ErrorCode") != null) {
                    return Optional.of("EventBridge answered " + answer);
                }
            }
            return Optional.empty();
        } catch (SdkException failure) {
            return Optional.of(ServiceErrors.of(failure).toString());
        }
    }

    private static Map<String, Object> entry(
            AccountId account, RegionName region, RolledBack back) {
        Hold hold = back.hold();
        List<Map<String, String>> sessions = new ArrayList<>();
        for (Session session : back.failing().stream().limit(MOST_SESSIONS).toList()) {
            sessions.add(
                    Map.of(
                            "sessionId",
                            session.id(),
                            "owner",
                            session.owner(),
                            "target",
                            session.target()));
        }
        return Map.of(
                "Source",
                SOURCE,
                "DetailType",
                DETAIL_TYPE,
                "Resources",
                List.of(),
                "Detail",
                Json.line(
                        Map.of(
                                "accountId",
                                account.value(),
                                "region",
                                region.value(),
                                "since",
                                hold.since().toString(),
                                "by",
                                hold.by(),
                                "sessions",
                                sessions)));
    }
}

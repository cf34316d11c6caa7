package io.sessionvault.onboardaccount;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.Json;
import io.sessionvault.aws.ServiceErrors;
import io.sessionvault.sweep.Session;
import io.sessionvault.watch.WatchedRegion.RolledBack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;

/// Publishes what has happened to an account, as an event on the default bus. Whoever receives it may
/// see it twice.
///
/// Source: EventBridge API reference, `PutEvents`: without the name of a bus it is the default one; at
/// most 256 KB; each entry can fail by itself.
final class AccountEvents {
    private static final String SOURCE = "session-vault";
    private static final int MOST_SESSIONS = 50;

    private final UnaryOperator<Map<String, Object>> putEvents;

    /// @param putEvents calls `PutEvents`
    AccountEvents(UnaryOperator<Map<String, Object>> putEvents) {
        this.putEvents = putEvents;
    }

    /// An account differs from what it should be, and was not repaired.
    ///
    /// @return what went wrong; empty when EventBridge has it
    Optional<String> drifted(ReactionReport report) {
        return publish(
                "Account Drifted",
                Map.of(
                        "accountId", report.changed().account().value(),
                        "places", report.places(),
                        "differs", report.differs(),
                        "todo", report.todo(),
                        "after", report.changed().eventNames(),
                        "since", report.changed().since().toString()));
    }

    /// The vault went back by itself; an event for each Region.
    ///
    /// @return what went wrong; empty when EventBridge has all of them
    Optional<String> rolledBack(AccountId account, Map<RegionName, RolledBack> regions) {
        return regions.entrySet().stream()
                .map(each -> rolledBack(account, each.getKey(), each.getValue()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> rolledBack(AccountId account, RegionName region, RolledBack back) {
        return publish(
                "Region Rolled Back",
                Map.of(
                        "accountId", account.value(),
                        "region", region.value(),
                        "since", back.hold().since().toString(),
                        "by", back.hold().by(),
                        "sessions",
                                back.failing().stream()
                                        .limit(MOST_SESSIONS)
                                        .map(AccountEvents::named)
                                        .toList()));
    }

    private static Map<String, String> named(Session session) {
        return Map.of(
                "sessionId", session.id(),
                "owner", session.owner(),
                "target", session.target());
    }

    private Optional<String> publish(String detailType, Map<String, Object> detail) {
        Map<String, Object> entry =
                Map.of(
                        "Source",
                        SOURCE,
                        "DetailType",
                        detailType,
                        "Resources",
                        List.of(),
                        "Detail",
                        Json.line(detail));
        try {
            Map<String, Object> answer = putEvents.apply(Map.of("Entries", List.of(entry)));
            return answer.get("Entries") instanceof List<?> results
                            && results.size() == 1
                            && results.getFirst() instanceof Map<?, ?> result
                            && result.get("ErrorCode") == null
                    ? Optional.empty()
                    : Optional.of("EventBridge answered " + answer);
        } catch (SdkException failure) {
            return Optional.of(ServiceErrors.of(failure).toString());
        }
    }
}

package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import io.sessionvault.watch.Watch;
import java.time.Duration;
import java.util.Map;

/// The message by which the onboarding looks at the sessions of Regions that were switched.
public final class WatchMessage {
    /// The field that tells it from events.
    public static final String FIELD = "watch";

    private WatchMessage() {}

    /// The onboarding's queue.
    @FunctionalInterface
    public interface Queue {
        /// Puts a message into it.
        ///
        /// @param delay how long nobody sees it, at most 15 minutes
        /// @throws software.amazon.awssdk.core.exception.SdkException when the queue does not take it
        void put(String message, Duration delay);
    }

    /// The message of a watch.
    public static String of(Watch watch) {
        return Json.write(
                Map.of(
                        FIELD,
                        Map.of(
                                "accountId",
                                watch.account().value(),
                                "regions",
                                watch.regions().stream().map(RegionName::value).toList(),
                                "switchedAt",
                                watch.switchedAt().toString(),
                                "until",
                                watch.until().toString())));
    }
}

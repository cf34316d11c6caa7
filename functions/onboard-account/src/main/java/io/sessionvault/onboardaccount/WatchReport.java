package io.sessionvault.onboardaccount;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.onboardaccount.OnboardingReport.Entry;
import io.sessionvault.onboardaccount.OnboardingReport.Status;
import io.sessionvault.watch.FailedSessions;
import io.sessionvault.watch.Watch;
import io.sessionvault.watch.WatchedRegion;
import java.util.List;
import java.util.Map;

/// What the function answers to a look at switched Regions.
final class WatchReport {
    private WatchReport() {}

    /// Nothing is left to do, or another message does it.
    ///
    /// @param goesOn whether another look follows
    static Entry settled(Watch watch, Map<RegionName, WatchedRegion> regions, boolean goesOn) {
        boolean isBack =
                regions.values().stream()
                        .anyMatch(seen -> seen instanceof WatchedRegion.RolledBack);
        Status status = isBack ? Status.ROLLED_BACK : goesOn ? Status.WATCHING : Status.WATCHED;
        return entry(
                watch,
                status,
                "the switch of "
                        + watch.switchedAt()
                        + (goesOn ? ", watched until " + watch.until() : ", watched to the end"),
                regions);
    }

    /// The message is needed once more.
    static Entry comesBack(Watch watch, Map<RegionName, WatchedRegion> regions, String reason) {
        return entry(watch, Status.INCOMPLETE, reason, regions);
    }

    private static Entry entry(
            Watch watch, Status status, String reason, Map<RegionName, WatchedRegion> regions) {
        List<String> lines =
                regions.entrySet().stream()
                        .map(each -> line(watch.account(), each.getKey(), each.getValue()))
                        .toList();
        return new Entry(watch.account().value(), status, reason, null, null, null, lines, null);
    }

    /// What a Region showed, in words.
    static String line(AccountId account, RegionName region, WatchedRegion seen) {
        return region
                + ": "
                + switch (seen) {
                    case WatchedRegion.Dropped(String reason) -> "not watched any more, " + reason;
                    case WatchedRegion.Unread(var error) ->
                            "could not look at preferences and sessions: " + error;
                    case WatchedRegion.Failed(String step, var error) ->
                            "could not " + step + ": " + error;
                    case WatchedRegion.Undecided(var failing, String reason) ->
                            FailedSessions.text(failing)
                                    + " failed; nothing was changed yet: "
                                    + reason;
                    case WatchedRegion.Working(int sessions) -> "sessions worked: " + sessions;
                    case WatchedRegion.Quiet() -> "no session was seen that worked or failed";
                    case WatchedRegion.Told(var failing, String why) ->
                            FailedSessions.text(failing) + " failed; nothing was changed: " + why;
                    case WatchedRegion.RolledBack(var failing, var hold) ->
                            "ROLLED BACK, held "
                                    + hold
                                    + (failing.isEmpty()
                                            ? ""
                                            : "; " + FailedSessions.text(failing) + " failed")
                                    + "; sessions open without the vault's key and are logged as before. When the"
                                    + " cause is gone, let it go on with "
                                    + request(account, region, "resume")
                                    + ", or let it go with "
                                    + request(account, region, "release");
                };
    }

    private static String request(AccountId account, RegionName region, String mode) {
        return "{\"accountId\": \"%s\", \"mode\": \"%s\", \"regions\": [\"%s\"]}"
                .formatted(account, mode, region);
    }
}

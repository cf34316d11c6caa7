package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import io.sessionvault.aws.AccountReconciler.Visit;
import io.sessionvault.preferences.VersionName.Origin;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Hold;
import io.sessionvault.reconcile.Holds;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import io.sessionvault.reconcile.Scope;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.reconcile.VaultPlaces;
import io.sessionvault.sweep.Session;
import io.sessionvault.watch.FailedSessions;
import io.sessionvault.watch.GoingBack;
import io.sessionvault.watch.Permit;
import io.sessionvault.watch.Verdict;
import io.sessionvault.watch.Watch;
import io.sessionvault.watch.WatchResult;
import io.sessionvault.watch.WatchedRegion;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Looks at the sessions of Regions that were switched, and goes back where they fail.
public final class AccountWatches {
    private static final ServiceError NOT_IN_FORCE =
            new ServiceError(
                    ErrorKind.STALE,
                    "NotInForce",
                    "somebody else wrote the preferences meanwhile",
                    Optional.empty());

    private static final String WRITTEN_BY_OTHERS =
            "somebody else has written the preferences since, and kept what may lock out; the vault"
                    + " goes back from its own text only";

    private final AccountReconciler accounts;
    private final StoredHolds holds;
    private final WatchReader reader;
    private final InstantSource clock;

    /// @param accounts enters accounts
    /// @param holds what of each account is held
    /// @param vault a client in the Region of the vault's bucket, with the function's own
    ///     credentials, from [OwnBuckets]
    /// @param clock what time it is
    /// @param pause how to wait between two calls that must not follow each other at once
    public AccountWatches(
            AccountReconciler accounts,
            StoredHolds holds,
            S3Client vault,
            InstantSource clock,
            Pacer.Pause pause) {
        this.accounts = accounts;
        this.holds = holds;
        this.reader = new WatchReader(vault, clock, pause);
        this.clock = clock;
    }

    /// What a first look at a Region leads to.
    private sealed interface Step {
        /// Nothing has to be done.
        record Done(WatchedRegion region) implements Step {}

        /// Goes back.
        ///
        /// @param failing the sessions that fail
        /// @param hold the hold that is to be written, or is there already
        /// @param isHeld whether it is there already
        record Back(WatchReader.Seen seen, List<Session> failing, Hold hold, boolean isHeld)
                implements Step {}
    }

    /// Looks once at the watched Regions; empty when Organizations does not know the account.
    ///
    /// @param permit whether the vault may go back; asked only when it would
    public Optional<WatchResult> look(Watch watch, Supplier<Permit> permit) {
        return accounts.visit(watch.account())
                .map(visit ->
                        switch (visit) {
                            case Visit.Ended(var result) -> new WatchResult.NotEntered(result);
                            case Visit.Begun begun ->
                                    new WatchResult.Looked(look(begun, watch, permit));
                        });
    }

    private NavigableMap<RegionName, WatchedRegion> look(
            Visit.Begun visit, Watch watch, Supplier<Permit> permit) {
        NavigableMap<RegionName, WatchedRegion> results = new TreeMap<>();
        NavigableMap<RegionName, Step.Back> backs = new TreeMap<>();
        AccountReader.inEach(watch.regions(), region -> first(visit, watch, region))
                .forEach((region, step) -> {
                    switch (step) {
                        case Step.Done(WatchedRegion seen) -> results.put(region, seen);
                        case Step.Back back -> backs.put(region, back);
                    }
                });
        if (!backs.isEmpty()) {
            results.putAll(
                    switch (permit.get()) {
                        case Permit.Granted() -> goBack(visit, backs);
                        case Permit.Refused(String reason) ->
                                each(
                                        backs,
                                        back ->
                                                back.isHeld()
                                                        ? new WatchedRegion.Undecided(
                                                                back.failing(),
                                                                reason
                                                                        + ", and going back had begun"
                                                                        + " before")
                                                        : new WatchedRegion.Told(
                                                                back.failing(), reason));
                        case Permit.Unknown(String reason) ->
                                each(
                                        backs,
                                        back ->
                                                new WatchedRegion.Undecided(
                                                        back.failing(), reason));
                    });
        }
        return results;
    }

    private Step first(Visit.Begun visit, Watch watch, RegionName region) {
        DesiredAccount desired = visit.desired();
        Optional<Hold> hold =
                desired.holds()
                        .account()
                        .or(() -> Optional.ofNullable(desired.holds().regions().get(region)));
        if (hold.filter(held -> held.reason() == Hold.Reason.RELEASED).isPresent()) {
            return dropped("it is held " + hold.get());
        }
        if (hold.isEmpty() && !desired.regions().contains(region)) {
            return dropped("it is not governed any more");
        }
        return switch (ServiceErrors.observe(
                () -> reader.read(visit.member().ssm(region), desired, watch, region))) {
            case Observation.Unseen<Optional<WatchReader.Seen>>(ServiceError error) ->
                    new Step.Done(new WatchedRegion.Unread(error));
            case Observation.Seen<Optional<WatchReader.Seen>>(var seen) ->
                    seen.map(document ->
                                    document.isByOthers()
                                            ? others(document)
                                            : hold.map(held -> held(watch, document, held))
                                                    .orElseGet(() -> governed(watch, document)))
                            .orElseGet(
                                    () -> dropped("its preferences are not the vault's any more"));
        };
    }

    /// Whoever was killed between the hold and the document is found here, and whoever was before the
    /// result was told.
    private static Step held(Watch watch, WatchReader.Seen seen, Hold hold) {
        if (!(seen.origin() instanceof Origin.RolledBack) || !seen.isDefault()) {
            return new Step.Back(seen, failing(seen.verdict()), hold, true);
        }
        return hold.since().isBefore(watch.switchedAt())
                ? dropped("it is held " + hold)
                : new Step.Done(new WatchedRegion.RolledBack(failing(seen.verdict()), hold));
    }

    /// What somebody else has written is theirs, and who is locked out by it has to be told.
    private static Step others(WatchReader.Seen seen) {
        return new Step.Done(
                switch (seen.verdict()) {
                    case Verdict.Works(int sessions) -> new WatchedRegion.Working(sessions);
                    case Verdict.NothingSeen() -> new WatchedRegion.Quiet();
                    case Verdict.Tell(var failing, String why) ->
                            new WatchedRegion.Told(failing, WRITTEN_BY_OTHERS + "; " + why);
                    case Verdict.GoBack(var failing) ->
                            new WatchedRegion.Told(failing, WRITTEN_BY_OTHERS);
                });
    }

    private Step governed(Watch watch, WatchReader.Seen seen) {
        if (seen.origin() instanceof Origin.RolledBack) {
            return dropped("somebody let it go on, and it is not switched again yet");
        }
        return switch (seen.verdict()) {
            case Verdict.Works(int sessions) -> new Step.Done(new WatchedRegion.Working(sessions));
            case Verdict.NothingSeen() -> new Step.Done(new WatchedRegion.Quiet());
            case Verdict.Tell(var failing, String why) ->
                    new Step.Done(new WatchedRegion.Told(failing, why));
            case Verdict.GoBack(var failing) ->
                    seen.back().isEmpty()
                            ? new Step.Done(
                                    new WatchedRegion.Told(
                                            failing,
                                            "the vault's text has nothing in it that could be taken"
                                                    + " back"))
                            : new Step.Back(seen, failing, hold(watch, failing), false);
        };
    }

    private Hold hold(Watch watch, List<Session> failing) {
        return new Hold(
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                Hold.Reason.ROLLED_BACK,
                "the watch of the switch of "
                        + watch.switchedAt()
                        + ": "
                        + FailedSessions.ids(failing));
    }

    private static List<Session> failing(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Tell(var failing, String _) -> failing;
            case Verdict.GoBack(var failing) -> failing;
            case Verdict.Works _, Verdict.NothingSeen _ -> List.of();
        };
    }

    /// The hold comes first, so that no visit switches again what goes back.
    private NavigableMap<RegionName, WatchedRegion> goBack(
            Visit.Begun visit, NavigableMap<RegionName, Step.Back> backs) {
        DesiredAccount desired = visit.desired();
        Holds all = desired.holds();
        for (var back : backs.entrySet()) {
            all =
                    all.plus(
                            new Scope.Regions(new TreeSet<>(List.of(back.getKey()))),
                            back.getValue().hold());
        }
        // Where the hold is there already, a person may have let the Region go since.
        Optional<ServiceError> failure =
                all.equals(desired.holds())
                        ? holds.unlessHeld(desired.account(), all)
                        : holds.write(desired.account(), desired.holds(), all);
        if (failure.isPresent()) {
            ServiceError error = failure.get();
            return each(
                    backs,
                    _ ->
                            new WatchedRegion.Failed(
                                    "hold the Region in " + holds.address(desired.account()),
                                    error));
        }
        return AccountReader.inEach(
                backs.keySet(),
                region ->
                        takeBack(
                                visit.member().ssm(region),
                                VaultPlaces.of(desired),
                                Objects.requireNonNull(backs.get(region))));
    }

    private static WatchedRegion takeBack(SsmClient ssm, VaultPlaces places, Step.Back back) {
        WatchReader.Seen seen = back.seen();
        return switch (ServiceErrors.observe(
                () -> {
                    if (seen.origin() instanceof Origin.RolledBack || seen.back().isEmpty()) {
                        PreferencesWriter.setDefaultVersion(ssm, seen.document().newest());
                    } else {
                        PreferencesWriter.rollBack(
                                ssm, seen.back().get(), seen.document().newest());
                    }
                    return isInForce(places, RegionReader.preferences(ssm));
                })) {
            case Observation.Unseen<Boolean>(ServiceError error) ->
                    new WatchedRegion.Failed("take the switch back", error);
            case Observation.Seen<Boolean>(Boolean isInForce) ->
                    isInForce
                            ? new WatchedRegion.RolledBack(back.failing(), back.hold())
                            : new WatchedRegion.Failed("take the switch back", NOT_IN_FORCE);
        };
    }

    /// Read back: whatever became of the calls, this is what sessions use now.
    private static boolean isInForce(VaultPlaces places, Preferences preferences) {
        return preferences instanceof Preferences.Present present
                && present.newestVersion().equals(present.defaultVersion())
                && GoingBack.of(places, present.content(), Optional.empty()).isEmpty();
    }

    private static NavigableMap<RegionName, WatchedRegion> each(
            NavigableMap<RegionName, Step.Back> backs, Function<Step.Back, WatchedRegion> result) {
        NavigableMap<RegionName, WatchedRegion> results = new TreeMap<>();
        backs.forEach((region, back) -> results.put(region, result.apply(back)));
        return results;
    }

    private static Step dropped(String reason) {
        return new Step.Done(new WatchedRegion.Dropped(reason));
    }
}

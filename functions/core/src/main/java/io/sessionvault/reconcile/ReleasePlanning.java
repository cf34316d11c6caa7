package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.ObservedHistory.Present;
import io.sessionvault.reconcile.ObservedHistory.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// How the plan of a release comes about.
final class ReleasePlanning {
    private final DesiredAccount desired;
    private final ReleaseRequest request;
    private final ObservedRelease observed;
    private final VaultPlaces vault;
    private final List<ReleaseChange.Regional> regional = new ArrayList<>();
    private final List<ReleaseObstacle> obstacles = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    /// The Regions in which the vault will be named when all changes have been made.
    private final NavigableSet<RegionName> staying = new TreeSet<>();

    private ReleasePlanning(
            DesiredAccount desired, ReleaseRequest request, ObservedRelease observed) {
        this.desired = desired;
        this.request = request;
        this.observed = observed;
        this.vault =
                switch (observed.identity()) {
                    case Observation.Unseen<ObservedRelease.Identity> _ -> VaultPlaces.of(desired);
                    case Observation.Seen<ObservedRelease.Identity>(var identity) ->
                            VaultPlaces.of(desired, identity);
                };
    }

    static ReleasePlan plan(
            DesiredAccount desired, ReleaseRequest request, Hold hold, ObservedRelease observed) {
        return new ReleasePlanning(desired, request, observed).plan(hold);
    }

    private ReleasePlan plan(Hold hold) {
        NavigableSet<RegionName> scope = request.regions(desired);
        observed.regions().forEach((region, seen) -> look(region, seen, scope.contains(region)));
        List<ReleaseChange.OfIdentity> identity =
                request.letsAllGo(desired) ? identity() : List.of();
        tellWhatStays();
        Holds holds = desired.holds().plus(request.scope(), hold);
        return new ReleasePlan(
                holds.equals(desired.holds())
                        ? Optional.empty()
                        : Optional.of(new ReleaseChange.WriteHold(request.scope(), holds)),
                regional,
                identity,
                obstacles,
                notices);
    }

    private void look(RegionName region, Observation<ObservedHistory> seen, boolean isInScope) {
        switch (seen) {
            case Observation.Unseen<ObservedHistory>(ServiceError error) -> unseen(region, error);
            case Observation.Seen<ObservedHistory>(ObservedHistory history) -> {
                if (isInScope) {
                    release(region, history);
                } else if (mayNameVault(history)) {
                    staying.add(region);
                    notices.add(region + " is not let go, and its document may name the vault");
                }
            }
        }
    }

    /// Where service control policies let nobody open a session, no document is used.
    private void unseen(RegionName region, ServiceError error) {
        boolean isClosed =
                error.kind() == ErrorKind.DENIED
                        && observed.identity()
                                instanceof Observation.Seen<ObservedRelease.Identity>(var identity)
                        && identity.closed().containsKey(region);
        if (isClosed) {
            notices.add(
                    region
                            + " is closed to everybody, and its document stays as it is: release again before"
                            + " it is opened");
        } else {
            staying.add(region);
            obstacles.add(new ReleaseObstacle.UnseenRegion(region, error));
        }
    }

    private boolean mayNameVault(ObservedHistory history) {
        return history instanceof Present present && present.mayNameVault(vault);
    }

    private void release(RegionName region, ObservedHistory history) {
        Optional<ReturnPoint.Wish> wish = Optional.ofNullable(request.wishes().get(region));
        switch (ReturnPoint.of(vault, history, wish)) {
            case ReturnPoint.Unclear(String reason) -> {
                staying.add(region);
                obstacles.add(new ReleaseObstacle.UnclearText(region, reason));
            }
            case ReturnPoint.NoDocument() -> {
                if (history instanceof Present present) {
                    regional.add(new ReleaseChange.DeletePreferences(region, present.newest()));
                }
            }
            case ReturnPoint.Nothing() -> {
                switch (history) {
                    case Present present -> leave(region, present, wish.isPresent());
                    case ObservedHistory.OfOtherType(String type) ->
                            notices.add(
                                    region
                                            + ": "
                                            + PreferencesDocument.NAME
                                            + " is a document of type "
                                            + type
                                            + ", none of the vault's; it stays as it is");
                    case ObservedHistory.Absent() -> {
                        // There is nothing to leave.
                    }
                }
            }
            case ReturnPoint.OfVersion(String number) -> {
                if (history instanceof Present present) {
                    giveBack(region, present, number);
                }
            }
        }
    }

    /// A text that was given back, and not yet made the default, was given back by half.
    private void leave(RegionName region, Present present, boolean isWished) {
        boolean isSplit = !present.newest().equals(present.defaultVersion());
        boolean isHalf = isSplit && (isWished || ReturnPoint.isBack(present));
        if (isHalf) {
            regional.add(new ReleaseChange.MakeDefault(region, present.newest()));
        } else if (isSplit && mayNameVault(present, present.defaultVersion())) {
            staying.add(region);
            obstacles.add(
                    new ReleaseObstacle.UnclearText(
                            region,
                            "the default version "
                                    + present.defaultVersion()
                                    + " may name the vault, and the newest is "
                                    + present.newest()));
            return;
        }
        tellIfNamed(region, present, present.newest());
    }

    private boolean mayNameVault(Present present, String number) {
        return Optional.ofNullable(present.texts().get(number))
                .map(text -> text.mayNameVault(vault))
                .orElse(true);
    }

    private void giveBack(RegionName region, Present present, String number) {
        Optional.ofNullable(present.texts().get(number))
                .ifPresent(text ->
                        regional.add(
                                new ReleaseChange.GiveBack(
                                        region, number, text, present.newest())));
        tellIfNamed(region, present, number);
    }

    private void tellIfNamed(RegionName region, Present present, String number) {
        if (mayNameVault(present, number)) {
            staying.add(region);
            notices.add(
                    region
                            + ": the text of version "
                            + number
                            + " may name the vault by itself; sessions there may go on being logged");
        }
    }

    private List<ReleaseChange.OfIdentity> identity() {
        return switch (observed.identity()) {
            case Observation.Unseen<ObservedRelease.Identity>(ServiceError error) -> {
                obstacles.add(new ReleaseObstacle.UnseenIdentity(error));
                yield List.of();
            }
            case Observation.Seen<ObservedRelease.Identity>(ObservedRelease.Identity seen) -> {
                if (seen.isEmpty()) {
                    yield List.of();
                }
                if (desired.ungoverned().isEmpty()) {
                    obstacles.add(new ReleaseObstacle.UntoldRegions());
                    yield List.of();
                }
                if (seen.policy().isPresent() && !seen.beside().isEmpty()) {
                    obstacles.add(new ReleaseObstacle.PolicyInUse(seen.beside()));
                    yield List.of();
                }
                observed.documents().forEach(this::lookAtOthers);
                if (!staying.isEmpty()) {
                    notices.add(
                            "policy "
                                    + LogPolicy.NAME
                                    + " stays for the documents in "
                                    + new Scope.Regions(staying));
                    yield List.of();
                }
                notices.add(
                        "sessions that are open when the policy goes cannot write their logs, which"
                                + " agents upload at the end");
                yield removal(seen);
            }
        };
    }

    /// A session may name any Session document of the account.
    private void lookAtOthers(RegionName region, Observation<Map<String, List<Text>>> seen) {
        switch (seen) {
            case Observation.Unseen<Map<String, List<Text>>>(ServiceError error) -> {
                boolean isTold =
                        observed.regions().get(region)
                                instanceof Observation.Unseen<ObservedHistory>;
                if (!isTold) {
                    unseen(region, error);
                }
            }
            case Observation.Seen<Map<String, List<Text>>>(Map<String, List<Text>> documents) ->
                    documents.forEach((name, texts) -> {
                        if (texts.stream().anyMatch(text -> text.mayNameVault(vault))) {
                            staying.add(region);
                            notices.add(
                                    region
                                            + ": document "
                                            + name
                                            + " may name the vault, or could not be read");
                        }
                    });
        }
    }

    private List<ReleaseChange.OfIdentity> removal(ObservedRelease.Identity seen) {
        List<ReleaseChange.OfIdentity> changes = new ArrayList<>();
        seen.attached()
                .forEach(role ->
                        changes.add(new ReleaseChange.DetachPolicy(role, desired.logPolicyArn())));
        seen.inline()
                .keySet()
                .forEach(role -> changes.add(new ReleaseChange.DeleteInlinePolicy(role)));
        seen.policy()
                .ifPresent(policy ->
                        changes.add(
                                new ReleaseChange.DeleteLogPolicy(
                                        desired.logPolicyArn(), policy.otherVersions())));
        return changes;
    }

    private void tellWhatStays() {
        if (desired.hostManagement() == HostManagement.MANAGE) {
            notices.add(
                    "NOT TAKEN BACK: Default Host Management, its setting in each Region and the role "
                            + HostManagement.ROLE_NAME);
        }
        if (desired.ownsSessionKey()) {
            notices.add(
                    "NOT TAKEN BACK: this is the vault's own account; the session key, its replicas and"
                            + " the vault stay");
        }
    }
}

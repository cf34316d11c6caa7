package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.NamedPlaces;
import io.sessionvault.preferences.VersionName.Origin;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.ObservedHistory;
import io.sessionvault.reconcile.ObservedHistory.Text;
import io.sessionvault.reconcile.ReturnPoint;
import io.sessionvault.reconcile.VaultPlaces;
import io.sessionvault.sweep.Session;
import io.sessionvault.watch.GoingBack;
import io.sessionvault.watch.SeenSession;
import io.sessionvault.watch.SwitchJudge;
import io.sessionvault.watch.TextTimes;
import io.sessionvault.watch.Verdict;
import io.sessionvault.watch.Watch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Reads what a look at a watched Region needs: the document with its versions, the sessions around
/// the switch, and whether those have their logs that would say it. No log is opened.
final class WatchReader {
    /// Of more sessions nobody asks for the log.
    private static final int MOST_LOGS = 100;

    private final S3Client vault;
    private final InstantSource clock;
    private final Pacer.Pause pause;

    /// @param vault a client in the Region of the vault's bucket, with the function's own credentials
    /// @param clock what time it is
    /// @param pause how to wait between two calls that must not follow each other at once
    WatchReader(S3Client vault, InstantSource clock, Pacer.Pause pause) {
        this.vault = vault;
        this.clock = clock;
        this.pause = pause;
    }

    /// A watched Region as it is.
    ///
    /// @param document its preferences
    /// @param back what to write to go back; empty when there is nothing to take back
    /// @param verdict what its sessions say
    record Seen(
            ObservedHistory.Present document, Optional<Map<String, Object>> back, Verdict verdict) {
        /// Who wrote the newest version.
        Origin origin() {
            return document.versions().getLast().origin();
        }

        /// Tells whether somebody else has written since the vault did.
        boolean isByOthers() {
            return isOthers(document);
        }

        boolean isDefault() {
            return document.newest().equals(document.defaultVersion());
        }
    }

    /// Reads the document; empty when there is none that is the vault's, or that locks out as the
    /// vault's might.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when something cannot be read
    Optional<Seen> read(SsmClient ssm, DesiredAccount desired, Watch watch, RegionName region) {
        return HistoryReader.read(ssm, desired, Optional.empty())
                                instanceof ObservedHistory.Present document
                        && (isOfVault(document) || keepsTheSwitch(desired, document))
                ? Optional.of(
                        new Seen(
                                document,
                                back(desired, document),
                                verdict(ssm, desired, watch, region, document)))
                : Optional.empty();
    }

    /// Tells whether somebody else has written, and the key of the vault or the look at its bucket is
    /// in force all the same. Which version sessions use, the default or the newest, is not known for
    /// certain.
    private static boolean keepsTheSwitch(
            DesiredAccount desired, ObservedHistory.Present document) {
        VaultPlaces places = VaultPlaces.of(desired);
        return isOthers(document)
                && Stream.of(document.newest(), document.defaultVersion())
                        .flatMap(number -> text(document, number).stream())
                        .filter(text -> places.isNamed(NamedPlaces.of(text)))
                        .anyMatch(text -> GoingBack.of(places, text, Optional.empty()).isPresent());
    }

    private static boolean isOthers(ObservedHistory.Present document) {
        return document.versions().getLast().origin() instanceof Origin.Others;
    }

    private static boolean isOfVault(ObservedHistory.Present document) {
        return switch (document.versions().getLast().origin()) {
            case Origin.Vault _, Origin.RolledBack _ -> true;
            case Origin.Returned _, Origin.Others _ -> false;
        };
    }

    /// What was in force before the vault is known by the names of the versions, or not at all.
    private static Optional<Map<String, Object>> back(
            DesiredAccount desired, ObservedHistory.Present document) {
        VaultPlaces places = VaultPlaces.of(desired);
        Optional<Map<String, Object>> before =
                ReturnPoint.of(places, document, Optional.empty())
                                instanceof ReturnPoint.OfVersion(String number)
                        ? text(document, number)
                        : Optional.empty();
        return text(document, document.newest())
                .flatMap(content -> GoingBack.of(places, content, before));
    }

    private static Optional<Map<String, Object>> text(
            ObservedHistory.Present document, String number) {
        return Optional.ofNullable(document.texts().get(number)).flatMap(Text::content);
    }

    private Verdict verdict(
            SsmClient ssm,
            DesiredAccount desired,
            Watch watch,
            RegionName region,
            ObservedHistory.Present document) {
        Instant now = clock.instant();
        SwitchJudge judge =
                new SwitchJudge(desired.account(), new TextTimes(watch, document.versions()), now);
        List<SeenSession> sessions = new SessionReader(ssm, clock, pause).since(judge.earliest());
        List<Session> doubtful = judge.needingLog(sessions);
        Set<String> logged = logged(desired, region, doubtful.stream().limit(MOST_LOGS).toList());
        Set<String> unasked =
                doubtful.stream().skip(MOST_LOGS).map(Session::id).collect(Collectors.toSet());
        return judge.judge(sessions, logged, unasked);
    }

    /// The ids of the sessions whose log is in the vault.
    ///
    /// Source: S3 API reference, `ListObjectsV2`.
    private Set<String> logged(
            DesiredAccount desired, RegionName region, Collection<Session> sessions) {
        String prefix = desired.vault().prefixes().prefix(desired.account(), region) + "/";
        return sessions.stream()
                .filter(session -> isThere(desired.vault().bucket(), prefix + session.logName()))
                .map(Session::id)
                .collect(Collectors.toSet());
    }

    private boolean isThere(String bucket, String key) {
        return EncodedKeys.read(
                        () -> vault.listObjectsV2(ask -> ask.bucket(bucket).prefix(key).maxKeys(1)))
                .contents()
                .stream()
                .map(S3Object::key)
                .anyMatch(found -> Objects.equals(found, key));
    }
}

package io.sessionvault.watch;

import io.sessionvault.preferences.VersionName.Origin;
import io.sessionvault.reconcile.ObservedHistory.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Which text a Region's preferences had when. It is told by AWS's clock, which the times of sessions
/// are of, too; the message of a watch is older than the switch.
public final class TextTimes {
    /// Begun so soon after a new text, a session may still have had the one from before.
    static final Duration SETTLING = Duration.ofMinutes(1);

    private final Watch watch;
    private final List<Version> versions;

    /// Where the last versions of the vault that follow each other begin.
    private final int first;

    /// The version after them, or the number of versions.
    private final int next;

    /// @param watch the watch of the switch
    /// @param versions the versions of the document, the oldest first
    public TextTimes(Watch watch, List<Version> versions) {
        this.watch = watch;
        this.versions = List.copyOf(versions);
        int after = versions.size();
        while (after > 0 && !isOfVault(versions.get(after - 1))) {
            after--;
        }
        int begin = after;
        while (begin > 0 && isOfVault(versions.get(begin - 1))) {
            begin--;
        }
        this.first = begin;
        this.next = after;
    }

    /// When the switch was that is watched. The vault may have written again since, which is the same
    /// switch.
    Instant switchedAt() {
        return versions.subList(first, next).stream()
                .flatMap(version -> version.created().stream())
                .filter(watch.switchedAt()::isBefore)
                .findFirst()
                .orElse(watch.switchedAt());
    }

    /// Before when sessions have to begin to say something of the switch: when it was taken back,
    /// the watch ended, or now.
    Instant end(Instant now) {
        return versions.stream()
                .skip(next)
                .filter(version -> version.origin() instanceof Origin.RolledBack)
                .flatMap(version -> version.created().stream())
                .findFirst()
                .filter(watch.until()::isAfter)
                .orElse(watch.until().isBefore(now) ? watch.until() : now);
    }

    /// Tells whether a session that began then may have had a text of the vault.
    boolean mayBeOfVault(Instant time) {
        return wasOfVault(time) || wasOfVault(time.minus(SETTLING));
    }

    private boolean wasOfVault(Instant time) {
        return versions.stream()
                .filter(version -> version.created().filter(at -> !at.isAfter(time)).isPresent())
                .reduce((_, later) -> later)
                .filter(TextTimes::isOfVault)
                .isPresent();
    }

    private static boolean isOfVault(Version version) {
        return version.origin() instanceof Origin.Vault;
    }
}

package io.sessionvault.log;

import io.sessionvault.account.RegionName;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The Regions that the vault's partition had when somebody listed them, enabled or not.
///
/// @param names their names; none where nobody has listed them
/// @param listedAt when they were listed
public record KnownRegions(Set<RegionName> names, Instant listedAt) {
    /// Nobody has listed them.
    public static final KnownRegions NONE = new KnownRegions(Set.of(), Instant.MIN);

    /// Copies the names.
    public KnownRegions {
        names = Set.copyOf(names);
    }

    /// What is known of the Region in an object's prefix.
    public sealed interface Standing {
        /// It is one of the partition's, there is none in the prefix, or nobody can tell.
        record NothingToSay() implements Standing {}

        /// There was no such Region when the object was stored.
        ///
        /// @param reason what is known
        record Absent(String reason) implements Standing {}

        /// There was no such Region when they were listed, and the object is younger than that.
        ///
        /// @param reason what is known
        record Doubtful(String reason) implements Standing {}
    }

    /// AWS opens Regions, and a list says nothing of those that came after it. So it speaks only
    /// against objects that are older than itself.
    ///
    /// @param region the Region in the object's prefix
    /// @param storedAt when the object was stored; empty when that is not known
    public Standing standing(Optional<RegionName> region, Optional<Instant> storedAt) {
        if (names.isEmpty() || region.filter(name -> !names.contains(name)).isEmpty()) {
            return new Standing.NothingToSay();
        }
        String what =
                "AWS had no Region " + region.get() + " in the vault's partition at " + listedAt;
        return storedAt.filter(time -> time.isBefore(listedAt)).isPresent()
                ? new Standing.Absent(
                        what
                                + ": expected a prefix with a Region, found one that somebody wrote"
                                + " by hand")
                : new Standing.Doubtful(
                        what
                                + "; a compliance run lists them again, and 15 minutes after it the log"
                                + " can be judged");
    }
}

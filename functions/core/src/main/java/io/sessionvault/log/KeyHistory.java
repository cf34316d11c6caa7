package io.sessionvault.log;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/// All that the bucket lists of one key.
///
/// @param key the key, verbatim
/// @param entries its versions and delete markers, the newest first, at least one
public record KeyHistory(String key, List<Entry> entries) {
    /// Copies the entries.
    ///
    /// @throws IllegalArgumentException when there are none
    public KeyHistory {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a listed key has at least one version");
        }
    }

    /// A version, or a delete marker in its place.
    public sealed interface Entry {
        /// The id of the version or of the marker.
        String versionId();

        /// When it was made, in whole seconds. For an upload in parts it is when the upload began.
        Instant lastModified();
    }

    /// An object.
    ///
    /// @param size in bytes; [#UNTOLD] where the listing does not say
    /// @param inParts whether it was uploaded in parts
    public record Version(String versionId, Instant lastModified, long size, boolean inParts)
            implements Entry {
        /// A size that nobody has told, which is no other's.
        public static final long UNTOLD = -1;

        private static final Pattern OF_PARTS = Pattern.compile(".*-[0-9]+\"?");

        /// Tells by its ETag whether an object was uploaded in parts. Where there is none, nobody
        /// knows, so that it may have been.
        ///
        /// Source: S3 user guide, "Checking object integrity", on multipart uploads.
        ///
        /// @param etag with or without its quotes; empty where there is none
        public static boolean isOfParts(String etag) {
            return etag.isEmpty() || OF_PARTS.matcher(etag).matches();
        }
    }

    /// What hides the versions before it from whoever lists the bucket's objects.
    public record DeleteMarker(String versionId, Instant lastModified) implements Entry {}

    /// Tells whether the key has a current object, which the bucket's plain listing shows.
    public boolean hasObject() {
        return entries.getFirst() instanceof Version;
    }

    /// Tells whether the key had a current object at that time, as far as it still shows.
    public boolean hadObject(Instant time) {
        return entries.stream()
                .filter(entry -> entry.lastModified().isBefore(time))
                .findFirst()
                .filter(Version.class::isInstance)
                .isPresent();
    }

    /// The objects, the newest first.
    public List<Version> versions() {
        return entries.stream().filter(Version.class::isInstance).map(Version.class::cast).toList();
    }

    /// Tells whether the key held something before this version, be it a delete marker.
    public boolean hasEarlier(Version version) {
        return !version.equals(entries.getLast());
    }

    /// What the key held before this version.
    public Earlier earlier(Version version) {
        return Earlier.of(version, entries.subList(entries.indexOf(version) + 1, entries.size()));
    }

    /// What a finding names. The key's first version goes by the key, so that its findings keep
    /// their ids when others follow; the later ones go by key and version.
    public String resource(Version version) {
        String name = ForeignText.escaped(key);
        return hasEarlier(version) ? name + "?versionId=" + version.versionId() : name;
    }
}

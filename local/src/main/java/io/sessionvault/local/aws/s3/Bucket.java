package io.sessionvault.local.aws.s3;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/// A bucket, as it is now.
final class Bucket {
    static final String NULL_VERSION = "null";

    final String name;
    final String owner;
    final String region;
    final Instant created;
    Optional<BucketVersioningStatus> versioning = Optional.empty();
    Optional<ServerSideEncryptionRule> encryption = Optional.empty();
    Optional<String> policy = Optional.empty();
    boolean sendsEvents;
    final Map<String, Upload> uploads = new HashMap<>();

    /// Versions by key, the newest first; keys in the order of their UTF-8 bytes, as S3 lists them.
    final TreeMap<String, List<ObjectVersion>> versions =
            new TreeMap<>((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)));

    Bucket(String name, String owner, String region, Instant created) {
        this.name = name;
        this.owner = owner;
        this.region = region;
        this.created = created;
    }

    /// The id of the version that is about to come.
    String nextVersionId(String fresh) {
        return isVersioned() ? fresh : NULL_VERSION;
    }

    boolean isVersioned() {
        return versioning.equals(Optional.of(BucketVersioningStatus.ENABLED));
    }

    /// A version id as answers tell it: not at all in a bucket that was never versioned.
    @Nullable String told(String versionId) {
        return versioning.isPresent() ? versionId : null;
    }

    /// Puts a version on top; the version without an id is replaced where there is one.
    void add(String key, ObjectVersion version) {
        List<ObjectVersion> all = versions.computeIfAbsent(key, created -> new ArrayList<>());
        if (version.versionId().equals(NULL_VERSION)) {
            all.removeIf(old -> old.versionId().equals(NULL_VERSION));
        }
        all.addFirst(version);
    }

    Optional<ObjectVersion> current(String key) {
        return Optional.ofNullable(versions.get(key)).map(List::getFirst);
    }

    Optional<ObjectVersion> version(String key, String versionId) {
        return versions.getOrDefault(key, List.of()).stream()
                .filter(version -> version.versionId().equals(versionId))
                .findAny();
    }

    void remove(String key, ObjectVersion version) {
        List<ObjectVersion> all = versions.getOrDefault(key, new ArrayList<>());
        all.remove(version);
        if (all.isEmpty()) {
            versions.remove(key);
        }
    }

    private static byte[] utf8(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}

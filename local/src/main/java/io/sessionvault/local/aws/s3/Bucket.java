package io.sessionvault.local.aws.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/// A bucket, as it is now.
final class Bucket {
    private static final int DAYS_PER_YEAR = 365;
    static final String NULL_VERSION = "null";

    final String name;
    final String region;
    final Instant created;
    String owner;
    Optional<BucketVersioningStatus> versioning = Optional.empty();
    Optional<ServerSideEncryptionRule> encryption = Optional.empty();
    Optional<String> policy = Optional.empty();
    boolean sendsEvents;

    /// What the next version is called, where somebody has chosen it.
    Optional<String> chosenVersionId = Optional.empty();

    /// All four settings of a new bucket are on; null when somebody took them away.
    @Nullable PublicAccessBlockConfiguration publicAccessBlock =
            PublicAccessBlockConfiguration.builder()
                    .blockPublicAcls(true)
                    .ignorePublicAcls(true)
                    .blockPublicPolicy(true)
                    .restrictPublicBuckets(true)
                    .build();

    /// Null where Object Lock is off.
    @Nullable ObjectLockConfiguration lock;

    List<LifecycleRule> lifecycle = List.of();
    final Map<String, Upload> uploads = new HashMap<>();

    /// Versions by key, the newest first; keys in the order of their UTF-8 bytes, as S3 lists them.
    final TreeMap<String, List<ObjectVersion>> versions = new TreeMap<>(new KeyOrder());

    Bucket(String name, String owner, String region, Instant created) {
        this.name = name;
        this.owner = owner;
        this.region = region;
        this.created = created;
    }

    /// The id of the version that is about to come.
    String nextVersionId(String fresh) {
        String id = chosenVersionId.orElse(fresh);
        chosenVersionId = Optional.empty();
        return isVersioned() ? id : NULL_VERSION;
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

    /// Whether new versions are held for a time.
    boolean hasDefaultRetention() {
        return lock != null && lock.rule() != null;
    }

    /// Whether the default retention holds a version that came at a time. What was changed about it
    /// since is taken to have been so from the start.
    boolean isLocked(Instant came, Instant now, boolean bypassesGovernance) {
        if (lock == null || lock.rule() == null) {
            return false;
        }
        DefaultRetention retention = lock.rule().defaultRetention();
        int days =
                retention.days() == null
                        ? Math.multiplyExact(retention.years(), DAYS_PER_YEAR)
                        : retention.days();
        boolean isOpen =
                bypassesGovernance && retention.mode() == ObjectLockRetentionMode.GOVERNANCE;
        return !isOpen && now.isBefore(came.plus(Duration.ofDays(days)));
    }
}

package io.sessionvault.local.aws.kms;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Ids;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.kms.model.KeyManagerType;

/// The keys and aliases of every account and Region.
public final class KeyStore {
    /// Keys by `region/account/key id`.
    private final Map<String, KmsKey> keys = new TreeMap<>();

    /// Key ids by `region/account/alias/...`.
    private final TreeMap<String, String> aliases = new TreeMap<>();

    /// Ids that the next keys get.
    private final Deque<String> chosen = new ArrayDeque<>();

    private final Ids ids;

    /// @param ids where key ids come from
    public KeyStore(Ids ids) {
        this.ids = ids;
    }

    /// The ARN of the key that a text names: an ARN, an alias or a bare id, the last two of the caller's own account.
    ///
    /// @param named the key's ARN, alias ARN, alias or id
    /// @param account the 12 digits of the caller's account
    /// @param region the Region of the request, which is never read off the ARN
    /// @throws AwsError `NotFoundException` when the Region has no such key, `DisabledException` or
    ///     `KMSInvalidStateException` when it cannot encrypt
    public String arnOf(String named, String account, String region) {
        KmsKey key = find(named, account, region);
        key.requireEnabled();
        return key.arn();
    }

    /// The ARN of the key that AWS manages for S3 in an account and Region; made when first asked for.
    public String arnOfAwsManagedS3Key(String account, String region, Instant now) {
        String alias = "alias/aws/s3";
        if (!aliases.containsKey(place(account, region, alias))) {
            var key =
                    new KmsKey(
                            ids.uuid(),
                            account,
                            region,
                            null,
                            KeyManagerType.AWS,
                            "Default key that protects my S3 objects",
                            KeyPolicies.ofAwsManagedS3Key(account, region),
                            now);
            add(key);
            alias(alias, key);
        }
        return find(alias, account, region).arn();
    }

    /// Forgets a key and its aliases; its family goes on without it.
    ///
    /// @param account the 12 digits of the account that owns it
    /// @param region the Region in which it is forgotten
    /// @param id its id
    public void remove(String account, String region, String id) {
        KmsKey key = keys.remove(place(account, region, id));
        if (key != null) {
            aliases(account, region)
                    .forEach((alias, named) -> {
                        if (named.equals(id)) {
                            aliases.remove(place(account, region, alias));
                        }
                    });
            if (key.family != null) {
                key.family.regions().remove(region);
            }
        }
    }

    /// Chooses the ids of the next keys that somebody creates.
    public void choose(List<String> keyIds) {
        chosen.addAll(keyIds);
    }

    /// The id of a new key.
    String newId(boolean isMultiRegion) {
        String next = chosen.poll();
        if (next != null) {
            return next;
        }
        return isMultiRegion ? "mrk-" + ids.hex(32) : ids.uuid();
    }

    KmsKey find(String named, String account, String region) {
        String name = named;
        String owner = account;
        if (named.startsWith("arn:")) {
            String[] parts = named.split(":", 6);
            if (parts.length != 6 || !parts[2].equals("kms") || !parts[3].equals(region)) {
                throw notFound("Invalid arn " + named);
            }
            owner = parts[4];
            name = parts[5].startsWith("key/") ? parts[5].substring("key/".length()) : parts[5];
        }
        String id = name.startsWith("alias/") ? aliases.get(place(owner, region, name)) : name;
        KmsKey key = id == null ? null : keys.get(place(owner, region, id));
        if (key == null) {
            throw notFound("Key '%s' does not exist in %s".formatted(named, region));
        }
        return key;
    }

    Optional<KmsKey> existing(KmsKey key) {
        return Optional.ofNullable(keys.get(place(key.account, key.region, key.id)));
    }

    void add(KmsKey key) {
        keys.put(place(key.account, key.region, key.id), key);
    }

    void alias(String alias, KmsKey key) {
        String old = aliases.putIfAbsent(place(key.account, key.region, alias), key.id);
        if (old != null) {
            throw new AwsError(
                    "AlreadyExistsException", 400, "An alias %s already exists".formatted(alias));
        }
    }

    /// Key ids by alias name, of one account and Region.
    Map<String, String> aliases(String account, String region) {
        String prefix = place(account, region, "");
        var found = new TreeMap<String, String>();
        aliases.subMap(prefix, prefix + Character.MAX_VALUE)
                .forEach((alias, id) -> found.put(alias.substring(prefix.length()), id));
        return found;
    }

    private static AwsError notFound(String message) {
        return new AwsError("NotFoundException", 400, message);
    }

    private static String place(String account, String region, String name) {
        return region + "/" + account + "/" + name;
    }
}

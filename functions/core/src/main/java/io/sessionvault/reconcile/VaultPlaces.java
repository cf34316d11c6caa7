package io.sessionvault.reconcile;

import io.sessionvault.account.AccountId;
import io.sessionvault.preferences.NamedPlaces;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a document names when its sessions need the logging policy.
///
/// @param account the vault's account: each of its keys counts
/// @param buckets the vault's buckets, those of earlier times included
public record VaultPlaces(AccountId account, Set<String> buckets) {
    private static final int ARN_PARTS = 6;

    /// Copies the buckets.
    public VaultPlaces {
        buckets = Set.copyOf(buckets);
    }

    /// What the vault uses today.
    public static VaultPlaces of(DesiredAccount desired) {
        return new VaultPlaces(desired.vault().account(), Set.of(desired.vault().bucket()));
    }

    /// What the vault uses today, and all that the logging policy gives, wherever it stands: a
    /// document from before a move of the vault still needs it.
    static VaultPlaces of(DesiredAccount desired, ObservedRelease.Identity identity) {
        NavigableSet<String> buckets = new TreeSet<>(Set.of(desired.vault().bucket()));
        Stream<Map<String, Object>> documents =
                Stream.concat(
                        identity.policy().map(ObservedIdentity.Policy::document).stream(),
                        identity.inline().values().stream());
        documents
                .map(document -> LogGrants.of(desired, document))
                .flatMap(given -> Stream.concat(given.buckets().stream(), given.logs().stream()))
                .map(VaultPlaces::bucket)
                .forEach(buckets::add);
        return new VaultPlaces(desired.vault().account(), buckets);
    }

    /// The bucket in the ARN of a bucket or of objects.
    private static String bucket(String arn) {
        String path = arn.substring(arn.lastIndexOf(':') + 1);
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    /// Tells whether a document names one of these.
    public boolean isNamed(NamedPlaces places) {
        return !named(places).isEmpty();
    }

    /// Which of these a document names, in words.
    List<String> named(NamedPlaces places) {
        return Stream.concat(
                        places
                                .bucket()
                                .filter(buckets::contains)
                                .map(bucket -> "the vault's bucket " + bucket)
                                .stream(),
                        places
                                .key()
                                .filter(this::isOurs)
                                .map(key -> "the vault's key " + key)
                                .stream())
                .toList();
    }

    /// Tells whether a key is of the vault's account, by its ARN, or by the ARN of an alias, which
    /// names a key of the same account.
    public boolean isOurs(String key) {
        List<String> parts = List.of(key.split(":", ARN_PARTS));
        return parts.size() == ARN_PARTS
                && parts.get(2).equals("kms")
                && parts.get(4).equals(account.value());
    }
}

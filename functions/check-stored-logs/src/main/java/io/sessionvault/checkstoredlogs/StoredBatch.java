package io.sessionvault.checkstoredlogs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.compliance.Run;
import io.sessionvault.event.RunInput;
import io.sessionvault.log.KeyOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/// What the state machine hands over: some consecutive keys of the bucket's listing.
///
/// @param run the run
/// @param first the first key in the listing's order
/// @param last the last one
/// @param size how many keys there are
/// @param concurrency how many batches of the run are looked at side by side, this one included
record StoredBatch(Run run, String first, String last, int size, int concurrency) {
    /// How often a run may read of S3 in a second. S3 takes 5,500 reads per second and prefix, and a
    /// bucket is one prefix until S3 divides it; what is left is for logs that arrive meanwhile.
    ///
    /// Source: S3 user guide, "Best practices design patterns: optimizing Amazon S3 performance".
    static final int READS_PER_SECOND = 5_000;

    private static final Comparator<String> ORDER = KeyOrder::compare;

    /// Reads the input of an invocation. Of each item only the key matters: the versions' own
    /// listing tells when they were written. The items' order does not matter.
    ///
    /// @throws IllegalArgumentException when something is missing
    /// @throws JsonProcessingException when a value of the run is malformed
    static StoredBatch read(JsonNode input) throws JsonProcessingException {
        Run run = RunInput.read(input.path("BatchInput"));
        JsonNode items = input.path("Items");
        if (!items.isArray() || items.isEmpty()) {
            throw new IllegalArgumentException(
                    "the input has no Items: a batch is a list of keys of the vault's bucket");
        }
        List<String> keys =
                IntStream.range(0, items.size())
                        .mapToObj(index -> key(items.get(index), index))
                        .distinct()
                        .sorted(ORDER)
                        .toList();
        return new StoredBatch(
                run,
                keys.getFirst(),
                keys.getLast(),
                keys.size(),
                concurrency(input.path("BatchInput").path("concurrency")));
    }

    /// How often this batch may read in a second, so that all that run beside it may do the same.
    int share() {
        return Math.max(1, READS_PER_SECOND / concurrency);
    }

    /// What the result is about: made again, the same keys give the same part.
    String part() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(first.getBytes(StandardCharsets.UTF_8));
            return "logs/" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Who invokes the function by hand has no others beside.
    private static int concurrency(JsonNode number) {
        if (number.isMissingNode()) {
            return 1;
        }
        if (!number.canConvertToExactIntegral()
                || !number.canConvertToInt()
                || number.asInt() < 1) {
            throw new IllegalArgumentException(
                    "BatchInput.concurrency is not how many batches run side by side: " + number);
        }
        return number.asInt();
    }

    private static String key(JsonNode item, int index) {
        String key = item.path("key").asText();
        if (!item.path("key").isTextual() || key.isEmpty()) {
            throw new IllegalArgumentException("Items[" + index + "] has no key");
        }
        return key;
    }
}

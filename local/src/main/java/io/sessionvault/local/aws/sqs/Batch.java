package io.sessionvault.local.aws.sqs;

import java.util.List;

/// The rules of every batch request.
final class Batch {
    private static final int MOST = 10;

    private Batch() {}

    /// Makes sure that a batch has 1 to 10 entries with ids of their own.
    static void check(List<String> ids) {
        if (ids.isEmpty()) {
            throw SqsErrors.batch(
                    "EmptyBatchRequest", "There should be at least one entry in the request.");
        }
        if (ids.size() > MOST) {
            throw SqsErrors.batch(
                    "TooManyEntriesInBatchRequest",
                    "Maximum number of entries per request are 10.");
        }
        if (ids.stream().distinct().count() < ids.size()) {
            throw SqsErrors.batch("BatchEntryIdsNotDistinct", "Two entries have the same id.");
        }
    }
}

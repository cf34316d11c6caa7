package io.sessionvault.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.bench.loopback.StoredVault;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The events with which functions are measured, in the form of those in `events/`.
final class Events {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Events() {}

    /// The key of a session's log.
    static String key(int number) {
        return "%s/us-east-1/ana.ruiz@example.com-%017x.log".formatted(Workbench.MEMBER, number);
    }

    /// The first keys in the listing's order.
    static NavigableSet<String> keys(int size) {
        return IntStream.range(0, size)
                .mapToObj(Events::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// A batch of queue messages, each of which says that a log was stored.
    static String arrivals(StoredVault vault, int size) {
        ObjectNode batch = JSON.createObjectNode();
        ArrayNode records = batch.putArray("Records");
        for (int number = 0; number < size; number++) {
            ObjectNode message = records.addObject();
            message.put("messageId", "816bee06-f92e-4339-9cce-%012d".formatted(number))
                    .put("receiptHandle", "AQEBf5ad36bfe0ee1d2ec7710a79a6df663f39e31fa7dc7b574730")
                    .put("body", arrival(vault, key(number)).toString())
                    .put("md5OfBody", "0af2e58588379c53faf8be7645a9bfd1")
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", "arn:aws:sqs:us-east-1:310987654321:check-log")
                    .put("awsRegion", "us-east-1");
            message.putObject("attributes")
                    .put("ApproximateReceiveCount", "1")
                    .put("SentTimestamp", "1794821468000")
                    .put("SenderId", "AIDA4EXAMPLESVEVENTS")
                    .put("ApproximateFirstReceiveTimestamp", "1794821468012");
            message.putObject("messageAttributes");
        }
        return batch.toString();
    }

    /// A batch of the state machine: some keys of the bucket's listing.
    static String stored(Collection<String> keys) {
        ObjectNode batch = JSON.createObjectNode();
        batch.putObject("BatchInput")
                .putObject("run")
                .put("id", "bench")
                .put("startedAt", "2026-11-22T03:00:00Z")
                .put("mode", "PLAN")
                .put("logs", "ALL");
        ArrayNode items = batch.putArray("Items");
        keys.forEach(key -> items.addObject().put("key", key).put("lastModified", 1795390812));
        return batch.toString();
    }

    private static ObjectNode arrival(StoredVault vault, String key) {
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "0")
                .put("id", "2b0537e6-5aff-4229-b631-a992f0ce5835")
                .put("detail-type", "Object Created")
                .put("source", "aws.s3")
                .put("account", "310987654321")
                .put("time", "2026-11-16T09:31:07Z")
                .put("region", "us-east-1");
        event.putArray("resources").add("arn:aws:s3:::" + vault.bucket());
        ObjectNode detail = event.putObject("detail");
        detail.put("version", "0").put("event-version", "1.0");
        detail.putObject("bucket").put("name", vault.bucket());
        detail.putObject("object")
                .put("key", key)
                .put("size", 18231)
                .put("etag", "6f0f79337fae66b872d1828b3b9b9e9f")
                .put("version-id", StoredVault.VERSION)
                .put("sequencer", "001DF9FD9C653938");
        detail.put("request-id", "Z3DJ8FSSZ5AWSH8V")
                .put("requester", Workbench.MEMBER)
                .put("source-ip-address", "198.51.100.23")
                .put("reason", "PutObject");
        return event;
    }
}

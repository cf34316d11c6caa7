package io.sessionvault.local.aws.s3;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.events.EventEnvelope;
import java.util.List;

/// The events "Object Created" of buckets that send events to EventBridge. Keys stand in them verbatim.
///
/// Source: EventBridge events reference, "Amazon S3 Object Created".
final class Arrivals {
    private static final long FIRST_SEQUENCER = 0x617f_0829_9329_0000L;

    private final Ids ids;
    private long arrived;

    Arrivals(Ids ids) {
        this.ids = ids;
    }

    /// Tells of an object that arrived.
    ///
    /// @param reason `PutObject`, `CopyObject` or `CompleteMultipartUpload`
    void tell(Call call, Bucket bucket, String key, ObjectVersion.Stored stored, String reason) {
        if (!bucket.sendsEvents) {
            return;
        }
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("version", "0").put("event-version", "1.0");
        detail.putObject("bucket").put("name", bucket.name);
        ObjectNode object = detail.putObject("object");
        object.put("key", key)
                .put("size", stored.size())
                .put("etag", stored.etag().replace("\"", ""));
        if (bucket.versioning.isPresent()) {
            object.put("version-id", stored.versionId());
        }
        object.put("sequencer", "%016x".formatted(FIRST_SEQUENCER + ++arrived));
        detail.put("request-id", call.requestId())
                .put("requester", call.account())
                .put("source-ip-address", call.http().peer())
                .put("reason", reason);
        call.emit(
                new EventEnvelope(
                                ids.uuid(),
                                "aws.s3",
                                "Object Created",
                                bucket.owner,
                                bucket.region,
                                call.now(),
                                List.of("arn:aws:s3:::" + bucket.name),
                                detail)
                        .json());
    }
}

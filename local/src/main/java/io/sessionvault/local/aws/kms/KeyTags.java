package io.sessionvault.local.aws.kms;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.kms.model.TagResourceRequest;
import software.amazon.awssdk.services.kms.model.TagResourceResponse;
import software.amazon.awssdk.services.kms.model.UntagResourceRequest;
import software.amazon.awssdk.services.kms.model.UntagResourceResponse;

/// The tags of keys, of the caller's own only. A replica has tags of its own.
///
/// Source: KMS API reference, `TagResource`, `UntagResource` and `ListResourceTags`.
final class KeyTags {
    private final KeyStore store;
    private final int pageSize;

    KeyTags(KeyStore store, int pageSize) {
        this.store = store;
        this.pageSize = pageSize;
    }

    void register(Operations operations) {
        var access = new KeyAccess(store);
        operations
                .on(TagResourceRequest.class, access::tag, this::tag)
                .on(
                        UntagResourceRequest.class,
                        access.to("kms:UntagResource", UntagResourceRequest::keyId),
                        this::untag)
                .on(
                        ListResourceTagsRequest.class,
                        access.to("kms:ListResourceTags", ListResourceTagsRequest::keyId),
                        this::list);
    }

    /// Tags by their names.
    static Map<String, String> byName(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::tagKey, Tag::tagValue));
    }

    private TagResourceResponse tag(Call call, TagResourceRequest request) {
        changeable(call, request.keyId()).tags.putAll(byName(request.tags()));
        return TagResourceResponse.builder().build();
    }

    private UntagResourceResponse untag(Call call, UntagResourceRequest request) {
        changeable(call, request.keyId()).tags.keySet().removeAll(request.tagKeys());
        return UntagResourceResponse.builder().build();
    }

    private KmsKey changeable(Call call, String named) {
        KmsKey key = KeyPolicies.own(store, call, named);
        if (key.state() == KeyState.PENDING_DELETION) {
            throw key.invalidState();
        }
        return key;
    }

    private ListResourceTagsResponse list(Call call, ListResourceTagsRequest request) {
        KmsKey key = KeyPolicies.own(store, call, request.keyId());
        List<Tag> all =
                key.tags.entrySet().stream()
                        .map(tag ->
                                Tag.builder().tagKey(tag.getKey()).tagValue(tag.getValue()).build())
                        .toList();
        Page<Tag> page =
                Page.of(
                        all,
                        request.marker(),
                        request.limit(),
                        pageSize,
                        wrong ->
                                new AwsError(
                                        "InvalidMarkerException", 400, "not a marker: " + wrong));
        return ListResourceTagsResponse.builder()
                .tags(page.items())
                .nextMarker(page.next())
                .truncated(page.next() != null)
                .build();
    }
}

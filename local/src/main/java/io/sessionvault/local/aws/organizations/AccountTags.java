package io.sessionvault.local.aws.organizations;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import io.sessionvault.local.aws.call.Permission;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.organizations.model.Tag;
import software.amazon.awssdk.services.organizations.model.TagResourceRequest;
import software.amazon.awssdk.services.organizations.model.TagResourceResponse;
import software.amazon.awssdk.services.organizations.model.UntagResourceRequest;
import software.amazon.awssdk.services.organizations.model.UntagResourceResponse;

/// The tags of accounts; nothing else of an organization has any here.
///
/// Source: Organizations API reference, the operations of these names.
final class AccountTags {
    private final Accounts accounts;
    private final AccountLifecycle lifecycle;

    AccountTags(Accounts accounts, AccountLifecycle lifecycle) {
        this.accounts = accounts;
        this.lifecycle = lifecycle;
    }

    void register(Operations operations) {
        operations
                .on(
                        ListTagsForResourceRequest.class,
                        to(
                                "organizations:ListTagsForResource",
                                ListTagsForResourceRequest::resourceId),
                        this::list)
                .on(
                        TagResourceRequest.class,
                        to("organizations:TagResource", TagResourceRequest::resourceId),
                        this::tag)
                .on(
                        UntagResourceRequest.class,
                        to("organizations:UntagResource", UntagResourceRequest::resourceId),
                        this::untag);
    }

    private <Q extends SdkRequest> Authorization<Q> to(String action, Function<Q, String> id) {
        return (call, request) ->
                List.of(
                        Permission.opened(
                                action,
                                accounts.organization()
                                        .accountArn(String.valueOf(id.apply(request)))));
    }

    private ListTagsForResourceResponse list(Call call, ListTagsForResourceRequest request) {
        lifecycle.readersOnly(call);
        List<Tag> all =
                target(request.resourceId()).tags.entrySet().stream()
                        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                        .toList();
        Page<Tag> page = accounts.page(all, request.nextToken(), null);
        return ListTagsForResourceResponse.builder()
                .tags(page.items())
                .nextToken(page.next())
                .build();
    }

    private TagResourceResponse tag(Call call, TagResourceRequest request) {
        lifecycle.managementOnly(call);
        MemberAccount account = target(request.resourceId());
        request.tags().forEach(tag -> account.tags.put(tag.key(), tag.value()));
        return TagResourceResponse.builder().build();
    }

    private UntagResourceResponse untag(Call call, UntagResourceRequest request) {
        lifecycle.managementOnly(call);
        target(request.resourceId()).tags.keySet().removeAll(request.tagKeys());
        return UntagResourceResponse.builder().build();
    }

    private MemberAccount target(String id) {
        return accounts.find(String.valueOf(id))
                .orElseThrow(() ->
                        new AwsError("TargetNotFoundException", 400, "There is no account " + id));
    }
}

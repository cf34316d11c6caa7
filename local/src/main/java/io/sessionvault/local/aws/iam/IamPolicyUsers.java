package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.PolicyGroup;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyUser;

/// Lists whom a managed policy is attached to, or bounds. A page holds so many groups, users and
/// roles together.
///
/// Source: IAM API reference, `ListEntitiesForPolicy`.
final class IamPolicyUsers {
    private final Iam iam;

    IamPolicyUsers(Iam iam) {
        this.iam = iam;
    }

    void register(Operations operations) {
        operations.on(
                ListEntitiesForPolicyRequest.class,
                Iam.toPolicy("iam:ListEntitiesForPolicy", ListEntitiesForPolicyRequest::policyArn),
                this::list);
    }

    private ListEntitiesForPolicyResponse list(Call call, ListEntitiesForPolicyRequest request) {
        IamAccount account = iam.account(call);
        List<PolicyHolder> all = new ArrayList<>();
        add(all, request, EntityType.GROUP, account.groups.values());
        add(all, request, EntityType.USER, account.users.values());
        add(all, request, EntityType.ROLE, account.roles.values());
        String arn = account.policy(request.policyArn()).arn;
        String prefix = Optional.ofNullable(request.pathPrefix()).orElse("/");
        boolean isBoundary = request.policyUsageFilter() == PolicyUsageType.PERMISSIONS_BOUNDARY;
        List<PolicyHolder> found =
                all.stream()
                        .filter(holder -> holder.path.startsWith(prefix))
                        .filter(holder ->
                                isBoundary
                                        ? holder.isBoundedBy(arn)
                                        : holder.attached.contains(arn))
                        .toList();
        Page<PolicyHolder> page = iam.page(found, request.marker(), request.maxItems());
        return ListEntitiesForPolicyResponse.builder()
                .policyGroups(
                        of(page, IamGroup.class).stream()
                                .map(group ->
                                        PolicyGroup.builder()
                                                .groupName(group.name)
                                                .groupId(group.id)
                                                .build())
                                .toList())
                .policyUsers(
                        of(page, IamUser.class).stream()
                                .map(user ->
                                        PolicyUser.builder()
                                                .userName(user.name)
                                                .userId(user.id)
                                                .build())
                                .toList())
                .policyRoles(
                        of(page, IamRole.class).stream()
                                .map(role ->
                                        PolicyRole.builder()
                                                .roleName(role.name)
                                                .roleId(role.id)
                                                .build())
                                .toList())
                .marker(page.next())
                .isTruncated(page.next() != null)
                .build();
    }

    private static void add(
            List<PolicyHolder> all,
            ListEntitiesForPolicyRequest request,
            EntityType type,
            Collection<? extends PolicyHolder> holders) {
        if (request.entityFilter() == null || request.entityFilter() == type) {
            all.addAll(holders);
        }
    }

    private static <H extends PolicyHolder> List<H> of(Page<PolicyHolder> page, Class<H> type) {
        return page.items().stream().filter(type::isInstance).map(type::cast).toList();
    }
}

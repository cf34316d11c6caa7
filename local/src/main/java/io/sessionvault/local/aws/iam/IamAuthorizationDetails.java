package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.belief.Beliefs;
import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.UserDetail;

/// GetAccountAuthorizationDetails: the account's users, groups, roles and policies, all that is in
/// them included. A page holds so many items of all kinds together, in this order.
///
/// Source: IAM API reference, `GetAccountAuthorizationDetails`.
final class IamAuthorizationDetails {
    private final Iam iam;
    private final Beliefs beliefs;

    IamAuthorizationDetails(Iam iam, Beliefs beliefs) {
        this.iam = iam;
        this.beliefs = beliefs;
    }

    void register(Operations operations) {
        operations.on(
                GetAccountAuthorizationDetailsRequest.class,
                Authorization.toAny("iam:GetAccountAuthorizationDetails"),
                this::details);
    }

    private GetAccountAuthorizationDetailsResponse details(
            Call call, GetAccountAuthorizationDetailsRequest request) {
        IamAccount account = iam.account(call);
        Page<IamItem> page =
                iam.page(items(account, asked(request)), request.marker(), request.maxItems());
        List<UserDetail> users = new ArrayList<>();
        List<GroupDetail> groups = new ArrayList<>();
        List<RoleDetail> roles = new ArrayList<>();
        List<ManagedPolicyDetail> policies = new ArrayList<>();
        for (IamItem item : page.items()) {
            switch (item) {
                case IamItem.OfUser(IamUser user) -> users.add(IamDetails.of(account, user));
                case IamItem.OfGroup(IamGroup group) -> groups.add(IamDetails.of(account, group));
                case IamItem.OfRole(IamRole role) -> roles.add(IamDetails.of(account, role));
                case IamItem.OfPolicy(ManagedPolicy policy) ->
                        policies.add(IamDetails.of(account, policy));
            }
        }
        return GetAccountAuthorizationDetailsResponse.builder()
                .userDetailList(users)
                .groupDetailList(groups)
                .roleDetailList(roles)
                .policies(policies)
                .marker(page.next())
                .isTruncated(page.next() != null)
                .build();
    }

    /// The kinds asked for; all of them where the request names none.
    private static Set<EntityType> asked(GetAccountAuthorizationDetailsRequest request) {
        List<EntityType> named = request.filter();
        if (named.contains(EntityType.UNKNOWN_TO_SDK_VERSION)) {
            throw IamErrors.validation("Invalid entity type among " + request.filterAsStrings());
        }
        return EnumSet.copyOf(named.isEmpty() ? Arrays.asList(EntityType.values()) : named);
    }

    private List<IamItem> items(IamAccount account, Set<EntityType> asked) {
        List<IamItem> items = new ArrayList<>();
        if (asked.contains(EntityType.USER)) {
            account.users.values().forEach(user -> items.add(new IamItem.OfUser(user)));
        }
        if (asked.contains(EntityType.GROUP)) {
            account.groups.values().forEach(group -> items.add(new IamItem.OfGroup(group)));
        }
        if (asked.contains(EntityType.ROLE)) {
            account.roles.values().forEach(role -> items.add(new IamItem.OfRole(role)));
        }
        if (asked.contains(EntityType.LOCAL_MANAGED_POLICY)) {
            boolean all = beliefs.unattachedPolicies() == Beliefs.UnattachedPolicies.LISTED;
            account.policies.values().stream()
                    .filter(policy -> all || account.isUsed(policy.arn))
                    .forEach(policy -> items.add(new IamItem.OfPolicy(policy)));
        }
        if (asked.contains(EntityType.AWS_MANAGED_POLICY)) {
            boolean all = beliefs.awsPolicies() == Beliefs.AwsPolicies.ALL;
            iam.awsPolicies().all().stream()
                    .filter(policy -> all || account.isUsed(policy.arn))
                    .forEach(policy -> items.add(new IamItem.OfPolicy(policy)));
        }
        return items;
    }
}

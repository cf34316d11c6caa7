package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import io.sessionvault.local.aws.policy.PolicyDocument;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.util.DefaultSdkAutoConstructList;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagRoleResponse;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleResponse;

/// Roles, and the boundaries of their permissions.
final class IamRoles {
    private static final int USUAL_SESSION_SECONDS = 3600;

    private final Iam iam;
    private final Ids ids;

    IamRoles(Iam iam, Ids ids) {
        this.iam = iam;
        this.ids = ids;
    }

    void register(Operations operations) {
        operations
                .on(
                        CreateRoleRequest.class,
                        Authorization.to("iam:CreateRole", IamRoles::newArn),
                        this::create)
                .on(
                        GetRoleRequest.class,
                        iam.toRole("iam:GetRole", GetRoleRequest::roleName),
                        this::get)
                .on(ListRolesRequest.class, Authorization.toAny("iam:ListRoles"), this::list)
                .on(DeleteRoleRequest.class, this::delete)
                .on(PutRolePermissionsBoundaryRequest.class, this::putBoundary)
                .on(DeleteRolePermissionsBoundaryRequest.class, this::deleteBoundary)
                .on(TagRoleRequest.class, this::tag)
                .on(UntagRoleRequest.class, this::untag);
    }

    private static String newArn(Call call, CreateRoleRequest request) {
        return "arn:aws:iam::%s:role%s%s"
                .formatted(call.account(), Iam.path(request.path()), request.roleName());
    }

    private CreateRoleResponse create(Call call, CreateRoleRequest request) {
        IamAccount account = iam.account(call);
        String name = IamErrors.name("roleName", request.roleName());
        if (account.roles.containsKey(name)) {
            throw IamErrors.alreadyExists("Role with name %s already exists.".formatted(name));
        }
        if (IamRole.PROTECTED.stream().anyMatch(Iam.path(request.path())::startsWith)) {
            throw IamErrors.validation("The path is reserved for AWS: " + request.path());
        }
        PolicyDocument.parse(request.assumeRolePolicyDocument());
        String path = Iam.path(request.path());
        var role =
                new IamRole(
                        newArn(call, request),
                        path,
                        ids.base32("AROA", 17),
                        request.assumeRolePolicyDocument(),
                        Optional.ofNullable(request.maxSessionDuration())
                                .orElse(USUAL_SESSION_SECONDS),
                        request.description(),
                        call.now());
        role.boundary = boundary(account, request.permissionsBoundary());
        role.tag(request.tags());
        account.roles.put(name, role);
        return CreateRoleResponse.builder().role(role.shape()).build();
    }

    private GetRoleResponse get(Call call, GetRoleRequest request) {
        IamRole role = iam.account(call).role(request.roleName());
        return GetRoleResponse.builder().role(role.shape()).build();
    }

    private ListRolesResponse list(Call call, ListRolesRequest request) {
        String prefix = Optional.ofNullable(request.pathPrefix()).orElse("/");
        // The list tells neither boundaries nor tags, as in AWS.
        List<Role> all =
                iam.account(call).roles.values().stream()
                        .filter(role -> role.path.startsWith(prefix))
                        .map(role ->
                                role.shape().toBuilder()
                                        .permissionsBoundary((AttachedPermissionsBoundary) null)
                                        .tags(DefaultSdkAutoConstructList.getInstance())
                                        .build())
                        .toList();
        Page<Role> page = iam.page(all, request.marker(), request.maxItems());
        return ListRolesResponse.builder()
                .roles(page.items())
                .marker(page.next())
                .isTruncated(page.next() != null)
                .build();
    }

    private DeleteRoleResponse delete(Call call, DeleteRoleRequest request) {
        IamAccount account = iam.account(call);
        IamRole role = account.role(request.roleName());
        role.requireModifiable();
        if (!role.attached.isEmpty() || !role.inline.isEmpty()) {
            throw IamErrors.deleteConflict(
                    "Cannot delete entity, must detach and delete all policies first.");
        }
        if (account.profiles.values().stream().anyMatch(profile -> role.equals(profile.role))) {
            throw IamErrors.deleteConflict(
                    "Cannot delete entity, must remove roles from instance profile first.");
        }
        account.roles.remove(role.name);
        return DeleteRoleResponse.builder().build();
    }

    private PutRolePermissionsBoundaryResponse putBoundary(
            Call call, PutRolePermissionsBoundaryRequest request) {
        IamAccount account = iam.account(call);
        IamRole role = account.role(request.roleName());
        role.requireModifiable();
        Optional<String> boundary = boundary(account, request.permissionsBoundary());
        iam.change(account, role, () -> role.boundary = boundary);
        return PutRolePermissionsBoundaryResponse.builder().build();
    }

    private DeleteRolePermissionsBoundaryResponse deleteBoundary(
            Call call, DeleteRolePermissionsBoundaryRequest request) {
        IamAccount account = iam.account(call);
        IamRole role = account.role(request.roleName());
        role.requireModifiable();
        iam.change(account, role, () -> role.boundary = Optional.empty());
        return DeleteRolePermissionsBoundaryResponse.builder().build();
    }

    private TagRoleResponse tag(Call call, TagRoleRequest request) {
        IamRole role = iam.account(call).role(request.roleName());
        role.requireModifiable();
        role.tag(request.tags());
        return TagRoleResponse.builder().build();
    }

    private UntagRoleResponse untag(Call call, UntagRoleRequest request) {
        IamRole role = iam.account(call).role(request.roleName());
        role.requireModifiable();
        role.tags.keySet().removeAll(request.tagKeys());
        return UntagRoleResponse.builder().build();
    }

    /// The ARN of a policy that is to be a boundary, which has to exist.
    static Optional<String> boundary(IamAccount account, @Nullable String arn) {
        return Optional.ofNullable(arn).map(given -> account.policy(given).arn);
    }
}

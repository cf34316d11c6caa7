package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.TagUserResponse;
import software.amazon.awssdk.services.iam.model.User;

/// Users, their keys, and the boundaries of their permissions.
final class IamUsers {
    /// Source: IAM user guide, "IAM and AWS STS quotas".
    private static final int KEYS_PER_USER = 2;

    private final Iam iam;
    private final Ids ids;
    private final UnaryOperator<String> secretOf;

    /// @param secretOf the secret that goes with an access key
    IamUsers(Iam iam, Ids ids, UnaryOperator<String> secretOf) {
        this.iam = iam;
        this.ids = ids;
        this.secretOf = secretOf;
    }

    void register(Operations operations) {
        operations
                .on(CreateUserRequest.class, this::create)
                .on(GetUserRequest.class, this::get)
                .on(ListUsersRequest.class, this::list)
                .on(DeleteUserRequest.class, this::delete)
                .on(PutUserPermissionsBoundaryRequest.class, this::putBoundary)
                .on(DeleteUserPermissionsBoundaryRequest.class, this::deleteBoundary)
                .on(TagUserRequest.class, this::tag)
                .on(CreateAccessKeyRequest.class, this::createKey);
    }

    private CreateUserResponse create(Call call, CreateUserRequest request) {
        IamAccount account = iam.account(call);
        String name = IamErrors.name("userName", request.userName());
        if (account.users.containsKey(name)) {
            throw IamErrors.alreadyExists("User with name %s already exists.".formatted(name));
        }
        String path = Iam.path(request.path());
        String arn = "arn:aws:iam::%s:user%s%s".formatted(call.account(), path, name);
        var user = new IamUser(arn, path, ids.base32("AIDA", 17), call.now());
        user.boundary = IamRoles.boundary(account, request.permissionsBoundary());
        user.tag(request.tags());
        account.users.put(name, user);
        return CreateUserResponse.builder().user(user.shape()).build();
    }

    private GetUserResponse get(Call call, GetUserRequest request) {
        IamUser user = iam.account(call).user(request.userName());
        return GetUserResponse.builder().user(user.shape()).build();
    }

    private ListUsersResponse list(Call call, ListUsersRequest request) {
        String prefix = Optional.ofNullable(request.pathPrefix()).orElse("/");
        // The list tells neither boundaries nor tags, as in AWS.
        List<User> all =
                iam.account(call).users.values().stream()
                        .filter(user -> user.path.startsWith(prefix))
                        .map(user ->
                                User.builder()
                                        .arn(user.arn)
                                        .userName(user.name)
                                        .userId(user.id)
                                        .path(user.path)
                                        .createDate(user.created)
                                        .build())
                        .toList();
        Page<User> page = iam.page(all, request.marker(), request.maxItems());
        return ListUsersResponse.builder()
                .users(page.items())
                .marker(page.next())
                .isTruncated(page.next() != null)
                .build();
    }

    private DeleteUserResponse delete(Call call, DeleteUserRequest request) {
        IamAccount account = iam.account(call);
        IamUser user = account.user(request.userName());
        if (!user.attached.isEmpty()
                || !user.inline.isEmpty()
                || !user.groups.isEmpty()
                || !user.keys.isEmpty()) {
            throw IamErrors.deleteConflict(
                    "Cannot delete entity, must delete policies, keys and group memberships first.");
        }
        account.users.remove(user.name);
        return DeleteUserResponse.builder().build();
    }

    private PutUserPermissionsBoundaryResponse putBoundary(
            Call call, PutUserPermissionsBoundaryRequest request) {
        IamAccount account = iam.account(call);
        account.user(request.userName()).boundary =
                IamRoles.boundary(account, request.permissionsBoundary());
        return PutUserPermissionsBoundaryResponse.builder().build();
    }

    private DeleteUserPermissionsBoundaryResponse deleteBoundary(
            Call call, DeleteUserPermissionsBoundaryRequest request) {
        iam.account(call).user(request.userName()).boundary = Optional.empty();
        return DeleteUserPermissionsBoundaryResponse.builder().build();
    }

    private TagUserResponse tag(Call call, TagUserRequest request) {
        iam.account(call).user(request.userName()).tag(request.tags());
        return TagUserResponse.builder().build();
    }

    private CreateAccessKeyResponse createKey(Call call, CreateAccessKeyRequest request) {
        IamUser user = iam.account(call).user(request.userName());
        if (user.keys.size() >= KEYS_PER_USER) {
            throw IamErrors.limitExceeded(
                    "Cannot exceed quota for AccessKeysPerUser: " + KEYS_PER_USER);
        }
        String key = ids.base32("AKIA", 16);
        user.keys.add(key);
        return CreateAccessKeyResponse.builder()
                .accessKey(
                        AccessKey.builder()
                                .userName(user.name)
                                .accessKeyId(key)
                                .secretAccessKey(secretOf.apply(key))
                                .status(StatusType.ACTIVE)
                                .createDate(call.now())
                                .build())
                .build();
    }
}

package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import java.util.List;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AddUserToGroupResponse;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupResponse;
import software.amazon.awssdk.services.iam.model.DeleteGroupRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupResponse;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserResponse;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupRequest;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupResponse;

/// Groups, and who is in them.
final class IamGroups {
    private final Iam iam;
    private final Ids ids;

    IamGroups(Iam iam, Ids ids) {
        this.iam = iam;
        this.ids = ids;
    }

    void register(Operations operations) {
        operations
                .on(CreateGroupRequest.class, this::create)
                .on(DeleteGroupRequest.class, this::delete)
                .on(AddUserToGroupRequest.class, this::addUser)
                .on(RemoveUserFromGroupRequest.class, this::removeUser)
                .on(ListGroupsForUserRequest.class, this::listOfUser);
    }

    private CreateGroupResponse create(Call call, CreateGroupRequest request) {
        IamAccount account = iam.account(call);
        String name = IamErrors.name("groupName", request.groupName());
        if (account.groups.containsKey(name)) {
            throw IamErrors.alreadyExists("Group with name %s already exists.".formatted(name));
        }
        String path = Iam.path(request.path());
        String arn = "arn:aws:iam::%s:group%s%s".formatted(call.account(), path, name);
        var group = new IamGroup(arn, path, ids.base32("AGPA", 17), call.now());
        account.groups.put(name, group);
        return CreateGroupResponse.builder().group(group.shape()).build();
    }

    private DeleteGroupResponse delete(Call call, DeleteGroupRequest request) {
        IamAccount account = iam.account(call);
        IamGroup group = account.group(request.groupName());
        if (!group.attached.isEmpty()
                || !group.inline.isEmpty()
                || account.users.values().stream().anyMatch(u -> u.groups.contains(group.name))) {
            throw IamErrors.deleteConflict(
                    "Cannot delete entity, must remove policies and users from group first.");
        }
        account.groups.remove(group.name);
        return DeleteGroupResponse.builder().build();
    }

    private AddUserToGroupResponse addUser(Call call, AddUserToGroupRequest request) {
        IamAccount account = iam.account(call);
        IamGroup group = account.group(request.groupName());
        account.user(request.userName()).groups.add(group.name);
        return AddUserToGroupResponse.builder().build();
    }

    private RemoveUserFromGroupResponse removeUser(Call call, RemoveUserFromGroupRequest request) {
        IamAccount account = iam.account(call);
        IamGroup group = account.group(request.groupName());
        account.user(request.userName()).groups.remove(group.name);
        return RemoveUserFromGroupResponse.builder().build();
    }

    private ListGroupsForUserResponse listOfUser(Call call, ListGroupsForUserRequest request) {
        IamAccount account = iam.account(call);
        List<Group> all =
                account.user(request.userName()).groups.stream()
                        .map(name -> account.group(name).shape())
                        .toList();
        Page<Group> page = iam.page(all, request.marker(), request.maxItems());
        return ListGroupsForUserResponse.builder()
                .groups(page.items())
                .marker(page.next())
                .isTruncated(page.next() != null)
                .build();
    }
}

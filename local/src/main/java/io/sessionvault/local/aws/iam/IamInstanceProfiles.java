package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesResponse;

/// Instance profiles and the role each carries.
final class IamInstanceProfiles {
    private final Iam iam;
    private final Ids ids;

    IamInstanceProfiles(Iam iam, Ids ids) {
        this.iam = iam;
        this.ids = ids;
    }

    void register(Operations operations) {
        operations
                .on(CreateInstanceProfileRequest.class, this::create)
                .on(AddRoleToInstanceProfileRequest.class, this::addRole)
                .on(
                        ListInstanceProfilesRequest.class,
                        Authorization.toAny("iam:ListInstanceProfiles"),
                        this::list);
    }

    private CreateInstanceProfileResponse create(Call call, CreateInstanceProfileRequest request) {
        IamAccount account = iam.account(call);
        String name = request.instanceProfileName();
        if (account.profiles.containsKey(name)) {
            throw IamErrors.alreadyExists("Instance Profile %s already exists.".formatted(name));
        }
        String path = Iam.path(request.path());
        var profile =
                new InstanceProfile(
                        "arn:aws:iam::" + account.id + ":instance-profile" + path + name,
                        path,
                        ids.base32("AIPA", 17),
                        call.now());
        account.profiles.put(name, profile);
        return CreateInstanceProfileResponse.builder().instanceProfile(profile.shape()).build();
    }

    private AddRoleToInstanceProfileResponse addRole(
            Call call, AddRoleToInstanceProfileRequest request) {
        IamAccount account = iam.account(call);
        InstanceProfile profile = account.profiles.get(request.instanceProfileName());
        if (profile == null) {
            throw IamErrors.noSuchEntity(
                    "Instance Profile %s cannot be found."
                            .formatted(request.instanceProfileName()));
        }
        IamRole role = account.role(request.roleName());
        role.requireModifiable();
        if (profile.role != null) {
            throw IamErrors.limitExceeded(
                    "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        }
        profile.role = role;
        return AddRoleToInstanceProfileResponse.builder().build();
    }

    private ListInstanceProfilesResponse list(Call call, ListInstanceProfilesRequest request) {
        String prefix = Optional.ofNullable(request.pathPrefix()).orElse("/");
        List<InstanceProfile> all =
                iam.account(call).profiles.values().stream()
                        .filter(profile -> profile.path.startsWith(prefix))
                        .toList();
        var page = iam.page(all, request.marker(), request.maxItems());
        return ListInstanceProfilesResponse.builder()
                .instanceProfiles(page.items().stream().map(InstanceProfile::shape).toList())
                .marker(page.next())
                .isTruncated(page.next() != null)
                .build();
    }
}

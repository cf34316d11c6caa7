package io.sessionvault.local.aws.iam;

import java.time.Instant;
import software.amazon.awssdk.services.iam.model.Group;

/// A group of users, as it is now.
final class IamGroup extends PolicyHolder {
    IamGroup(String arn, String path, String id, Instant created) {
        super(arn, path, id, created);
    }

    @Override
    void requireModifiable() {}

    @Override
    int mostInlineCharacters() {
        return 5_120;
    }

    /// The group as the API tells it.
    Group shape() {
        return Group.builder()
                .arn(arn)
                .groupName(name)
                .groupId(id)
                .path(path)
                .createDate(created)
                .build();
    }
}

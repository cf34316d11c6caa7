package io.sessionvault.local.aws.iam;

import java.time.Instant;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.model.User;

/// A user, as it is now.
final class IamUser extends PolicyHolder {
    /// Names of the groups that the user is in.
    final TreeSet<String> groups = new TreeSet<>();

    /// Ids of the user's access keys.
    final TreeSet<String> keys = new TreeSet<>();

    IamUser(String arn, String path, String id, Instant created) {
        super(arn, path, id, created);
    }

    @Override
    void requireModifiable() {}

    @Override
    int mostInlineCharacters() {
        return 2_048;
    }

    /// The user as the API tells it.
    User shape() {
        return User.builder()
                .arn(arn)
                .userName(name)
                .userId(id)
                .path(path)
                .createDate(created)
                .permissionsBoundary(boundaryShape().orElse(null))
                .tags(tagShapes())
                .build();
    }
}

package io.sessionvault.local.aws.iam;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An instance profile, as it is now; it carries one role at most.
final class InstanceProfile {
    final String arn;
    final String name;
    final String path;
    final String id;
    final Instant created;
    @Nullable IamRole role;

    InstanceProfile(String arn, String path, String id, Instant created) {
        this.arn = arn;
        this.name = arn.substring(arn.lastIndexOf('/') + 1);
        this.path = path;
        this.id = id;
        this.created = created;
    }

    /// The profile as the API tells it.
    software.amazon.awssdk.services.iam.model.InstanceProfile shape() {
        var shape =
                software.amazon.awssdk.services.iam.model.InstanceProfile.builder()
                        .arn(arn)
                        .instanceProfileName(name)
                        .instanceProfileId(id)
                        .path(path)
                        .createDate(created);
        IamRole carried = role;
        return carried == null
                ? shape.roles(List.of()).build()
                : shape.roles(carried.shape()).build();
    }
}

package io.sessionvault.local.aws.iam;

import java.time.Instant;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Policy;

/// A managed policy with its versions, as it is now.
final class ManagedPolicy {
    /// One version.
    ///
    /// @param document the policy's JSON as it was given
    /// @param created when it was made
    record Version(String document, Instant created) {}

    final String arn;
    final String name;
    final String path;
    final String id;
    final TreeMap<Integer, Version> versions = new TreeMap<>();
    int defaultVersion;
    private int newest;

    ManagedPolicy(String arn, String path, String id, String document, Instant created) {
        this.arn = arn;
        this.name = arn.substring(arn.lastIndexOf('/') + 1);
        this.path = path;
        this.id = id;
        defaultVersion = add(document, created);
    }

    /// Adds a version; numbers are never used twice.
    int add(String document, Instant created) {
        versions.put(++newest, new Version(document, created));
        return newest;
    }

    Version current() {
        return version(defaultVersion);
    }

    Version version(int number) {
        Version version = versions.get(number);
        if (version == null) {
            throw IamErrors.noSuchEntity(
                    "Policy %s version v%d does not exist.".formatted(arn, number));
        }
        return version;
    }

    /// The policy as the API tells it of one that has it attached.
    AttachedPolicy attachedShape() {
        return AttachedPolicy.builder().policyArn(arn).policyName(name).build();
    }

    /// The policy as the API tells it in an account.
    Policy shape(IamAccount account) {
        return Policy.builder()
                .arn(arn)
                .policyName(name)
                .policyId(id)
                .path(path)
                .defaultVersionId("v" + defaultVersion)
                .attachmentCount(account.attachments(arn))
                .permissionsBoundaryUsageCount(account.boundaries(arn))
                .isAttachable(true)
                .createDate(versions.firstEntry().getValue().created())
                .updateDate(versions.lastEntry().getValue().created())
                .build();
    }
}

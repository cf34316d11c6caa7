package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.AwsError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.Tag;

/// Whatever policies hang on: a user, a group or a role, as it is now. Groups have neither a
/// boundary nor tags.
abstract class PolicyHolder {
    final String arn;
    final String name;
    final String path;
    final String id;
    final Instant created;

    /// ARNs of the attached managed policies.
    final TreeSet<String> attached = new TreeSet<>();

    /// Inline documents by policy name.
    final TreeMap<String, String> inline = new TreeMap<>();

    final TreeMap<String, String> tags = new TreeMap<>();

    /// The ARN of the managed policy that bounds its permissions.
    Optional<String> boundary = Optional.empty();

    PolicyHolder(String arn, String path, String id, Instant created) {
        this.arn = arn;
        this.name = arn.substring(arn.lastIndexOf('/') + 1);
        this.path = path;
        this.id = id;
        this.created = created;
    }

    /// Goes on only where the account may change it.
    ///
    /// @throws AwsError `UnmodifiableEntity` for a role that only AWS changes
    abstract void requireModifiable();

    /// Characters of all its inline policies together, white space not counted.
    ///
    /// Source: IAM user guide, "IAM and AWS STS quotas".
    abstract int mostInlineCharacters();

    /// Whether a managed policy is attached to it or is its boundary.
    boolean uses(String policyArn) {
        return attached.contains(policyArn) || isBoundedBy(policyArn);
    }

    boolean isBoundedBy(String policyArn) {
        return boundary.equals(Optional.of(policyArn));
    }

    /// The boundary as the API tells it.
    Optional<AttachedPermissionsBoundary> boundaryShape() {
        return boundary.map(policy ->
                AttachedPermissionsBoundary.builder()
                        .permissionsBoundaryType("Policy")
                        .permissionsBoundaryArn(policy)
                        .build());
    }

    List<Tag> tagShapes() {
        return tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    void tag(List<Tag> added) {
        added.forEach(tag -> tags.put(tag.key(), tag.value()));
    }
}

package io.sessionvault.local.template;

import java.util.Optional;

/// What the resources of a template are called once they exist, as far as the caller knows it. The local run answers
/// with the ARNs and URLs of what it has created; a test mostly answers with nothing.
@FunctionalInterface
public interface PhysicalIds {
    /// The attribute that stands for `Ref`.
    String REF = "Ref";

    /// The value of `Ref` ([#REF]) or of an attribute of `Fn::GetAtt` (such as `Arn`) of one resource; empty for the
    /// predictable value that the reader makes up.
    Optional<String> find(String logicalId, String attribute);

    /// Knows nothing, so that every value is the predictable one.
    static PhysicalIds predictable() {
        return (logicalId, attribute) -> Optional.empty();
    }
}

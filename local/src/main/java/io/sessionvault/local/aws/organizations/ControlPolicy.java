package io.sessionvault.local.aws.organizations;

import java.util.LinkedHashSet;
import software.amazon.awssdk.services.organizations.model.Policy;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// A policy of the organization, as it is now.
final class ControlPolicy {
    final String id;
    final String arn;
    final PolicyType type;
    final boolean isOfAws;

    /// The ids of the root, units and accounts that it is attached to.
    final LinkedHashSet<String> targets = new LinkedHashSet<>();

    String name;
    String description;
    String content;

    ControlPolicy(
            String id,
            String arn,
            PolicyType type,
            boolean isOfAws,
            String name,
            String description,
            String content) {
        this.id = id;
        this.arn = arn;
        this.type = type;
        this.isOfAws = isOfAws;
        this.name = name;
        this.description = description;
        this.content = content;
    }

    /// The policy as listings tell it.
    PolicySummary summary() {
        return PolicySummary.builder()
                .id(id)
                .arn(arn)
                .name(name)
                .description(description)
                .type(type)
                .awsManaged(isOfAws)
                .build();
    }

    /// The policy with its content.
    Policy shape() {
        return Policy.builder().policySummary(summary()).content(content).build();
    }
}

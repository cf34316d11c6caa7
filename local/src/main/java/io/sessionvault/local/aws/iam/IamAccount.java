package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.policy.IdentityPolicies;
import io.sessionvault.local.aws.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;

/// What IAM knows in one account.
final class IamAccount {
    final String id;
    final TreeMap<String, IamRole> roles = new TreeMap<>();
    final TreeMap<String, InstanceProfile> profiles = new TreeMap<>();

    /// Customer managed policies by ARN.
    final TreeMap<String, ManagedPolicy> policies = new TreeMap<>();

    private final AwsManagedPolicies awsPolicies;

    IamAccount(String id, AwsManagedPolicies awsPolicies) {
        this.id = id;
        this.awsPolicies = awsPolicies;
    }

    IamRole role(String name) {
        IamRole role = roles.get(name);
        if (role == null) {
            throw IamErrors.noSuchEntity("The role with name %s cannot be found.".formatted(name));
        }
        return role;
    }

    Optional<IamRole> roleByArn(String arn) {
        return roles.values().stream().filter(role -> role.arn.equals(arn)).findAny();
    }

    /// A managed policy of the account or of AWS.
    ManagedPolicy policy(String arn) {
        ManagedPolicy own = policies.get(arn);
        return own != null
                ? own
                : awsPolicies
                        .find(arn)
                        .orElseThrow(() ->
                                IamErrors.noSuchEntity(
                                        "Policy %s does not exist or is not attachable."
                                                .formatted(arn)));
    }

    /// How many roles a policy is attached to, boundaries not counted.
    int attachments(String policyArn) {
        return Math.toIntExact(
                roles.values().stream().filter(role -> role.attached.contains(policyArn)).count());
    }

    /// What binds a role at this moment.
    IdentityPolicies policiesOf(IamRole role) {
        var documents = new ArrayList<PolicyDocument>();
        role.attached.forEach(
                arn -> documents.add(PolicyDocument.parse(policy(arn).current().document())));
        role.inline.values().forEach(text -> documents.add(PolicyDocument.parse(text)));
        return new IdentityPolicies(
                documents,
                role.boundary.map(arn -> PolicyDocument.parse(policy(arn).current().document())));
    }
}

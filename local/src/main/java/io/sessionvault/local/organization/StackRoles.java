package io.sessionvault.local.organization;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.local.template.ResolvedTemplate;
import java.util.Set;
import software.amazon.awssdk.services.iam.IamClient;

/// Creates the roles of a stack as its template has them: name, trust and inline policies.
public final class StackRoles {
    private static final Set<String> KNOWN =
            Set.of("RoleName", "Description", "AssumeRolePolicyDocument", "Policies");

    private StackRoles() {}

    /// Creates every role that the stack has.
    ///
    /// @param iam IAM of the stack's account, as its administrator reaches it
    /// @throws IllegalArgumentException when a role has a property that would be lost
    public static void create(IamClient iam, ResolvedTemplate stack) {
        stack.logicalIds("AWS::IAM::Role").forEach(role -> create(iam, stack, role));
    }

    /// Creates one role.
    ///
    /// @param logicalId its logical id
    /// @throws IllegalArgumentException when it has a property that would be lost
    public static void create(IamClient iam, ResolvedTemplate stack, String logicalId) {
        JsonNode properties = StackProperties.of(stack, logicalId, KNOWN);
        String name = stack.physicalId(logicalId, PhysicalIds.REF);
        iam.createRole(ask ->
                ask.roleName(name)
                        .assumeRolePolicyDocument(
                                properties.path("AssumeRolePolicyDocument").toString()));
        for (JsonNode policy : properties.path("Policies")) {
            iam.putRolePolicy(ask ->
                    ask.roleName(name)
                            .policyName(policy.path("PolicyName").asText())
                            .policyDocument(policy.path("PolicyDocument").toString()));
        }
    }
}

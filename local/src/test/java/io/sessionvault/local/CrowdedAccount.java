package io.sessionvault.local;

import io.sessionvault.reconcile.LogPolicy;
import software.amazon.awssdk.services.iam.IamClient;

/// Brings an account to the limits of IAM.
public final class CrowdedAccount {
    private static final String HARMLESS =
            """
            {"Version": "2012-10-17", "Statement":
             {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}}\
            """;

    private CrowdedAccount() {}

    /// Gives a role as many managed policies as it may have.
    public static void fill(IamClient iam, String role) {
        for (int i = 0; i < 10; i++) {
            String arn = create(iam, "filler-" + i);
            iam.attachRolePolicy(ask -> ask.roleName(role).policyArn(arn));
        }
    }

    /// Makes a logging policy of somebody's own, with as many versions as it may have.
    public static void useUpVersions(IamClient iam) {
        String policy = create(iam, LogPolicy.NAME);
        for (int version = 2; version <= 5; version++) {
            iam.createPolicyVersion(ask -> ask.policyArn(policy).policyDocument(HARMLESS));
        }
    }

    private static String create(IamClient iam, String name) {
        return iam.createPolicy(ask -> ask.policyName(name).policyDocument(HARMLESS))
                .policy()
                .arn();
    }
}

package io.sessionvault.permissions;

import java.util.Set;

/// The context keys that have the same value, or are absent, in all requests with the same
/// credentials: how they were got, and for whom.
///
/// Source: IAM user guide, "AWS global condition context keys", properties of the principal and
/// properties of a role session; EC2, "Condition keys", `ec2:RoleDelivery`.
final class CredentialKeys {
    private static final Set<String> KEYS =
            Set.of(
                    "aws:ec2instancesourceprivateipv4",
                    "aws:ec2instancesourcevpc",
                    "aws:federatedprovider",
                    "aws:multifactorauthage",
                    "aws:multifactorauthpresent",
                    "aws:sourceidentity",
                    "aws:tokenissuetime",
                    "aws:userid",
                    "aws:username",
                    "ec2:roledelivery",
                    "ec2:sourceinstancearn");

    private static final String TAGS = "aws:principaltag/";

    private CredentialKeys() {}

    /// @param key the context key, in lower case
    static boolean contains(String key) {
        return KEYS.contains(key) || key.startsWith(TAGS);
    }
}

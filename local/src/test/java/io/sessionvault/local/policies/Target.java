package io.sessionvault.local.policies;

import java.util.Optional;

/// What a request is about.
///
/// @param arn the ARN of the resource, or `*` for an action that knows no resources
/// @param account the account that owns it
/// @param policy its own policy: of the bucket, the key, the queue; of a role, its trust policy
/// @param blocksPublicAccess whether it is a bucket (or in one) that restricts public policies
/// @param facts what requests to it say about it
record Target(
        String arn,
        String account,
        Optional<Policy> policy,
        boolean blocksPublicAccess,
        Facts facts) {
    /// A resource of an account of an organization.
    ///
    /// Source: IAM user guide, "AWS global condition context keys", "Properties of the resource".
    static Target of(String arn, String account, String organization) {
        return new Target(
                arn,
                account,
                Optional.empty(),
                false,
                Facts.key("aws:ResourceAccount", account)
                        .with("aws:ResourceOrgID", organization)
                        .without("aws:ResourceTag/*"));
    }

    /// The same with its own policy.
    Target guardedBy(Policy own) {
        return new Target(arn, account, Optional.of(own), blocksPublicAccess, facts);
    }

    /// The same where public policies are restricted, or not.
    ///
    /// Source: S3 user guide, "Blocking public access to your Amazon S3 storage",
    /// `RestrictPublicBuckets`.
    Target blockingPublicAccess(boolean blocks) {
        return new Target(arn, account, policy, blocks, facts);
    }

    /// The same with other or more facts.
    Target with(Facts more) {
        return new Target(arn, account, policy, blocksPublicAccess, facts.and(more));
    }
}

package io.sessionvault.aws;

import io.sessionvault.reconcile.ObservedIdentity.Policy;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/// Reads the logging policy by its ARN, for accounts whose listing does not show it.
///
/// Source: IAM API reference, `ListPolicyVersions` and `GetPolicyVersion`.
final class LogPolicyReader {
    private LogPolicyReader() {}

    /// Reads it; empty when there is no such policy.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when it cannot be read
    static Optional<Policy> read(IamClient iam, String arn) {
        try {
            List<PolicyVersion> versions =
                    iam.listPolicyVersionsPaginator(ask -> ask.policyArn(arn)).versions().stream()
                            .toList();
            String used = defaultVersion(arn, versions).versionId();
            String document =
                    iam.getPolicyVersion(ask -> ask.policyArn(arn).versionId(used))
                            .policyVersion()
                            .document();
            return Optional.of(policy(document, versions));
        } catch (NoSuchEntityException absent) {
            return Optional.empty();
        }
    }

    /// The version of a policy that counts. One that changes while it is read may show none: a
    /// later look will tell.
    ///
    /// @throws SdkClientException when none is the default
    static PolicyVersion defaultVersion(String arn, Collection<PolicyVersion> versions) {
        return versions.stream()
                .filter(PolicyVersion::isDefaultVersion)
                .findFirst()
                .orElseThrow(
                        () -> SdkClientException.create("IAM lists no default version of " + arn));
    }

    /// A policy as it was read.
    ///
    /// @param document the default version's document, as IAM returns it
    static Policy policy(String document, Collection<PolicyVersion> versions) {
        return new Policy(
                Json.readPolicy(document).orElse(Map.of()),
                versions.stream()
                        .filter(version -> !version.isDefaultVersion())
                        .sorted(
                                Comparator.comparing(PolicyVersion::createDate)
                                        .thenComparing(PolicyVersion::versionId))
                        .map(PolicyVersion::versionId)
                        .toList());
    }
}

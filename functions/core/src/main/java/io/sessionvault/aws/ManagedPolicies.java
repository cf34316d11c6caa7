package io.sessionvault.aws;

import io.sessionvault.permissions.Policy;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.services.iam.IamClient;

/// Managed policies that a listing does not show. Those of AWS are the same in every account: each
/// is read once and remembered.
///
/// Source: IAM API reference, `GetPolicy` and `GetPolicyVersion`; IAM user guide, "AWS managed
/// policies", whose ARNs have `aws` in the place of the account.
final class ManagedPolicies {
    /// AWS changes a policy of its own now and then.
    private static final Duration REMEMBERED = Duration.ofHours(6);

    private static final Duration FAILURES_REMEMBERED = Duration.ofSeconds(10);

    /// More than AWS has.
    private static final int MOST = 3000;

    private static final String OF_AWS = ":iam::aws:policy/";

    private final Remembered<String, Policy> ofAws;

    ManagedPolicies(InstantSource clock) {
        this.ofAws = new Remembered<>(clock, REMEMBERED, FAILURES_REMEMBERED, MOST);
    }

    /// Reads a policy. What it says that cannot be read, or that is gone since somebody was listed
    /// with it, nobody can tell.
    Policy read(IamClient iam, String arn) {
        Observation<Policy> policy =
                arn.contains(OF_AWS) ? ofAws.get(arn, () -> ask(iam, arn)) : ask(iam, arn);
        return switch (policy) {
            case Observation.Seen<Policy>(Policy read) -> read;
            case Observation.Unseen<Policy>(ServiceError error) ->
                    Policy.unread(name(arn), error.withoutRequest());
        };
    }

    /// What people call a policy.
    static String name(String arn) {
        return "policy " + arn.substring(arn.lastIndexOf('/') + 1);
    }

    /// A policy with the text that IAM returned. IAM takes texts in which a name is there twice, as
    /// conditions that were written by hand may be: what they say nobody can tell.
    ///
    /// Source: terraform-provider-aws#33026.
    static Policy policy(String name, String document) {
        return Json.readPolicy(document)
                .map(json -> Policy.of(name, json))
                .orElseGet(() -> Policy.unread(name, "its JSON has a name twice, or is none"));
    }

    private static Observation<Policy> ask(IamClient iam, String arn) {
        return ServiceErrors.observe(() -> {
            String version = iam.getPolicy(ask -> ask.policyArn(arn)).policy().defaultVersionId();
            String document =
                    iam.getPolicyVersion(ask -> ask.policyArn(arn).versionId(version))
                            .policyVersion()
                            .document();
            return policy(name(arn), document);
        });
    }
}

package io.sessionvault.aws;

import io.sessionvault.permissions.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/// Managed policies that a listing does not show. Those of AWS are the same in every account: each
/// is read once and remembered.
///
/// Source: IAM API reference, `GetPolicy` and `GetPolicyVersion`; IAM user guide, "AWS managed
/// policies", whose ARNs have `aws` in the place of the account.
final class ManagedPolicies {
    /// AWS changes a policy of its own now and then.
    private static final Duration REMEMBERED = Duration.ofHours(6);

    /// More than AWS has.
    private static final int MOST = 3000;

    private static final String OF_AWS = ":iam::aws:policy/";

    private final InstantSource clock;
    private final Map<String, Remembered> remembered =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
                    return size() > MOST;
                }
            };

    private record Remembered(Policy policy, Instant at) {}

    ManagedPolicies(InstantSource clock) {
        this.clock = clock;
    }

    /// Reads a policy. One that cannot be read is a value of its own; one that is gone is empty.
    Optional<Policy> read(IamClient iam, String arn) {
        if (!arn.contains(OF_AWS)) {
            return ask(iam, arn);
        }
        Optional<Policy> known = known(arn);
        if (known.isPresent()) {
            return known;
        }
        Optional<Policy> read = ask(iam, arn);
        read.filter(Policy::isRead).ifPresent(policy -> remember(arn, policy));
        return read;
    }

    private synchronized Optional<Policy> known(String arn) {
        return Optional.ofNullable(remembered.get(arn))
                .filter(entry -> entry.at().isAfter(clock.instant().minus(REMEMBERED)))
                .map(Remembered::policy);
    }

    private synchronized void remember(String arn, Policy policy) {
        remembered.put(arn, new Remembered(policy, clock.instant()));
    }

    private static Optional<Policy> ask(IamClient iam, String arn) {
        String name = "policy " + arn.substring(arn.lastIndexOf('/') + 1);
        try {
            String version = iam.getPolicy(ask -> ask.policyArn(arn)).policy().defaultVersionId();
            String document =
                    iam.getPolicyVersion(ask -> ask.policyArn(arn).versionId(version))
                            .policyVersion()
                            .document();
            return Optional.of(Policy.of(name, Json.policy(document)));
        } catch (NoSuchEntityException gone) {
            return Optional.empty();
        } catch (SdkException | IllegalStateException failure) {
            return Optional.of(Policy.unread(name, why(failure)));
        }
    }

    private static String why(RuntimeException failure) {
        return failure instanceof SdkException answer
                ? ServiceErrors.of(answer).withoutRequest()
                : String.valueOf(failure.getMessage());
    }
}

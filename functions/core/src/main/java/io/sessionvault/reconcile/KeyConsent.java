package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import io.sessionvault.permissions.Answer;
import io.sessionvault.permissions.Evaluation;
import io.sessionvault.permissions.Policy;
import io.sessionvault.permissions.PrincipalPolicies;
import io.sessionvault.permissions.Request;
import io.sessionvault.permissions.ResourcePolicies;
import io.sessionvault.reconcile.AccountIdentities.Role;
import io.sessionvault.reconcile.LogPermission.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether a session key lets an account's principals use it, as its own policy in one Region says.
/// A replica has a policy of its own, which may not be the primary key's yet, or no longer.
///
/// Source: KMS developer guide, "Multi-Region keys": the key policy is no shared property.
public final class KeyConsent {
    private KeyConsent() {}

    /// Why the key does not let somebody use it whose own account lets them do everything; empty when
    /// it does.
    ///
    /// @param policy the key's policy in the Region, as parsed JSON
    /// @param now what time it is
    public static Optional<String> refusal(
            DesiredAccount desired, RegionName region, Map<String, Object> policy, Instant now) {
        Role anybody = anybody(desired);
        Questions questions = new Questions(desired, now);
        ResourcePolicies key =
                new ResourcePolicies(
                        desired.vault().account(),
                        Optional.of(Policy.of("its policy in " + region, policy)),
                        true,
                        List.of());
        for (String action : List.of("kms:GenerateDataKey", "kms:Decrypt")) {
            LogPermission permission =
                    new LogPermission(
                            action,
                            desired.sessionKey().in(region).toString(),
                            Optional.of(region),
                            Purpose.ENCRYPT);
            Request request = questions.ofAgent(anybody, permission);
            Answer answer =
                    Evaluation.answer(
                            new PrincipalPolicies(anybody.policies(), Optional.empty(), List.of()),
                            Optional.of(key),
                            request);
            if (!(answer instanceof Answer.Allowed)) {
                return Optional.of(action + ": " + answer.text());
            }
        }
        return Optional.empty();
    }

    private static Role anybody(DesiredAccount desired) {
        return new Role(
                "any-other",
                "arn:"
                        + desired.vault().bucketKey().partition()
                        + ":iam::"
                        + desired.account()
                        + ":role/any-other",
                Map.of(),
                false,
                Set.of(),
                new ObservedIdentity.LogAccess.None(false),
                List.of(IdentityJudge.EVERYTHING),
                Optional.empty(),
                Map.of());
    }
}

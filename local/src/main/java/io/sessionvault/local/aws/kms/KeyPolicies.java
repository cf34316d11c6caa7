package io.sessionvault.local.aws.kms;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.policy.PolicyDocument;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.DisableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyRotationResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationResponse;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyResponse;

/// Key policies and the switch of rotation, both of the caller's own keys only.
final class KeyPolicies {
    private final KeyStore store;

    KeyPolicies(KeyStore store) {
        this.store = store;
    }

    void register(Operations operations) {
        var access = new KeyAccess(store);
        operations
                .on(
                        GetKeyPolicyRequest.class,
                        access.to("kms:GetKeyPolicy", GetKeyPolicyRequest::keyId),
                        this::get)
                .on(
                        PutKeyPolicyRequest.class,
                        access.to("kms:PutKeyPolicy", PutKeyPolicyRequest::keyId),
                        this::put)
                .on(
                        EnableKeyRotationRequest.class,
                        access.to("kms:EnableKeyRotation", EnableKeyRotationRequest::keyId),
                        this::enableRotation)
                .on(
                        DisableKeyRotationRequest.class,
                        access.to("kms:DisableKeyRotation", DisableKeyRotationRequest::keyId),
                        this::disableRotation)
                .on(
                        GetKeyRotationStatusRequest.class,
                        access.to("kms:GetKeyRotationStatus", GetKeyRotationStatusRequest::keyId),
                        this::rotation);
    }

    /// The policy that KMS gives a key whose creator names none.
    static String usual(String account) {
        return """
        {"Version": "2012-10-17", "Id": "key-default-1", "Statement": [{"Sid": "Enable IAM User Permissions", \
        "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%s:root"}, "Action": "kms:*", "Resource": "*"}]}\
        """
                .formatted(account);
    }

    /// The policy of the key that AWS manages for S3 in an account: whoever may use it by way of
    /// S3.
    ///
    /// Source: KMS developer guide, "AWS managed keys".
    static String ofAwsManagedS3Key(String account, String region) {
        return """
        {"Version": "2012-10-17", "Id": "auto-s3-2", "Statement": [{"Effect": "Allow", \
        "Principal": {"AWS": "*"}, "Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": "*", \
        "Condition": {"StringEquals": {"kms:CallerAccount": "%s", "kms:ViaService": "s3.%s.amazonaws.com"}}}]}\
        """
                .formatted(account, region);
    }

    /// The policy given, or the usual one.
    ///
    /// @throws AwsError `MalformedPolicyDocumentException` when the policy given is none
    static String orUsual(@Nullable String given, String account) {
        if (given == null) {
            return usual(account);
        }
        try {
            PolicyDocument.parse(given);
        } catch (AwsError malformed) {
            throw malformed.status() == 501
                    ? malformed
                    : new AwsError("MalformedPolicyDocumentException", 400, malformed.text());
        }
        return given;
    }

    /// A key of the caller's own account.
    ///
    /// @throws AwsError `AccessDeniedException` for a key of another account
    static KmsKey own(KeyStore store, Call call, String named) {
        KmsKey key = store.find(named, call.account(), call.region());
        if (!key.account.equals(call.account())) {
            throw call.denied();
        }
        return key;
    }

    private GetKeyPolicyResponse get(Call call, GetKeyPolicyRequest request) {
        return GetKeyPolicyResponse.builder()
                .policy(own(store, call, request.keyId()).policy)
                .policyName("default")
                .build();
    }

    private PutKeyPolicyResponse put(Call call, PutKeyPolicyRequest request) {
        own(store, call, request.keyId()).policy = orUsual(request.policy(), call.account());
        return PutKeyPolicyResponse.builder().build();
    }

    private EnableKeyRotationResponse enableRotation(Call call, EnableKeyRotationRequest request) {
        KmsKey key = rotatable(call, request.keyId());
        key.rotates = true;
        key.rotationDays = Optional.ofNullable(request.rotationPeriodInDays()).orElse(365);
        return EnableKeyRotationResponse.builder().build();
    }

    private DisableKeyRotationResponse disableRotation(
            Call call, DisableKeyRotationRequest request) {
        rotatable(call, request.keyId()).rotates = false;
        return DisableKeyRotationResponse.builder().build();
    }

    /// A key of the caller's own whose rotation can be switched: an enabled one, and of a
    /// multi-Region key the primary.
    ///
    /// @throws AwsError `UnsupportedOperationException` for a replica, or the error of the state
    private KmsKey rotatable(Call call, String named) {
        KmsKey key = own(store, call, named);
        if (key.family != null && !key.family.regions().getFirst().equals(key.region)) {
            throw new AwsError(
                    "UnsupportedOperationException", 400, key.arn() + " is a replica key.");
        }
        key.requireEnabled();
        return key;
    }

    /// A replica rotates with its primary.
    private GetKeyRotationStatusResponse rotation(Call call, GetKeyRotationStatusRequest request) {
        KmsKey asked = own(store, call, request.keyId());
        KmsKey key =
                asked.family == null
                        ? asked
                        : store.find(asked.id, asked.account, asked.family.regions().getFirst());
        return GetKeyRotationStatusResponse.builder()
                .keyId(asked.id)
                .keyRotationEnabled(key.rotates)
                .rotationPeriodInDays(key.rotates ? key.rotationDays : null)
                .build();
    }
}

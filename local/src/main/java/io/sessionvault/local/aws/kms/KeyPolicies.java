package io.sessionvault.local.aws.kms;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.policy.PolicyDocument;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
                .on(EnableKeyRotationRequest.class, this::enableRotation)
                .on(GetKeyRotationStatusRequest.class, this::rotation);
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
        KmsKey key = own(store, call, request.keyId());
        key.rotates = true;
        key.rotationDays = Optional.ofNullable(request.rotationPeriodInDays()).orElse(365);
        return EnableKeyRotationResponse.builder().build();
    }

    private GetKeyRotationStatusResponse rotation(Call call, GetKeyRotationStatusRequest request) {
        KmsKey key = own(store, call, request.keyId());
        return GetKeyRotationStatusResponse.builder()
                .keyId(key.id)
                .keyRotationEnabled(key.rotates)
                .rotationPeriodInDays(key.rotates ? key.rotationDays : null)
                .build();
    }
}

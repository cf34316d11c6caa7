package io.sessionvault.local.aws.kms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Permission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/// Data keys: made under a key, and opened again. Nothing is really encrypted: what stands for the
/// ciphertext carries the plaintext, the id of the key and the encryption context.
///
/// Source: KMS API reference, `GenerateDataKey`, `Decrypt`; developer guide, "Encryption context".
final class DataKeys {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What stands for a ciphertext.
    ///
    /// @param keyId the key's id, which a multi-Region key has in every Region
    private record Sealed(String keyId, Map<String, String> context, String plaintext) {}

    private final KeyStore store;
    private final KeyAccess access;
    private final Ids ids;

    DataKeys(KeyStore store, Ids ids) {
        this.store = store;
        this.access = new KeyAccess(store);
        this.ids = ids;
    }

    void register(Operations operations) {
        operations
                .on(
                        GenerateDataKeyRequest.class,
                        (call, ask) ->
                                needs(
                                        call,
                                        "kms:GenerateDataKey",
                                        String.valueOf(ask.keyId()),
                                        ask.encryptionContext()),
                        this::generate,
                        "GrantTokens",
                        "Recipient",
                        "DryRun")
                .on(
                        DecryptRequest.class,
                        (call, ask) ->
                                needs(call, "kms:Decrypt", named(ask), ask.encryptionContext()),
                        this::decrypt,
                        "GrantTokens",
                        "Recipient",
                        "DryRun");
    }

    private List<Permission> needs(
            Call call, String action, String named, Map<String, String> context) {
        var keys = new TreeMap<String, String>();
        context.forEach((key, value) -> keys.put("kms:EncryptionContext:" + key, value));
        Permission permission = access.permission(call, action, named, call.region()).with(keys);
        return List.of(
                context.isEmpty()
                        ? permission
                        : permission.withAll(
                                "kms:EncryptionContextKeys", new ArrayList<>(context.keySet())));
    }

    private GenerateDataKeyResponse generate(Call call, GenerateDataKeyRequest request) {
        KmsKey key = store.find(request.keyId(), call.account(), call.region());
        key.requireEnabled();
        int length =
                Optional.ofNullable(request.numberOfBytes())
                        .orElse(request.keySpec() == DataKeySpec.AES_128 ? 16 : 32);
        String plaintext = ids.token(length);
        return GenerateDataKeyResponse.builder()
                .keyId(key.arn())
                .plaintext(SdkBytes.fromUtf8String(plaintext))
                .ciphertextBlob(sealed(new Sealed(key.id, request.encryptionContext(), plaintext)))
                .build();
    }

    private DecryptResponse decrypt(Call call, DecryptRequest request) {
        Sealed sealed = open(request.ciphertextBlob());
        KmsKey key = store.find(named(request), call.account(), call.region());
        key.requireEnabled();
        if (!key.id.equals(sealed.keyId())) {
            throw new AwsError(
                    "IncorrectKeyException",
                    400,
                    "The key ID in the request does not identify a CMK that can perform this"
                            + " operation.");
        }
        if (!request.encryptionContext().equals(sealed.context())) {
            throw invalid();
        }
        return DecryptResponse.builder()
                .keyId(key.arn())
                .plaintext(SdkBytes.fromUtf8String(sealed.plaintext()))
                .encryptionAlgorithm("SYMMETRIC_DEFAULT")
                .build();
    }

    /// The key that a request names, else the one that the ciphertext was made under.
    private static String named(DecryptRequest request) {
        return Optional.ofNullable(request.keyId())
                .orElseGet(() -> open(request.ciphertextBlob()).keyId());
    }

    private static SdkBytes sealed(Sealed content) {
        try {
            return SdkBytes.fromByteArray(JSON.writeValueAsBytes(content));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Sealed open(SdkBytes ciphertext) {
        try {
            return JSON.readValue(ciphertext.asString(StandardCharsets.UTF_8), Sealed.class);
        } catch (IOException none) {
            throw invalid();
        }
    }

    private static AwsError invalid() {
        return new AwsError("InvalidCiphertextException", 400, "The ciphertext is invalid.");
    }
}

package io.sessionvault.local.aws.kms;

import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.DisableKeyRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionResponse;

/// Switches keys off and on, and schedules their deletion. The day of the deletion
/// comes only when the stand-in is told.
final class KeyStates {
    /// Source: KMS API reference, `ScheduleKeyDeletion`, `PendingWindowInDays`.
    private static final int USUAL_DAYS = 30;

    private static final List<KeyState> PENDING =
            List.of(KeyState.PENDING_DELETION, KeyState.PENDING_REPLICA_DELETION);

    private final KeyStore store;

    KeyStates(KeyStore store) {
        this.store = store;
    }

    void register(Operations operations) {
        var access = new KeyAccess(store);
        operations
                .on(
                        DisableKeyRequest.class,
                        access.to("kms:DisableKey", DisableKeyRequest::keyId),
                        this::disable)
                .on(
                        EnableKeyRequest.class,
                        access.to("kms:EnableKey", EnableKeyRequest::keyId),
                        this::enable)
                .on(
                        ScheduleKeyDeletionRequest.class,
                        access.to("kms:ScheduleKeyDeletion", ScheduleKeyDeletionRequest::keyId),
                        this::scheduleDeletion)
                .on(
                        CancelKeyDeletionRequest.class,
                        access.to("kms:CancelKeyDeletion", CancelKeyDeletionRequest::keyId),
                        this::cancelDeletion);
    }

    private DisableKeyResponse disable(Call call, DisableKeyRequest request) {
        switchTo(KeyState.DISABLED, KeyPolicies.own(store, call, request.keyId()));
        return DisableKeyResponse.builder().build();
    }

    private EnableKeyResponse enable(Call call, EnableKeyRequest request) {
        switchTo(KeyState.ENABLED, KeyPolicies.own(store, call, request.keyId()));
        return EnableKeyResponse.builder().build();
    }

    private static void switchTo(KeyState state, KmsKey key) {
        if (key.state() != KeyState.ENABLED && key.state() != KeyState.DISABLED) {
            throw key.invalidState();
        }
        key.state = state;
    }

    /// A primary key waits for the deletion of its replicas first.
    private ScheduleKeyDeletionResponse scheduleDeletion(
            Call call, ScheduleKeyDeletionRequest request) {
        KmsKey key = KeyPolicies.own(store, call, request.keyId());
        if (PENDING.contains(key.state())) {
            throw key.invalidState();
        }
        int days = Optional.ofNullable(request.pendingWindowInDays()).orElse(USUAL_DAYS);
        key.state =
                key.isPrimaryOfReplicas()
                        ? KeyState.PENDING_REPLICA_DELETION
                        : KeyState.PENDING_DELETION;
        return ScheduleKeyDeletionResponse.builder()
                .keyId(key.arn())
                .keyState(key.state)
                .pendingWindowInDays(days)
                .deletionDate(call.now().plus(Duration.ofDays(days)))
                .build();
    }

    private CancelKeyDeletionResponse cancelDeletion(Call call, CancelKeyDeletionRequest request) {
        KmsKey key = KeyPolicies.own(store, call, request.keyId());
        if (!PENDING.contains(key.state())) {
            throw key.invalidState();
        }
        key.state = KeyState.DISABLED;
        return CancelKeyDeletionResponse.builder().keyId(key.arn()).build();
    }
}

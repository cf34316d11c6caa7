package io.sessionvault.reconcile;

import io.sessionvault.vault.KeyArn;
import io.sessionvault.vault.Vault;
import java.util.Optional;
import java.util.OptionalInt;

/// What every account of the organization should look like.
///
/// @param organizationId the organization whose accounts write to the vault
/// @param vault where logs belong
/// @param sessionKey the multi-Region key that encrypts sessions; each Region uses its own replica
/// @param sessionEncryption what to do about the encryption of session streams
/// @param regions which Regions are governed
/// @param idleMinutes the idle timeout to enforce, if any
/// @param maxMinutes the maximum session duration to enforce, if any
/// @param hostManagement what to do about Default Host Management
/// @param changesBus the ARN of the event bus to which accounts forward their changes; empty where
///     they do not
public record AccountStandard(
        String organizationId,
        Vault vault,
        KeyArn sessionKey,
        SessionEncryption sessionEncryption,
        GovernedRegions regions,
        OptionalInt idleMinutes,
        OptionalInt maxMinutes,
        HostManagement hostManagement,
        Optional<String> changesBus) {}

package io.sessionvault.rule;

import io.sessionvault.vault.KeyArn;
import org.jspecify.annotations.Nullable;

/// What commands call the vault's parts.
///
/// @param bucket the vault's bucket
/// @param bucketKey its key, whose account and Region are the vault's
/// @param onboardAccount the ARN of the function that reconciles accounts, its alias included; null
///     for whoever does not know it
public record VaultNames(String bucket, KeyArn bucketKey, @Nullable String onboardAccount) {}

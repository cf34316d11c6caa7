package io.sessionvault.vault;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import java.util.Optional;

/// What an object's key says about where the object belongs.
///
/// @param account the account under whose prefix the object lies
/// @param region the Region in the prefix; empty when the pattern names none
/// @param name what follows the prefix and its slash
public record Placement(AccountId account, Optional<RegionName> region, String name) {}

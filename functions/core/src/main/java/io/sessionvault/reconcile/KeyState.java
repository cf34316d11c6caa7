package io.sessionvault.reconcile;

/// The state of a KMS key, in AWS's own word such as `Enabled`.
///
/// Source: KMS developer guide, "Key states of AWS KMS keys". A new replica is `Creating`, usually
/// for seconds; a key whose primary Region changes is `Updating`.
///
/// @param name AWS's word
public record KeyState(String name) {
    /// Tells whether sessions can be encrypted with the key.
    public boolean isUsable() {
        return name.equals("Enabled");
    }

    /// Tells whether the state goes away by itself.
    public boolean isPassing() {
        return name.equals("Creating") || name.equals("Updating");
    }

    @Override
    public String toString() {
        return name;
    }
}

package io.sessionvault.reconcile;

/// What the vault does about the encryption of session streams, for which whoever starts a session
/// and whatever receives it must be able to use the session key. Logging does not depend on it.
public enum SessionEncryption {
    /// A Region's preferences name the session key once everybody who starts or receives sessions
    /// there is shown to be able to use it; until then they log without it.
    WHEN_SAFE,
    /// A Region in which somebody cannot use the session key is held back as a whole.
    ALWAYS,
    /// The vault never writes `kmsKeyId`.
    OFF
}

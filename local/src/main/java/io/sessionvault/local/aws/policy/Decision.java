package io.sessionvault.local.aws.policy;

/// What policies decide about one action on one resource. The order goes from best to worst.
public enum Decision {
    /// A statement allows it and none denies it.
    ALLOWED("allowed"),
    /// No statement allows it.
    IMPLICIT_DENY("implicitDeny"),
    /// A statement denies it.
    EXPLICIT_DENY("explicitDeny");

    private final String wire;

    Decision(String wire) {
        this.wire = wire;
    }

    /// The decision as IAM writes it.
    public String wire() {
        return wire;
    }
}

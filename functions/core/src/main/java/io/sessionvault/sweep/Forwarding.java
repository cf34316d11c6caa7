package io.sessionvault.sweep;

/// How a rule stands that forwards changes of an account to the vault.
public sealed interface Forwarding {
    /// The rule for preferences, in each governed Region. Named in stacks/member.yaml.
    String PREFERENCES = "SessionVaultForwardsPreferences";

    /// The rule for roles and their policies, in the one Region in which IAM's events exist.
    String IAM = "SessionVaultForwardsIam";

    /// It forwards.
    record InPlace() implements Forwarding {}

    /// There is no such rule.
    record Absent() implements Forwarding {}

    /// It is there and switched off.
    record Disabled() implements Forwarding {}

    /// It is on and has no target at the vault's bus; one at another bus is none.
    record WithoutTarget() implements Forwarding {}
}

package io.sessionvault.local.aws.call;

/// Decides what a caller may do.
@FunctionalInterface
public interface Access {
    /// Lets the caller of `call` do something.
    ///
    /// @throws AwsError the service's own refusal when policies do not let the caller
    void require(Call call, Permission permission);
}

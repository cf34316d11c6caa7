package io.sessionvault.local.policies;

/// One question to IAM: an action on a target, with what the request says about itself. A call of
/// an API may be several: an upload with an ACL header asks for `s3:PutObject`, for
/// `s3:PutObjectAcl` and, through S3, for `kms:GenerateDataKey`.
///
/// @param action such as `s3:PutObject`
/// @param facts headers, transport and the like
record Request(String action, Target target, Facts facts) {
    /// The same with a context key of one value.
    Request with(String key, String value) {
        return new Request(action, target, facts.with(key, value));
    }

    /// The same with a context key of any number of values.
    Request withValues(String key, String... values) {
        return new Request(action, target, facts.withValues(key, values));
    }

    /// The same without some context keys.
    Request without(String... keys) {
        return new Request(action, target, facts.without(keys));
    }
}

package io.sessionvault.local.aws.iam;

/// What stands on a page of GetAccountAuthorizationDetails.
sealed interface IamItem {
    /// A user.
    record OfUser(IamUser user) implements IamItem {}

    /// A group.
    record OfGroup(IamGroup group) implements IamItem {}

    /// A role.
    record OfRole(IamRole role) implements IamItem {}

    /// A managed policy, of the account or of AWS.
    record OfPolicy(ManagedPolicy policy) implements IamItem {}
}

package io.sessionvault.organization;

import io.sessionvault.account.AccountId;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;

/// The control policies of the organization, as far as they concern the vault.
///
/// @param service service control policies: of every account, or of the one that was asked for
/// @param resource resource control policies: of the vault's account, whose bucket and keys are all
///     that the vault's proof is about
public record ControlPolicies(Observation<ControlTree> service, Observation<ControlTree> resource) {

    /// Neither kind could be read.
    public static ControlPolicies unread(ServiceError error) {
        return new ControlPolicies(
                new Observation.Unseen<>(error), new Observation.Unseen<>(error));
    }

    /// The service control policies that bind the principals of an account.
    public ControlLevels ofPrincipalsIn(AccountId account) {
        return levels(service, account);
    }

    /// The resource control policies that bind bucket and keys of the vault.
    ///
    /// @param vault the vault's account
    public ControlLevels ofResourcesIn(AccountId vault) {
        return levels(resource, vault);
    }

    private static ControlLevels levels(Observation<ControlTree> kind, AccountId account) {
        return switch (kind) {
            case Observation.Seen<ControlTree>(ControlTree tree) -> tree.levels(account);
            case Observation.Unseen<ControlTree>(ServiceError error) ->
                    new ControlLevels.NotReadable(error);
        };
    }
}

package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.reconcile.Observation;

/// The tag with which an account opts out of repairs, in AWS Organizations: no member can set it on
/// itself.
public final class RepairTag {
    private static final String TAG = "session-vault:repair";

    private static final String OFF = "off";

    private final OrganizationReader organization;

    /// @param organization the organization's accounts
    public RepairTag(OrganizationReader organization) {
        this.organization = organization;
    }

    /// Tells whether the account has opted out, as far as its tags can be read.
    public Observation<Boolean> isOff(AccountId account) {
        return ServiceErrors.observe(
                () -> organization.tag(account, TAG).filter(OFF::equals).isPresent());
    }
}

package io.sessionvault.local;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.organization.Endpoint;
import io.sessionvault.local.organization.LocalAccounts;
import io.sessionvault.preferences.PreferencesDocument;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentException;

/// Preferences as an account's administrator sees them.
///
/// @param endpoint what answers AWS's API
/// @param accounts who may see them
record StoredPreferences(Endpoint endpoint, LocalAccounts accounts) {
    /// The text of the default version; empty where there is no document.
    String text(AccountId account, RegionName region) {
        try {
            return ssm(account, region)
                    .getDocument(ask -> ask.name(PreferencesDocument.NAME))
                    .content();
        } catch (InvalidDocumentException absent) {
            return "";
        }
    }

    void delete(AccountId account, RegionName region) {
        ssm(account, region).deleteDocument(ask -> ask.name(PreferencesDocument.NAME));
    }

    private SsmClient ssm(AccountId account, RegionName region) {
        return endpoint.client(SsmClient.builder(), accounts.administrator(account), region);
    }
}

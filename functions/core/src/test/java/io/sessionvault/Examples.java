package io.sessionvault;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.vault.KeyArn;
import io.sessionvault.vault.PrefixPattern;
import io.sessionvault.vault.Vault;

/// An organization that the tests speak about: a vault, two members and three Regions.
public final class Examples {
    /// The account that owns the vault.
    public static final AccountId VAULT_ACCOUNT = new AccountId("111111111111");

    /// A member.
    public static final AccountId MEMBER = new AccountId("222222222222");

    /// Another member.
    public static final AccountId OTHER_MEMBER = new AccountId("333333333333");

    /// The Region of bucket and bucket key.
    public static final RegionName FRANKFURT = new RegionName("eu-central-1");

    /// A Region without a vault of its own.
    public static final RegionName IRELAND = new RegionName("eu-west-1");

    /// Another one.
    public static final RegionName VIRGINIA = new RegionName("us-east-1");

    /// The key of the bucket.
    public static final KeyArn BUCKET_KEY =
            KeyArn.parse(
                    "arn:aws:kms:eu-central-1:111111111111:key/mrk-0123456789abcdef0123456789abcdef");

    /// The key of the sessions.
    public static final KeyArn SESSION_KEY =
            KeyArn.parse(
                    "arn:aws:kms:eu-central-1:111111111111:key/mrk-fedcba9876543210fedcba9876543210");

    /// The vault.
    public static final Vault VAULT =
            new Vault(
                    VAULT_ACCOUNT,
                    "session-logs",
                    BUCKET_KEY,
                    PrefixPattern.parse("{accountId}/{region}"));

    private Examples() {}
}

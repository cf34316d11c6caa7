package io.sessionvault.vault;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import java.util.regex.Pattern;

/// The full ARN of a KMS key: never an alias and never a bare id, which S3 and the SSM Agent would
/// resolve in the caller's account instead of the vault's.
///
/// Source: S3 API reference, `ServerSideEncryptionByDefault`; amazon-ssm-agent issue 477.
///
/// @param partition `aws`, `aws-cn`, `aws-us-gov`, ...
/// @param region the Region that holds the key
/// @param account the account that owns the key
/// @param keyId a UUID, or `mrk-` and 32 hexadecimal digits for a multi-Region key
public record KeyArn(String partition, RegionName region, AccountId account, String keyId) {
    private static final Pattern FORM =
            Pattern.compile("arn:(aws[a-z-]*):kms:([a-z0-9-]+):([0-9]{12}):key/([A-Za-z0-9-]+)");

    /// Reads a key ARN.
    ///
    /// @throws IllegalArgumentException when `text` is anything but the full ARN of a key
    public static KeyArn parse(String text) {
        var arn = FORM.matcher(text);
        if (!arn.matches()) {
            throw new IllegalArgumentException(
                    "a KMS key is named by its full ARN (arn:aws:kms:<region>:<account>:key/<id>), not '"
                            + text
                            + "'");
        }
        return new KeyArn(
                arn.group(1),
                new RegionName(arn.group(2)),
                new AccountId(arn.group(3)),
                arn.group(4));
    }

    /// Tells whether `text` is the full ARN of a key.
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /// Tells whether replicas of this key can exist in other Regions.
    ///
    /// Source: KMS developer guide, "Multi-Region keys": their ids begin with `mrk-`.
    public boolean isMultiRegion() {
        return keyId.startsWith("mrk-");
    }

    /// The ARN of this multi-Region key's replica (or primary) in `other`. Whether that replica
    /// exists is not known here.
    ///
    /// @throws IllegalStateException when this is a single-Region key of another Region
    public KeyArn in(RegionName other) {
        if (!isMultiRegion() && !other.equals(region)) {
            throw new IllegalStateException(
                    this + " is a single-Region key: it has no replica in " + other);
        }
        return new KeyArn(partition, other, account, keyId);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":kms:" + region + ":" + account + ":key/" + keyId;
    }
}

package io.sessionvault.settings;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.ClientConfiguration;
import io.sessionvault.vault.KeyArn;
import io.sessionvault.vault.ObjectLock;
import io.sessionvault.vault.PrefixPattern;
import io.sessionvault.vault.Vault;
import java.time.Duration;
import java.util.regex.Pattern;

/// The variables that every function of the vault reads.
public final class VaultVariables {
    /// Source: S3 user guide, "Bucket naming rules". Dots are legal in general, but break TLS host
    /// names, which the agent needs.
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

    /// Source: Organizations API reference, data type `Organization`, member `Id`.
    private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");

    private static final Pattern DAYS = Pattern.compile("[1-9][0-9]{0,4}");

    /// From a tenth of a second to a minute.
    private static final Pattern MILLISECONDS =
            Pattern.compile("[1-9][0-9]{2,3}|[1-5][0-9]{4}|60000");

    private VaultVariables() {}

    /// The vault.
    ///
    /// @throws InvalidSettingException when a variable is missing or malformed
    public static Vault vault(Environment environment) {
        return new Vault(
                vaultAccount(environment),
                vaultBucket(environment),
                bucketKey(environment),
                environment.required(
                        "PREFIX_PATTERN",
                        "a prefix pattern such as {accountId}/{region}",
                        PrefixPattern::parse));
    }

    /// The name of the vault's bucket.
    ///
    /// @throws InvalidSettingException when the variable is missing or malformed
    public static String vaultBucket(Environment environment) {
        return environment.required(
                "VAULT_BUCKET", "the name of the vault's bucket", VaultVariables::bucket);
    }

    /// The key of the vault's bucket.
    ///
    /// @throws InvalidSettingException when the variable is missing or malformed
    public static KeyArn bucketKey(Environment environment) {
        return environment.required(
                "BUCKET_KEY_ARN", "the full ARN of the bucket's KMS key", KeyArn::parse);
    }

    /// The vault's account.
    ///
    /// @throws InvalidSettingException when the variable is missing or malformed
    public static AccountId vaultAccount(Environment environment) {
        return environment.required("VAULT_ACCOUNT_ID", "the vault's account id", AccountId::new);
    }

    /// The Region in which the function runs, which Lambda sets.
    ///
    /// @throws InvalidSettingException when it is missing or malformed
    public static RegionName homeRegion(Environment environment) {
        return environment.required("AWS_REGION", "the Region of the function", RegionName::new);
    }

    /// The name of the bucket for what compliance runs leave.
    ///
    /// @throws InvalidSettingException when it is missing
    public static String reportsBucket(Environment environment) {
        return environment.required("REPORTS_BUCKET", "the reports bucket's name", text -> text);
    }

    /// The namespace of the functions' metrics, by Powertools' name for it.
    ///
    /// @throws InvalidSettingException when it is missing
    public static String metricsNamespace(Environment environment) {
        return environment.required(
                "POWERTOOLS_METRICS_NAMESPACE", "the namespace of metrics", text -> text);
    }

    /// The organization's id.
    ///
    /// @throws InvalidSettingException when it is missing or malformed
    public static String organization(Environment environment) {
        return environment.required(
                "ORGANIZATION_ID", "the organization's id", Environment.matching(ORGANIZATION));
    }

    /// For how long a log is kept at least.
    ///
    /// @throws InvalidSettingException when the variable is missing or malformed
    public static Duration retention(Environment environment) {
        return environment.required(
                "RETENTION_DAYS",
                "the days for which logs are kept, such as 365",
                VaultVariables::days);
    }

    /// Who can shorten a log's retention.
    ///
    /// @throws InvalidSettingException when the variable is missing or malformed
    public static ObjectLock objectLock(Environment environment) {
        return environment.required(
                "OBJECT_LOCK",
                "none, governance or compliance",
                Environment.oneOf(ObjectLock.class));
    }

    /// How the function's AWS clients are built.
    ///
    /// @throws InvalidSettingException when the optional variable is malformed, or a setting of the
    ///     AWS SDK's is there that not every call would follow
    public static ClientConfiguration clients(Environment environment) {
        SdkSettings.refuseWhatNotEveryCallFollows(environment, System.getProperties());
        return new ClientConfiguration(
                environment
                        .optional(
                                "ATTEMPT_TIMEOUT_MILLIS",
                                "how long one attempt of a call to AWS may take, from 100 to 60000",
                                Environment.matching(MILLISECONDS))
                        .map(text -> Duration.ofMillis(Integer.parseInt(text)))
                        .orElse(ClientConfiguration.ATTEMPT),
                environment.emulator());
    }

    private static Duration days(String text) {
        if (!DAYS.matcher(text).matches()) {
            throw new IllegalArgumentException("days are a whole number from 1 to 99999");
        }
        return Duration.ofDays(Integer.parseInt(text));
    }

    private static String bucket(String name) {
        if (!BUCKET.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a bucket name has 3 to 63 lower-case letters, digits and hyphens");
        }
        return name;
    }
}

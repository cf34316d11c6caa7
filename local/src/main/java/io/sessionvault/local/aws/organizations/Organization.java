package io.sessionvault.local.aws.organizations;

import io.sessionvault.account.AccountId;
import java.util.List;
import java.util.regex.Pattern;

/// The organization that the stand-in plays.
///
/// @param id the organization's id, e.g. `o-exampleorg1`
/// @param managementAccount the management account
/// @param homeRegion the Region of what is global, `us-east-1`
/// @param defaultRegions the Regions that every account may use from its first day
/// @param pageSize how many items one page of a listing holds at most; small, so that a reader who forgets the next page is found out
public record Organization(
        String id,
        AccountId managementAccount,
        String homeRegion,
        List<String> defaultRegions,
        int pageSize) {
    private static final Pattern ID = Pattern.compile("o-[a-z0-9]{10,32}");

    /// The Regions that AWS enables in every account.
    ///
    /// Source: Account Management reference guide, "Enable or disable AWS Regions in your account".
    public static final List<String> DEFAULT_REGIONS =
            List.of(
                    "us-east-1",
                    "us-east-2",
                    "us-west-1",
                    "us-west-2",
                    "ap-south-1",
                    "ap-northeast-1",
                    "ap-northeast-2",
                    "ap-northeast-3",
                    "ap-southeast-1",
                    "ap-southeast-2",
                    "ca-central-1",
                    "eu-central-1",
                    "eu-west-1",
                    "eu-west-2",
                    "eu-west-3",
                    "eu-north-1",
                    "sa-east-1");

    /// @throws IllegalArgumentException when the id is malformed, the home Region is not among the Regions, or a page holds nothing
    public Organization {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not the id of an organization: '" + id + "'");
        }
        if (!defaultRegions.contains(homeRegion)) {
            throw new IllegalArgumentException("home Region " + homeRegion + " is not enabled");
        }
        if (pageSize < 1) {
            throw new IllegalArgumentException("a page holds 1 item or more, not " + pageSize);
        }
        defaultRegions = List.copyOf(defaultRegions);
    }

    /// An organization with the 17 default Regions and pages of 2.
    ///
    /// @param managementAccount the management account
    public static Organization of(AccountId managementAccount) {
        return new Organization(
                "o-sessionvault", managementAccount, "us-east-1", DEFAULT_REGIONS, 2);
    }

    /// The ARN of an account; account ARNs are the management account's, whoever asks.
    ///
    /// @param account its 12 digits
    public String accountArn(String account) {
        return "arn:aws:organizations::%s:account/%s/%s".formatted(managementAccount, id, account);
    }
}

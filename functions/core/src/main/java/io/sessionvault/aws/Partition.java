package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/// Where the services of a partition answer. It is written down here, because the SDK's own table
/// begins with all services of all Regions; only for a partition that is not known here that table
/// is asked.
///
/// Source: endpoint rules of the SDK's service clients, with which `PartitionTest` compares.
///
/// @param dnsSuffix what every host name ends with
/// @param organizationsRegion the one Region in which Organizations answers
record Partition(String dnsSuffix, String organizationsRegion) {
    private static final Pattern COMMERCIAL =
            Pattern.compile("(af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-[0-9]+");

    private static final Map<String, Partition> OTHERS =
            Map.of(
                    "cn-", new Partition("amazonaws.com.cn", "cn-northwest-1"),
                    "us-gov-", new Partition("amazonaws.com", "us-gov-west-1"),
                    "us-iso-", new Partition("c2s.ic.gov", "us-iso-east-1"),
                    "us-isob-", new Partition("sc2s.sgov.gov", "us-isob-east-1"),
                    "us-isof-", new Partition("csp.hci.ic.gov", "us-isof-south-1"));

    /// The partition of a Region.
    static Partition of(RegionName region) {
        String name = region.value();
        for (Map.Entry<String, Partition> other : OTHERS.entrySet()) {
            if (name.startsWith(other.getKey())) {
                return other.getValue();
            }
        }
        return COMMERCIAL.matcher(name).matches()
                ? new Partition("amazonaws.com", "us-east-1")
                : new Partition(PartitionMetadata.of(Region.of(name)).dnsSuffix(), name);
    }

    /// The address of a service in a Region.
    URI endpoint(String service, String region) {
        return URI.create("https://" + service + "." + region + "." + dnsSuffix);
    }
}

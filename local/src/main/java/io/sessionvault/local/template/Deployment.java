package io.sessionvault.local.template;

import io.sessionvault.account.AccountId;
import java.util.Optional;

/// Where a template is deployed: the source of its pseudo parameters.
///
/// @param account the account of the stack
/// @param region the Region of the stack, for example `us-east-1`
/// @param stackName the name of the stack
record Deployment(AccountId account, String region, String stackName) {
    /// The partition that the Region belongs to.
    ///
    /// Source: AWS General Reference, "Amazon Resource Names", section on partitions.
    String partition() {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    /// An ARN of this deployment's account and Region.
    String arn(String service, String resource) {
        return String.join(":", "arn", partition(), service, region, account.value(), resource);
    }

    /// The value of a pseudo parameter such as `AWS::Region`; empty when CloudFormation has none of that name, or only
    /// a real stack could know it.
    Optional<String> pseudoParameter(String name) {
        return switch (name) {
            case "AWS::AccountId" -> Optional.of(account.value());
            case "AWS::Partition" -> Optional.of(partition());
            case "AWS::Region" -> Optional.of(region);
            case "AWS::StackName" -> Optional.of(stackName);
            case "AWS::URLSuffix" ->
                    Optional.of(region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com");
            default -> Optional.empty();
        };
    }
}

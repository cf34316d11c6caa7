package io.sessionvault.aws;

import io.sessionvault.sweep.Forwarding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Reads how a forwarding rule stands.
///
/// Source: EventBridge API reference, `DescribeRule` and `ListTargetsByRule`; a rule that does not
/// exist is answered with `ResourceNotFoundException`.
final class ForwardingReader {
    /// Source: EventBridge user guide, "Quotas": a rule has at most 5 targets.
    private static final int MOST_PAGES = 5;

    private ForwardingReader() {}

    /// @param events EventBridge of the account, in the rule's Region
    /// @param rule the rule's name, on the default bus
    /// @param bus the ARN of the vault's bus
    /// @throws software.amazon.awssdk.core.exception.SdkException when it cannot be told
    static Forwarding read(JsonCalls events, String rule, String bus) {
        try {
            // A rule has two ways of being on.
            if (!state(events, rule).startsWith("ENABLED")) {
                return new Forwarding.Disabled();
            }
            return hasTarget(events, rule, bus)
                    ? new Forwarding.InPlace()
                    : new Forwarding.WithoutTarget();
        } catch (AwsServiceException refused) {
            if (ServiceErrors.of(refused).code().equals("ResourceNotFoundException")) {
                return new Forwarding.Absent();
            }
            throw refused;
        }
    }

    private static String state(JsonCalls events, String rule) {
        return Objects.toString(events.call("DescribeRule", Map.of("Name", rule)).get("State"), "");
    }

    private static boolean hasTarget(JsonCalls events, String rule, String bus) {
        Map<String, Object> input = new HashMap<>(Map.of("Rule", rule));
        for (int page = 0; page < MOST_PAGES; page++) {
            Map<String, Object> answer = events.call("ListTargetsByRule", input);
            if (answer.get("Targets") instanceof List<?> targets
                    && targets.stream().anyMatch(target -> isAt(target, bus))) {
                return true;
            }
            if (!(answer.get("NextToken") instanceof String next) || next.isEmpty()) {
                return false;
            }
            input.put("NextToken", next);
        }
        throw SdkClientException.create("the targets of rule " + rule + " have no end");
    }

    private static boolean isAt(Object target, String bus) {
        return target instanceof Map<?, ?> fields && bus.equals(fields.get("Arn"));
    }
}

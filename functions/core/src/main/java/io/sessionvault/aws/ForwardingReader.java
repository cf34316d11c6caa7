package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.sweep.Forwarding;
import io.sessionvault.sweep.ForwardingFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Reads how the rules of an account stand that forward its changes to the vault.
///
/// Source: EventBridge API reference, `DescribeRule` and `ListTargetsByRule`; a rule that does not
/// exist is answered with `ResourceNotFoundException`.
final class ForwardingReader {
    /// Source: EventBridge user guide, "Quotas": a rule has at most 5 targets.
    private static final int MOST_PAGES = 5;

    private ForwardingReader() {}

    /// All of an account's rules; empty where nothing is to be forwarded.
    static Optional<ForwardingFacts> read(MemberClients member, DesiredAccount desired) {
        return bus(desired)
                .map(bus ->
                        new ForwardingFacts(
                                bus,
                                AccountReader.inEach(
                                        desired.regions(),
                                        region ->
                                                observe(
                                                        member,
                                                        region,
                                                        Forwarding.PREFERENCES,
                                                        bus)),
                                iam(member, desired, bus)));
    }

    /// Why the vault will, or may, hear late of changes of the account's roles; empty where it will
    /// not, where the rule is only missing, which a StackSet brings, and where nothing is to be
    /// forwarded.
    static Optional<String> whyIamIsLate(MemberClients member, DesiredAccount desired) {
        return bus(desired)
                .map(bus -> iam(member, desired, bus))
                .flatMap(rule -> ForwardingFacts.whyIamIsLate(rule).or(() -> untold(rule)));
    }

    private static Optional<String> untold(Optional<Observation<Forwarding>> rule) {
        return rule.isPresent()
                        && rule.get() instanceof Observation.Unseen<Forwarding>(ServiceError error)
                ? Optional.of("it could not be told: " + error.withoutRequest())
                : Optional.empty();
    }

    /// An account that is let go has nothing that a change could touch.
    private static Optional<String> bus(DesiredAccount desired) {
        return desired.standard().changesBus().filter(_ -> !desired.isLetGo());
    }

    private static Optional<Observation<Forwarding>> iam(
            MemberClients member, DesiredAccount desired, String bus) {
        return mayHaveIamEvents(desired)
                ? Optional.of(observe(member, ForwardingFacts.IAM_EVENTS, Forwarding.IAM, bus))
                : Optional.empty();
    }

    private static boolean mayHaveIamEvents(DesiredAccount desired) {
        return desired.vault().bucketKey().partition().equals("aws")
                && (desired.ungoverned().isEmpty()
                        || desired.everywhere().contains(ForwardingFacts.IAM_EVENTS));
    }

    private static Observation<Forwarding> observe(
            MemberClients member, RegionName region, String rule, String bus) {
        return ServiceErrors.observe(() -> read(member.eventBridge(region), rule, bus));
    }

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

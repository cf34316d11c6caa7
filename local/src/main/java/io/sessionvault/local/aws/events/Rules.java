package io.sessionvault.local.aws.events;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Permission;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.eventbridge.model.DeleteRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DeleteRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.DisableRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DisableRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.PutRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.PutRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsResponse;
import software.amazon.awssdk.services.eventbridge.model.RemoveTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.RemoveTargetsResponse;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;

/// The rules of the default bus of each account and Region. They are kept and lead nowhere.
final class Rules {
    private static final class StoredRule {
        private final PutRuleRequest put;
        private RuleState state;
        private final Map<String, Target> targets = new LinkedHashMap<>();

        StoredRule(PutRuleRequest put) {
            this.put = put;
            this.state = put.state() == null ? RuleState.ENABLED : put.state();
        }
    }

    private final Map<String, Map<String, StoredRule>> places = new HashMap<>();

    void addTo(Operations operations) {
        operations
                .on(
                        PutRuleRequest.class,
                        (call, ask) -> needs(call, "PutRule", ask.name()),
                        this::put,
                        "ScheduleExpression",
                        "RoleArn",
                        "Tags",
                        "EventBusName")
                .on(
                        DescribeRuleRequest.class,
                        (call, ask) -> needs(call, "DescribeRule", ask.name()),
                        this::describe,
                        "EventBusName")
                .on(
                        DisableRuleRequest.class,
                        (call, ask) -> needs(call, "DisableRule", ask.name()),
                        this::disable,
                        "EventBusName")
                .on(
                        DeleteRuleRequest.class,
                        (call, ask) -> needs(call, "DeleteRule", ask.name()),
                        this::delete,
                        "EventBusName",
                        "Force")
                .on(
                        PutTargetsRequest.class,
                        (call, ask) -> needs(call, "PutTargets", ask.rule()),
                        this::putTargets,
                        "EventBusName")
                .on(
                        RemoveTargetsRequest.class,
                        (call, ask) -> needs(call, "RemoveTargets", ask.rule()),
                        this::removeTargets,
                        "EventBusName",
                        "Force")
                .on(
                        ListTargetsByRuleRequest.class,
                        (call, ask) -> needs(call, "ListTargetsByRule", ask.rule()),
                        this::listTargets,
                        "EventBusName",
                        "NextToken",
                        "Limit");
    }

    private static List<Permission> needs(Call call, String operation, String rule) {
        return List.of(Permission.of("events:" + operation, arn(call, rule)));
    }

    private static String arn(Call call, String rule) {
        return "arn:aws:events:%s:%s:rule/%s".formatted(call.region(), call.account(), rule);
    }

    private Map<String, StoredRule> rules(Call call) {
        return places.computeIfAbsent(call.account() + "/" + call.region(), _ -> new TreeMap<>());
    }

    private StoredRule rule(Call call, String name) {
        return Optional.ofNullable(rules(call).get(name))
                .orElseThrow(() ->
                        new AwsError(
                                "ResourceNotFoundException",
                                400,
                                "Rule " + name + " does not exist on EventBus default."));
    }

    private PutRuleResponse put(Call call, PutRuleRequest request) {
        StoredRule rule = new StoredRule(request);
        Optional.ofNullable(rules(call).put(request.name(), rule))
                .ifPresent(before -> rule.targets.putAll(before.targets));
        return PutRuleResponse.builder().ruleArn(arn(call, request.name())).build();
    }

    private DescribeRuleResponse describe(Call call, DescribeRuleRequest request) {
        StoredRule rule = rule(call, request.name());
        return DescribeRuleResponse.builder()
                .name(request.name())
                .arn(arn(call, request.name()))
                .eventBusName("default")
                .description(rule.put.description())
                .eventPattern(rule.put.eventPattern())
                .state(rule.state)
                .createdBy(call.account())
                .build();
    }

    private DisableRuleResponse disable(Call call, DisableRuleRequest request) {
        rule(call, request.name()).state = RuleState.DISABLED;
        return DisableRuleResponse.builder().build();
    }

    /// Source: EventBridge API reference, `DeleteRule`: the targets have to go first; deleting what
    /// is not there succeeds.
    private DeleteRuleResponse delete(Call call, DeleteRuleRequest request) {
        StoredRule rule = rules(call).get(request.name());
        if (rule != null && !rule.targets.isEmpty()) {
            throw AwsError.validation("Rule can't be deleted since it has targets.");
        }
        rules(call).remove(request.name());
        return DeleteRuleResponse.builder().build();
    }

    private PutTargetsResponse putTargets(Call call, PutTargetsRequest request) {
        StoredRule rule = rule(call, request.rule());
        request.targets().forEach(target -> rule.targets.put(target.id(), target));
        return PutTargetsResponse.builder().failedEntryCount(0).build();
    }

    private RemoveTargetsResponse removeTargets(Call call, RemoveTargetsRequest request) {
        StoredRule rule = rule(call, request.rule());
        request.ids().forEach(rule.targets::remove);
        return RemoveTargetsResponse.builder().failedEntryCount(0).build();
    }

    private ListTargetsByRuleResponse listTargets(Call call, ListTargetsByRuleRequest request) {
        return ListTargetsByRuleResponse.builder()
                .targets(rule(call, request.rule()).targets.values())
                .build();
    }
}

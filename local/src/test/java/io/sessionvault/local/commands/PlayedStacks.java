package io.sessionvault.local.commands;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.commands.AwsCli.Reply;
import io.sessionvault.local.template.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// As much of CloudFormation as `docs/deploy.md` uses: stacks with parameters, sets of stacks, change sets.
///
/// Source: CloudFormation API reference, the operations named here; user guide, "Macros": a template with a transform
/// asks for `CAPABILITY_AUTO_EXPAND` where no change set is looked at.
final class PlayedStacks {
    /// A stack.
    ///
    /// @param account its account
    /// @param region its Region
    /// @param name its name
    /// @param parameters the values that it was given
    /// @param status e.g. `CREATE_COMPLETE`
    record Stack(
            AccountId account,
            String region,
            String name,
            Map<String, String> parameters,
            String status) {}

    private static final String SET = "session-vault-member";

    private final Function<String, AccountId> accounts;
    private final BiConsumer<Stack, @Nullable Stack> deployed;
    private final Function<Stack, Map<String, String>> outputs;
    private final Map<String, Stack> stacks = new HashMap<>();
    private final Map<String, Stack> changeSets = new HashMap<>();
    private @Nullable Map<String, String> set;
    private final List<String> setRegions = new ArrayList<>();

    /// @param accounts the account of a profile
    /// @param deployed makes what a stack has; the second is the stack as it was, if it was there
    /// @param outputs the outputs of a stack
    PlayedStacks(
            Function<String, AccountId> accounts,
            BiConsumer<Stack, @Nullable Stack> deployed,
            Function<Stack, Map<String, String>> outputs) {
        this.accounts = accounts;
        this.deployed = deployed;
        this.outputs = outputs;
    }

    /// Makes or changes the instances of the set of stacks.
    @FunctionalInterface
    interface Instances {
        /// Does so in every account that there is and that comes.
        ///
        /// @param earlier the parameters that they had; none where they were not there
        void in(List<String> regions, Map<String, String> parameters, Map<String, String> earlier);
    }

    /// Creates or changes a stack.
    void deploy(AccountId account, String region, String name, Map<String, String> changed) {
        Stack before = stacks.get(account + region + name);
        Map<String, String> values =
                new LinkedHashMap<>(before == null ? Map.of() : before.parameters());
        values.putAll(changed);
        String status = before == null ? "CREATE_COMPLETE" : "UPDATE_COMPLETE";
        Stack stack = new Stack(account, region, name, values, status);
        deployed.accept(stack, before);
        stacks.put(account + region + name, stack);
    }

    /// Answers a call.
    Reply answer(AwsCli.Call call, Instances instances) {
        JsonNode ask = call.parameters();
        AccountId account = accounts.apply(call.profile());
        String name = ask.path("StackName").asText();
        String region = call.region();
        return switch (call.operation()) {
            case "ActivateOrganizationsAccess" -> output(Map.of());
            case "DescribeStacks" -> describe(stacks.get(account + region + name), name);
            case "GetTemplateSummary" -> output(Map.of("Parameters", declared(name)));
            case "CreateChangeSet" -> {
                changeSets.put(name, new Stack(account, region, name, given(ask), ""));
                yield output(Map.of("Id", "change-set", "StackId", name));
            }
            case "DescribeChangeSet" -> output(Map.of("Status", "CREATE_COMPLETE"));
            case "ExecuteChangeSet" -> {
                Stack wanted = changeSets.get(name);
                deploy(account, region, name, wanted == null ? Map.of() : wanted.parameters());
                yield output(Map.of());
            }
            case "UpdateStack" -> update(account, region, name, ask);
            case "DescribeStackResource" ->
                    output(
                            Map.of(
                                    "StackResourceDetail",
                                    Map.of(
                                            "PhysicalResourceId",
                                            name + "-" + ask.path("LogicalResourceId").asText())));
            case "CreateStackSet" -> {
                set = given(ask);
                yield output(Map.of("StackSetId", SET));
            }
            case "UpdateStackSet" -> updateSet(ask, instances);
            case "DescribeStackSet" -> output(Map.of("StackSet", Map.of("Regions", setRegions)));
            case "CreateStackInstances" -> {
                if (set == null) {
                    yield refused("StackSetNotFoundException");
                }
                List<String> regions =
                        ask.path("Regions").valueStream().map(JsonNode::asText).toList();
                instances.in(regions, set, Map.of());
                setRegions.addAll(regions);
                yield operation();
            }
            case "DescribeStackSetOperation" ->
                    output(Map.of("StackSetOperation", Map.of("Status", "SUCCEEDED")));
            case "ListStackInstances" -> output(Map.of("Summaries", List.of()));
            default -> refused("NotPlayed " + call.operation());
        };
    }

    /// A parameter that is not mentioned has its default again.
    private Reply updateSet(JsonNode ask, Instances instances) {
        Map<String, String> before = Objects.requireNonNull(set, "there is no such set");
        Map<String, String> values = given(ask);
        for (JsonNode parameter : ask.path("Parameters")) {
            String key = parameter.path("ParameterKey").asText();
            String earlier = before.get(key);
            if (parameter.path("UsePreviousValue").asBoolean() && earlier != null) {
                values.put(key, earlier);
            }
        }
        instances.in(List.copyOf(setRegions), values, before);
        set = values;
        return operation();
    }

    private Reply update(AccountId account, String region, String name, JsonNode ask) {
        Stack stack = stacks.get(account + region + name);
        if (stack == null) {
            return refused("Stack [" + name + "] does not exist");
        }
        if (!ask.path("Capabilities").toString().contains("CAPABILITY_AUTO_EXPAND")) {
            return refused("Requires capabilities : [CAPABILITY_AUTO_EXPAND]");
        }
        deploy(account, region, name, given(ask));
        return output(Map.of("StackId", name));
    }

    /// The values that are not those of before.
    private static Map<String, String> given(JsonNode ask) {
        Map<String, String> values = new LinkedHashMap<>();
        for (JsonNode parameter : ask.path("Parameters")) {
            if (parameter.has("ParameterValue")) {
                values.put(
                        parameter.path("ParameterKey").asText(),
                        parameter.path("ParameterValue").asText());
            }
        }
        return values;
    }

    private Reply describe(@Nullable Stack stack, String name) {
        if (stack == null) {
            return refused("Stack with id " + name + " does not exist");
        }
        return output(
                Map.of(
                        "Stacks",
                        List.of(
                                Map.of(
                                        "StackName", name,
                                        "StackStatus", stack.status(),
                                        "CreationTime", "2026-11-28T00:00:00Z",
                                        "Parameters",
                                                pairs(
                                                        stack.parameters(),
                                                        "ParameterKey",
                                                        "ParameterValue"),
                                        "Outputs",
                                                pairs(
                                                        outputs.apply(stack),
                                                        "OutputKey",
                                                        "OutputValue")))));
    }

    private static List<Map<String, String>> declared(String stack) {
        String file = Objects.requireNonNull(StackParameters.TEMPLATES.get(stack));
        return Template.read(VaultUnderTest.REPOSITORY.resolve(file)).parameterNames().stream()
                .map(name -> Map.of("ParameterKey", name))
                .toList();
    }

    private static List<Map<String, String>> pairs(
            Map<String, String> values, String key, String value) {
        return values.entrySet().stream()
                .map(entry -> Map.of(key, entry.getKey(), value, entry.getValue()))
                .toList();
    }

    private static Reply operation() {
        return output(Map.of("OperationId", "operation-1"));
    }

    private static Reply output(Object output) {
        return new Reply.Output(output);
    }

    private static Reply refused(String message) {
        return new Reply.Refused("ValidationError", message);
    }
}

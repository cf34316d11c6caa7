package io.sessionvault.local.commands;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.commands.AwsCli.Reply;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.Endpoint;
import io.sessionvault.local.organization.LocalAccounts;
import io.sessionvault.local.organization.RunningVault;
import io.sessionvault.local.organization.StackRoles;
import io.sessionvault.local.organization.StackRules;
import io.sessionvault.local.organization.VaultStack;
import io.sessionvault.local.template.ResolvedTemplate;
import io.sessionvault.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;

/// A person's deployment on the local organization: what sam and CloudFormation would do is done there, Lambda runs the
/// packaged functions, and all other calls of the AWS CLI go to the stand-in.
final class Walk implements AutoCloseable {
    private static final RegionName HOME = new RegionName("us-east-1");
    private static final String VAULT = "session-vault";
    private static final String ROLE = "AWS::IAM::Role";

    private static final Pattern ASKED_OF_ORGANIZATIONS =
            Pattern.compile("\\borganizations:[A-Z][A-Za-z]+");

    /// Commands that fail where everything is as it should be.
    private static final List<String> MAY_FAIL = List.of("describe-resource-policy");

    final LocalAccounts accounts;
    final AccountId vault;
    private final Endpoint endpoint;
    private final PlayedStacks stacks;
    private final List<String> faults = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private boolean built;
    private boolean delegated;
    private @Nullable VaultStack stack;
    private @Nullable RunningVault running;

    /// @param vault the account in which the vault is to be
    Walk(Endpoint endpoint, LocalAccounts accounts, AccountId vault) {
        this.endpoint = endpoint;
        this.accounts = accounts;
        this.vault = vault;
        this.stacks = new PlayedStacks(this::account, this::deployed, this::outputs);
    }

    /// What went wrong so far.
    List<String> faults() {
        return List.copyOf(faults);
    }

    /// What the onboarding answered, in the order of the requests.
    List<String> answers() {
        return List.copyOf(answers);
    }

    /// The vault's stack.
    VaultStack stack() {
        return requireNonNull(stack, "the vault is not deployed");
    }

    /// The vault at work.
    RunningVault running() {
        if (running == null) {
            running = new RunningVault(VaultUnderTest.REPOSITORY, endpoint, stack(), vault, HOME);
        }
        return running;
    }

    /// Plays a command.
    ///
    /// @param cli runs those of the AWS CLI
    Shell.Answer play(Typed typed, AwsCli cli) {
        typed.arguments().stream()
                .filter(word ->
                        word.isEmpty() || word.equals("None") || word.matches("\\S+=(None)?"))
                .forEach(word -> faults.add(typed + ": nothing is in the place of '" + word + "'"));
        Shell.Answer answer =
                switch (typed.program()) {
                    case "sam" -> sam(typed);
                    default ->
                            typed.arguments().contains("start-session")
                                    ? Shell.Answer.of("")
                                    : cli.run(typed.arguments());
                };
        if (answer.status() != 0 && MAY_FAIL.stream().noneMatch(typed.arguments()::contains)) {
            faults.add(typed + ": " + answer.errors());
        }
        return answer;
    }

    /// Answers a call of the CLI.
    Reply answer(AwsCli.Call call) {
        return switch (call.service() + " " + call.operation()) {
            case "cloudtrail DescribeTrails" ->
                    new Reply.Output(
                            Map.of("trailList", List.of(Map.of("TrailARN", "arn:of:a:trail"))));
            case "cloudtrail GetTrailStatus" -> new Reply.Output(Map.of("IsLogging", true));
            case "cloudwatch SetAlarmState" -> new Reply.Output(Map.of());
            case "lambda Invoke" -> invoked(call.parameters());
            case "sqs SendMessage" -> sent(call.parameters());
            case "organizations DescribeResourcePolicy" ->
                    new Reply.Refused("ResourcePolicyNotFoundException", "There is none.");
            case "organizations PutResourcePolicy" -> delegate(call.parameters());
            default ->
                    call.service().equals("cloudformation")
                            ? stacks.answer(call, this::instances)
                            : new Reply.PassedOn();
        };
    }

    private AccountId account(String profile) {
        return profile.equals("vault") ? vault : accounts.management();
    }

    private Shell.Answer sam(Typed typed) {
        switch (typed.arguments().getFirst()) {
            case "build" -> built = true;
            case "deploy" -> {
                if (!built) {
                    return new Shell.Answer(1, "", "there is no .aws-sam/build");
                }
                stacks.deploy(vault, HOME.value(), VAULT, StackParameters.of(typed));
            }
            default -> {}
        }
        return Shell.Answer.of("");
    }

    private void deployed(PlayedStacks.Stack wanted, PlayedStacks.@Nullable Stack before) {
        if (!wanted.name().equals(VAULT)) {
            String template = requireNonNull(StackParameters.TEMPLATES.get(wanted.name()));
            Map<String, String> earlier = before == null ? Map.of() : before.parameters();
            deployed(
                    wanted.account(),
                    new RegionName(wanted.region()),
                    template,
                    wanted.parameters(),
                    earlier);
            return;
        }
        if (before == null) {
            stack = new VaultStack(endpoint, accounts, vault, HOME, template("template.yaml"));
            stack.deploy(wanted.parameters());
            lookHourly();
        } else {
            stack().change(wanted.parameters());
            close();
        }
    }

    /// The vault's account is looked at every hour from now on. A look that finds no way in comes back for two hours and
    /// then keeps an alarm on.
    private void lookHourly() {
        String look = "{\"accountId\": \"%s\", \"mode\": \"plan\"}".formatted(vault);
        if (!(running().invoke("OnboardAccount", look)
                        instanceof InvocationResult.Answered(String body))
                || body.contains("UNREACHABLE")) {
            faults.add("the hourly look at the vault's account finds no way in");
        }
    }

    private void instances(
            List<String> regions, Map<String, String> parameters, Map<String, String> earlier) {
        boolean forwards = !parameters.getOrDefault("MemberEventBusArn", "").isEmpty();
        if (!forwards && !regions.equals(List.of(HOME.value()))) {
            faults.add("the set of stacks goes to " + regions);
        }
        for (String region : regions) {
            accounts.inEvery(account -> {
                if (!account.equals(accounts.management())) {
                    deployed(
                            account,
                            new RegionName(region),
                            "stacks/member.yaml",
                            parameters,
                            earlier);
                }
            });
        }
    }

    /// Creates the roles that the stack did not have before, and its rules.
    ///
    /// @param earlier the parameters that it had; none where it was not there
    private void deployed(
            AccountId account,
            RegionName region,
            String template,
            Map<String, String> parameters,
            Map<String, String> earlier) {
        AwsCredentials administrator = accounts.administrator(account);
        ResolvedTemplate now = resolved(template, parameters, account, region);
        List<String> roles = now.logicalIds(ROLE);
        List<String> there =
                earlier.isEmpty()
                        ? List.of()
                        : resolved(template, earlier, account, region).logicalIds(ROLE);
        there.stream()
                .filter(role -> !roles.contains(role))
                .forEach(role ->
                        faults.add("%s of %s in %s is deleted".formatted(role, account, region)));
        IamClient iam = endpoint.client(IamClient.builder(), administrator, region);
        roles.stream()
                .filter(role -> !there.contains(role))
                .forEach(role -> StackRoles.create(iam, now, role));
        StackRules.create(endpoint.client(EventBridgeClient.builder(), administrator, region), now);
    }

    private static ResolvedTemplate resolved(
            String template, Map<String, String> parameters, AccountId account, RegionName region) {
        return template(template).resolve(parameters, account.value(), region.value());
    }

    private Map<String, String> outputs(PlayedStacks.Stack asked) {
        Map<String, String> outputs = new TreeMap<>();
        if (asked.name().equals(VAULT)) {
            stack().resolved()
                    .outputNames()
                    .forEach(name -> outputs.put(name, stack().resolved().output(name)));
        }
        return outputs;
    }

    private Reply invoked(JsonNode ask) {
        String function = ask.path("FunctionName").asText();
        if (!function.equals(stack().resolved().output("OnboardAccountName") + ":live")) {
            return new Reply.Refused("ResourceNotFoundException", function);
        }
        Map<String, Object> reply = new LinkedHashMap<>(Map.of("StatusCode", 200));
        String body =
                switch (running().invoke("OnboardAccount", ask.path("Payload").asText())) {
                    case InvocationResult.Answered(String answered) -> answered;
                    case InvocationResult.Failed(String _, String _, String failed) -> {
                        reply.put("FunctionError", "Unhandled");
                        yield failed;
                    }
                    case InvocationResult.TimedOut timedOut -> timedOut.toString();
                    case InvocationResult.Crashed crashed -> crashed.toString();
                };
        answers.add(body);
        reply.put("Payload", body);
        return new Reply.Output(reply);
    }

    /// AWS CLI 1 sends to an address of its own, whatever `AWS_ENDPOINT_URL` says.
    private Reply sent(JsonNode ask) {
        stack().sqs()
                .sendMessage(send ->
                        send.queueUrl(ask.path("QueueUrl").asText())
                                .messageBody(ask.path("MessageBody").asText()));
        return new Reply.Output(Map.of("MessageId", "sent"));
    }

    /// The stand-in knows no delegation policy. What one gives is played by making the account a delegated
    /// administrator; the policy has to name all that the functions ask of Organizations.
    private Reply delegate(JsonNode ask) {
        String content = ask.path("Content").asText();
        if (!content.contains("arn:aws:iam::" + vault + ":root")) {
            faults.add("the delegation policy does not name the vault's account");
        }
        ASKED_OF_ORGANIZATIONS
                .matcher(text("template.yaml"))
                .results()
                .map(MatchResult::group)
                .filter(action -> !content.contains("\"" + action + "\""))
                .forEach(action -> faults.add("the delegation policy lacks " + action));
        if (!delegated) {
            accounts.organizations()
                    .registerDelegatedAdministrator(register ->
                            register.accountId(vault.value())
                                    .servicePrincipal("ssm.amazonaws.com"));
            delegated = true;
        }
        return new Reply.Output(Map.of());
    }

    private static String text(String file) {
        try {
            return Files.readString(VaultUnderTest.REPOSITORY.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Template template(String file) {
        return Template.read(VaultUnderTest.REPOSITORY.resolve(file));
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
            running = null;
        }
    }
}

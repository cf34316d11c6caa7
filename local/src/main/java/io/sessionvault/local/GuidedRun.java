package io.sessionvault.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.aws.ssm.SessionRecord;
import io.sessionvault.local.eventing.PollResult;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.Agents;
import io.sessionvault.local.organization.Emulator;
import io.sessionvault.local.organization.Endpoint;
import io.sessionvault.local.organization.GovernedCheck;
import io.sessionvault.local.organization.KeyCheck;
import io.sessionvault.local.organization.LocalAccounts;
import io.sessionvault.local.organization.LocalVault;
import io.sessionvault.local.organization.ManagedNode;
import io.sessionvault.local.organization.RunningVault;
import io.sessionvault.local.organization.SessionAgent.Upload;
import io.sessionvault.local.organization.Unanswered;
import io.sessionvault.local.organization.UnfitEmulatorException;
import io.sessionvault.local.organization.VaultStack;
import io.sessionvault.local.organization.WayIn;
import io.sessionvault.local.organization.Workload;
import io.sessionvault.local.template.ResolvedTemplate;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.LogPolicy;
import io.sessionvault.settings.InvalidSettingException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

/// The main job, step by step: the vault gives each Region its session key, an account appears, its
/// logging is configured in every Region, logs arrive and are judged, a compliance run looks at all.
///
/// The functions run as they would be deployed: packaged, under AWS's runtime client, with the
/// environment, rules and queues of template.yaml. AWS is the stand-in, or the emulator that
/// `AWS_ENDPOINT_URL` names.
public final class GuidedRun {
    private static final String ONBOARDING = "OnboardAccount";
    private static final String CHECKING = "CheckLog";
    private static final RegionName HOME = new RegionName("us-east-1");
    private static final RegionName TEAM_REGION = new RegionName("eu-west-1");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 5;
    private static final Duration SESSION_LENGTH = Duration.ofMinutes(10);
    private static final Pattern SESSION_LOG =
            Pattern.compile(
                    "(?<account>[0-9]{12})/(?<region>[^/]+)/(?<id>(?<user>[^/]+)-[^/-]+)\\.log");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> AGENT_ACTIONS =
            List.of("ssm:UpdateInstanceInformation", "ssmmessages:*", "ec2messages:*");
    private static final Map<String, Object> TEAM_PREFERENCES =
            Map.of(
                    "schemaVersion", "1.0",
                    "description", "Preferences of the payments team",
                    "sessionType", "Standard_Stream",
                    "inputs",
                            Map.of(
                                    "s3BucketName",
                                    "payments-own-logs",
                                    "s3EncryptionEnabled",
                                    false,
                                    "cloudWatchLogGroupName",
                                    "/payments/sessions",
                                    "cloudWatchEncryptionEnabled",
                                    true,
                                    "cloudWatchStreamingEnabled",
                                    true,
                                    "runAsEnabled",
                                    true,
                                    "runAsDefaultUser",
                                    "payments",
                                    "idleSessionTimeout",
                                    "45",
                                    "shellProfile",
                                    Map.of("linux", "exec bash", "windows", "")));

    private final Path repository;
    private final Platform platform;
    private final Story story;

    /// @param repository the repository's root, with the packaged functions
    /// @param platform what answers AWS's API
    /// @param out where to tell the story
    public GuidedRun(Path repository, Platform platform, PrintStream out) {
        this.repository = repository;
        this.platform = platform;
        this.story = new Story(out);
    }

    /// Runs in the current directory, on the stand-in or on `AWS_ENDPOINT_URL`; exits with 0 when
    /// every check holds, with 1 when one does not or nobody answers there, with 2 when the emulator
    /// cannot play the run.
    public static void main(String[] arguments) {
        System.exit(
                exitCode(System.getenv(), Path.of("").toAbsolutePath(), System.out, System.err));
    }

    private static final String ENDPOINT = "AWS_ENDPOINT_URL";

    static int exitCode(
            Map<String, String> environment, Path repository, PrintStream out, PrintStream err) {
        try (Platform platform = Platform.fromEnvironment(environment, HOME)) {
            return new GuidedRun(repository, platform, out).isPlayed() ? 0 : 1;
        } catch (UnfitEmulatorException | InvalidSettingException unfit) {
            if (Unanswered.is(unfit)) {
                return unanswered(environment, err);
            }
            err.println(unfit.getMessage());
            err.println("docs/local.md, \"Another emulator\", says what it has to know.");
            return 2;
        } catch (RuntimeException failure) {
            if (isForeign(environment) && Unanswered.is(failure)) {
                return unanswered(environment, err);
            }
            throw failure;
        }
    }

    private static boolean isForeign(Map<String, String> environment) {
        return !environment.getOrDefault(ENDPOINT, "").isBlank();
    }

    private static int unanswered(Map<String, String> environment, PrintStream err) {
        err.println(
                "nobody answers at "
                        + environment.get(ENDPOINT)
                        + ", which "
                        + ENDPOINT
                        + " names: start the emulator there, or unset the variable for the one"
                        + " that comes with the project");
        return 1;
    }

    /// The stand-in refuses nothing that the run needs: there it would be a fault of ours.
    private boolean isPlayed() {
        try {
            return run();
        } catch (SdkException refused) {
            throw platform instanceof Platform.StandIn
                    ? refused
                    : new UnfitEmulatorException(
                            "the emulator of AWS_ENDPOINT_URL refused what the run needs: "
                                    + refused.getMessage(),
                            refused);
        }
    }

    /// Tells the story; true when every check holds.
    public boolean run() {
        story.chapter("An organization, and in it a vault");
        Endpoint endpoint = platform.endpoint();
        Emulator emulator = Emulator.at(endpoint, HOME);
        story.tell("AWS is " + platform.name() + " at " + endpoint.uri());
        story.tell(emulator.notes());
        LocalVault local =
                LocalVault.deploy(
                        repository, endpoint, HOME, WayIn::byMemberRole, emulator.parameters());
        LocalAccounts accounts = local.accounts();
        AccountId vault = local.account();
        VaultStack stack = local.stack();
        ResolvedTemplate template = local.template();
        story.tell(
                "organization "
                        + accounts.organizationId()
                        + ", management account "
                        + accounts.management());
        story.tell("vault account " + vault + ", bucket " + template.bucketName());
        story.tell(
                switch (endpoint.policies()) {
                    case Endpoint.Policies.Evaluated _ ->
                            "roles may do what their policies, the bucket's and the keys' let them, as the"
                                    + " templates have them; administrators may do everything";
                    case Endpoint.Policies.Enforced() ->
                            "the emulator enforces policies; it gives services no roles, so administrators"
                                    + " take them in their place";
                    case Endpoint.Policies.Ignored() ->
                            "policies bind nobody here: a role without any was allowed to list the roles";
                });
        try (RunningVault running = new RunningVault(repository, endpoint, stack, vault, HOME)) {
            platform.onEvent(running.bus()::publish);
            running.onLine(line -> platform.logged(vault, HOME, line));
            reconcileVault(
                    running, vault, new KeyCheck(endpoint, accounts, vault, template), emulator);
            AccountId member = accountAppears(endpoint, accounts, running);
            onboard(running, member);
            verify(new GovernedCheck(endpoint, accounts, template), emulator, member);
            again(running, member);
            logsArrive(endpoint, accounts, running, template, vault, member);
            switch (platform) {
                case Platform.StandIn standIn -> changes(standIn, local, running, member);
                case Platform.Foreign _ -> {
                    story.chapter("A compliance run");
                    story.tell("is made on the stand-in only: nobody held sessions here");
                }
            }
        }
        return story.end();
    }

    /// What only the stand-in can play: events of members, sessions, and time that passes.
    private void changes(
            Platform.StandIn standIn, LocalVault local, RunningVault running, AccountId member) {
        LocalAccounts accounts = local.accounts();
        Agents agents =
                new Agents(standIn.endpoint(), accounts, HOME, local.template().bucketName());
        try (RunningVault enforcing =
                new RunningVault(
                        repository,
                        standIn.endpoint(),
                        local.stack(),
                        local.account(),
                        HOME,
                        function -> function.with("COMPLIANCE_MODE", "enforce"))) {
            enforcing.onLine(line -> standIn.logged(local.account(), HOME, line));
            new ChangeChapter(story, standIn, accounts)
                    .tell(running, enforcing, agents, member, HOME, TEAM_REGION);
        }
        new ComplianceChapter(repository, story)
                .tell(
                        standIn,
                        local.stack(),
                        running,
                        node(standIn, agents, member),
                        new ManagedNode.Place(member, TEAM_REGION, "", "i-0fedcba9876543210"),
                        HOME);
        new WatchChapter(story, standIn, accounts, TEAM_REGION, agents)
                .tell(
                        HOME,
                        (account, mode) -> request(running, account, mode),
                        message -> invoke(running, message));
        new ReleaseChapter(story, standIn.endpoint(), accounts)
                .tell(HOME, TEAM_REGION, request -> invoke(running, request));
    }

    private static ManagedNode node(Platform.StandIn standIn, Agents agents, AccountId member) {
        return new ManagedNode(
                standIn::held,
                standIn.clock(),
                agents.onInstance(member, "web-server"),
                new ManagedNode.Place(
                        member, TEAM_REGION, member + "/" + TEAM_REGION, "i-0123456789abcdef0"));
    }

    private void reconcileVault(
            RunningVault running, AccountId vault, KeyCheck check, Emulator emulator) {
        story.chapter("The vault's own account comes first: it gives each Region its session key");
        JsonNode result = request(running, vault, "apply");
        Map<String, List<String>> regions = new LinkedHashMap<>();
        for (JsonNode step : result.path("outcomes")) {
            if (step.path("change").asText().contains("session key")) {
                regions.computeIfAbsent(
                                step.path("outcome").asText() + " " + step.path("change").asText(),
                                change -> new ArrayList<>())
                        .add(step.path("region").asText());
            }
        }
        regions.forEach((change, where) -> story.tell(change + " (" + where.size() + " Regions)"));
        story.check(
                "the vault's account is governed like any other",
                result.path("status").asText().equals("GOVERNED"));
        List<String> faults = check.faults(emulator.regions());
        story.tell(faults);
        story.check(
                "the session key is in "
                        + emulator.regions().size()
                        + " Regions, everywhere with the policy and the alias of template.yaml",
                faults.isEmpty());
    }

    private AccountId accountAppears(
            Endpoint endpoint, LocalAccounts accounts, RunningVault running) {
        story.chapter("An account appears");
        AccountId member = accounts.create("payments");
        story.tell("account " + member + " (payments) was created in the organization");
        Workload team = new Workload(endpoint, accounts, member, HOME);
        team.instanceRole("web-server", AGENT_ACTIONS);
        team.instanceRole("batch-worker", List.of("s3:GetObject"));
        team.preferences(TEAM_REGION, TEAM_PREFERENCES);
        story.tell(
                "its team has instances with the roles web-server (runs the SSM Agent) and batch-worker (does not),");
        story.tell(
                "and preferences of its own in "
                        + TEAM_REGION
                        + ": run-as user, shell profile, CloudWatch, idle timeout");
        platform.accountCreated(running.bus(), accounts.management(), member, repository);
        story.check(
                "the event CreateAccountResult matched AccountLifecycleRule and waits in the onboarding queue",
                running.bus().published().stream()
                        .anyMatch(event ->
                                event.matchedRules().contains("AccountLifecycleRule")
                                        && event.json().contains(member.value())));
        return member;
    }

    private void onboard(RunningVault running, AccountId member) {
        story.chapter("What would be changed (mode plan, nothing is written)");
        JsonNode plan = request(running, member, "plan");
        plan.path("plan").forEach(line -> story.tell(line.asText()));
        story.check("the plan is made", plan.path("status").asText().equals("PLANNED"));

        story.chapter("The event is worked off");
        platform.refuseNextEntry();
        PollResult result = running.poll(ONBOARDING);
        for (int attempt = 1; attempt < ATTEMPTS && !result.failed().isEmpty(); attempt++) {
            running.log(ONBOARDING)
                    .await(log -> !log.entries("message comes back").isEmpty(), PATIENCE);
            running.log(ONBOARDING)
                    .entries("account is not governed yet")
                    .forEach(line -> story.tell("not yet: " + line.path("reason").asText()));
            JsonNode back = running.log(ONBOARDING).entries("message comes back").getLast();
            story.tell("the message comes back in " + back.path("seconds").asText() + " seconds");
            platform.pass(Duration.ofSeconds(back.path("seconds").asLong() + 1));
            result = running.poll(ONBOARDING);
        }
        running.log(ONBOARDING)
                .await(log -> isGoverned(log.entries("account settled"), member), PATIENCE);
        for (JsonNode line : running.log(ONBOARDING).entries("change")) {
            if (!isAbout(line, member)) {
                continue;
            }
            JsonNode step = line.path("step");
            story.tell(
                    "%-9s %-15s %s"
                            .formatted(
                                    step.path("outcome").asText(),
                                    step.path("region").asText(),
                                    step.path("change").asText()));
        }
        story.check(
                "the message left the queue: the account is governed",
                result.succeeded().size() == 1);
    }

    private static boolean isGoverned(List<JsonNode> lines, AccountId account) {
        return lines.stream()
                .filter(line -> isAbout(line, account))
                .anyMatch(line -> line.path("status").asText().equals("GOVERNED"));
    }

    private static boolean isAbout(JsonNode line, AccountId account) {
        return line.path("account").asText().equals(account.value());
    }

    private void verify(GovernedCheck check, Emulator emulator, AccountId member) {
        story.chapter("The member account, looked at with its own credentials");
        List<String> faults = check.faults(member, emulator.regions());
        story.tell(faults);
        story.check(
                "preferences in "
                        + emulator.regions().size()
                        + " Regions name the vault, the prefix and the Region's key",
                faults.isEmpty());
        JsonNode kept = check.inputs(member, TEAM_REGION);
        story.check(
                "the team's run-as user, shell profile, CloudWatch group and idle timeout are still there",
                kept.path("runAsDefaultUser").asText().equals("payments")
                        && kept.path("shellProfile").path("linux").asText().equals("exec bash")
                        && kept.path("cloudWatchLogGroupName").asText().equals("/payments/sessions")
                        && kept.path("cloudWatchStreamingEnabled").asBoolean()
                        && kept.path("idleSessionTimeout").asText().equals("45"));
        List<String> roles = check.rolesWithPolicy(member, LogPolicy.NAME, HOME);
        story.check(
                "role web-server may write logs (policy on " + roles + ")",
                roles.contains("web-server"));
    }

    private void again(RunningVault running, AccountId member) {
        story.chapter("The same account once more");
        platform.forgetCalls();
        JsonNode second = request(running, member, "apply");
        second.path("plan").forEach(line -> story.tell(line.asText()));
        story.check(
                "the second plan is empty",
                second.path("status").asText().equals("GOVERNED")
                        && second.path("outcomes").isEmpty());
        platform.writes()
                .ifPresent(writes ->
                        story.check("no call wrote anything: " + writes, writes.isEmpty()));
    }

    private void logsArrive(
            Endpoint endpoint,
            LocalAccounts accounts,
            RunningVault running,
            ResolvedTemplate template,
            AccountId vault,
            AccountId member) {
        story.chapter("Sessions end, logs arrive");
        AccountId other = accounts.create("marketing");
        KmsClient kms = endpoint.client(KmsClient.builder(), accounts.administrator(member), HOME);
        String foreignKey =
                kms.createKey(ask -> ask.description("the member's own")).keyMetadata().arn();
        new Workload(endpoint, accounts, other, HOME)
                .instanceRole("reporting", List.of("s3:*", "kms:*"));
        Agents agents = new Agents(endpoint, accounts, HOME, template.bucketName());
        List<LogScene> scenes =
                LogScene.play(
                        uploader(agents, member, "web-server"),
                        uploader(agents, other, "reporting"),
                        member,
                        other,
                        foreignKey);
        scenes.forEach(scene -> platform.stored(running.bus(), vault, scene.upload(), repository));
        scenes.forEach(scene -> remember(scene.upload(), member));
        List<String> unsettled = new ArrayList<>();
        for (PollResult result = running.poll(CHECKING);
                !result.received().isEmpty();
                result = running.poll(CHECKING)) {
            unsettled.addAll(result.failed());
        }
        running.log(CHECKING).await(log -> verdicts(running).size() >= scenes.size(), PATIENCE);
        List<JsonNode> verdicts = verdicts(running);
        scenes.forEach(scene -> tell(scene, verdicts));
        story.check("every message left the queue", unsettled.isEmpty());
        long expected = scenes.stream().filter(scene -> !scene.rules().isEmpty()).count();
        platform.violations(running.bus())
                .ifPresent(published ->
                        story.check(
                                published
                                        + " events \"Session Log Violation\" for "
                                        + expected
                                        + " bad logs",
                                published == expected));
    }

    /// A log that the member's own agent uploaded has a session before it, which Systems Manager
    /// remembers; what others plant has none.
    private void remember(Upload upload, AccountId member) {
        Matcher log = SESSION_LOG.matcher(upload.key());
        if (!log.matches()
                || !upload.account().equals(member)
                || !log.group("account").equals(member.value())) {
            return;
        }
        Instant end = platform.now();
        platform.held(
                member,
                new RegionName(log.group("region")),
                new SessionRecord(
                        log.group("id"),
                        "i-0123456789abcdef0",
                        PreferencesDocument.NAME,
                        "arn:aws:sts::%s:assumed-role/Operators/%s"
                                .formatted(member, log.group("user")),
                        SessionStatus.TERMINATED,
                        end.minus(SESSION_LENGTH),
                        end));
    }

    private static LogScene.Uploader uploader(Agents agents, AccountId account, String role) {
        return new LogScene.Uploader(
                agents.onInstance(account, role),
                agents.beforeThePolicy(account),
                agents.endpoint().policies() instanceof Endpoint.Policies.Evaluated);
    }

    private void tell(LogScene scene, List<JsonNode> verdicts) {
        story.tell("");
        story.tell(scene.story() + ": " + scene.upload().key());
        scene.attempt()
                .ifPresent(attempt -> {
                    story.check("an instance cannot: " + attempt.answer(), attempt.isRefused());
                    story.tell("  but one from before the policies, by an administrator:");
                });
        JsonNode verdict =
                verdicts.stream()
                        .filter(each ->
                                each.path("key").asText().equals(scene.upload().key())
                                        && each.path("versionId")
                                                .asText()
                                                .equals(scene.upload().versionId()))
                        .findFirst()
                        .orElse(JSON.missingNode());
        List<String> rules = verdict.path("findings").findValuesAsText("rule");
        story.check(
                verdict.path("verdict").asText("no verdict") + " " + String.join(" ", rules),
                verdict.path("verdict").asText().equals(scene.verdict())
                        && rules.equals(scene.rules()));
        if (verdict.hasNonNull("reason")) {
            story.tell("  " + verdict.path("reason").asText());
        }
        for (JsonNode finding : verdict.path("findings")) {
            story.tell(
                    "  %s (%s): %s"
                            .formatted(
                                    finding.path("rule").asText(),
                                    finding.path("severity").asText(),
                                    finding.path("detail").asText()));
            story.tell("    remedy: " + finding.path("remedy").asText());
        }
    }

    private static List<JsonNode> verdicts(RunningVault running) {
        List<JsonNode> verdicts = new ArrayList<>();
        for (String message :
                List.of(
                        "log is compliant",
                        "log is not compliant",
                        "not a session log",
                        "log could not be judged")) {
            running.log(CHECKING).entries(message).forEach(line -> verdicts.add(line.path("log")));
        }
        return verdicts;
    }

    private static JsonNode request(RunningVault running, AccountId account, String mode) {
        String request =
                JSON.createObjectNode()
                        .put("accountId", account.value())
                        .put("mode", mode)
                        .toString();
        return invoke(running, request);
    }

    private static JsonNode invoke(RunningVault running, String event) {
        return switch (running.invoke(ONBOARDING, event)) {
            case InvocationResult.Answered(String body) -> parse(body).path("results").path(0);
            case InvocationResult other ->
                    throw new IllegalStateException("the onboarding did not answer: " + other);
        };
    }

    static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}

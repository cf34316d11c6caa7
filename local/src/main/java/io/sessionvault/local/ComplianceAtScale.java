package io.sessionvault.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.Platform.StandIn;
import io.sessionvault.local.aws.LocalAws;
import io.sessionvault.local.aws.fault.RecordedCall;
import io.sessionvault.local.aws.organizations.Organization;
import io.sessionvault.local.organization.ComplianceRun;
import io.sessionvault.local.organization.Emulator;
import io.sessionvault.local.organization.Endpoint;
import io.sessionvault.local.organization.GeneratedOrganization;
import io.sessionvault.local.organization.LocalAccounts;
import io.sessionvault.local.organization.LocalVault;
import io.sessionvault.local.organization.RunningVault;
import io.sessionvault.local.organization.VaultStack;
import io.sessionvault.local.organization.WayIn;
import io.sessionvault.local.statemachine.Execution;
import io.sessionvault.local.statemachine.Outcome;
import io.sessionvault.vault.PrefixPattern;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;

/// A compliance run over an organization of any size, with what it takes: time, calls and memory.
///
/// The organization is generated in the stand-in, the state machine and the functions are the real
/// ones. Everything runs on this machine, the stand-in included, so times are an upper bound of
/// what the functions need and say nothing of AWS's latency.
public final class ComplianceAtScale {
    private static final RegionName HOME = new RegionName("us-east-1");
    private static final int PAGE = 100;
    private static final Pattern SIZE =
            Pattern.compile("(\\d{1,6}),(\\d{1,8}),(\\d{1,18})(?:,(\\d{1,2}))?");
    private static final int MOST_REGIONS = Organization.DEFAULT_REGIONS.size();
    private static final Duration YEAR = Duration.ofDays(GeneratedOrganization.Size.DAYS);

    private final Path repository;
    private final GeneratedOrganization.Size size;
    private final int regions;
    private final PrintStream out;

    /// @param repository the repository's root, with the packaged functions
    /// @param size how large the organization is
    /// @param regions how many Regions each account may use, 1 to 17
    /// @param out where to tell the figures
    public ComplianceAtScale(
            Path repository, GeneratedOrganization.Size size, int regions, PrintStream out) {
        this.repository = repository;
        this.size = size;
        if (regions < 1 || regions > MOST_REGIONS) {
            throw new IllegalArgumentException(
                    regions + " Regions: an account has 1 to " + MOST_REGIONS + " by default");
        }
        this.regions = regions;
        this.out = out;
    }

    /// Runs in the current directory.
    ///
    /// @param arguments accounts, logs, seed and, if not 17, Regions, divided by commas; 30,10000,1
    ///     unless given
    public static void main(String[] arguments) {
        String text = arguments.length == 0 || arguments[0].isEmpty() ? "30,10000,1" : arguments[0];
        Matcher numbers = SIZE.matcher(text);
        if (!numbers.matches()) {
            throw new IllegalArgumentException(
                    "a size is accounts, logs, seed and Regions, such as 30,10000,1 or 30,10000,1,2, not '"
                            + text
                            + "'");
        }
        GeneratedOrganization.Size size =
                new GeneratedOrganization.Size(
                        Integer.parseInt(numbers.group(1)),
                        Integer.parseInt(numbers.group(2)),
                        Long.parseLong(numbers.group(3)));
        int regions = numbers.group(4) == null ? MOST_REGIONS : Integer.parseInt(numbers.group(4));
        boolean success =
                new ComplianceAtScale(Path.of("").toAbsolutePath(), size, regions, System.out)
                        .run();
        System.exit(success ? 0 : 1);
    }

    /// Generates, runs and tells; true when the run found every session logged and nothing wrong.
    public boolean run() {
        MovableClock clock = new MovableClock();
        clock.move(YEAR.negated());
        AccountId management = StandIn.MANAGEMENT;
        Organization organization =
                new Organization(
                        "o-sessionvault",
                        management,
                        HOME.value(),
                        Organization.DEFAULT_REGIONS.subList(0, regions),
                        PAGE);
        try (StandIn platform = new StandIn(LocalAws.start(organization, 0, clock), clock)) {
            return run(platform);
        }
    }

    private boolean run(StandIn platform) {
        Endpoint endpoint = platform.endpoint();
        LocalVault local =
                LocalVault.deploy(repository, endpoint, HOME, WayIn::byMemberRole, Map.of());
        AccountId vault = local.account();
        VaultStack stack = local.stack();
        List<RegionName> regions = List.copyOf(Emulator.at(endpoint, HOME).regions());
        out.printf(
                "%d accounts x %d Regions, %d logs, seed %d%n",
                size.accounts() + 2, regions.size(), size.logs(), size.seed());
        generate(platform, local.accounts(), stack, vault, regions);
        platform.aws().calls().clear();
        return comply(platform, stack, vault);
    }

    private void generate(
            StandIn platform,
            LocalAccounts accounts,
            VaultStack stack,
            AccountId vault,
            List<RegionName> regions) {
        long start = System.nanoTime();
        GeneratedOrganization generated =
                new GeneratedOrganization(platform.aws(), platform.clock(), accounts, size);
        List<AccountId> members;
        try (RunningVault running =
                new RunningVault(repository, platform.endpoint(), stack, vault, HOME)) {
            running.invoke("OnboardAccount", apply(vault));
            running.invoke("OnboardAccount", apply(accounts.management()));
            members = generated.govern(platform.endpoint(), running, parallel());
        }
        out.printf("onboarded by the vault in %s%n", since(start));
        long work = System.nanoTime();
        S3Client s3 = stack.s3();
        Map<String, String> environment =
                Objects.requireNonNull(stack.resolved().functions().get("CheckLog")).environment();
        int known =
                generated.work(
                        members,
                        regions,
                        s3,
                        stack.resolved().bucketName(),
                        PrefixPattern.parse(
                                Objects.requireNonNull(environment.get("PREFIX_PATTERN"))));
        out.printf("a year of logs put in %s, %d sessions in the history%n", since(work), known);
    }

    private static String apply(AccountId account) {
        return "{\"accountId\": \"%s\", \"mode\": \"apply\"}".formatted(account);
    }

    private boolean comply(StandIn platform, VaultStack stack, AccountId vault) {
        long start = System.nanoTime();
        Duration before = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        try (RunningVault running =
                        new RunningVault(repository, platform.endpoint(), stack, vault, HOME);
                ComplianceRun compliance =
                        new ComplianceRun(
                                repository,
                                platform.endpoint(),
                                stack,
                                running,
                                HOME,
                                new ComplianceRun.Pace(
                                        platform.clock(), platform.clock()::move, parallel()))) {
            Execution execution =
                    compliance
                            .machine()
                            .start("at-scale", JsonMapper.builder().build().createObjectNode());
            out.printf("run: %s, wall time %s%n", execution.outcome(), since(start));
            tellProcesses();
            out.printf(
                    "CPU time of the stand-in and the state machine's interpreter: %s%n",
                    ProcessHandle.current()
                            .info()
                            .totalCpuDuration()
                            .orElse(Duration.ZERO)
                            .minus(before));
            tellCalls(platform.aws().calls().list());
            out.printf(
                    "report: %s%n",
                    compliance
                            .saveReport("at-scale", repository.resolve("target/compliance"))
                            .toUri());
            return execution.outcome() instanceof Outcome.Succeeded(var output)
                    && output.path("covered").asBoolean();
        }
    }

    /// The functions' JVMs are children of this one.
    private void tellProcesses() {
        Map<String, List<ProcessHandle>> byFunction =
                ProcessHandle.current()
                        .descendants()
                        .filter(process -> process.info().totalCpuDuration().isPresent())
                        .collect(
                                Collectors.groupingBy(
                                        ComplianceAtScale::function,
                                        TreeMap::new,
                                        Collectors.toList()));
        byFunction.forEach((function, processes) ->
                out.printf(
                        "%-60s %d JVMs, CPU time %s, peak memory %d MiB%n",
                        function,
                        processes.size(),
                        processes.stream()
                                .map(process ->
                                        process.info().totalCpuDuration().orElse(Duration.ZERO))
                                .reduce(Duration.ZERO, Duration::plus),
                        processes.stream()
                                .mapToLong(ComplianceAtScale::peakMebibytes)
                                .max()
                                .orElse(0)));
    }

    private static String function(ProcessHandle process) {
        String[] arguments = process.info().arguments().orElse(new String[0]);
        return arguments.length == 0 ? "?" : arguments[arguments.length - 1];
    }

    /// Source: proc(5), `VmHWM`: peak resident set size, in KiB.
    private static long peakMebibytes(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))
                    .stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }

    private void tellCalls(List<RecordedCall> calls) {
        Map<String, Long> byOperation =
                calls.stream()
                        .map(RecordedCall::operation)
                        .collect(
                                Collectors.groupingBy(
                                        call -> call.service() + ":" + call.operation(),
                                        TreeMap::new,
                                        Collectors.counting()));
        byOperation.forEach((operation, count) -> out.printf("%9d %s%n", count, operation));
        out.printf("%9d calls%n", calls.size());
    }

    private static int parallel() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static String since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime)
                .truncatedTo(ChronoUnit.MILLIS)
                .toString();
    }
}

package io.sessionvault.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.Platform.StandIn;
import io.sessionvault.local.aws.LocalAws;
import io.sessionvault.local.aws.organizations.Organization;
import io.sessionvault.local.lambda.FunctionConfiguration;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.ComplianceRun;
import io.sessionvault.local.organization.LocalVault;
import io.sessionvault.local.organization.RunningVault;
import io.sessionvault.local.organization.WayIn;
import io.sessionvault.local.organization.Workload;
import io.sessionvault.local.statemachine.Outcome;
import io.sessionvault.local.template.ResolvedTemplate;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/// The organization that the files in `events/` tell of, with everything that they name: accounts,
/// the vault with its keys, each log that an event says has arrived, two compliance runs. The
/// functions find what they are asked about, as in AWS.
///
/// Each function has an address of its own, which stands for its role.
public final class ServedOrganization implements AutoCloseable {
    /// The accounts of the organization.
    static final AccountId MANAGEMENT = StandIn.MANAGEMENT;

    /// Where the vault is.
    static final AccountId VAULT = new AccountId("310987654321");

    /// An account that the vault has not seen yet: its team has preferences of its own in one Region.
    static final AccountId PAYMENTS = new AccountId("410987654321");

    /// An account that the vault governs.
    static final AccountId SHOP = new AccountId("510987654321");

    /// AWS keeps this prefix for its documentation: no such bucket can be made, nor belong to a
    /// stranger.
    ///
    /// Source: S3 user guide, "General purpose bucket naming rules".
    private static final String BUCKET = "amzn-s3-demo-session-vault";

    private static final String ORGANIZATION = "o-sv4exmpl01";
    private static final List<String> KEY_IDS =
            List.of("mrk-0d1f2e3c4b5a69788796a5b4c3d2e1f0", "5c1e8f3a-7b2d-4e60-9a4f-1d2c3b4a5e6f");
    private static final int PAGE = 100;
    private static final RegionName HOME = new RegionName("us-east-1");
    private static final RegionName TEAM_REGION = new RegionName("eu-west-1");
    private static final Instant FOUNDATION = Instant.parse("2026-11-16T08:00:00Z");
    private static final Instant WEEKLY = Instant.parse("2026-11-22T04:00:00Z");
    private static final Instant DAILY = Instant.parse("2026-11-24T03:00:00Z");

    private final Path repository;
    private final MovableClock clock = new MovableClock();
    private final StandIn platform;
    private final LocalVault vault;
    private final Map<String, URI> addresses = new HashMap<>();

    private ServedOrganization(Path repository, InetSocketAddress address) {
        this.repository = repository;
        moveTo(FOUNDATION);
        LocalAws aws =
                LocalAws.start(
                        new Organization(
                                ORGANIZATION,
                                MANAGEMENT,
                                HOME.value(),
                                Organization.DEFAULT_REGIONS,
                                PAGE),
                        address,
                        clock);
        this.platform = new StandIn(aws, clock);
        aws.join(VAULT, "session-vault");
        aws.join(PAYMENTS, "payments");
        aws.join(SHOP, "shop");
        aws.chooseKeyIds(KEY_IDS);
        this.vault =
                LocalVault.deploy(
                        repository,
                        platform.endpoint(),
                        HOME,
                        WayIn::byMemberRole,
                        Map.of("VaultBucketName", BUCKET),
                        accounts -> accounts.delegate(VAULT));
    }

    /// Starts to serve.
    ///
    /// @param repository the repository's root, with the packaged functions
    /// @param address where to listen; the functions' addresses have the ports that follow, in the
    ///     order of their names. Port 0 for free ones
    /// @throws IllegalStateException when a function does not do what it has to do for that
    /// @throws java.io.UncheckedIOException when a port is taken
    public static ServedOrganization start(Path repository, InetSocketAddress address) {
        ServedOrganization served = new ServedOrganization(repository, address);
        try {
            served.listen(address);
            served.live();
        } catch (RuntimeException incomplete) {
            served.close();
            throw incomplete;
        }
        return served;
    }

    /// Where it listens, for callers on this machine.
    URI endpoint() {
        return platform.aws().endpoint();
    }

    /// The address of a function, which stands for its role.
    ///
    /// @param function its logical id
    URI address(String function) {
        return Objects.requireNonNull(addresses.get(function), function);
    }

    /// The vault's stack.
    ResolvedTemplate template() {
        return vault.template();
    }

    @Override
    public void close() {
        platform.close();
    }

    private void listen(InetSocketAddress address) {
        int port = address.getPort();
        for (String function : new TreeSet<>(vault.template().functions().keySet())) {
            // Port 0 stands for any free one, here as well.
            port = port == 0 ? 0 : port + 1;
            addresses.put(
                    function,
                    platform.aws()
                            .listen(
                                    new InetSocketAddress(address.getAddress(), port),
                                    "lambda.amazonaws.com",
                                    String.valueOf(vault.template().resource(function).get("Role")),
                                    function));
        }
    }

    /// What happened until today.
    private void live() {
        prepareTeams();
        try (RunningVault running =
                new RunningVault(
                        repository,
                        platform.endpoint(),
                        vault.stack(),
                        VAULT,
                        HOME,
                        this::atItsAddress)) {
            List.of(VAULT, SHOP).forEach(account -> govern(running, account));
            TreeMap<Instant, Runnable> history =
                    new PlannedHistory(platform, vault, HOME).of(repository.resolve("events"));
            history.put(WEEKLY, () -> comply(running, "weekly-2026-11-22", "ALL"));
            history.put(DAILY, () -> comply(running, "daily-2026-11-24", "CHANGED"));
            history.forEach((at, event) -> {
                moveTo(at);
                event.run();
            });
        }
        moveTo(Instant.now());
    }

    private FunctionConfiguration atItsAddress(FunctionConfiguration function) {
        return function.with("ENDPOINT_URL", address(function.name()).toString());
    }

    private void prepareTeams() {
        Workload payments = team(PAYMENTS);
        payments.preferences(
                TEAM_REGION,
                Map.of(
                        "schemaVersion", "1.0",
                        "description", "Preferences of the payments team",
                        "sessionType", "Standard_Stream",
                        "inputs", Map.of("s3BucketName", "", "idleSessionTimeout", "45")));
        team(SHOP);
    }

    private Workload team(AccountId account) {
        Workload team = new Workload(platform.endpoint(), vault.accounts(), account, HOME);
        team.instanceRole(
                "web-server",
                List.of("ssm:UpdateInstanceInformation", "ssmmessages:*", "ec2messages:*"));
        return team;
    }

    private static void govern(RunningVault running, AccountId account) {
        InvocationResult result =
                running.invoke(
                        "OnboardAccount",
                        "{\"accountId\": \"%s\", \"mode\": \"apply\"}".formatted(account));
        if (!(result instanceof InvocationResult.Answered(String body))
                || !body.contains("\"GOVERNED\"")) {
            throw new IllegalStateException(account + " is not governed: " + result);
        }
    }

    private void comply(RunningVault running, String name, String logs) {
        try (ComplianceRun compliance =
                new ComplianceRun(
                        repository,
                        platform.endpoint(),
                        vault.stack(),
                        running,
                        HOME,
                        new ComplianceRun.Pace(clock, clock::move, 1))) {
            Outcome outcome =
                    compliance
                            .machine()
                            .start(name, JsonNodeFactory.instance.objectNode().put("logs", logs))
                            .outcome();
            if (!(outcome instanceof Outcome.Succeeded)) {
                throw new IllegalStateException("run " + name + " has " + outcome);
            }
        }
    }

    private void moveTo(Instant time) {
        clock.move(Duration.between(clock.instant(), time));
    }
}

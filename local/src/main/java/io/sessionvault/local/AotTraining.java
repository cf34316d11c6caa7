package io.sessionvault.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.lambda.AotCache;
import io.sessionvault.local.organization.Agents;
import io.sessionvault.local.organization.ComplianceRun;
import io.sessionvault.local.organization.LocalAccounts;
import io.sessionvault.local.organization.LocalVault;
import io.sessionvault.local.organization.RunningVault;
import io.sessionvault.local.organization.WayIn;
import io.sessionvault.local.organization.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Makes the functions' AOT caches: each does its work once, on the stand-in, and leaves a cache when
/// it ends. Nothing is made where all caches are newer than what was packaged. The tests and the
/// guided run take the caches that they find.
public final class AotTraining {
    private static final RegionName HOME = new RegionName("us-east-1");
    private static final List<String> AGENT_ACTIONS =
            List.of("ssm:UpdateInstanceInformation", "ssmmessages:*", "ec2messages:*");

    private static final List<String> FUNCTIONS =
            List.of(
                    "onboard-account",
                    "check-log",
                    "list-accounts",
                    "sweep-account",
                    "check-stored-logs",
                    "check-vault",
                    "write-report");

    private AotTraining() {}

    /// Trains in the current directory, the repository's root, and tells how large the caches are.
    ///
    /// @throws IOException when a cache cannot be read
    public static void main(String[] arguments) throws IOException {
        Path repository = Path.of("").toAbsolutePath();
        for (AotCache cache : caches(repository)) {
            System.out.printf(
                    "%s: %,d bytes%n",
                    repository.relativize(cache.file()), Files.size(cache.file()));
        }
    }

    /// The functions' caches, made where one of them is missing or older than what was packaged.
    ///
    /// @param repository the repository's root, with the packaged functions
    static List<AotCache> caches(Path repository) {
        List<AotCache> caches =
                FUNCTIONS.stream()
                        .map(function -> repository.resolve("functions").resolve(function))
                        .map(AotCache::ofMavenModule)
                        .toList();
        if (!caches.stream().allMatch(AotCache::isCurrent)) {
            try (Platform.StandIn platform = Platform.StandIn.start()) {
                train(platform, repository);
            }
        }
        return caches;
    }

    private static void train(Platform.StandIn platform, Path repository) {
        LocalVault local =
                LocalVault.deploy(
                        repository, platform.endpoint(), HOME, WayIn::byMemberRole, Map.of());
        AccountId vault = local.account();
        LocalAccounts accounts = local.accounts();
        try (RunningVault running =
                        new RunningVault(
                                repository,
                                platform.endpoint(),
                                local.stack(),
                                vault,
                                HOME,
                                UnaryOperator.identity(),
                                module -> AotCache.ofMavenModule(module).training());
                ComplianceRun compliance =
                        new ComplianceRun(
                                repository,
                                platform.endpoint(),
                                local.stack(),
                                running,
                                HOME,
                                new ComplianceRun.Pace(platform.clock(), _ -> {}, 1))) {
            platform.onEvent(running.bus()::publish);
            running.invoke(
                    "OnboardAccount",
                    "{\"accountId\": \"%s\", \"mode\": \"apply\"}".formatted(vault));
            AccountId member = accounts.create("payments");
            new Workload(platform.endpoint(), accounts, member, HOME)
                    .instanceRole("web-server", AGENT_ACTIONS);
            running.poll("OnboardAccount");
            new Agents(platform.endpoint(), accounts, HOME, local.template().bucketName())
                    .beforeThePolicy(member)
                    .upload(member + "/" + HOME + "/ana.ruiz-0123456789abcdef0.log", "uptime");
            running.poll("CheckLog");
            compliance.machine().start("training", JsonMapper.builder().build().createObjectNode());
        }
    }
}

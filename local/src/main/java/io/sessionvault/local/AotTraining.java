package io.sessionvault.local;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.lambda.AotCache;
import io.sessionvault.local.organization.Agents;
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

/// Makes the AOT caches of the two functions that events start: each does its work once, on the
/// stand-in, and leaves a cache when it ends. The guided run takes the caches that it finds.
public final class AotTraining {
    private static final RegionName HOME = new RegionName("us-east-1");
    private static final List<String> AGENT_ACTIONS =
            List.of("ssm:UpdateInstanceInformation", "ssmmessages:*", "ec2messages:*");

    private AotTraining() {}

    /// Trains in the current directory, the repository's root.
    ///
    /// @throws IOException when a cache cannot be read
    public static void main(String[] arguments) throws IOException {
        Path repository = Path.of("").toAbsolutePath();
        try (Platform.StandIn platform = Platform.StandIn.start()) {
            train(platform, repository);
        }
        for (String function : List.of("onboard-account", "check-log")) {
            Path cache =
                    AotCache.ofMavenModule(repository.resolve("functions").resolve(function))
                            .file();
            System.out.printf("%s: %,d bytes%n", repository.relativize(cache), Files.size(cache));
        }
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
                        module -> AotCache.ofMavenModule(module).training())) {
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
        }
    }
}

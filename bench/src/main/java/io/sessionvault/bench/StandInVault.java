package io.sessionvault.bench;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.Platform.StandIn;
import io.sessionvault.local.aws.LocalAws;
import io.sessionvault.local.organization.LocalAccounts;
import io.sessionvault.local.organization.LocalVault;
import io.sessionvault.local.organization.VaultStack;
import io.sessionvault.local.organization.WayIn;
import io.sessionvault.local.organization.Workload;
import io.sessionvault.local.template.ResolvedTemplate;
import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;

/// A vault on the stand-in, with the members that a measurement wants. Its own account is governed
/// from the start, so that every Region has its session key.
final class StandInVault implements AutoCloseable {
    private static final RegionName HOME = new RegionName("us-east-1");
    private static final int PAGE = 100;
    private static final List<String> AGENT_ACTIONS =
            List.of("ssm:UpdateInstanceInformation", "ssmmessages:*", "ec2messages:*");

    private final Workbench bench;
    private final StandIn platform;
    private final LocalAccounts accounts;
    private final VaultStack stack;
    private final ResolvedTemplate template;

    /// @param regions the Regions that are enabled in every account
    /// @param parameters values of the template's parameters
    StandInVault(Workbench bench, List<String> regions, Map<String, String> parameters) {
        this.bench = bench;
        platform = StandIn.start(regions, PAGE);
        LocalVault local =
                LocalVault.deploy(
                        bench.repository(),
                        platform.endpoint(),
                        HOME,
                        WayIn::byMemberRole,
                        parameters);
        accounts = local.accounts();
        stack = local.stack();
        template = local.template();
        govern(List.of(local.account()));
    }

    /// One of the vault's functions.
    Variant function(String name, String logicalId) {
        return bench.product(name, template, logicalId, stack.functionCredentials(logicalId));
    }

    /// What the functions take for AWS.
    URI endpoint() {
        return platform.endpoint().uri();
    }

    /// The switches and the calls.
    LocalAws aws() {
        return platform.aws();
    }

    /// A new account in which one role can run the agent.
    AccountId account(String name) {
        AccountId created = accounts.create(name);
        new Workload(platform.endpoint(), accounts, created, HOME)
                .instanceRole("web-server", AGENT_ACTIONS);
        return created;
    }

    /// IAM of an account, as its administrator reaches it.
    IamClient iam(AccountId account) {
        return platform.endpoint()
                .client(IamClient.builder(), accounts.administrator(account), HOME);
    }

    /// Onboards accounts.
    void govern(List<AccountId> members) {
        try (Running onboarding =
                new Running(bench, function("setup", "OnboardAccount"), endpoint())) {
            for (AccountId member : members) {
                String answer = onboarding.invoke(apply(member)).body();
                if (!answer.contains("\"GOVERNED\"")) {
                    throw new IllegalStateException(member + " is not governed: " + answer);
                }
            }
        }
    }

    /// A person's request to reconcile an account.
    static String apply(AccountId member) {
        return "{\"accountId\": \"%s\", \"mode\": \"apply\"}".formatted(member);
    }

    /// A person's request to see what would be done to an account.
    static String plan(AccountId member) {
        return "{\"accountId\": \"%s\", \"mode\": \"plan\"}".formatted(member);
    }

    @Override
    public void close() {
        platform.close();
    }
}

package io.sessionvault.local.organization;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.template.ResolvedTemplate;
import io.sessionvault.local.template.Template;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.account.model.AccountException;
import software.amazon.awssdk.services.account.model.RegionOptStatus;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/// What `stacks/member.yaml` has in each governed Region and in us-east-1: the rules that forward
/// changes to the vault, where the vault reacts to them.
public final class MemberForwarding {
    private static final RegionName IAM_EVENTS = new RegionName("us-east-1");

    private final Endpoint endpoint;
    private final LocalAccounts accounts;
    private final Template template;
    private final ResolvedTemplate vault;

    /// @param template stacks/member.yaml
    /// @param vault the vault's stack
    MemberForwarding(
            Endpoint endpoint, LocalAccounts accounts, Template template, ResolvedTemplate vault) {
        this.endpoint = endpoint;
        this.accounts = accounts;
        this.template = template;
        this.vault = vault;
    }

    /// That of a repository's template and a vault.
    ///
    /// @param repository the repository's root
    /// @param vault the vault's stack
    public static MemberForwarding of(
            Endpoint endpoint, LocalAccounts accounts, Path repository, ResolvedTemplate vault) {
        return new MemberForwarding(
                endpoint, accounts, Template.read(repository.resolve("stacks/member.yaml")), vault);
    }

    /// The bus to which is forwarded; empty where nothing is.
    Optional<String> bus() {
        return Optional.ofNullable(vault.functions().get("SweepAccount"))
                .map(function -> function.environment().getOrDefault("MEMBER_EVENT_BUS_ARN", ""))
                .filter(arn -> !arn.isEmpty());
    }

    /// Parameters of the members' stack for it, beside those that the role needs.
    Map<String, String> parameters() {
        return bus().map(arn -> Map.of("MemberEventBusArn", arn, "RoleRegion", IAM_EVENTS.value()))
                .orElseGet(Map::of);
    }

    /// Deploys the rules in each Region in which the account is governed, and in us-east-1.
    ///
    /// @param values the other parameters of the members' stack
    void deploy(AccountId account, Map<String, String> values) {
        if (bus().isPresent()) {
            for (RegionName region : regions(account)) {
                deploy(account, region, values);
            }
        }
    }

    /// Deploys the rules of one more Region, as when somebody gives the set of stacks an instance in
    /// one that was opted in.
    public void deploy(AccountId account, RegionName region) {
        if (bus().isPresent()) {
            deploy(
                    account,
                    region,
                    Map.of(
                            "OnboardAccountRoleArn",
                            vault.physicalId("OnboardAccountRole", "Arn"),
                            "ExternalId",
                            WayIn.EXTERNAL_ID));
        }
    }

    private void deploy(AccountId account, RegionName region, Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        all.putAll(parameters());
        StackRules.create(
                endpoint.client(
                        EventBridgeClient.builder(), accounts.administrator(account), region),
                template.resolve(all, account.value(), region.value()));
    }

    private NavigableSet<RegionName> regions(AccountId account) {
        String governed = WayIn.setting(vault, "GOVERNED_REGIONS");
        NavigableSet<RegionName> regions =
                governed.equals("all") ? enabled(account) : enabledAmong(account, names(governed));
        regions.removeAll(names(WayIn.setting(vault, "EXCLUDED_REGIONS")));
        regions.add(IAM_EVENTS);
        return regions;
    }

    private NavigableSet<RegionName> enabledAmong(
            AccountId account, NavigableSet<RegionName> named) {
        NavigableSet<RegionName> regions = new TreeSet<>(named);
        try {
            regions.retainAll(enabled(account));
        } catch (AccountException notImplemented) {
            // An emulator that does not list Regions has each that is named.
        }
        return regions;
    }

    private NavigableSet<RegionName> enabled(AccountId account) {
        NavigableSet<RegionName> enabled = new TreeSet<>();
        endpoint.client(AccountClient.builder(), accounts.administrator(account), IAM_EVENTS)
                .listRegionsPaginator(ask ->
                        ask.regionOptStatusContains(
                                RegionOptStatus.ENABLED, RegionOptStatus.ENABLED_BY_DEFAULT))
                .regions()
                .forEach(region -> enabled.add(new RegionName(region.regionName())));
        return enabled;
    }

    private static NavigableSet<RegionName> names(String list) {
        NavigableSet<RegionName> names = new TreeSet<>();
        Arrays.stream(list.split(",", -1))
                .filter(name -> !name.isEmpty())
                .map(RegionName::new)
                .forEach(names::add);
        return names;
    }
}

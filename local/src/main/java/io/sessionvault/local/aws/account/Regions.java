package io.sessionvault.local.aws.account;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import io.sessionvault.local.aws.call.Permission;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.call.WireFormat;
import io.sessionvault.local.aws.organizations.Accounts;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.account.model.EnableRegionRequest;
import software.amazon.awssdk.services.account.model.EnableRegionResponse;
import software.amazon.awssdk.services.account.model.ListRegionsRequest;
import software.amazon.awssdk.services.account.model.ListRegionsResponse;
import software.amazon.awssdk.services.account.model.Region;
import software.amazon.awssdk.services.account.model.RegionOptStatus;

/// Which Regions an account may use: those of the organization, and those it opted in to.
public final class Regions {
    /// The Regions that AWS leaves to each account to enable.
    ///
    /// Source: Account Management reference guide, "Enable or disable AWS Regions in your account".
    public static final NavigableSet<String> OPT_IN =
            Collections.unmodifiableNavigableSet(
                    new TreeSet<>(
                            List.of(
                                    "af-south-1",
                                    "ap-east-1",
                                    "ap-east-2",
                                    "ap-south-2",
                                    "ap-southeast-3",
                                    "ap-southeast-4",
                                    "ap-southeast-5",
                                    "ap-southeast-6",
                                    "ap-southeast-7",
                                    "ca-west-1",
                                    "eu-central-2",
                                    "eu-south-1",
                                    "eu-south-2",
                                    "il-central-1",
                                    "me-central-1",
                                    "me-south-1",
                                    "mx-central-1")));

    private final Accounts accounts;
    private final Map<String, Set<String>> optedIn = new HashMap<>();

    /// @param accounts the accounts and their organization's Regions
    public Regions(Accounts accounts) {
        this.accounts = accounts;
    }

    /// The service.
    public Service service() {
        var operations =
                new Operations()
                        .on(
                                ListRegionsRequest.class,
                                (call, ask) -> to("account:ListRegions", call, ask.accountId()),
                                this::list)
                        .on(
                                EnableRegionRequest.class,
                                (call, ask) -> to("account:EnableRegion", call, ask.accountId()),
                                this::enable);
        return new Service("account", WireFormat.REST_JSON, AccountClient.class, operations);
    }

    /// The resource is the caller's own account, or another one as the organization knows it.
    private List<Permission> to(String action, Call call, @Nullable String asked) {
        String arn =
                asked == null
                        ? "arn:aws:account::" + call.account() + ":account"
                        : "arn:aws:account::%s:account/%s/%s"
                                .formatted(
                                        accounts.organization().managementAccount(),
                                        accounts.organization().id(),
                                        asked);
        return List.of(Permission.opened(action, arn));
    }

    /// Whether an account may use a Region.
    public boolean isEnabled(String account, String region) {
        return isDefault(region) || optedIn.getOrDefault(account, Set.of()).contains(region);
    }

    private boolean isDefault(String region) {
        return accounts.organization().defaultRegions().contains(region);
    }

    private ListRegionsResponse list(Call call, ListRegionsRequest request) {
        String account = account(call, request.accountId());
        var names = new TreeSet<>(OPT_IN);
        names.addAll(accounts.organization().defaultRegions());
        List<Region> all =
                names.stream()
                        .map(name -> region(account, name))
                        .filter(region ->
                                request.regionOptStatusContains().isEmpty()
                                        || request.regionOptStatusContains()
                                                .contains(region.regionOptStatus()))
                        .toList();
        Page<Region> page =
                Page.of(
                        all,
                        request.nextToken(),
                        request.maxResults(),
                        accounts.organization().pageSize(),
                        wrong -> AwsError.validation("invalid NextToken: " + wrong));
        return ListRegionsResponse.builder().regions(page.items()).nextToken(page.next()).build();
    }

    private Region region(String account, String name) {
        RegionOptStatus status =
                isDefault(name)
                        ? RegionOptStatus.ENABLED_BY_DEFAULT
                        : isEnabled(account, name)
                                ? RegionOptStatus.ENABLED
                                : RegionOptStatus.DISABLED;
        return Region.builder().regionName(name).regionOptStatus(status).build();
    }

    /// Enables at once what takes AWS minutes.
    private EnableRegionResponse enable(Call call, EnableRegionRequest request) {
        String account = account(call, request.accountId());
        if (!OPT_IN.contains(request.regionName())) {
            throw AwsError.validation("not a Region to opt in to: " + request.regionName());
        }
        optedIn.computeIfAbsent(account, created -> new TreeSet<>()).add(request.regionName());
        return EnableRegionResponse.builder().build();
    }

    /// The account a call is about: the caller's own, or any other for the organization's administrators.
    private String account(Call call, @Nullable String asked) {
        if (asked == null) {
            return call.account();
        }
        if (!accounts.mayRead(call.account()) || !accounts.exists(asked)) {
            throw call.denied();
        }
        return asked;
    }
}

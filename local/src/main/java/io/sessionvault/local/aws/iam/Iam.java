package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.belief.Beliefs;
import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import io.sessionvault.local.aws.call.Principal;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.call.WireFormat;
import io.sessionvault.local.aws.fault.Settling;
import io.sessionvault.local.aws.policy.ControlLevels;
import io.sessionvault.local.aws.policy.IdentityPolicies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryRequest;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryResponse;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;

/// IAM of every account: its state, and the operations put together.
public final class Iam {
    /// Managed policies that fit on one user, group or role.
    ///
    /// Source: IAM user guide, "IAM and AWS STS quotas".
    static final int POLICIES_PER_HOLDER = 10;

    /// Versions that a managed policy keeps.
    static final int VERSIONS_PER_POLICY = 5;

    private final Map<String, IamAccount> accounts = new TreeMap<>();
    private final AwsManagedPolicies awsPolicies = new AwsManagedPolicies();
    private final Ids ids;
    private final Settling settling;
    private final Beliefs beliefs;
    private final int pageSize;
    private final UnaryOperator<String> secretOf;

    /// @param ids where unique ids come from
    /// @param settling how long changes stay invisible to simulations
    /// @param beliefs how to answer where AWS's answer is not known
    /// @param pageSize how many items a page of a listing holds at most
    /// @param secretOf the secret that goes with an access key
    public Iam(
            Ids ids,
            Settling settling,
            Beliefs beliefs,
            int pageSize,
            UnaryOperator<String> secretOf) {
        this.ids = ids;
        this.settling = settling;
        this.beliefs = beliefs;
        this.pageSize = pageSize;
        this.secretOf = secretOf;
    }

    /// The service.
    ///
    /// @param controls the service control policies that an account is under
    public Service service(Function<String, ControlLevels> controls) {
        var operations = new Operations();
        new IamRoles(this, ids).register(operations);
        new IamPolicies(this, ids).register(operations);
        new IamPolicyVersions(this).register(operations);
        new IamUsers(this, ids, secretOf).register(operations);
        new IamGroups(this, ids).register(operations);
        new IamServiceLinkedRoles(this, ids).register(operations);
        new IamAttachments(this).register(operations);
        new IamPolicyUsers(this).register(operations);
        new IamInlinePolicies(this).register(operations);
        new IamInstanceProfiles(this, ids).register(operations);
        new IamAuthorizationDetails(this, beliefs).register(operations);
        new IamSimulation(this, beliefs, controls).register(operations);
        operations.on(
                GetAccountSummaryRequest.class,
                Authorization.toAny("iam:GetAccountSummary"),
                this::summary);
        return new Service("iam", WireFormat.QUERY, IamClient.class, operations);
    }

    /// A role as others may see it.
    ///
    /// @param arn its ARN
    /// @param id its unique id, `AROA...`
    /// @param trust its trust policy
    /// @param maxSessionSeconds how long a session of it may last
    public record RoleView(String arn, String id, String trust, int maxSessionSeconds) {}

    /// Finds a role by its ARN, path included.
    public Optional<RoleView> role(String account, String arn) {
        return account(account)
                .roleByArn(arn)
                .map(role -> new RoleView(role.arn, role.id, role.trust, role.maxSessionSeconds));
    }

    /// What binds a caller; empty when the user or role is gone, also when another one has its name
    /// now.
    public Optional<IdentityPolicies> policies(Principal caller) {
        IamAccount account = account(caller.account());
        return switch (caller.kind()) {
            case ADMINISTRATOR, ROOT -> Optional.of(IdentityPolicies.everything());
            case USER -> user(caller).map(account::policiesOf);
            case ROLE -> role(caller).map(account::policiesOf);
        };
    }

    /// The tags of a caller: those of its session go before those of its user or role.
    public Map<String, String> tags(Principal caller) {
        var tags = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        user(caller).ifPresent(user -> tags.putAll(user.tags));
        role(caller).ifPresent(role -> tags.putAll(role.tags));
        tags.putAll(caller.sessionTags());
        return tags;
    }

    /// The user whom an access key belongs to.
    public Optional<Principal> userOfKey(String key) {
        return accounts.values().stream()
                .flatMap(account ->
                        account.users.values().stream()
                                .filter(user -> user.keys.contains(key))
                                .map(user ->
                                        Principal.of(
                                                Principal.Kind.USER,
                                                account.id,
                                                user.arn,
                                                user.id)))
                .findAny();
    }

    private Optional<IamUser> user(Principal caller) {
        return account(caller.account())
                .userByArn(caller.identityArn())
                .filter(user -> caller.userId().equals(user.id));
    }

    private Optional<IamRole> role(Principal caller) {
        return caller.roleArn()
                .flatMap(account(caller.account())::roleByArn)
                .filter(role -> caller.userId().startsWith(role.id + ":"));
    }

    /// Takes a role away at once, with all that is in it and on it.
    ///
    /// @param name its name; nothing happens where the account has no such role
    public void removeRole(String account, String name) {
        IamAccount owner = account(account);
        IamRole role = owner.roles.remove(name);
        owner.profiles.values().stream()
                .filter(profile -> role != null && role.equals(profile.role))
                .forEach(profile -> profile.role = null);
    }

    /// Assigns a permission set of IAM Identity Center: its role appears in the account.
    ///
    /// @param account the account
    /// @return the role's ARN
    public String assign(String account, PermissionSet set, Instant now) {
        IamAccount owner = account(account);
        IamRole role = set.role(account, ids, now);
        set.managedPolicies().forEach(arn -> role.attached.add(owner.policy(arn).arn));
        role.boundary = set.boundary().map(arn -> owner.policy(arn).arn);
        owner.roles.put(role.name, role);
        return role.arn;
    }

    /// Creates the role through which the management account reaches a new account.
    ///
    /// @param account the new account
    /// @param name the role's name
    /// @param managementAccount whom it trusts
    public void createAccessRole(
            String account, String name, String managementAccount, Instant now) {
        String trust =
                """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", \
                "Principal": {"AWS": "arn:aws:iam::%s:root"}, "Action": "sts:AssumeRole"}]}\
                """
                        .formatted(managementAccount);
        String arn = "arn:aws:iam::" + account + ":role/" + name;
        var role = new IamRole(arn, "/", ids.base32("AROA", 17), trust, 3600, null, now);
        role.attached.add("arn:aws:iam::aws:policy/AdministratorAccess");
        account(account).roles.put(name, role);
    }

    /// An action on a role.
    ///
    /// @param name the role's name
    <Q extends SdkRequest> Authorization<Q> toRole(String action, Function<Q, String> name) {
        return Authorization.to(action, (call, request) -> roleArn(call, name.apply(request)));
    }

    /// An action on a managed policy.
    ///
    /// @param arn the policy's ARN
    static <Q extends SdkRequest> Authorization<Q> toPolicy(
            String action, Function<Q, String> arn) {
        return Authorization.to(action, (call, request) -> String.valueOf(arn.apply(request)));
    }

    /// The ARN of a role, also of one that does not exist.
    String roleArn(Call call, String name) {
        return Optional.ofNullable(account(call).roles.get(String.valueOf(name)))
                .map(role -> role.arn)
                .orElse("arn:aws:iam::" + call.account() + ":role/" + name);
    }

    IamAccount account(Call call) {
        return account(call.account());
    }

    private IamAccount account(String id) {
        return accounts.computeIfAbsent(id, created -> new IamAccount(created, awsPolicies));
    }

    AwsManagedPolicies awsPolicies() {
        return awsPolicies;
    }

    /// Changes what binds a role; simulations may see it later, by the switch of the faults.
    void change(IamAccount account, IamRole role, Runnable change) {
        var before = account.policiesOf(role);
        change.run();
        role.showStale(before, settling.staleSimulations());
    }

    <T> Page<T> page(List<T> all, @Nullable String marker, @Nullable Integer maxItems) {
        return Page.of(all, marker, maxItems, pageSize, IamErrors::invalidMarker);
    }

    private GetAccountSummaryResponse summary(Call call, GetAccountSummaryRequest request) {
        IamAccount account = account(call);
        int versions = account.policies.values().stream().mapToInt(p -> p.versions.size()).sum();
        return GetAccountSummaryResponse.builder()
                .summaryMap(
                        Map.of(
                                SummaryKeyType.ROLES,
                                account.roles.size(),
                                SummaryKeyType.USERS,
                                account.users.size(),
                                SummaryKeyType.GROUPS,
                                account.groups.size(),
                                SummaryKeyType.INSTANCE_PROFILES,
                                account.profiles.size(),
                                SummaryKeyType.POLICIES,
                                account.policies.size(),
                                SummaryKeyType.POLICY_VERSIONS_IN_USE,
                                versions,
                                SummaryKeyType.VERSIONS_PER_POLICY_QUOTA,
                                VERSIONS_PER_POLICY,
                                SummaryKeyType.ATTACHED_POLICIES_PER_ROLE_QUOTA,
                                POLICIES_PER_HOLDER))
                .build();
    }

    /// Makes sure that a path has the form IAM wants.
    ///
    /// @throws AwsError `ValidationError` when it does not
    static String path(@Nullable String path) {
        if (path == null) {
            return "/";
        }
        if (!path.matches("/|/[!-~]+/")) {
            throw IamErrors.validation("The specified value for path is invalid: " + path);
        }
        return path;
    }
}

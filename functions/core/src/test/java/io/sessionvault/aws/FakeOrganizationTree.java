package io.sessionvault.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountNotFoundException;
import software.amazon.awssdk.services.organizations.model.ChildNotFoundException;
import software.amazon.awssdk.services.organizations.model.DescribeAccountRequest;
import software.amazon.awssdk.services.organizations.model.DescribeAccountResponse;
import software.amazon.awssdk.services.organizations.model.DescribePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DescribePolicyResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListParentsRequest;
import software.amazon.awssdk.services.organizations.model.ListParentsResponse;
import software.amazon.awssdk.services.organizations.model.ListPoliciesForTargetRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesForTargetResponse;
import software.amazon.awssdk.services.organizations.model.ListPoliciesRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesResponse;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyRequest;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyResponse;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.OrganizationsException;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.Policy;
import software.amazon.awssdk.services.organizations.model.PolicyNotFoundException;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyTargetSummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.Root;

/// An organization's tree in memory with its policies: one thing on a page, and an empty page before
/// the last one, as AWS may answer.
final class FakeOrganizationTree implements OrganizationsClient {
    static final String MANAGEMENT = "210987654321";
    static final String ROOT = "r-ab12";

    /// The parents of units and accounts.
    final Map<String, String> parents = new LinkedHashMap<>();

    /// The policies of a place, by kind.
    final Map<PolicyType, Map<String, List<String>>> attached = new HashMap<>();

    final Map<String, String> documents = new LinkedHashMap<>();

    /// What an operation answers instead, by its name.
    final Map<String, Supplier<RuntimeException>> failures = new HashMap<>();

    /// The operations in the order of their calls, a page each.
    final List<String> calls = new ArrayList<>();

    static AwsServiceException error(String code) {
        return error(OrganizationsException.builder(), code);
    }

    private static AwsServiceException error(AwsServiceException.Builder builder, String code) {
        return builder.statusCode(400)
                .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode(code).errorMessage("no").build())
                .requestId("request-1")
                .build();
    }

    FakeOrganizationTree unit(String id, String parent) {
        parents.put(id, parent);
        return this;
    }

    FakeOrganizationTree account(String id, String parent) {
        parents.put(id, parent);
        return this;
    }

    FakeOrganizationTree attach(PolicyType kind, String policy, String... targets) {
        documents.putIfAbsent(policy, "{\"Statement\":[{\"Sid\":\"" + policy + "\"}]}");
        for (String target : targets) {
            attached.computeIfAbsent(kind, _ -> new LinkedHashMap<>())
                    .computeIfAbsent(target, _ -> new ArrayList<>())
                    .add(policy);
        }
        return this;
    }

    int callsOf(String operation) {
        return (int) calls.stream().filter(operation::equals).count();
    }

    private void call(String operation) {
        calls.add(operation);
        Optional.ofNullable(failures.get(operation))
                .map(Supplier::get)
                .ifPresent(failure -> {
                    throw failure;
                });
    }

    private record Page<T>(List<T> items, @Nullable String next) {}

    private static <T> Page<T> page(List<T> all, @Nullable String token) {
        int at = token == null ? 0 : Integer.parseInt(token);
        return at >= all.size()
                ? new Page<>(List.of(), null)
                : new Page<>(List.of(all.get(at)), Integer.toString(at + 1));
    }

    private <T> List<T> children(String parent, boolean units, Function<String, T> child) {
        return parents.entrySet().stream()
                .filter(entry -> entry.getValue().equals(parent))
                .map(Map.Entry::getKey)
                .filter(id -> id.startsWith("ou-") == units)
                .map(child)
                .toList();
    }

    private static Account account(String id) {
        return Account.builder()
                .id(id)
                .arn("arn:aws:organizations::" + MANAGEMENT + ":account/o-sv4exmpl01/" + id)
                .build();
    }

    private Map<String, List<String>> attached(PolicyType kind) {
        return attached.getOrDefault(kind, Map.of());
    }

    private static PolicySummary summary(String id) {
        return PolicySummary.builder().id(id).name("Policy " + id).build();
    }

    @Override
    public DescribeAccountResponse describeAccount(DescribeAccountRequest request) {
        call("DescribeAccount");
        if (!parents.containsKey(request.accountId())) {
            throw error(AccountNotFoundException.builder(), "AccountNotFoundException");
        }
        return DescribeAccountResponse.builder().account(account(request.accountId())).build();
    }

    @Override
    public ListRootsResponse listRoots(ListRootsRequest request) {
        call("ListRoots");
        Page<Root> page =
                page(List.of(Root.builder().id(ROOT).name("Root").build()), request.nextToken());
        return ListRootsResponse.builder().roots(page.items()).nextToken(page.next()).build();
    }

    @Override
    public ListParentsResponse listParents(ListParentsRequest request) {
        call("ListParents");
        String parent = parents.get(request.childId());
        if (parent == null) {
            throw error(ChildNotFoundException.builder(), "ChildNotFoundException");
        }
        Page<Parent> page = page(List.of(Parent.builder().id(parent).build()), request.nextToken());
        return ListParentsResponse.builder().parents(page.items()).nextToken(page.next()).build();
    }

    @Override
    public ListOrganizationalUnitsForParentResponse listOrganizationalUnitsForParent(
            ListOrganizationalUnitsForParentRequest request) {
        call("ListOrganizationalUnitsForParent");
        Page<OrganizationalUnit> page =
                page(
                        children(
                                request.parentId(),
                                true,
                                id ->
                                        OrganizationalUnit.builder()
                                                .id(id)
                                                .name("Unit " + id)
                                                .build()),
                        request.nextToken());
        return ListOrganizationalUnitsForParentResponse.builder()
                .organizationalUnits(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public ListAccountsForParentResponse listAccountsForParent(
            ListAccountsForParentRequest request) {
        call("ListAccountsForParent");
        Page<Account> page =
                page(
                        children(request.parentId(), false, FakeOrganizationTree::account),
                        request.nextToken());
        return ListAccountsForParentResponse.builder()
                .accounts(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public ListPoliciesResponse listPolicies(ListPoliciesRequest request) {
        call("ListPolicies");
        Page<PolicySummary> page =
                page(
                        attached(request.filter()).values().stream()
                                .flatMap(List::stream)
                                .distinct()
                                .map(FakeOrganizationTree::summary)
                                .toList(),
                        request.nextToken());
        return ListPoliciesResponse.builder().policies(page.items()).nextToken(page.next()).build();
    }

    @Override
    public ListPoliciesForTargetResponse listPoliciesForTarget(
            ListPoliciesForTargetRequest request) {
        call("ListPoliciesForTarget");
        Page<PolicySummary> page =
                page(
                        attached(request.filter())
                                .getOrDefault(request.targetId(), List.of())
                                .stream()
                                .map(FakeOrganizationTree::summary)
                                .toList(),
                        request.nextToken());
        return ListPoliciesForTargetResponse.builder()
                .policies(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public ListTargetsForPolicyResponse listTargetsForPolicy(ListTargetsForPolicyRequest request) {
        call("ListTargetsForPolicy");
        Page<PolicyTargetSummary> page =
                page(
                        attached.values().stream()
                                .flatMap(kind -> kind.entrySet().stream())
                                .filter(entry -> entry.getValue().contains(request.policyId()))
                                .map(entry ->
                                        PolicyTargetSummary.builder()
                                                .targetId(entry.getKey())
                                                .build())
                                .toList(),
                        request.nextToken());
        return ListTargetsForPolicyResponse.builder()
                .targets(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribePolicyResponse describePolicy(DescribePolicyRequest request) {
        call("DescribePolicy");
        String document = documents.get(request.policyId());
        if (document == null) {
            throw error(PolicyNotFoundException.builder(), "PolicyNotFoundException");
        }
        return DescribePolicyResponse.builder()
                .policy(
                        Policy.builder()
                                .policySummary(summary(request.policyId()))
                                .content(document)
                                .build())
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}

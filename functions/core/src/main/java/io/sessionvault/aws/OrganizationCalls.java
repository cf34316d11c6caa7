package io.sessionvault.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.account.AccountId;
import io.sessionvault.organization.NamedDocument;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.ParentNotFoundException;
import software.amazon.awssdk.services.organizations.model.Policy;
import software.amazon.awssdk.services.organizations.model.PolicyNotFoundException;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyTargetSummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.PolicyTypeNotEnabledException;
import software.amazon.awssdk.services.organizations.model.Root;

/// The questions about the organization's tree and its policies, each with all pages of its answer.
/// What was deleted while it was asked for has no children, no targets and no text.
///
/// Source: Organizations API reference, the operations of these names.
final class OrganizationCalls {
    /// 20 on a page at most, 50,000 accounts in an organization: twice as many pages as there can be.
    private static final int MOST_PAGES = 5_000;

    /// Source: Service authorization reference, "Resource types defined by AWS Organizations".
    private static final Pattern ACCOUNT_ARN =
            Pattern.compile("arn:[a-z-]+:organizations::([0-9]{12}):account/[^/]+/[0-9]{12}");

    private final OrganizationsClient organizations;
    private final InstantSource clock;
    private final Instant deadline;

    /// An answer that does not come, or is none. It never leaves [#observe].
    private static final class NotRead extends RuntimeException {
        private final transient ServiceError error;

        NotRead(ServiceError error) {
            super(error.toString());
            this.error = error;
        }
    }

    /// @param deadline when to give up
    OrganizationCalls(OrganizationsClient organizations, InstantSource clock, Instant deadline) {
        this.organizations = organizations;
        this.clock = clock;
        this.deadline = deadline;
    }

    /// Runs a read of several calls and keeps the first error as a value.
    static <T> Observation<T> observe(Supplier<T> read) {
        try {
            return ServiceErrors.observe(read);
        } catch (NotRead failure) {
            return new Observation.Unseen<>(failure.error);
        }
    }

    /// What was seen; inside of [#observe] only.
    static <T> T seen(Observation<T> observation) {
        return switch (observation) {
            case Observation.Seen<T>(T value) -> value;
            case Observation.Unseen<T>(ServiceError error) -> throw new NotRead(error);
        };
    }

    static RuntimeException notRead(ErrorKind kind, String code, String message) {
        return new NotRead(new ServiceError(kind, code, message, Optional.empty()));
    }

    AccountId managementOf(AccountId account) {
        checkTime();
        return managementOf(
                organizations.describeAccount(ask -> ask.accountId(account.value())).account());
    }

    static AccountId managementOf(Account account) {
        Matcher arn = ACCOUNT_ARN.matcher(String.valueOf(account.arn()));
        if (!arn.matches()) {
            throw notRead(
                    ErrorKind.REJECTED,
                    "MalformedArn",
                    "account " + account.id() + " has the ARN " + account.arn());
        }
        return new AccountId(arn.group(1));
    }

    List<Root> roots() {
        return all(organizations.listRootsPaginator(), page -> page.roots());
    }

    List<OrganizationalUnit> unitsIn(String parent) {
        return unless(
                ParentNotFoundException.class,
                () ->
                        all(
                                organizations.listOrganizationalUnitsForParentPaginator(
                                        ask -> ask.parentId(parent)),
                                page -> page.organizationalUnits()));
    }

    List<Account> accountsIn(String parent) {
        return unless(
                ParentNotFoundException.class,
                () ->
                        all(
                                organizations.listAccountsForParentPaginator(
                                        ask -> ask.parentId(parent)),
                                page -> page.accounts()));
    }

    String parentOf(String child) {
        return all(
                        organizations.listParentsPaginator(ask -> ask.childId(child)),
                        page -> page.parents())
                .stream()
                .map(Parent::id)
                .findFirst()
                .orElseThrow(
                        () -> notRead(ErrorKind.TRANSIENT, "NoParent", child + " has no parent"));
    }

    /// The ids of all policies of a kind.
    List<String> policies(PolicyType kind) {
        return ids(
                organizations.listPoliciesPaginator(ask -> ask.filter(kind)),
                page -> page.policies());
    }

    /// The ids of the policies of a kind that are attached directly to a root, an organizational
    /// unit or an account.
    List<String> policiesOn(String target, PolicyType kind) {
        return ids(
                organizations.listPoliciesForTargetPaginator(
                        ask -> ask.targetId(target).filter(kind)),
                page -> page.policies());
    }

    private <P> List<String> ids(Iterable<P> pages, Function<P, List<PolicySummary>> items) {
        return unless(PolicyTypeNotEnabledException.class, () -> all(pages, items)).stream()
                .map(PolicySummary::id)
                .toList();
    }

    List<PolicyTargetSummary> targetsOf(String policy) {
        return unless(
                PolicyNotFoundException.class,
                () ->
                        all(
                                organizations.listTargetsForPolicyPaginator(
                                        ask -> ask.policyId(policy)),
                                page -> page.targets()));
    }

    Optional<NamedDocument> policy(String id) {
        checkTime();
        try {
            Policy policy = organizations.describePolicy(ask -> ask.policyId(id)).policy();
            return Optional.of(
                    new NamedDocument(
                            id,
                            Optional.ofNullable(policy.policySummary().name()).orElse(id),
                            Json.object(policy.content())));
        } catch (PolicyNotFoundException deleted) {
            return Optional.empty();
        } catch (JsonProcessingException malformed) {
            throw notRead(
                    ErrorKind.REJECTED,
                    "MalformedPolicy",
                    "policy " + id + " is not JSON: " + malformed.getOriginalMessage());
        }
    }

    private <P, T> List<T> all(Iterable<P> pages, Function<P, List<T>> items) {
        List<T> all = new ArrayList<>();
        int count = 0;
        checkTime();
        for (P page : pages) {
            all.addAll(items.apply(page));
            count++;
            if (count == MOST_PAGES) {
                throw notRead(
                        ErrorKind.TRANSIENT,
                        "TooManyPages",
                        "a list does not end after " + count + " pages");
            }
            checkTime();
        }
        return all;
    }

    private void checkTime() {
        if (!clock.instant().isBefore(deadline)) {
            throw notRead(
                    ErrorKind.TRANSIENT,
                    "OutOfTime",
                    "Organizations did not answer everything by " + deadline);
        }
    }

    private static <T> List<T> unless(
            Class<? extends RuntimeException> gone, Supplier<List<T>> read) {
        try {
            return read.get();
        } catch (RuntimeException failure) {
            if (gone.isInstance(failure)) {
                return List.of();
            }
            throw failure;
        }
    }
}

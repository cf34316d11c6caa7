package io.sessionvault.local.aws.organizations;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.fault.Settling;
import io.sessionvault.local.aws.iam.Iam;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.organizations.model.AccountState;
import software.amazon.awssdk.services.organizations.model.CloseAccountRequest;
import software.amazon.awssdk.services.organizations.model.CloseAccountResponse;
import software.amazon.awssdk.services.organizations.model.CreateAccountFailureReason;
import software.amazon.awssdk.services.organizations.model.CreateAccountRequest;
import software.amazon.awssdk.services.organizations.model.CreateAccountResponse;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.DescribeCreateAccountStatusRequest;
import software.amazon.awssdk.services.organizations.model.DescribeCreateAccountStatusResponse;

/// Accounts come and go. A creation answers IN_PROGRESS and is over when its answer is read.
final class AccountLifecycle {
    private static final String USUAL_ROLE = "OrganizationAccountAccessRole";

    private final Accounts accounts;
    private final Iam iam;
    private final Settling settling;
    private final Ids ids;
    private final AccountEvents events;
    private final Map<String, CreateAccountStatus> creations = new HashMap<>();

    AccountLifecycle(Accounts accounts, Iam iam, Settling settling, Ids ids) {
        this.accounts = accounts;
        this.iam = iam;
        this.settling = settling;
        this.ids = ids;
        this.events = new AccountEvents(accounts.organization(), ids);
    }

    void register(Operations operations) {
        operations
                .on(CreateAccountRequest.class, this::create)
                .on(DescribeCreateAccountStatusRequest.class, this::describe)
                .on(CloseAccountRequest.class, this::close);
    }

    /// An account of the organization.
    ///
    /// @throws AwsError `AccountNotFoundException` when there is none of this id
    MemberAccount account(String id) {
        return accounts.find(id).orElseThrow(AccountLifecycle::notFound);
    }

    /// An account of the organization, unless it is so new that Organizations does not tell of it.
    ///
    /// @throws AwsError `AccountNotFoundException`
    MemberAccount knownAccount(Call call, String id) {
        MemberAccount account = account(id);
        if (settling.refusesDescription(id, call.now())) {
            throw notFound();
        }
        return account;
    }

    private static AwsError notFound() {
        return new AwsError(
                "AccountNotFoundException", 400, "You specified an account that doesn't exist.");
    }

    void managementOnly(Call call) {
        if (!accounts.isManagement(call.account())) {
            throw denied();
        }
    }

    /// Lets the management account and delegated administrators pass.
    void readersOnly(Call call) {
        if (!accounts.mayRead(call.account())) {
            throw denied();
        }
    }

    static AwsError denied() {
        return new AwsError(
                "AccessDeniedException",
                400,
                "You don't have permissions to access this resource.");
    }

    private CreateAccountResponse create(Call call, CreateAccountRequest request) {
        managementOnly(call);
        CreateAccountStatus begun =
                CreateAccountStatus.builder()
                        .id("car-" + ids.hex(32))
                        .accountName(request.accountName())
                        .state(CreateAccountState.IN_PROGRESS)
                        .requestedTimestamp(call.now())
                        .build();
        creations.put(begun.id(), begun);
        call.afterwards(() -> complete(call, begun, request));
        return CreateAccountResponse.builder().createAccountStatus(begun).build();
    }

    private void complete(Call call, CreateAccountStatus begun, CreateAccountRequest request) {
        CreateAccountStatus.Builder done = begun.toBuilder().completedTimestamp(call.now());
        if (accounts.all().stream().anyMatch(a -> a.email.equals(request.email()))) {
            CreateAccountStatus failed =
                    done.state(CreateAccountState.FAILED)
                            .failureReason(CreateAccountFailureReason.EMAIL_ALREADY_EXISTS)
                            .build();
            creations.put(begun.id(), failed);
            call.emit(events.createAccountResult(failed, call.now()));
            return;
        }
        MemberAccount account = accounts.create(request.accountName(), request.email(), call.now());
        String role = Optional.ofNullable(request.roleName()).orElse(USUAL_ROLE);
        String management = accounts.organization().managementAccount().value();
        iam.createAccessRole(account.id, role, management, call.now());
        settling.created(account.id, call.now());
        CreateAccountStatus succeeded =
                done.state(CreateAccountState.SUCCEEDED).accountId(account.id).build();
        creations.put(begun.id(), succeeded);
        call.emit(events.createAccountResult(succeeded, call.now()));
        call.emit(events.joined(account.id, "CREATED", call.now()));
    }

    private DescribeCreateAccountStatusResponse describe(
            Call call, DescribeCreateAccountStatusRequest request) {
        readersOnly(call);
        CreateAccountStatus status = creations.get(request.createAccountRequestId());
        if (status == null) {
            throw new AwsError(
                    "CreateAccountStatusNotFoundException",
                    400,
                    "You specified a create account request that doesn't exist.");
        }
        return DescribeCreateAccountStatusResponse.builder().createAccountStatus(status).build();
    }

    private CloseAccountResponse close(Call call, CloseAccountRequest request) {
        managementOnly(call);
        MemberAccount account = account(request.accountId());
        if (accounts.isManagement(account.id)) {
            throw new AwsError(
                    "ConstraintViolationException",
                    400,
                    "You cannot close the management account of an organization.");
        }
        if (account.state != AccountState.ACTIVE) {
            throw new AwsError(
                    "AccountAlreadyClosedException", 400, "The account is already closed.");
        }
        account.state = AccountState.PENDING_CLOSURE;
        call.emit(events.closeAccountResult(account.id, call.now()));
        return CloseAccountResponse.builder().build();
    }
}

package io.sessionvault.aws;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryRequest;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/// IAM of one member: the operations that the vault needs, on a client that all members share. Any
/// other is refused by the SDK's interface.
final class MemberIam implements IamClient {
    private final IamClient shared;
    private final MemberCredentials credentials;

    MemberIam(IamClient shared, MemberCredentials credentials) {
        this.shared = shared;
        this.credentials = credentials;
    }

    @Override
    public AttachRolePolicyResponse attachRolePolicy(AttachRolePolicyRequest request) {
        return shared.attachRolePolicy(credentials.on(request));
    }

    @Override
    public CreatePolicyResponse createPolicy(CreatePolicyRequest request) {
        return shared.createPolicy(credentials.on(request));
    }

    @Override
    public CreatePolicyVersionResponse createPolicyVersion(CreatePolicyVersionRequest request) {
        return shared.createPolicyVersion(credentials.on(request));
    }

    @Override
    public CreateRoleResponse createRole(CreateRoleRequest request) {
        return shared.createRole(credentials.on(request));
    }

    @Override
    public DeletePolicyResponse deletePolicy(DeletePolicyRequest request) {
        return shared.deletePolicy(credentials.on(request));
    }

    @Override
    public DeletePolicyVersionResponse deletePolicyVersion(DeletePolicyVersionRequest request) {
        return shared.deletePolicyVersion(credentials.on(request));
    }

    @Override
    public DeleteRolePolicyResponse deleteRolePolicy(DeleteRolePolicyRequest request) {
        return shared.deleteRolePolicy(credentials.on(request));
    }

    @Override
    public DetachRolePolicyResponse detachRolePolicy(DetachRolePolicyRequest request) {
        return shared.detachRolePolicy(credentials.on(request));
    }

    @Override
    public GetAccountAuthorizationDetailsResponse getAccountAuthorizationDetails(
            GetAccountAuthorizationDetailsRequest request) {
        return shared.getAccountAuthorizationDetails(credentials.on(request));
    }

    @Override
    public GetAccountSummaryResponse getAccountSummary(GetAccountSummaryRequest request) {
        return shared.getAccountSummary(credentials.on(request));
    }

    @Override
    public GetPolicyResponse getPolicy(GetPolicyRequest request) {
        return shared.getPolicy(credentials.on(request));
    }

    @Override
    public GetPolicyVersionResponse getPolicyVersion(GetPolicyVersionRequest request) {
        return shared.getPolicyVersion(credentials.on(request));
    }

    @Override
    public ListPolicyVersionsResponse listPolicyVersions(ListPolicyVersionsRequest request) {
        return shared.listPolicyVersions(credentials.on(request));
    }

    @Override
    public PutRolePolicyResponse putRolePolicy(PutRolePolicyRequest request) {
        return shared.putRolePolicy(credentials.on(request));
    }

    @Override
    public String serviceName() {
        return shared.serviceName();
    }

    /// The shared client goes on serving other members.
    @Override
    public void close() {}
}

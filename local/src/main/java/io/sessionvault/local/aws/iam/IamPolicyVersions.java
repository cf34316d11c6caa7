package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import io.sessionvault.local.aws.policy.PolicyDocument;
import java.util.List;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionResponse;

/// The versions of managed policies: five at most, of which the default one counts and cannot be deleted.
final class IamPolicyVersions {
    private final Iam iam;

    IamPolicyVersions(Iam iam) {
        this.iam = iam;
    }

    void register(Operations operations) {
        operations
                .on(
                        CreatePolicyVersionRequest.class,
                        Iam.toPolicy(
                                "iam:CreatePolicyVersion", CreatePolicyVersionRequest::policyArn),
                        this::create)
                .on(
                        GetPolicyVersionRequest.class,
                        Iam.toPolicy("iam:GetPolicyVersion", GetPolicyVersionRequest::policyArn),
                        this::get)
                .on(
                        ListPolicyVersionsRequest.class,
                        Iam.toPolicy(
                                "iam:ListPolicyVersions", ListPolicyVersionsRequest::policyArn),
                        this::list)
                .on(
                        SetDefaultPolicyVersionRequest.class,
                        Iam.toPolicy(
                                "iam:SetDefaultPolicyVersion",
                                SetDefaultPolicyVersionRequest::policyArn),
                        this::setDefault)
                .on(
                        DeletePolicyVersionRequest.class,
                        Iam.toPolicy(
                                "iam:DeletePolicyVersion", DeletePolicyVersionRequest::policyArn),
                        this::delete);
    }

    private CreatePolicyVersionResponse create(Call call, CreatePolicyVersionRequest request) {
        IamAccount account = iam.account(call);
        ManagedPolicy policy = own(account, request.policyArn());
        PolicyDocument.parse(request.policyDocument());
        if (policy.versions.size() >= Iam.VERSIONS_PER_POLICY) {
            throw IamErrors.limitExceeded(
                    "A managed policy can have up to 5 versions. Before you create a new version,"
                            + " you must delete an existing version.");
        }
        int number = policy.add(request.policyDocument(), call.now());
        if (Boolean.TRUE.equals(request.setAsDefault())) {
            makeDefault(account, policy, number);
        }
        PolicyVersion shape = shape(policy, number).toBuilder().document(null).build();
        return CreatePolicyVersionResponse.builder().policyVersion(shape).build();
    }

    private GetPolicyVersionResponse get(Call call, GetPolicyVersionRequest request) {
        ManagedPolicy policy = iam.account(call).policy(request.policyArn());
        return GetPolicyVersionResponse.builder()
                .policyVersion(shape(policy, number(request.versionId())))
                .build();
    }

    private ListPolicyVersionsResponse list(Call call, ListPolicyVersionsRequest request) {
        ManagedPolicy policy = iam.account(call).policy(request.policyArn());
        List<PolicyVersion> all =
                policy.versions.descendingKeySet().stream()
                        .map(number -> shape(policy, number).toBuilder().document(null).build())
                        .toList();
        Page<PolicyVersion> page = iam.page(all, request.marker(), request.maxItems());
        return ListPolicyVersionsResponse.builder()
                .versions(page.items())
                .marker(page.next())
                .isTruncated(page.next() != null)
                .build();
    }

    private SetDefaultPolicyVersionResponse setDefault(
            Call call, SetDefaultPolicyVersionRequest request) {
        IamAccount account = iam.account(call);
        ManagedPolicy policy = own(account, request.policyArn());
        int number = number(request.versionId());
        policy.version(number);
        makeDefault(account, policy, number);
        return SetDefaultPolicyVersionResponse.builder().build();
    }

    private DeletePolicyVersionResponse delete(Call call, DeletePolicyVersionRequest request) {
        ManagedPolicy policy = own(iam.account(call), request.policyArn());
        int number = number(request.versionId());
        policy.version(number);
        if (number == policy.defaultVersion) {
            throw IamErrors.deleteConflict("Cannot delete the default version of a policy.");
        }
        policy.versions.remove(number);
        return DeletePolicyVersionResponse.builder().build();
    }

    private void makeDefault(IamAccount account, ManagedPolicy policy, int number) {
        Runnable change = () -> policy.defaultVersion = number;
        for (IamRole role : account.roles.values()) {
            if (role.attached.contains(policy.arn)) {
                int before = policy.defaultVersion;
                iam.change(account, role, change);
                policy.defaultVersion = before;
            }
        }
        change.run();
    }

    private static ManagedPolicy own(IamAccount account, String arn) {
        ManagedPolicy policy = account.policy(arn);
        if (!account.policies.containsKey(arn)) {
            throw new AwsError(
                    "AccessDenied", 403, "Policies that AWS manages cannot be changed: " + arn);
        }
        return policy;
    }

    private static int number(String versionId) {
        if (versionId == null || !versionId.matches("v[1-9][0-9]{0,8}")) {
            throw IamErrors.validation("Invalid policy version: " + versionId);
        }
        return Integer.parseInt(versionId.substring(1));
    }

    static PolicyVersion shape(ManagedPolicy policy, int number) {
        ManagedPolicy.Version version = policy.version(number);
        return PolicyVersion.builder()
                .versionId("v" + number)
                .isDefaultVersion(number == policy.defaultVersion)
                .createDate(version.created())
                .document(IamErrors.encode(version.document()))
                .build();
    }
}

package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Permission;
import java.util.List;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleResponse;

/// The roles that belong to services. The stand-in knows that of Systems Manager.
///
/// Source: IAM user guide, "Create a service-linked role"; Systems Manager user guide, "Using roles
/// to collect inventory and view OpsData".
final class IamServiceLinkedRoles {
    private static final String SERVICE = "ssm.amazonaws.com";
    private static final String NAME = "AWSServiceRoleForAmazonSSM";
    private static final String PATH = "/aws-service-role/" + SERVICE + "/";
    private static final String POLICY =
            "arn:aws:iam::aws:policy/aws-service-role/AmazonSSMServiceRolePolicy";
    private static final String TRUST =
            """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", \
            "Principal": {"Service": "%s"}, "Action": "sts:AssumeRole"}]}\
            """
                    .formatted(SERVICE);

    private final Iam iam;
    private final Ids ids;

    IamServiceLinkedRoles(Iam iam, Ids ids) {
        this.iam = iam;
        this.ids = ids;
    }

    void register(Operations operations) {
        operations.on(
                CreateServiceLinkedRoleRequest.class,
                (call, ask) ->
                        List.of(
                                Permission.of("iam:CreateServiceLinkedRole", arn(call))
                                        .with(
                                                "iam:AWSServiceName",
                                                String.valueOf(ask.awsServiceName()))),
                this::create,
                "CustomSuffix");
    }

    private static String arn(Call call) {
        return "arn:aws:iam::%s:role%s%s".formatted(call.account(), PATH, NAME);
    }

    private CreateServiceLinkedRoleResponse create(
            Call call, CreateServiceLinkedRoleRequest request) {
        if (!SERVICE.equals(request.awsServiceName())) {
            throw AwsError.notImplemented("the role of the service " + request.awsServiceName());
        }
        IamAccount account = iam.account(call);
        if (account.roles.containsKey(NAME)) {
            throw new AwsError(
                    "InvalidInput",
                    400,
                    "Service role name %s has been taken in this account".formatted(NAME));
        }
        var role =
                new IamRole(arn(call), PATH, ids.base32("AROA", 17), TRUST, 3600, null, call.now());
        role.attached.add(POLICY);
        account.roles.put(NAME, role);
        return CreateServiceLinkedRoleResponse.builder().role(role.shape()).build();
    }
}

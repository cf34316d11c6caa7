package io.sessionvault.local.aws.ssm;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import java.util.List;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationRequest;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.PingStatus;

/// The managed nodes of an account and Region, without any filter.
///
/// Source: Systems Manager API reference, "DescribeInstanceInformation".
final class SsmNodes {
    private static final int FEWEST_RESULTS = 5;
    private static final int MOST_RESULTS = 50;

    private final Ssm ssm;
    private final int pageSize;

    SsmNodes(Ssm ssm, int pageSize) {
        this.ssm = ssm;
        this.pageSize = Math.min(pageSize, MOST_RESULTS);
    }

    void register(Operations operations) {
        operations.on(
                DescribeInstanceInformationRequest.class,
                Authorization.toAny("ssm:DescribeInstanceInformation"),
                this::describe,
                "InstanceInformationFilterList",
                "Filters");
    }

    private DescribeInstanceInformationResponse describe(
            Call call, DescribeInstanceInformationRequest request) {
        Integer most = request.maxResults();
        if (most != null && (most < FEWEST_RESULTS || most > MOST_RESULTS)) {
            throw AwsError.validation("maxResults is 5 to 50, not " + most);
        }
        List<InstanceInformation> all =
                ssm.region(call).nodes.entrySet().stream()
                        .map(node ->
                                InstanceInformation.builder()
                                        .instanceId(node.getKey())
                                        .agentVersion(node.getValue())
                                        .pingStatus(PingStatus.ONLINE)
                                        .build())
                        .toList();
        Page<InstanceInformation> page =
                Page.of(
                        all,
                        request.nextToken(),
                        most,
                        pageSize,
                        wrong -> new AwsError("InvalidNextToken", 400, "not a token: " + wrong));
        return DescribeInstanceInformationResponse.builder()
                .instanceInformationList(page.items())
                .nextToken(page.next())
                .build();
    }
}

package io.sessionvault.local.aws.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkRequest;

/// The events of calls that may change something in IAM and Systems Manager, as CloudTrail hands them to EventBridge
/// in the account and Region of the call; those of IAM in us-east-1.
///
/// Source: EventBridge user guide, "AWS service events delivered via AWS CloudTrail"; CloudTrail user guide, "CloudTrail
/// record contents".
public final class ApiCallEvents {
    private static final Set<String> SERVICES = Set.of("iam", "ssm");
    private static final String IAM_REGION = "us-east-1";

    private final Ids ids;

    /// @param ids where the events' ids come from
    public ApiCallEvents(Ids ids) {
        this.ids = ids;
    }

    /// The event of a call; empty for one that only reads, or of another service.
    ///
    /// @param refusedWith the error code of a call that was refused
    public Optional<String> of(Call call, SdkRequest input, Optional<String> refusedWith) {
        String service = call.operation().service();
        if (!SERVICES.contains(service) || !call.operation().isWrite()) {
            return Optional.empty();
        }
        String region = service.equals("iam") ? IAM_REGION : call.region();
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("eventVersion", "1.11");
        detail.putObject("userIdentity")
                .put("arn", call.principal().arn())
                .put("accountId", call.account());
        detail.put("eventTime", call.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("eventSource", service + ".amazonaws.com")
                .put("eventName", call.operation().operation())
                .put("awsRegion", region);
        refusedWith.ifPresent(code -> detail.put("errorCode", code));
        detail.set("requestParameters", parameters(input));
        detail.put("requestID", call.requestId())
                .put("eventID", ids.uuid())
                .put("readOnly", false)
                .put("eventType", "AwsApiCall")
                .put("managementEvent", true)
                .put("recipientAccountId", call.account())
                .put("eventCategory", "Management");
        return Optional.of(
                new EventEnvelope(
                                ids.uuid(),
                                "aws." + service,
                                "AWS API Call via CloudTrail",
                                call.account(),
                                region,
                                call.now(),
                                List.of(),
                                detail)
                        .json());
    }

    /// What is text in the input: the names of what was changed.
    private static ObjectNode parameters(SdkRequest input) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        input.sdkFields()
                .forEach(field -> {
                    if (field.getValueOrDefault(input) instanceof String text) {
                        String name = field.memberName();
                        parameters.put(
                                name.substring(0, 1).toLowerCase(java.util.Locale.ROOT)
                                        + name.substring(1),
                                text);
                    }
                });
        return parameters;
    }
}

package io.sessionvault.local.aws.wire;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.HttpReply;
import io.sessionvault.local.aws.call.HttpRequest;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.call.WireFormat;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/// How requests, answers and refusals look on the wire.
public sealed interface Protocol
        permits Ec2QueryProtocol, JsonProtocol, QueryProtocol, RestProtocol {
    /// The operation a request asks for.
    ///
    /// @param operation its name, e.g. `GetDocument`
    /// @param request reads the request's shape
    record Target(String operation, Supplier<SdkRequest> request) {}

    /// The protocol of a service.
    static Protocol of(Service service) {
        return switch (service.format()) {
            case JSON_1_0 -> new JsonProtocol("application/x-amz-json-1.0");
            case JSON_1_1 -> new JsonProtocol("application/x-amz-json-1.1");
            case QUERY -> new QueryProtocol();
            case EC2_QUERY -> new Ec2QueryProtocol();
            case REST_JSON, REST_XML -> new RestProtocol(new RestRoutes(service));
        };
    }

    /// The format a request seems to be in, for answers to requests to no service that there is.
    static WireFormat guess(HttpRequest request) {
        if (request.header("X-Amz-Target").isPresent()) {
            return WireFormat.JSON_1_1;
        }
        boolean isForm =
                request.header("Content-Type").orElse("").contains("x-www-form-urlencoded");
        if (isForm) {
            return WireFormat.QUERY;
        }
        // Of the services that speak REST, S3 alone speaks XML, and it alone is called unsigned.
        boolean isSigned = request.header("Authorization").isPresent();
        return isSigned ? WireFormat.REST_JSON : WireFormat.REST_XML;
    }

    /// Finds out which operation a request asks for.
    ///
    /// @throws AwsError 501 when it is none that the SDK knows
    Target target(Service service, HttpRequest request);

    /// The answer to a call that succeeded.
    HttpReply answer(String operation, SdkPojo response, Call call);

    /// The answer to a call that was refused.
    HttpReply refuse(HttpRequest request, AwsError error, String requestId);
}

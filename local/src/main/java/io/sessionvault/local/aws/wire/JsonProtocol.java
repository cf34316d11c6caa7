package io.sessionvault.local.aws.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.HttpReply;
import io.sessionvault.local.aws.call.HttpRequest;
import io.sessionvault.local.aws.call.Service;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/// The JSON protocols, whose header `X-Amz-Target` ends in the operation's name.
///
/// @param contentType the media type, which carries the protocol's version
record JsonProtocol(String contentType) implements Protocol {

    @Override
    public Target target(Service service, HttpRequest request) {
        String target = request.header("X-Amz-Target").orElse("");
        String operation = target.substring(target.lastIndexOf('.') + 1);
        Class<?> shape = service.requestClass(operation);
        return new Target(
                operation,
                () -> {
                    SdkPojo builder = Shapes.builder(shape);
                    JsonCodec.read(request.body().asByteArrayUnsafe(), builder);
                    return (SdkRequest) Shapes.build(builder);
                });
    }

    @Override
    public HttpReply answer(String operation, SdkPojo response, Call call) {
        return HttpReply.of(200, headers(call.requestId()), JsonCodec.write(response));
    }

    @Override
    public HttpReply refuse(HttpRequest request, AwsError error, String requestId) {
        Map<String, String> headers = headers(requestId);
        headers.putAll(error.headers());
        headers.put("x-amzn-ErrorType", error.code());
        return HttpReply.of(error.status(), headers, body(error));
    }

    /// The body of a refusal in JSON.
    static byte[] body(AwsError error) {
        return JsonCodec.bytes(
                JsonNodeFactory.instance
                        .objectNode()
                        .put("__type", error.code())
                        .put("message", error.text()));
    }

    private Map<String, String> headers(String requestId) {
        return new TreeMap<>(Map.of("Content-Type", contentType, "x-amzn-RequestId", requestId));
    }
}

package io.sessionvault.local.aws.wire;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.HttpReply;
import io.sessionvault.local.aws.call.HttpRequest;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.call.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;

/// The REST protocols: method, path and query name the operation, and headers carry what the body does not.
///
/// @param routes the routes of the service
record RestProtocol(RestRoutes routes) implements Protocol {
    /// The outermost elements that the shapes of S3 do not tell.
    ///
    /// Source: S3 API reference, the response syntax of each operation.
    private static final Map<String, String> ROOTS =
            Map.of(
                    "ListObjectsV2", "ListBucketResult",
                    "ListObjectVersions", "ListVersionsResult");

    @Override
    public Target target(Service service, HttpRequest request) {
        BucketPath place = isXml() ? BucketPath.of(request) : new BucketPath("", request.path());
        if (isXml() && place.bucket().isEmpty()) {
            throw AwsError.notImplemented(request.method() + " without a bucket");
        }
        RestRoutes.Match match = routes.match(request, place.rest());
        var labels = new HashMap<>(match.labels());
        if (isXml()) {
            labels.put("Bucket", place.bucket());
        }
        String operation = match.route().operation();
        Class<?> shape = service.requestClass(operation);
        return new Target(operation, () -> read(shape, request, labels));
    }

    private SdkRequest read(Class<?> shape, HttpRequest request, Map<String, String> labels) {
        SdkPojo builder = Shapes.builder(shape);
        RestMembers.read(request, labels, builder);
        SdkField<?> payload = Shapes.payload(builder);
        byte[] body = request.body().asByteArrayUnsafe();
        if (body.length == 0) {
            return (SdkRequest) Shapes.build(builder);
        }
        if (!isXml()) {
            JsonCodec.read(body, builder);
        } else if (payload != null && payload.marshallingType().equals(MarshallingType.SDK_POJO)) {
            SdkPojo nested = Shapes.nested(payload);
            XmlReader.read(body, nested);
            payload.set(builder, Shapes.build(nested));
        } else if (payload != null && payload.marshallingType().equals(MarshallingType.STRING)) {
            payload.set(builder, request.text());
        }
        return (SdkRequest) Shapes.build(builder);
    }

    @Override
    public HttpReply answer(String operation, SdkPojo response, Call call) {
        Map<String, String> headers = headers(call.requestId());
        headers.putAll(RestMembers.headers(response));
        int status = call.statusOr("DELETE".equals(call.http().method()) ? 204 : 200);
        for (SdkField<?> field : response.sdkFields()) {
            if (field.location() == MarshallLocation.STATUS_CODE
                    && Shapes.value(field, response) instanceof Integer modeled) {
                status = modeled;
            }
        }
        byte[] made = call.streamed().orElseGet(() -> body(operation, response));
        return HttpReply.of(status, headers, status == 204 ? new byte[0] : made);
    }

    private byte[] body(String operation, SdkPojo response) {
        if (!isXml()) {
            return JsonCodec.write(response);
        }
        SdkField<?> payload = Shapes.payload(response);
        Object value = payload == null ? null : Shapes.value(payload, response);
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        SdkPojo shape = value instanceof SdkPojo nested ? nested : response;
        String xml = XmlWriter.write(shape);
        if (xml.isEmpty() && payload == null) {
            return new byte[0];
        }
        String root =
                payload == null
                        ? ROOTS.getOrDefault(operation, operation + "Result")
                        : payload.locationName();
        return "<%1$s xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">%2$s</%1$s>"
                .formatted(root, xml)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public HttpReply refuse(HttpRequest request, AwsError error, String requestId) {
        Map<String, String> headers = headers(requestId);
        headers.putAll(error.headers());
        if (!isXml()) {
            headers.put("x-amzn-ErrorType", error.code());
            return HttpReply.of(error.status(), headers, JsonProtocol.body(error));
        }
        String xml =
                "<Error><Code>%s</Code><Message>%s</Message><RequestId>%s</RequestId></Error>"
                        .formatted(
                                XmlWriter.escape(error.code()),
                                XmlWriter.escape(error.text()),
                                requestId);
        return HttpReply.of(error.status(), headers, xml.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, String> headers(String requestId) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", isXml() ? "application/xml" : "application/json");
        headers.put(isXml() ? "x-amz-request-id" : "x-amzn-RequestId", requestId);
        return headers;
    }

    private boolean isXml() {
        return routes.service().format() == WireFormat.REST_XML;
    }
}

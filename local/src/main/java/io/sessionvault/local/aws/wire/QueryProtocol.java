package io.sessionvault.local.aws.wire;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.HttpReply;
import io.sessionvault.local.aws.call.HttpRequest;
import io.sessionvault.local.aws.call.Service;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/// The query protocol: a form in, XML out.
record QueryProtocol() implements Protocol {

    @Override
    public Target target(Service service, HttpRequest request) {
        Map<String, String> form = QueryCodec.form(request.text());
        String operation = form.getOrDefault("Action", "");
        Class<?> shape = service.requestClass(operation);
        return new Target(
                operation,
                () -> {
                    SdkPojo builder = Shapes.builder(shape);
                    QueryCodec.read(form, builder);
                    return (SdkRequest) Shapes.build(builder);
                });
    }

    @Override
    public HttpReply answer(String operation, SdkPojo response, Call call) {
        String xml =
                """
                <%1$sResponse xmlns="https://session-vault.local/"><%1$sResult>%2$s</%1$sResult>\
                <ResponseMetadata><RequestId>%3$s</RequestId></ResponseMetadata></%1$sResponse>
                """
                        .formatted(operation, XmlWriter.write(response), call.requestId());
        return reply(200, xml, call.requestId(), Map.of());
    }

    @Override
    public HttpReply refuse(HttpRequest request, AwsError error, String requestId) {
        String xml =
                """
                <ErrorResponse><Error><Type>%s</Type><Code>%s</Code><Message>%s</Message></Error>\
                <RequestId>%s</RequestId></ErrorResponse>
                """
                        .formatted(
                                error.status() < 500 ? "Sender" : "Receiver",
                                XmlWriter.escape(error.code()),
                                XmlWriter.escape(error.text()),
                                requestId);
        return reply(error.status(), xml, requestId, error.headers());
    }

    private static HttpReply reply(
            int status, String xml, String requestId, Map<String, String> more) {
        var headers = new TreeMap<>(more);
        headers.put("Content-Type", "text/xml");
        headers.put("x-amzn-RequestId", requestId);
        return HttpReply.of(status, headers, xml.getBytes(StandardCharsets.UTF_8));
    }
}

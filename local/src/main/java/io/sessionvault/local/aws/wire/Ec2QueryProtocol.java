package io.sessionvault.local.aws.wire;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.HttpReply;
import io.sessionvault.local.aws.call.HttpRequest;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.ec2.FormRequest;
import io.sessionvault.local.aws.ec2.XmlResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkPojo;

/// EC2's query protocol: a form in, XML of its own out.
///
/// Source: Smithy, "AWS EC2 query protocol".
record Ec2QueryProtocol() implements Protocol {

    @Override
    public Target target(Service service, HttpRequest request) {
        Map<String, String> form = QueryCodec.form(request.text());
        return new Target(form.getOrDefault("Action", ""), () -> new FormRequest(form));
    }

    @Override
    public HttpReply answer(String operation, SdkPojo response, Call call) {
        String xml =
                """
                <%1$sResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>%2$s</requestId>\
                %3$s</%1$sResponse>
                """
                        .formatted(operation, call.requestId(), ((XmlResponse) response).xml());
        return reply(200, xml, call.requestId(), Map.of());
    }

    @Override
    public HttpReply refuse(HttpRequest request, AwsError error, String requestId) {
        String xml =
                """
                <Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors>\
                <RequestID>%s</RequestID></Response>
                """
                        .formatted(
                                XmlWriter.escape(error.code()),
                                XmlWriter.escape(error.text()),
                                requestId);
        return reply(error.status(), xml, requestId, error.headers());
    }

    private static HttpReply reply(
            int status, String xml, String requestId, Map<String, String> more) {
        var headers = new TreeMap<>(more);
        headers.put("Content-Type", "text/xml;charset=UTF-8");
        headers.put("x-amzn-RequestId", requestId);
        return HttpReply.of(status, headers, xml.getBytes(StandardCharsets.UTF_8));
    }
}

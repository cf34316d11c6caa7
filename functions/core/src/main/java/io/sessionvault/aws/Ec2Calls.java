package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Calls EC2 without its service client, which is larger than all of the others together: a form in,
/// XML out.
///
/// Source: Smithy, "AWS EC2 query protocol"; docs/decisions/0020.
final class Ec2Calls {
    private static final String VERSION = "2016-11-15";

    /// More than any Region has of what is listed here.
    private static final int MOST_PAGES = 1000;

    private final SignedCalls calls;
    private final URI endpoint;

    /// @param endpoint where EC2 answers
    Ec2Calls(SignedCalls calls, URI endpoint) {
        this.calls = calls;
        this.endpoint = endpoint;
    }

    /// EC2 in a Region, with somebody's credentials.
    static Ec2Calls of(
            ClientConfiguration clients, AwsCredentialsProvider credentials, RegionName region) {
        return new Ec2Calls(
                clients.calls(credentials, "ec2", region.value()),
                clients.emulator()
                        .orElseGet(() -> Partition.of(region).endpoint("ec2", region.value())));
    }

    /// Calls an operation that lists, page by page.
    ///
    /// @param list the element of the answer in which the members are
    /// @param parameters the operation's parameters
    /// @throws software.amazon.awssdk.core.exception.SdkException when EC2 refuses, does not answer,
    ///     or answers something else than a list with an end
    List<XmlElement> list(String operation, String list, Map<String, String> parameters) {
        List<XmlElement> members = new ArrayList<>();
        Map<String, String> form = new LinkedHashMap<>(parameters);
        for (int page = 0; page < MOST_PAGES; page++) {
            XmlElement answer = call(operation, form);
            members.addAll(answer.members(list));
            String next = answer.textOf("nextToken");
            if (next.isEmpty()) {
                return members;
            }
            form.put("NextToken", next);
        }
        throw SdkClientException.create("the pages of " + operation + " have no end");
    }

    private XmlElement call(String operation, Map<String, String> parameters) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("Action", operation);
        form.put("Version", VERSION);
        form.putAll(parameters);
        String body =
                form.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        SdkHttpRequest request =
                SdkHttpRequest.builder()
                        .uri(endpoint)
                        .method(SdkHttpMethod.POST)
                        .putHeader(
                                "Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                        .putHeader("Content-Length", Integer.toString(body.length()))
                        .build();
        return answered(operation, calls.send(request, body).body());
    }

    private static XmlElement answered(String operation, String body) {
        try {
            XmlElement answer = XmlElement.parse(body);
            if (answer.name().equals(operation + "Response")) {
                return answer;
            }
        } catch (XMLStreamException malformed) {
            throw SdkClientException.create(operation + " was not answered in XML", malformed);
        }
        throw SdkClientException.create(operation + " was not answered by EC2");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

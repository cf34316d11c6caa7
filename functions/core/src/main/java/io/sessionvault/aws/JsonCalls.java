package io.sessionvault.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.account.RegionName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Calls a service that speaks JSON: the operation in a header, input and output in bodies.
///
/// Source: Smithy, "AWS JSON 1.1 protocol".
public final class JsonCalls {
    private final SignedCalls calls;
    private final URI endpoint;
    private final String service;

    /// @param endpoint where the service answers
    /// @param service the service's name in the header, such as `AWSEvents`
    public JsonCalls(SignedCalls calls, URI endpoint, String service) {
        this.calls = calls;
        this.endpoint = endpoint;
        this.service = service;
    }

    /// Organizations, which a partition has in one of its Regions only.
    ///
    /// @param region any Region of the partition
    public static JsonCalls organizations(ClientConfiguration clients, RegionName region) {
        Partition partition = Partition.of(region);
        return new JsonCalls(
                clients.ownCalls("organizations", partition.organizationsRegion()),
                clients.emulator()
                        .orElseGet(() ->
                                partition.endpoint(
                                        "organizations", partition.organizationsRegion())),
                "AWSOrganizationsV20161128");
    }

    /// EventBridge, with the function's own credentials.
    public static JsonCalls eventBridge(ClientConfiguration clients, RegionName region) {
        return eventBridge(clients, ClientConfiguration.ownCredentials(), region);
    }

    /// EventBridge, with somebody's credentials.
    static JsonCalls eventBridge(
            ClientConfiguration clients, AwsCredentialsProvider credentials, RegionName region) {
        return new JsonCalls(
                clients.calls(credentials, "events", region.value()),
                clients.emulator()
                        .orElseGet(() -> Partition.of(region).endpoint("events", region.value())),
                "AWSEvents");
    }

    /// Calls an operation.
    ///
    /// @return the operation's output
    /// @throws software.amazon.awssdk.core.exception.SdkException when the service refuses, does not
    ///     answer or answers something that is not JSON
    public Map<String, Object> call(String operation, Map<String, Object> input) {
        String body = Json.write(input);
        SdkHttpRequest request =
                SdkHttpRequest.builder()
                        .uri(endpoint)
                        .method(SdkHttpMethod.POST)
                        .putHeader("Content-Type", "application/x-amz-json-1.1")
                        .putHeader("X-Amz-Target", service + "." + operation)
                        .putHeader(
                                "Content-Length",
                                Integer.toString(body.getBytes(StandardCharsets.UTF_8).length))
                        .build();
        try {
            return Json.object(calls.send(request, body).body());
        } catch (JsonProcessingException malformed) {
            throw SdkClientException.create(
                    service + "." + operation + " was not answered in JSON", malformed);
        }
    }
}

package io.sessionvault.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// What a service says when it refuses: S3 in XML or, to `HeadObject`, by the status alone; EC2 in
/// XML of its own; services that speak JSON in JSON.
///
/// Source: S3 API reference, "Error responses"; Smithy, "AWS EC2 query protocol" and "AWS JSON 1.1
/// protocol", "Operation error serialization".
final class ErrorAnswer {
    private ErrorAnswer() {}

    /// The refusal as the SDK's service clients throw it.
    static AwsServiceException exception(String service, SignedCalls.Answer answer) {
        AwsErrorDetails.Builder details =
                AwsErrorDetails.builder().serviceName(service).sdkHttpResponse(answer.head());
        try {
            if (answer.body().startsWith("{")) {
                fromJson(Json.object(answer.body()), details);
            } else if (answer.body().startsWith("<")) {
                fromXml(answer.body(), details);
            }
        } catch (JsonProcessingException | XMLStreamException notAnErrorOfAws) {
            // A proxy's page, say: the status has to do.
            details.errorMessage("an answer that is not one of AWS");
        }
        String requestId =
                answer.header("x-amz-request-id")
                        .or(() -> answer.header("x-amzn-requestid"))
                        .orElse(null);
        return AwsServiceException.builder()
                .message("HTTP " + answer.head().statusCode())
                .statusCode(answer.head().statusCode())
                .requestId(requestId)
                .awsErrorDetails(details.build())
                .build();
    }

    /// The code may come with a namespace in front and a link behind.
    private static void fromJson(Map<String, Object> error, AwsErrorDetails.Builder details) {
        String type =
                Objects.toString(error.getOrDefault("__type", error.getOrDefault("code", "")));
        String code = type.substring(type.indexOf('#') + 1);
        details.errorCode(code.contains(":") ? code.substring(0, code.indexOf(':')) : code)
                .errorMessage(
                        Objects.toString(
                                error.getOrDefault("message", error.getOrDefault("Message", ""))));
    }

    private static void fromXml(String body, AwsErrorDetails.Builder details)
            throws XMLStreamException {
        String root = FlatXml.root(body).equals("Response") ? "Response" : "Error";
        List<Map<String, String>> errors = FlatXml.elements(body, root, "Error");
        Optional<Map<String, String>> error = errors.stream().findFirst();
        details.errorCode(error.map(each -> each.get("Code")).orElse(null))
                .errorMessage(error.map(each -> each.get("Message")).orElse(null));
    }
}

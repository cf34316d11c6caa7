package io.sessionvault.local.aws.organizations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.policy.PolicyDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// What a control policy may say.
///
/// Source: Organizations user guide, "SCP syntax", "RCP syntax", "Quotas and service limits".
final class ControlContent {
    private static final int MOST_BYTES = 5_120;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ControlContent() {}

    /// Lets content pass that a policy of this type may have.
    ///
    /// @throws AwsError `MalformedPolicyDocumentException` or `ConstraintViolationException`
    static void check(PolicyType type, @Nullable String content) {
        String text = String.valueOf(content);
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new AwsError(
                    "ConstraintViolationException",
                    400,
                    "POLICY_CONTENT_LIMIT_EXCEEDED: %d bytes at most".formatted(MOST_BYTES));
        }
        try {
            PolicyDocument.parse(text);
            JsonNode listed = JSON.readTree(text).path("Statement");
            for (JsonNode statement : listed.isArray() ? listed : List.of(listed)) {
                check(type, statement);
            }
        } catch (AwsError malformed) {
            throw malformed.status() == 400 ? malformed(malformed.text()) : malformed;
        } catch (JsonProcessingException malformed) {
            throw malformed(malformed.getOriginalMessage());
        }
    }

    private static void check(PolicyType type, JsonNode statement) {
        boolean isForServices = type == PolicyType.SERVICE_CONTROL_POLICY;
        if (statement.has("NotPrincipal") || isForServices == statement.has("Principal")) {
            throw malformed("The statement names principals where it must not, or does not.");
        }
        if (!isForServices && !statement.path("Effect").asText().equals("Deny")) {
            throw malformed("Resource control policies only deny.");
        }
    }

    private static AwsError malformed(String message) {
        return new AwsError("MalformedPolicyDocumentException", 400, message);
    }
}

package io.sessionvault.local.eventing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.local.eventing.BatchOutcome.Judged;
import io.sessionvault.local.eventing.BatchOutcome.Rejected;
import java.util.LinkedHashSet;
import java.util.Set;

/// Reads what a function answers about a batch when `ReportBatchItemFailures` is switched on.
///
/// Source: Lambda developer guide, "Implementing partial batch responses", success and failure conditions.
final class PartialBatchResponse {
    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .reader();

    private PartialBatchResponse() {}

    /// An answer without failures means success; one that cannot be understood rejects the batch.
    static BatchOutcome read(String body, Set<String> batch) {
        JsonNode response;
        try {
            response = JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return new Rejected("the answer is not JSON: " + body);
        }
        JsonNode failures = response.path("batchItemFailures");
        boolean namesNone = failures.isMissingNode() || failures.isNull();
        if (isNothing(response) || (response.isObject() && namesNone)) {
            return new Judged(Set.of());
        }
        if (!failures.isArray()) {
            return new Rejected("the answer has no list `batchItemFailures`: " + body);
        }
        Set<String> failedIds = new LinkedHashSet<>();
        for (JsonNode failure : failures) {
            String id = failure.path("itemIdentifier").asText();
            if (!batch.contains(id)) {
                return new Rejected("the answer names no message of the batch: " + failure);
            }
            failedIds.add(id);
        }
        return new Judged(failedIds);
    }

    private static boolean isNothing(JsonNode response) {
        return response.isMissingNode() || response.isNull();
    }
}

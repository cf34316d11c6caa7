package io.sessionvault.bench.plain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// The check itself: the same questions to AWS that check-log asks, and the same rules.
public final class ObjectCheck {
    private final S3Client s3 = S3Client.create();
    private final OrganizationsClient organizations = OrganizationsClient.create();
    private final EventBridgeClient events = EventBridgeClient.create();
    private final ObjectMapper json = new ObjectMapper();
    private final Set<String> members = new HashSet<>();

    /// What is to be said of one object.
    ///
    /// @param verdict `Compliant` or `NonCompliant`
    /// @param key the object's key
    /// @param broken what is wrong
    public record Result(String verdict, String key, List<String> broken) {}

    /// Checks the object that an event names.
    ///
    /// @param message the event in JSON
    public Result check(String message) {
        try {
            ObjectEvent.Detail detail = json.readValue(message, ObjectEvent.class).detail();
            List<String> broken = broken(detail);
            if (!broken.isEmpty()) {
                events.putEvents(ask ->
                        ask.entries(
                                PutEventsRequestEntry.builder()
                                        .source("bench")
                                        .detailType("Log Violation")
                                        .detail("{}")
                                        .build()));
            }
            return new Result(
                    broken.isEmpty() ? "Compliant" : "NonCompliant", detail.object().key(), broken);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    /// A result in JSON.
    public String write(Result result) {
        try {
            return json.writeValueAsString(result);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private List<String> broken(ObjectEvent.Detail detail) {
        String bucket = detail.bucket().name();
        String key = detail.object().key();
        String version = detail.object().versionId();
        HeadObjectResponse head =
                s3.headObject(ask -> ask.bucket(bucket).key(key).versionId(version));
        boolean overwrites =
                s3
                        .listObjectVersions(ask ->
                                ask.bucket(bucket)
                                        .prefix(key)
                                        .keyMarker(key)
                                        .versionIdMarker(version)
                                        .maxKeys(2))
                        .versions()
                        .stream()
                        .anyMatch(other -> other.key().equals(key));
        String account = key.substring(0, key.indexOf('/'));
        return Map.of(
                        "encryption", "aws:kms".equals(head.serverSideEncryptionAsString()),
                        "key", Objects.equals(head.ssekmsKeyId(), System.getenv("BUCKET_KEY_ARN")),
                        "member", isMember(account),
                        "uploader", account.equals(detail.requester()),
                        "name", key.endsWith(".log"),
                        "content", head.contentLength() > 0,
                        "first", !overwrites)
                .entrySet()
                .stream()
                .filter(rule -> !rule.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isMember(String account) {
        if (members.isEmpty()) {
            organizations.listAccountsPaginator().stream()
                    .flatMap(page -> page.accounts().stream())
                    .map(Account::id)
                    .forEach(members::add);
        }
        return members.contains(account);
    }
}

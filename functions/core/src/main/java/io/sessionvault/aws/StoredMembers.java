package io.sessionvault.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.compliance.Members;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The object in the reports bucket that tells who the members are.
public final class StoredMembers {
    /// Its key. The bucket's policy lets only list-accounts write it.
    public static final String KEY = "members.json";

    private StoredMembers() {}

    /// Takes the place of what an earlier run has written.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when it cannot be stored
    public static void write(ReportsBucket reports, Members members) {
        try {
            reports.put(KEY, "application/json", ComplianceJson.MAPPER.writeValueAsBytes(members));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// What the last run has left, however long ago; empty when there is none, or it is malformed.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when it cannot be read: whoever goes
    ///     on without it would take each account that is gone for one that never was
    public static Optional<Members> readWhenever(ReportsBucket reports) {
        return reports.get(KEY)
                .flatMap(json -> {
                    try {
                        return Optional.ofNullable(
                                ComplianceJson.MAPPER.readValue(json, Members.class));
                    } catch (JsonProcessingException malformed) {
                        return Optional.empty();
                    }
                });
    }

    /// Reads it. What is absent, malformed or too old to count was not seen, whatever the reason.
    public static Observation<Members> read(ReportsBucket reports, Instant now) {
        return read(() -> reports.get(KEY), now);
    }

    /// The same, from wherever the object is read.
    ///
    /// @param object reads it; empty when there is none
    public static Observation<Members> read(Supplier<Optional<String>> object, Instant now) {
        return switch (ServiceErrors.observe(object)) {
            case Observation.Unseen<Optional<String>>(ServiceError error) ->
                    new Observation.Unseen<>(error);
            case Observation.Seen<Optional<String>>(Optional<String> json) ->
                    json.map(text -> parse(text, now))
                            .orElseGet(() -> unseen("NoSuchKey", "it is not there"));
        };
    }

    private static Observation<Members> parse(String json, Instant now) {
        try {
            @Nullable Members members = ComplianceJson.MAPPER.readValue(json, Members.class);
            if (members == null) {
                return unseen("Malformed", "it is null");
            }
            return members.isCurrent(now)
                    ? new Observation.Seen<>(members)
                    : unseen("TooOld", "it was written at " + members.writtenAt());
        } catch (JsonProcessingException malformed) {
            return unseen("Malformed", malformed.getOriginalMessage());
        }
    }

    private static Observation<Members> unseen(String code, String message) {
        return new Observation.Unseen<>(
                new ServiceError(ErrorKind.REJECTED, code, KEY + ": " + message, Optional.empty()));
    }
}

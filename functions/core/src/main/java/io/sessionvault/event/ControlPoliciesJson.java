package io.sessionvault.event;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.organization.ControlPolicies;
import io.sessionvault.organization.ControlTree;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The JSON form of control policies: for each of the two kinds a `tree`, or the `error` for which
/// there is none.
public final class ControlPoliciesJson {
    private record Stored(Part service, Part resource) {
        Stored {
            Objects.requireNonNull(service, "service");
            Objects.requireNonNull(resource, "resource");
        }
    }

    private record Part(@Nullable ControlTree tree, @Nullable StoredError error) {}

    private record StoredError(
            ErrorKind kind, String code, String message, @Nullable String requestId) {
        StoredError {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(message, "message");
        }
    }

    private ControlPoliciesJson() {}

    /// Writes them.
    public static byte[] write(ControlPolicies policies) {
        try {
            return ComplianceJson.MAPPER.writeValueAsBytes(
                    new Stored(part(policies.service()), part(policies.resource())));
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not a JSON value", impossible);
        }
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws JsonProcessingException when it is anything else
    public static ControlPolicies read(String json) throws JsonProcessingException {
        @Nullable Stored stored = ComplianceJson.MAPPER.readValue(json, Stored.class);
        if (stored == null) {
            throw new JsonParseException(null, "null is no control policies");
        }
        return new ControlPolicies(kind(stored.service()), kind(stored.resource()));
    }

    private static Part part(Observation<ControlTree> kind) {
        return switch (kind) {
            case Observation.Seen<ControlTree>(ControlTree tree) -> new Part(tree, null);
            case Observation.Unseen<ControlTree>(ServiceError error) ->
                    new Part(
                            null,
                            new StoredError(
                                    error.kind(),
                                    error.code(),
                                    error.message(),
                                    error.requestId().orElse(null)));
        };
    }

    private static Observation<ControlTree> kind(Part part) throws JsonParseException {
        if (part.tree() != null) {
            return new Observation.Seen<>(part.tree());
        }
        if (part.error() == null) {
            throw new JsonParseException(null, "there is neither a tree nor an error");
        }
        StoredError error = part.error();
        return new Observation.Unseen<>(
                new ServiceError(
                        error.kind(),
                        error.code(),
                        error.message(),
                        Optional.ofNullable(error.requestId())));
    }
}

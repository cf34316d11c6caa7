package io.sessionvault.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.compliance.Run;
import io.sessionvault.event.ControlPoliciesJson;
import io.sessionvault.organization.ControlPolicies;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.util.Optional;

/// The control policies that a compliance run has read once for all of its accounts.
public final class StoredControlPolicies {
    private StoredControlPolicies() {}

    /// Leaves them for the other parts of the run.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when they cannot be stored
    public static void write(ReportsBucket reports, Run run, ControlPolicies policies) {
        reports.put(
                run.controlPoliciesKey(), "application/json", ControlPoliciesJson.write(policies));
    }

    /// Reads those of a run. What is absent, unreadable or malformed is not readable control
    /// policies, never an exception.
    public static ControlPolicies read(ReportsBucket reports, Run run) {
        String key = run.controlPoliciesKey();
        return switch (ServiceErrors.observe(() -> reports.get(key))) {
            case Observation.Unseen<Optional<String>>(ServiceError error) ->
                    ControlPolicies.unread(error);
            case Observation.Seen<Optional<String>>(Optional<String> json) ->
                    json.map(text -> parse(key, text))
                            .orElseGet(() -> unread("NoSuchKey", key + " is not there"));
        };
    }

    private static ControlPolicies parse(String key, String json) {
        try {
            return ControlPoliciesJson.read(json);
        } catch (JsonProcessingException malformed) {
            return unread("Malformed", key + ": " + malformed.getOriginalMessage());
        }
    }

    private static ControlPolicies unread(String code, String message) {
        return ControlPolicies.unread(
                new ServiceError(ErrorKind.REJECTED, code, message, Optional.empty()));
    }
}

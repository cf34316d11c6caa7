package io.sessionvault.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.account.AccountId;
import io.sessionvault.event.HoldsJson;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Holds;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/// What of each account is held: an object for each in the reports bucket. The bucket's policy lets
/// only the role of onboard-account write it.
public final class StoredHolds {
    private static final ServiceError CHANGED =
            new ServiceError(
                    ErrorKind.STALE,
                    "PreconditionFailed",
                    "what is held changed meanwhile; nothing was changed, send the request again",
                    Optional.empty());

    private final ReportsBucket reports;

    /// @param reports the reports bucket
    public StoredHolds(ReportsBucket reports) {
        this.reports = reports;
    }

    /// The object of an account, as people name it.
    public String address(AccountId account) {
        return "s3://" + reports.name() + "/" + key(account);
    }

    private static String key(AccountId account) {
        return "holds/" + account + ".json";
    }

    /// Reads what is held; where there is no object, nothing is. What cannot be read, or is malformed,
    /// was not seen: it may hold the account.
    public Observation<Holds> read(AccountId account) {
        return switch (ServiceErrors.observe(() -> reports.get(key(account)))) {
            case Observation.Unseen<Optional<String>>(ServiceError error) ->
                    new Observation.Unseen<>(error);
            case Observation.Seen<Optional<String>>(Optional<String> json) ->
                    json.map(StoredHolds::parse)
                            .orElseGet(() -> new Observation.Seen<>(Holds.NONE));
        };
    }

    private static Observation<Holds> parse(String json) {
        try {
            return new Observation.Seen<>(HoldsJson.read(json));
        } catch (JsonProcessingException malformed) {
            return new Observation.Unseen<>(
                    new ServiceError(
                            ErrorKind.REJECTED,
                            "Malformed",
                            malformed.getOriginalMessage(),
                            Optional.empty()));
        }
    }

    /// Takes the place of what was held; empty when it is written. Where something else is held by
    /// now, nothing is written: somebody else's hold would be lost.
    ///
    /// @param before what was held when it was decided
    public Optional<ServiceError> write(AccountId account, Holds before, Holds holds) {
        try {
            Optional<ReportsBucket.Tagged> stored = reports.getTagged(key(account));
            Observation<Holds> held =
                    stored.map(object -> parse(object.text()))
                            .orElseGet(() -> new Observation.Seen<>(Holds.NONE));
            if (!held.equals(new Observation.Seen<>(before))) {
                return Optional.of(CHANGED);
            }
            reports.putInPlaceOf(
                    stored.map(ReportsBucket.Tagged::tag),
                    key(account),
                    "application/json",
                    HoldsJson.write(holds));
            return Optional.empty();
        } catch (SdkException failure) {
            ServiceError error = ServiceErrors.of(failure);
            // The SDK sends a write again whose answer was lost, which is then refused.
            return error.kind() == ErrorKind.STALE
                    ? unlessHeld(account, holds)
                    : Optional.of(error);
        }
    }

    /// Reads again what is held; empty when it is this, and else why it is not or cannot be told.
    Optional<ServiceError> unlessHeld(AccountId account, Holds wanted) {
        return switch (read(account)) {
            case Observation.Seen<Holds>(Holds held) ->
                    held.equals(wanted) ? Optional.empty() : Optional.of(CHANGED);
            case Observation.Unseen<Holds>(ServiceError error) -> Optional.of(error);
        };
    }
}

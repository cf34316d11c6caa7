package io.sessionvault.aws;

import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// From the SDK's exceptions to values.
public final class ServiceErrors {
    private ServiceErrors() {}

    /// What an exception of the SDK says.
    public static ServiceError of(SdkException exception) {
        if (!(exception instanceof AwsServiceException answer)) {
            String name = exception.getClass().getSimpleName();
            return new ServiceError(
                    ErrorKind.of(name, 0), name, message(exception.getMessage()), Optional.empty());
        }
        Optional<AwsErrorDetails> details = Optional.ofNullable(answer.awsErrorDetails());
        String code =
                details.map(AwsErrorDetails::errorCode)
                        .filter(text -> !text.isEmpty())
                        .orElse("HTTP " + answer.statusCode());
        return new ServiceError(
                ErrorKind.of(code, answer.statusCode()),
                code,
                message(details.map(AwsErrorDetails::errorMessage).orElse(null)),
                Optional.ofNullable(answer.requestId()));
    }

    /// Runs a read and keeps its error as a value.
    public static <T> Observation<T> observe(Supplier<T> read) {
        try {
            return new Observation.Seen<>(read.get());
        } catch (SdkException failure) {
            return new Observation.Unseen<>(of(failure));
        }
    }

    private static String message(@Nullable String text) {
        return text == null || text.isBlank() ? "no message" : text;
    }
}

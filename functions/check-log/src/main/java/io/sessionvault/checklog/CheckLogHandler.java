package io.sessionvault.checklog;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.aws.Json;
import io.sessionvault.event.LambdaInput;
import io.sessionvault.settings.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Lambda: logs arrive, each gets its verdict.
public final class CheckLogHandler implements RequestStreamHandler {
    private final Wiring parts;

    /// For Lambda: settings from the environment.
    ///
    /// @throws io.sessionvault.settings.InvalidSettingException when a setting is missing or
    ///     malformed
    public CheckLogHandler() {
        this(Wiring.of(Environment.ofProcess()));
    }

    CheckLogHandler(Wiring parts) {
        this.parts = parts;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        LambdaInput read = LambdaInput.read(input);
        Object answer =
                PowertoolsLogging.withLogging(
                        context,
                        () ->
                                switch (read) {
                                    case LambdaInput.Batch batch ->
                                            new SQSBatchResponse(parts.queue().work(batch));
                                    case LambdaInput.Direct(JsonNode event) -> direct(event);
                                });
        output.write(Json.write(answer).getBytes(StandardCharsets.UTF_8));
    }

    private CheckedLog direct(JsonNode event) {
        CheckedLog checked = parts.check().check(event);
        parts.metrics().count(List.of(checked));
        if (checked.verdict() == CheckedLog.Kind.NON_COMPLIANT) {
            parts.violations().publish(List.of(checked));
        }
        if (!checked.isSettled()) {
            throw new LogUndeterminedException(
                    Objects.requireNonNullElse(checked.reason(), "no reason"));
        }
        return checked;
    }
}

package io.sessionvault.checklog;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.aws.Json;
import io.sessionvault.event.LambdaInput;
import io.sessionvault.settings.Environment;
import io.sessionvault.snapshot.NameLookups;
import io.sessionvault.snapshot.Priming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Lambda: logs arrive, each gets its verdict.
public final class CheckLogHandler implements RequestStreamHandler {
    static {
        // First of all: the first logger looks a name up.
        NameLookups.keepNone();
    }

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
        Priming.beforeSnapshot(parts.rehearsal()::run);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        LambdaInput read = LambdaInput.read(input);
        Map<String, Object> answer =
                PowertoolsLogging.withLogging(
                        context,
                        () ->
                                switch (read) {
                                    case LambdaInput.Batch batch -> work(batch);
                                    case LambdaInput.Direct(JsonNode event) -> direct(event);
                                });
        output.write(Json.write(answer).getBytes(StandardCharsets.UTF_8));
    }

    /// Source: Lambda developer guide, "Implementing partial batch responses".
    private Map<String, Object> work(LambdaInput.Batch batch) {
        return Map.of(
                "batchItemFailures",
                parts.queue().work(batch).stream()
                        .map(id -> Map.of("itemIdentifier", id))
                        .toList());
    }

    private Map<String, Object> direct(JsonNode event) {
        CheckedLog checked = parts.check().check(event);
        VerdictLog.write(checked);
        parts.metrics().count(List.of(checked));
        if (checked.kind() == CheckedLog.Kind.NON_COMPLIANT) {
            parts.violations().publish(List.of(checked));
        }
        if (!checked.isSettled()) {
            throw new LogUndeterminedException(checked.reason().orElse("no reason"));
        }
        return checked.fields();
    }
}

package io.sessionvault.listaccounts;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.compliance.Run.LogScope;
import io.sessionvault.reconcile.Mode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the state machine asks for: which execution it is, and what its starter wants.
///
/// @param id the name of the execution
/// @param startedAt when it started
/// @param logs which stored logs to judge
/// @param mode how far the starter wants to go; empty leaves it to the configuration
/// @param onboard whether accounts that were never governed are to be onboarded
record RunRequest(
        String id, Instant startedAt, LogScope logs, Optional<Mode> mode, boolean onboard) {
    /// The name becomes a part of keys in the reports bucket. Names that Step Functions makes up,
    /// and those that CloudWatch can show, are of these characters.
    ///
    /// Source: Step Functions API reference, `StartExecution`, `name`.
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    private static final Set<String> NAMES = Set.of("logs", "mode", "onboard");

    /// Reads the input of the state machine's first state.
    ///
    /// @throws IllegalArgumentException when it is not one; the message names what is wrong
    static RunRequest read(JsonNode input) {
        JsonNode execution = input.path("execution");
        JsonNode request = input.path("request");
        if (!request.isObject() && !request.isNull() && !request.isMissingNode()) {
            throw new IllegalArgumentException(
                    "the input of the state machine must be an object such as {\"logs\": \"ALL\"}");
        }
        request.fieldNames()
                .forEachRemaining(name -> {
                    if (!NAMES.contains(name)) {
                        throw new IllegalArgumentException(
                                "the input of the state machine knows \"logs\", \"mode\" and"
                                        + " \"onboard\", not \""
                                        + name
                                        + "\"");
                    }
                });
        return new RunRequest(
                id(execution.path("name")),
                time(execution.path("startTime")),
                choice(request.path("logs"), "logs", LogScope.class).orElse(LogScope.CHANGED),
                choice(request.path("mode"), "mode", Mode.class),
                onboard(request.path("onboard")));
    }

    private static boolean onboard(JsonNode value) {
        if (!value.isBoolean() && !value.isMissingNode() && !value.isNull()) {
            throw new IllegalArgumentException("onboard must be true or false, not " + value);
        }
        return value.asBoolean(false);
    }

    private static String id(JsonNode name) {
        if (!name.isTextual() || !ID.matcher(name.textValue()).matches()) {
            throw new IllegalArgumentException(
                    "execution.name must be 1 to 80 letters, digits, hyphens and underscores, not "
                            + name);
        }
        return name.textValue();
    }

    private static Instant time(JsonNode startTime) {
        try {
            return Instant.parse(startTime.asText());
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException(
                    "execution.startTime must be a time such as 2026-11-24T03:00:00Z, not "
                            + startTime,
                    malformed);
        }
    }

    private static <E extends Enum<E>> Optional<E> choice(
            JsonNode value, String name, Class<E> choices) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(
                Arrays.stream(choices.getEnumConstants())
                        .filter(each -> each.name().equalsIgnoreCase(value.asText()))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "%s must be one of %s, not %s"
                                                .formatted(
                                                        name,
                                                        Arrays.stream(choices.getEnumConstants())
                                                                .map(Enum::name)
                                                                .collect(Collectors.joining(", ")),
                                                        value))));
    }
}

package io.sessionvault.settings;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A function's environment variables, read once when the function starts.
///
/// @param variables the variables by name
public record Environment(Map<String, String> variables) {
    /// Copies the variables.
    public Environment {
        variables = Map.copyOf(variables);
    }

    /// The environment of this process.
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /// Where an emulator answers in place of AWS: `ENDPOINT_URL`, which the template declares because
    /// `sam local invoke` passes no other variables, or else the AWS SDKs' own `AWS_ENDPOINT_URL`.
    ///
    /// @throws InvalidSettingException when one of them is there and not an address
    public Optional<URI> emulator() {
        return address("ENDPOINT_URL").or(() -> address("AWS_ENDPOINT_URL"));
    }

    private Optional<URI> address(String name) {
        return optional(
                name,
                "an address such as http://127.0.0.1:5000",
                text -> {
                    URI address = URI.create(text);
                    if (address.getHost() == null || !text.matches("https?://[^/?#]*/?")) {
                        throw new IllegalArgumentException(
                                "it is not http:// or https:// and a host, without a path");
                    }
                    return address;
                });
    }

    /// The variable's value.
    ///
    /// @param expectation what the variable must hold, to complete "it must hold ..."
    /// @param parse reads the value; throws IllegalArgumentException when it cannot
    /// @throws InvalidSettingException when the variable is missing, blank or not readable
    public <T> T required(String name, String expectation, Function<String, T> parse) {
        return optional(name, expectation, parse)
                .orElseThrow(() ->
                        new InvalidSettingException(
                                name + " is not set: it must hold " + expectation));
    }

    /// The variable's value; empty when it is missing or blank.
    ///
    /// @param expectation what the variable must hold, to complete "it must hold ..."
    /// @param parse reads the value; throws IllegalArgumentException when it cannot
    /// @throws InvalidSettingException when the variable is there and not readable
    public <T> Optional<T> optional(String name, String expectation, Function<String, T> parse) {
        String value = variables.getOrDefault(name, "").strip();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(value));
        } catch (IllegalArgumentException malformed) {
            throw new InvalidSettingException(
                    name
                            + " is '"
                            + value
                            + "': it must hold "
                            + expectation
                            + " ("
                            + malformed.getMessage()
                            + ")");
        }
    }

    /// Reads a text as it is, if the whole of it has a form.
    public static Function<String, String> matching(Pattern form) {
        return text -> {
            if (!form.matcher(text).matches()) {
                throw new IllegalArgumentException("it does not match " + form);
            }
            return text;
        };
    }

    /// Reads one of an enum's constants, written in lower case with hyphens.
    public static <E extends Enum<E>> Function<String, E> oneOf(Class<E> choices) {
        return text ->
                Arrays.stream(choices.getEnumConstants())
                        .filter(each ->
                                each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no such choice"));
    }
}

package io.sessionvault.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The AWS SDK's own variables that say whom to call. The vault makes some calls without a client of
/// the SDK's, so a setting that only such clients follow would split a function's calls between two
/// hosts. A function does not start under one of these; what all calls follow is
/// [Environment#emulator].
///
/// Source: AWS SDKs and tools reference guide, "Service-specific endpoints", "Dual-stack and FIPS
/// endpoints" and "Shared config and credentials files"; docs/decisions/0034.
final class SdkSettings {
    private static final String OF_ONE_SERVICE = "AWS_ENDPOINT_URL_";

    private SdkSettings() {}

    /// @throws InvalidSettingException when a variable is set that not every call would follow
    static void refuseWhatNotEveryCallFollows(Environment environment) {
        Map<String, String> variables = environment.variables();
        new TreeMap<>(variables)
                .forEach((name, value) ->
                        problem(name, value, variables)
                                .ifPresent(problem -> refuse(name, value, problem)));
    }

    private static void refuse(String name, String value, String problem) {
        throw new InvalidSettingException(name + " is '" + value + "': " + problem);
    }

    private static Optional<String> problem(
            String name, String value, Map<String, String> variables) {
        return switch (name) {
            case "AWS_USE_FIPS_ENDPOINT" ->
                    isOff(value)
                            ? Optional.empty()
                            : Optional.of(
                                    "the vault calls services and Regions that have no FIPS endpoint;"
                                            + " remove it or set it to false");
            case "AWS_USE_DUALSTACK_ENDPOINT" ->
                    isOff(value)
                            ? Optional.empty()
                            : Optional.of(
                                    "the vault calls services that have no dual-stack endpoint;"
                                            + " remove it or set it to false");
            case "AWS_CONFIG_FILE" ->
                    Optional.of(
                            "the vault reads no configuration file of the AWS SDKs; remove it, and"
                                    + " set ENDPOINT_URL for other endpoints");
            case "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS" ->
                    !isOff(value) && variables.containsKey("AWS_ENDPOINT_URL")
                            ? Optional.of("AWS_ENDPOINT_URL is set, too; remove one of them")
                            : Optional.empty();
            case "AWS_ENDPOINT_URL" ->
                    value.isBlank() && variables.getOrDefault("ENDPOINT_URL", "").isBlank()
                            ? Optional.of("empty it makes every call fail; remove it")
                            : Optional.empty();
            case String service when service.startsWith(OF_ONE_SERVICE) ->
                    Optional.of(
                            "the vault cannot call one service elsewhere than the others; remove it,"
                                    + " and set ENDPOINT_URL to call all of them at one address");
            case String _ -> Optional.empty();
        };
    }

    private static boolean isOff(String value) {
        String plain = value.strip().toLowerCase(Locale.ROOT);
        return plain.isEmpty() || plain.equals("false");
    }
}

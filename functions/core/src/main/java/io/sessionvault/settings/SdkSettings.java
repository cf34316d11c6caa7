package io.sessionvault.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;

/// The AWS SDK's own variables and properties that say whom to call. The vault makes some calls without a client of
/// the SDK's, so a setting that only such clients follow would split a function's calls between two
/// hosts. A function does not start under one of these; what all calls follow is
/// [Environment#emulator].
///
/// Source: AWS SDKs and tools reference guide, "Service-specific endpoints", "Dual-stack and FIPS
/// endpoints" and "Shared config and credentials files"; docs/decisions/0034.
final class SdkSettings {
    private static final String OF_ONE_SERVICE = "AWS_ENDPOINT_URL_";

    /// Of all services, or with a service's name behind it of one.
    private static final String PROPERTY = "aws.endpointUrl";

    private static final String GLOBAL_S3 = "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT";

    private static final String GLOBAL_S3_PROPERTY = "aws.s3UseUsEast1RegionalEndpoint";

    private SdkSettings() {}

    /// @param properties those of the JVM
    /// @throws InvalidSettingException when a variable or a property is set that not every call would
    ///     follow
    static void refuseWhatNotEveryCallFollows(Environment environment, Properties properties) {
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            String value = properties.getProperty(name);
            ofProperty(name, value).ifPresent(problem -> refuse(name, value, problem));
        }
        Map<String, String> variables = environment.variables();
        new TreeMap<>(variables)
                .forEach((name, value) ->
                        problem(name, value, variables)
                                .ifPresent(problem -> refuse(name, value, problem)));
    }

    private static Optional<String> ofProperty(String name, String value) {
        if (name.startsWith(PROPERTY)) {
            return Optional.of(
                    "calls without a client of the SDK's do not follow properties of the JVM; remove"
                            + " it, and set ENDPOINT_URL for other endpoints");
        }
        return name.equals(GLOBAL_S3_PROPERTY) ? ofGlobalS3(value) : Optional.empty();
    }

    private static Optional<String> ofGlobalS3(String value) {
        return value.strip().equalsIgnoreCase("regional")
                ? Optional.empty()
                : Optional.of(
                        "the vault calls S3 in us-east-1 at its regional endpoint; remove it or set it"
                                + " to regional");
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
            case GLOBAL_S3 -> ofGlobalS3(value);
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

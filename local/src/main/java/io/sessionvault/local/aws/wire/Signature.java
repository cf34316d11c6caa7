package io.sessionvault.local.aws.wire;

import io.sessionvault.local.aws.call.HttpRequest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a request's signature says about it. The signature itself is not checked.
///
/// @param accessKey the access key id
/// @param region the Region of the credential scope
/// @param service the service's signing name
/// @param sessionToken the session token of temporary credentials
/// @param headers the names of the headers that it covers, in lower case
public record Signature(
        String accessKey,
        String region,
        String service,
        Optional<String> sessionToken,
        Set<String> headers) {
    private static final Pattern CREDENTIAL =
            Pattern.compile("Credential=([^/]+)/[0-9]{8}/([^/]+)/([^/]+)/aws4_request");
    private static final Pattern HEADERS = Pattern.compile("SignedHeaders=([^,\\s]+)");

    /// Copies the set.
    public Signature {
        headers = Set.copyOf(headers);
    }

    /// The signature of a request; empty when it carries none in its `Authorization` header.
    public static Optional<Signature> of(HttpRequest request) {
        String authorization = request.header("Authorization").orElse("");
        Matcher credential = CREDENTIAL.matcher(authorization);
        if (!credential.find()) {
            return Optional.empty();
        }
        return Optional.of(
                new Signature(
                        credential.group(1),
                        credential.group(2),
                        credential.group(3),
                        request.header("X-Amz-Security-Token"),
                        covered(authorization)));
    }

    private static Set<String> covered(String authorization) {
        Matcher headers = HEADERS.matcher(authorization);
        return headers.find() ? Set.of(headers.group(1).split(";", -1)) : Set.of();
    }
}

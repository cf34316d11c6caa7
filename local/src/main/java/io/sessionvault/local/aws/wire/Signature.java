package io.sessionvault.local.aws.wire;

import io.sessionvault.local.aws.call.HttpRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a request's signature says about it. The signature itself is not checked.
///
/// @param accessKey the access key id
/// @param region the Region of the credential scope
/// @param service the service's signing name
/// @param sessionToken the session token of temporary credentials
public record Signature(
        String accessKey, String region, String service, Optional<String> sessionToken) {
    private static final Pattern CREDENTIAL =
            Pattern.compile("Credential=([^/]+)/[0-9]{8}/([^/]+)/([^/]+)/aws4_request");

    /// The signature of a request; empty when it carries none in its `Authorization` header.
    public static Optional<Signature> of(HttpRequest request) {
        Matcher credential = CREDENTIAL.matcher(request.header("Authorization").orElse(""));
        if (!credential.find()) {
            return Optional.empty();
        }
        return Optional.of(
                new Signature(
                        credential.group(1),
                        credential.group(2),
                        credential.group(3),
                        request.header("X-Amz-Security-Token")));
    }
}

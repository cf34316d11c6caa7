package io.sessionvault.local.aws.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;

/// An HTTP request as it came, with its whole body.
///
/// @param method the method in capitals
/// @param path the path as sent, percent-encoded
/// @param query the query as sent, percent-encoded; empty when there is none
/// @param headers values by header name; the map ignores the case of names
/// @param body the body as sent
/// @param peer the address of the caller
public record HttpRequest(
        String method,
        String path,
        String query,
        Map<String, List<String>> headers,
        SdkBytes body,
        String peer) {

    /// The first value of a header, its name in any case.
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(List::getFirst);
    }

    /// The body as UTF-8 text.
    public String text() {
        return body.asUtf8String();
    }

    /// This request with other headers.
    public HttpRequest with(Map<String, List<String>> newHeaders) {
        return new HttpRequest(method, path, query, newHeaders, body, peer);
    }

    /// This request with another body.
    public HttpRequest with(SdkBytes newBody) {
        return new HttpRequest(method, path, query, headers, newBody, peer);
    }
}

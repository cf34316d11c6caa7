package io.sessionvault.bench.loopback;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One HTTP request, as far as the answers depend on it; its body is read and forgotten.
///
/// @param method the method
/// @param path the path, percent-encoded as it was sent
/// @param query the parameters, decoded; those without a value have an empty one
/// @param headers the headers by their name in lower case
record Request(String method, String path, Map<String, String> query, Map<String, String> headers) {
    private static final byte[] CONTINUE =
            "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /// Reads the next request of a connection; empty when the client has closed it.
    ///
    /// @param in from the client
    /// @param out to the client, who may want to be told to go on
    static Optional<Request> read(InputStream in, OutputStream out) throws IOException {
        String start = line(in);
        if (start == null) {
            return Optional.empty();
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = required(in); !line.isEmpty(); line = required(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
            out.write(CONTINUE);
            out.flush();
        }
        skipBody(in, headers);
        String[] words = start.split(" ", -1);
        int question = words[1].indexOf('?');
        String path = question < 0 ? words[1] : words[1].substring(0, question);
        String query = question < 0 ? "" : words[1].substring(question + 1);
        return Optional.of(new Request(words[0], path, parameters(query), headers));
    }

    private static void skipBody(InputStream in, Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                in.skipNBytes(size);
                required(in);
            }
            while (!required(in).isEmpty()) {
                // Trailers, up to the empty line.
            }
            return;
        }
        in.skipNBytes(Long.parseLong(headers.getOrDefault("content-length", "0")));
    }

    private static int chunk(InputStream in) throws IOException {
        String line = required(in);
        int semicolon = line.indexOf(';');
        return Integer.parseInt(semicolon < 0 ? line : line.substring(0, semicolon), 16);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        if (!query.isEmpty()) {
            for (String pair : query.split("&", -1)) {
                int equal = pair.indexOf('=');
                parameters.put(
                        decoded(equal < 0 ? pair : pair.substring(0, equal)),
                        equal < 0 ? "" : decoded(pair.substring(equal + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String required(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            throw new EOFException("the client went away in the middle of a request");
        }
        return line;
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(96);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.isEmpty() ? null : line.toString();
    }
}

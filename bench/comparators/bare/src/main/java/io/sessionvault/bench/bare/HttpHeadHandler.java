package io.sessionvault.bench.bare;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Objects;

/// Lambda: a HEAD request for each object of a batch with the JDK's own client, unsigned.
public final class HttpHeadHandler implements RequestStreamHandler {
    static {
        // The JDK keeps five otherwise, and opens a new connection for every other call.
        System.setProperty("http.maxConnections", "256");
    }

    private final Heads heads = new Heads(System.getenv());
    private final String endpoint = Objects.requireNonNull(System.getenv("AWS_ENDPOINT_URL"));

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        heads.answer(input, output, this::keyOf);
    }

    private String keyOf(NamedObject object) throws IOException {
        String version = object.versionId() == null ? "" : "?versionId=" + object.versionId();
        URI uri = URI.create(endpoint + "/" + object.bucket() + "/" + object.key() + version);
        HttpURLConnection call = (HttpURLConnection) uri.toURL().openConnection();
        call.setRequestMethod("HEAD");
        call.getInputStream().close();
        return Objects.requireNonNullElse(
                call.getHeaderField("x-amz-server-side-encryption-aws-kms-key-id"), "");
    }
}

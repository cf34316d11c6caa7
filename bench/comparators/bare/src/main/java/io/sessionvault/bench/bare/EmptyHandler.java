package io.sessionvault.bench.bare;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Lambda: takes a batch and does nothing.
public final class EmptyHandler implements RequestStreamHandler {
    private static final byte[] DONE =
            "{\"batchItemFailures\":[]}".getBytes(StandardCharsets.UTF_8);

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        input.readAllBytes();
        output.write(DONE);
    }
}

package io.sessionvault.aws;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/// A transport that has an answer whole before it hands it on, or fails in time.
///
/// The limits beneath it let a body through that comes drop by drop: the socket's begins anew with
/// each byte, and the SDK's closes a connection whose lock the reader holds, so that it waits for
/// the very answer that it is to end. A failure to read, on the other hand, is one that the SDK
/// tries again, as it does when there was no answer at all.
final class TimelyHttpClient implements SdkHttpClient {
    /// Answers of AWS's APIs are smaller. Of a stored object that is larger, the rest is read when
    /// it is wanted, for as long as it takes.
    private static final int MOST = 1024 * 1024;

    private static final int PIECE = 8 * 1024;

    private final SdkHttpClient transport;
    private final Duration limit;
    private final LongSupplier nanoTime;

    /// @param limit how long a request and its answer may take together
    TimelyHttpClient(SdkHttpClient transport, Duration limit) {
        this(transport, limit, System::nanoTime);
    }

    /// @param nanoTime tells the time in nanoseconds from some moment on
    TimelyHttpClient(SdkHttpClient transport, Duration limit, LongSupplier nanoTime) {
        this.transport = transport;
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = transport.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                long end = nanoTime.getAsLong() + limit.toNanos();
                HttpExecuteResponse response = answer(prepared);
                return response.responseBody().isEmpty()
                        ? response
                        : HttpExecuteResponse.builder()
                                .response(response.httpResponse())
                                .responseBody(inTime(response.responseBody().get(), end))
                                .build();
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    /// A connection that AWS has closed since the last call is an ordinary failure to read, too. The
    /// SDK's transport hides it in another exception where it waits for leave to send a large body,
    /// and then nobody tries again.
    private static HttpExecuteResponse answer(ExecutableHttpRequest prepared) throws IOException {
        try {
            return prepared.call();
        } catch (UncheckedIOException hidden) {
            throw hidden.getCause();
        }
    }

    private AbortableInputStream inTime(AbortableInputStream body, long end) throws IOException {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        while (taken.size() < MOST) {
            int length = body.read(piece);
            if (length < 0) {
                body.close();
                return AbortableInputStream.create(new ByteArrayInputStream(taken.toByteArray()));
            }
            if (nanoTime.getAsLong() - end > 0) {
                body.abort();
                throw new SocketTimeoutException("the answer was not complete within " + limit);
            }
            taken.write(piece, 0, length);
        }
        InputStream begun = new ByteArrayInputStream(taken.toByteArray());
        return AbortableInputStream.create(new SequenceInputStream(begun, body), body);
    }

    @Override
    public String clientName() {
        return transport.clientName();
    }

    @Override
    public void close() {
        transport.close();
    }
}

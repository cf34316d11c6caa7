package io.sessionvault.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

class TimelyHttpClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final AtomicLong time = new AtomicLong();
    private final AtomicBoolean aborted = new AtomicBoolean();

    @Test
    void handsOnAnAnswerThatComesInTime() throws IOException {
        assertThat(call(new Dripping(10, Duration.ofSeconds(1)))).hasSize(10);
        assertThat(aborted).isFalse();
    }

    @Test
    void givesUpOnAnAnswerThatComesDropByDrop() {
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> call(new Dripping(1_000_000, Duration.ofSeconds(1))))
                .withMessageContaining("PT15S");
        assertThat(aborted).isTrue();
        assertThat(Duration.ofNanos(time.get())).isEqualTo(Duration.ofSeconds(16));
    }

    @Test
    void leavesTheRestOfALargeObjectToTheReader() throws IOException {
        byte[] large = new byte[3 * 1024 * 1024];
        large[large.length - 1] = 7;

        assertThat(call(new ByteArrayInputStream(large))).isEqualTo(large);
    }

    @Test
    void handsOnAnAnswerWithoutABody() throws IOException {
        HttpExecuteResponse answer = execute(new FakeTransport(null));

        assertThat(answer.responseBody()).isEmpty();
        assertThat(answer.httpResponse().statusCode()).isEqualTo(200);
    }

    @Test
    void failsToReadWhereTheTransportHidesThatTheConnectionWasClosed() {
        SdkHttpClient closed =
                new FakeTransport(null) {
                    @Override
                    HttpExecuteResponse answer() {
                        throw new UncheckedIOException(new SocketException("closed"));
                    }
                };

        assertThatExceptionOfType(SocketException.class).isThrownBy(() -> execute(closed));
    }

    private byte[] call(InputStream body) throws IOException {
        AbortableInputStream abortable = AbortableInputStream.create(body, () -> aborted.set(true));
        return execute(new FakeTransport(abortable)).responseBody().orElseThrow().readAllBytes();
    }

    private HttpExecuteResponse execute(SdkHttpClient transport) throws IOException {
        SdkHttpRequest request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.GET)
                        .protocol("https")
                        .host("kms.example.com")
                        .build();
        try (SdkHttpClient client = new TimelyHttpClient(transport, LIMIT, time::get)) {
            return client.prepareRequest(HttpExecuteRequest.builder().request(request).build())
                    .call();
        }
    }

    /// A body of which one byte comes at a time.
    private final class Dripping extends InputStream {
        private final Duration pause;
        private int left;

        Dripping(int length, Duration pause) {
            this.left = length;
            this.pause = pause;
        }

        @Override
        public int read() {
            time.addAndGet(pause.toNanos());
            return left-- > 0 ? 1 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int one = read();
            if (one < 0) {
                return -1;
            }
            buffer[offset] = (byte) one;
            return 1;
        }
    }

    private static class FakeTransport implements SdkHttpClient {
        private final @Nullable AbortableInputStream body;

        FakeTransport(@Nullable AbortableInputStream body) {
            this.body = body;
        }

        HttpExecuteResponse answer() {
            var response =
                    HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder().statusCode(200).build());
            if (body != null) {
                response.responseBody(body);
            }
            return response.build();
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return answer();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }
}

package io.sessionvault.aws;

import static io.sessionvault.Examples.FRANKFURT;

import io.sessionvault.account.RegionName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/// A transport that gives prepared answers in turn and remembers what it was asked. Without an
/// answer the connection fails.
final class FakeHttp implements SdkHttpClient {
    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));

    final List<SdkHttpRequest> requests = new ArrayList<>();
    final List<String> bodies = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();

    private record Answer(int status, Map<String, String> headers, String body) {}

    FakeHttp answer(int status, Map<String, String> headers, String body) {
        answers.add(new Answer(status, headers, body));
        return this;
    }

    /// An answer of a service that speaks JSON.
    FakeHttp json(int status, String body) {
        return answer(status, Map.of("x-amzn-RequestId", "r-1"), body);
    }

    /// The operations that were asked for, of services that name them in a header.
    List<String> operations() {
        return requests.stream()
                .map(request -> request.firstMatchingHeader("X-Amz-Target").orElse("none"))
                .map(target -> target.substring(target.indexOf('.') + 1))
                .toList();
    }

    /// A client that is built as the functions build theirs, on this transport.
    static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            FakeHttp http, B builder, RegionName region) {
        return new ClientConfiguration(http, ClientConfiguration.ATTEMPT, Optional.empty())
                .build(builder, CREDENTIALS, region);
    }

    static KeyClients keys(FakeHttp http) {
        return new KeyClients(
                new ClientConfiguration(http, ClientConfiguration.ATTEMPT, Optional.empty()),
                CREDENTIALS);
    }

    static MemberClients member(FakeHttp http) {
        return new MemberClients(
                new MemberEndpoints(
                        new ClientConfiguration(
                                http, ClientConfiguration.ATTEMPT, Optional.empty()),
                        FRANKFURT),
                CREDENTIALS);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        requests.add(request.httpRequest());
        bodies.add(text(request));
        Optional<Answer> answer = Optional.ofNullable(answers.poll());
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return response(
                        answer.orElseThrow(() -> new ConnectException("connection refused")));
            }

            @Override
            public void abort() {}
        };
    }

    /// The body of a request.
    static String text(HttpExecuteRequest request) {
        return request.contentStreamProvider().map(FakeHttp::text).orElse("");
    }

    private static String text(ContentStreamProvider body) {
        try (InputStream stream = body.newStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static HttpExecuteResponse response(Answer answer) {
        var response = SdkHttpFullResponse.builder().statusCode(answer.status());
        answer.headers().forEach(response::appendHeader);
        return HttpExecuteResponse.builder()
                .response(response.build())
                .responseBody(
                        AbortableInputStream.create(
                                new ByteArrayInputStream(
                                        answer.body().getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    @Override
    public void close() {}
}

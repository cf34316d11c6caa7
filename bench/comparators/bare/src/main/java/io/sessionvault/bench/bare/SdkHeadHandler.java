package io.sessionvault.bench.bare;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Lambda: the SDK's HeadObject for each object of a batch, with the client that starts fastest.
public final class SdkHeadHandler implements RequestStreamHandler {
    static {
        System.setProperty("http.maxConnections", "256");
    }

    private final Heads heads = new Heads(System.getenv());
    private final S3Client s3 =
            S3Client.builder()
                    .httpClient(UrlConnectionHttpClient.create())
                    .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
                    .region(Region.of(Objects.requireNonNull(System.getenv("AWS_REGION"))))
                    .forcePathStyle(true)
                    .build();

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        heads.answer(input, output, this::keyOf);
    }

    private String keyOf(NamedObject object) {
        return s3.headObject(ask ->
                        ask.bucket(object.bucket()).key(object.key()).versionId(object.versionId()))
                .ssekmsKeyId();
    }
}

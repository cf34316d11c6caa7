package io.sessionvault.writereport;

import io.sessionvault.aws.ReportsBucket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// The reports bucket, in memory. It notes in a common diary what is written, in order.
final class BucketInMemory implements S3Client {
    static final String NAME = "reports";

    final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
    final Map<String, String> contentTypes = new ConcurrentSkipListMap<>();
    private final List<String> diary;

    BucketInMemory() {
        this(new ArrayList<>());
    }

    BucketInMemory(List<String> diary) {
        this.diary = diary;
    }

    ReportsBucket bucket() {
        return new ReportsBucket(this, NAME);
    }

    BucketInMemory with(String key, String text) {
        objects.put(key, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    String text(String key) {
        return new String(objects.get(key), StandardCharsets.UTF_8);
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        try {
            objects.put(request.key(), body.contentStreamProvider().newStream().readAllBytes());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        contentTypes.put(request.key(), request.contentType());
        diary.add("put " + request.key());
        return PutObjectResponse.builder().build();
    }

    @Override
    public <T> T getObject(
            GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        byte[] content = content(request);
        try {
            return transformer.transform(
                    GetObjectResponse.builder().contentLength((long) content.length).build(),
                    AbortableInputStream.create(new ByteArrayInputStream(content)));
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
        return new ResponseInputStream<>(
                GetObjectResponse.builder().build(),
                AbortableInputStream.create(new ByteArrayInputStream(content(request))));
    }

    private byte[] content(GetObjectRequest request) {
        byte[] content = objects.get(request.key());
        if (!request.bucket().equals(NAME) || content == null) {
            throw NoSuchKeyException.builder().message(request.key()).build();
        }
        return content;
    }

    @Override
    public String serviceName() {
        return "s3";
    }

    @Override
    public void close() {}
}

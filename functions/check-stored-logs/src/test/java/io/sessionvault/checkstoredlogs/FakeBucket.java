package io.sessionvault.checkstoredlogs;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.LogReader;
import io.sessionvault.aws.SignedCalls;
import io.sessionvault.log.KeyOrder;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// A versioned bucket in memory, and a second one for reports. It pages as S3 does and remembers
/// what it was asked.
final class FakeBucket implements S3Client {
    /// The names of the files in the reports bucket and their contents.
    final Map<String, String> reports = new HashMap<>();

    /// The versions that were asked for, as `key version`.
    final Set<String> heads = Collections.synchronizedSet(new HashSet<>());

    /// The versions whose metadata S3 refuses to tell.
    final Map<String, Integer> refused = new HashMap<>();

    /// Tells at each question for metadata whether S3 is too busy to answer it.
    BooleanSupplier isBusy = () -> false;

    /// The versions that were uploaded in parts.
    final Set<String> inParts = new HashSet<>();

    int listings;
    int pageSize = 1000;

    private final String key;
    private final TreeMap<String, List<Entry>> entries = new TreeMap<>(KeyOrder::compare);
    private int versions;

    /// @param key the ARN of the key that encrypts what is put without further words
    FakeBucket(String key) {
        this.key = key;
    }

    private record Entry(
            String version, Instant time, boolean isMarker, long size, String algorithm) {}

    private record Listed(String key, Entry entry, boolean isLatest) {}

    /// Puts an object and gives its version.
    String put(String key, String time) {
        return put(key, time, "aws:kms", 42);
    }

    String put(String key, String time, String algorithm, long size) {
        return add(key, time, false, size, algorithm);
    }

    String delete(String key, String time) {
        return add(key, time, true, 0, "");
    }

    private String add(String key, String time, boolean isMarker, long size, String algorithm) {
        String version = "v" + ++versions;
        entries.computeIfAbsent(key, _ -> new ArrayList<>())
                .addFirst(new Entry(version, Instant.parse(time), isMarker, size, algorithm));
        return version;
    }

    /// The keys that the plain listing shows.
    List<String> current() {
        return entries.entrySet().stream()
                .filter(each -> !each.getValue().getFirst().isMarker())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
        listings++;
        List<Listed> all = new ArrayList<>();
        entries.forEach((name, list) ->
                list.forEach(
                        entry -> all.add(new Listed(name, entry, entry.equals(list.getFirst())))));
        List<Listed> rest = all.subList(begin(all, request), all.size());
        List<Listed> page = rest.subList(0, Math.min(pageSize, rest.size()));
        boolean isTruncated = page.size() < rest.size();
        var response =
                ListObjectVersionsResponse.builder()
                        .isTruncated(isTruncated)
                        .versions(
                                page.stream()
                                        .filter(each -> !each.entry().isMarker())
                                        .map(this::version)
                                        .toList())
                        .deleteMarkers(
                                page.stream()
                                        .filter(each -> each.entry().isMarker())
                                        .map(FakeBucket::marker)
                                        .toList());
        if (isTruncated) {
            response.nextKeyMarker(page.getLast().key())
                    .nextVersionIdMarker(page.getLast().entry().version());
        }
        return response.build();
    }

    private static int begin(List<Listed> all, ListObjectVersionsRequest request) {
        int begin = 0;
        if (request.keyMarker() == null) {
            return begin;
        }
        boolean isMet = request.versionIdMarker() == null;
        for (int index = 0; index < all.size(); index++) {
            int order = KeyOrder.compare(all.get(index).key(), request.keyMarker());
            if (order < 0 || (order == 0 && begin == index)) {
                begin = index + 1;
            }
            if (order == 0 && !isMet) {
                isMet = all.get(index).entry().version().equals(request.versionIdMarker());
                if (isMet) {
                    return index + 1;
                }
            }
        }
        return begin;
    }

    private ObjectVersion version(Listed listed) {
        return ObjectVersion.builder()
                .key(listed.key())
                .versionId(listed.entry().version())
                .isLatest(listed.isLatest())
                .lastModified(listed.entry().time())
                .size(listed.entry().size())
                .eTag(inParts.contains(listed.entry().version()) ? "\"0a1b-1\"" : "\"0a1b\"")
                .build();
    }

    private static DeleteMarkerEntry marker(Listed listed) {
        return DeleteMarkerEntry.builder()
                .key(listed.key())
                .versionId(listed.entry().version())
                .isLatest(listed.isLatest())
                .lastModified(listed.entry().time())
                .build();
    }

    /// What the functions read of the logs in this bucket.
    LogReader logs() {
        return new LogReader(
                new SignedCalls(
                        new Heads(),
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("id", "secret")),
                        "s3",
                        "eu-central-1",
                        DefaultRetryStrategy.doNotRetry()),
                new AccountId("111111111111"),
                new RegionName("eu-central-1"),
                Optional.empty());
    }

    /// Answers `HeadObject`, which the functions ask without a service client.
    private final class Heads implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            SdkHttpRequest head = request.httpRequest();
            String name =
                    URLDecoder.decode(
                            head.encodedPath().substring(1).replace("+", "%2B"),
                            StandardCharsets.UTF_8);
            String version = head.firstMatchingRawQueryParameter("versionId").orElseThrow();
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder().response(answer(name, version)).build();
                }

                @Override
                public void abort() {}
            };
        }

        private SdkHttpResponse answer(String name, String version) {
            heads.add(name + " " + version);
            if (isBusy.getAsBoolean()) {
                return SdkHttpResponse.builder().statusCode(503).build();
            }
            Integer status = refused.get(version);
            if (status != null) {
                return SdkHttpResponse.builder().statusCode(status).build();
            }
            Entry entry =
                    entries.getOrDefault(name, List.of()).stream()
                            .filter(each -> each.version().equals(version))
                            .findFirst()
                            .orElseThrow();
            var answer =
                    SdkHttpResponse.builder()
                            .statusCode(200)
                            .putHeader("Content-Length", Long.toString(entry.size()))
                            .putHeader("x-amz-server-side-encryption", entry.algorithm());
            if (entry.algorithm().equals("aws:kms")) {
                answer.putHeader("x-amz-server-side-encryption-aws-kms-key-id", key);
            }
            return answer.build();
        }

        @Override
        public void close() {}
    }

    @Override
    public <T> T getObject(
            GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        String content = reports.get(request.key());
        if (content == null) {
            throw NoSuchKeyException.builder().statusCode(404).message("no such key").build();
        }
        if (content.isEmpty()) {
            throw S3Exception.builder().statusCode(403).message("access denied").build();
        }
        try {
            return transformer.transform(
                    GetObjectResponse.builder().build(),
                    AbortableInputStream.create(
                            new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8))));
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}

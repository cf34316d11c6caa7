package io.sessionvault.bench.loopback;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The answers of S3, Organizations and EventBridge, made beforehand where they are always the same.
///
/// Source: the API references of the three services, and what their SDKs need of it.
final class Answers {
    private static final int PAGE = 1000;
    private static final String WRITTEN = "2026-11-20T09:31:07.000Z";
    private static final String JSON = "application/x-amz-json-1.1";
    private static final String XML = "application/xml";

    private final StoredVault vault;
    private final byte[] accounts;
    private final byte[] listedAccounts;
    private final byte[] members;

    Answers(StoredVault vault) {
        this.vault = vault;
        accounts =
                answer(
                        200,
                        JSON,
                        vault.accounts().stream()
                                .map(id ->
                                        """
                                        {"Id":"%s","Arn":"arn:aws:organizations::%s:account/o-sessionvault/%s",\
                                        "Email":"team@example.com","Name":"team","Status":"ACTIVE",\
                                        "State":"ACTIVE","JoinedMethod":"CREATED","JoinedTimestamp":1.7E9}\
                                        """
                                                .formatted(id, id, id))
                                .collect(Collectors.joining(",", "{\"Accounts\":[", "]}")));
        String listed =
                vault.accounts().stream()
                        .map(id ->
                                "{\"id\":\"%s\",\"name\":\"team\",\"state\":\"ACTIVE\"}"
                                        .formatted(id))
                        .collect(Collectors.joining(",", "[", "]"));
        listedAccounts = answer(200, "application/json", listed);
        members =
                answer(
                        200,
                        "application/json",
                        "{\"writtenAt\":\"%s\",\"accounts\":%s}".formatted(Instant.now(), listed));
    }

    /// What a request asks for.
    static Operation operation(Request request) {
        return switch (request.method()) {
            case "HEAD" -> Operation.HEAD_OBJECT;
            case "PUT" -> Operation.PUT_OBJECT;
            case "GET" -> {
                if (isBucket(request.path())) {
                    yield request.query().containsKey("versions")
                            ? Operation.LIST_OBJECT_VERSIONS
                            : Operation.LIST_OBJECTS;
                }
                yield Operation.GET_OBJECT;
            }
            case "POST" ->
                    switch (request.headers().getOrDefault("x-amz-target", "")) {
                        case "AWSOrganizationsV20161128.ListAccounts" -> Operation.LIST_ACCOUNTS;
                        case "AWSEvents.PutEvents" -> Operation.PUT_EVENTS;
                        default -> Operation.OTHER;
                    };
            default -> Operation.OTHER;
        };
    }

    /// The answer, head and body.
    byte[] answer(Operation operation, Request request) {
        return switch (operation) {
            case HEAD_OBJECT ->
                    head(request.query().getOrDefault("versionId", StoredVault.VERSION));
            case GET_OBJECT -> object(request.path());
            case PUT_OBJECT -> answer(200, XML, "");
            case LIST_OBJECT_VERSIONS -> versions(request);
            case LIST_OBJECTS -> objects(request);
            case LIST_ACCOUNTS -> accounts;
            case PUT_EVENTS ->
                    answer(200, JSON, "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}");
            case OTHER ->
                    answer(501, JSON, "{\"__type\":\"NotImplemented\",\"message\":\"not here\"}");
        };
    }

    private byte[] head(String version) {
        return """
        HTTP/1.1 200 OK\r
        x-amz-id-2: loopback\r
        x-amz-request-id: 4442587FB7D0A2F9\r
        Date: Fri, 20 Nov 2026 09:31:08 GMT\r
        Last-Modified: Fri, 20 Nov 2026 09:31:07 GMT\r
        ETag: "6f0f79337fae66b872d1828b3b9b9e9f"\r
        x-amz-server-side-encryption: aws:kms\r
        x-amz-server-side-encryption-aws-kms-key-id: %s\r
        x-amz-server-side-encryption-bucket-key-enabled: true\r
        x-amz-version-id: %s\r
        Accept-Ranges: bytes\r
        Content-Type: binary/octet-stream\r
        Content-Length: 18231\r
        Server: AmazonS3\r
        \r
        """
                .formatted(vault.keyArn(), version)
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] object(String path) {
        if (path.endsWith("/accounts.json")) {
            return listedAccounts;
        }
        if (path.endsWith("/members.json")) {
            return members;
        }
        return answer(
                404,
                XML,
                "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>");
    }

    private byte[] versions(Request request) {
        // Who asks with a key as prefix wants what stands behind its version: an earlier one, of
        // which there is none.
        boolean behindAVersion = !request.query().getOrDefault("prefix", "").isEmpty();
        String marker = request.query().getOrDefault("key-marker", "");
        List<String> page = behindAVersion ? List.of() : page(marker);
        boolean more = page.size() > PAGE;
        StringBuilder xml = new StringBuilder(page.size() * 400 + 500);
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
                .append("<ListVersionsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">")
                .append("<Name>" + vault.bucket() + "</Name><Prefix></Prefix>")
                .append("<KeyMarker>" + marker + "</KeyMarker><MaxKeys>1000</MaxKeys>")
                .append("<EncodingType>url</EncodingType><IsTruncated>" + more + "</IsTruncated>");
        if (more) {
            xml.append("<NextKeyMarker>" + page.get(PAGE - 1) + "</NextKeyMarker>")
                    .append("<NextVersionIdMarker>null</NextVersionIdMarker>");
        }
        page.stream()
                .limit(PAGE)
                .forEach(key ->
                        xml.append("<Version><Key>")
                                .append(key)
                                .append("</Key><VersionId>")
                                .append(StoredVault.VERSION)
                                .append("</VersionId><IsLatest>true</IsLatest><LastModified>")
                                .append(WRITTEN)
                                .append("</LastModified>")
                                .append("<ETag>&quot;6f0f79337fae66b872d1828b3b9b9e9f&quot;</ETag>")
                                .append("<Size>18231</Size><StorageClass>STANDARD</StorageClass>")
                                .append("</Version>"));
        return answer(200, XML, xml.append("</ListVersionsResult>").toString());
    }

    private byte[] objects(Request request) {
        String after =
                request.query()
                        .getOrDefault(
                                "continuation-token",
                                request.query().getOrDefault("start-after", ""));
        List<String> page = page(after);
        boolean more = page.size() > PAGE;
        StringBuilder xml = new StringBuilder(page.size() * 300 + 500);
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
                .append("<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">")
                .append("<Name>" + vault.bucket() + "</Name><MaxKeys>1000</MaxKeys>")
                .append("<IsTruncated>" + more + "</IsTruncated>");
        if (more) {
            xml.append("<NextContinuationToken>" + page.get(PAGE - 1) + "</NextContinuationToken>");
        }
        page.stream()
                .limit(PAGE)
                .forEach(key ->
                        xml.append("<Contents><Key>")
                                .append(key)
                                .append("</Key><LastModified>")
                                .append(WRITTEN)
                                .append("</LastModified><Size>18231</Size></Contents>"));
        return answer(200, XML, xml.append("</ListBucketResult>").toString());
    }

    /// The keys behind a marker, one more than a page holds if there are so many.
    private List<String> page(String marker) {
        List<String> page = new ArrayList<>();
        for (String key : vault.keys().tailSet(marker, false)) {
            page.add(key);
            if (page.size() > PAGE) {
                break;
            }
        }
        return page;
    }

    private static boolean isBucket(String path) {
        int slash = path.indexOf('/', 1);
        return slash < 0 || slash == path.length() - 1;
    }

    private static byte[] answer(int status, String contentType, String body) {
        return ("HTTP/1.1 %d Answer\r\nContent-Type: %s\r\nx-amz-request-id: 4442587FB7D0A2F9\r\nContent-Length: %d\r\n\r\n"
                                .formatted(
                                        status,
                                        contentType,
                                        body.getBytes(StandardCharsets.UTF_8).length)
                        + body)
                .getBytes(StandardCharsets.UTF_8);
    }
}

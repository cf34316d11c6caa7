package io.sessionvault.checklog;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.Json;
import io.sessionvault.aws.JsonCalls;
import io.sessionvault.aws.LogReader;
import io.sessionvault.aws.MemberDirectory;
import io.sessionvault.aws.MemberQuestions;
import io.sessionvault.aws.ObjectText;
import io.sessionvault.aws.SignedCalls;
import io.sessionvault.vault.KeyArn;
import io.sessionvault.vault.PrefixPattern;
import io.sessionvault.vault.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;

/// S3, whose objects are all encrypted as they should be unless their keys end in `plain.log`;
/// EventBridge, which takes every event; and an organization. Nothing is tried again.
final class FakeAws implements SdkHttpClient {
    static final String VAULT_BUCKET = "amzn-s3-demo-session-vault";
    static final String BUCKET_KEY =
            "arn:aws:kms:us-east-1:310987654321:key/5c1e8f3a-7b2d-4e60-9a4f-1d2c3b4a5e6f";
    static final RegionName HOME = new RegionName("us-east-1");

    /// The details of the events that were published.
    final List<Map<String, Object>> published = Collections.synchronizedList(new ArrayList<>());

    /// What Organizations was asked, as `DescribeAccount 111122223333`.
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /// The members and their states.
    final Map<String, String> accounts = new ConcurrentHashMap<>();

    /// The text of members.json; empty when S3 refuses to give it.
    Optional<String> members = Optional.empty();

    /// How often members.json was read.
    final AtomicInteger reads = new AtomicInteger();

    /// Whether Organizations is too busy to answer.
    boolean isThrottled;

    /// What happens while Organizations is asked.
    Runnable onAsked = () -> {};

    /// The keys that S3 was asked about.
    final Set<String> looked = Collections.synchronizedSet(new TreeSet<>());

    LogReader logs() {
        return new LogReader(calls("s3"), new AccountId("310987654321"), HOME, Optional.empty());
    }

    ViolationEvents violations() {
        return new ViolationEvents(
                new JsonCalls(
                        calls("events"),
                        URI.create("https://events.us-east-1.amazonaws.com"),
                        "AWSEvents"),
                "default",
                "arn:aws:s3:::" + VAULT_BUCKET);
    }

    MemberDirectory directory(InstantSource clock) {
        ListedMembers listed =
                new ListedMembers(
                        new ObjectText(
                                calls("s3"), new AccountId("310987654321"), HOME, Optional.empty()),
                        VAULT_BUCKET + "-reports",
                        clock);
        MemberQuestions organization =
                new MemberQuestions(
                        new JsonCalls(
                                calls("organizations"),
                                URI.create("https://organizations.us-east-1.amazonaws.com"),
                                "AWSOrganizationsV20161128"));
        return new MemberDirectory(listed::read, organization::about, clock);
    }

    CheckLog check(InstantSource clock) {
        return new CheckLog(
                new Vault(
                        new AccountId("310987654321"),
                        VAULT_BUCKET,
                        KeyArn.parse(BUCKET_KEY),
                        PrefixPattern.parse("{accountId}/{region}")),
                logs(),
                directory(clock));
    }

    private SignedCalls calls(String service) {
        return new SignedCalls(
                this,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")),
                service,
                HOME.value(),
                AwsRetryStrategy.doNotRetry());
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return answer(request);
            }

            @Override
            public void abort() {}
        };
    }

    private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
        if (request.httpRequest().host().startsWith("events.")) {
            return response(ok(), publish(request));
        }
        if (request.httpRequest().host().startsWith("organizations.")) {
            return describe(request);
        }
        if (request.httpRequest().encodedPath().equals("/members.json")) {
            reads.incrementAndGet();
            return members.isPresent()
                    ? response(ok(), members.get())
                    : response(SdkHttpFullResponse.builder().statusCode(403), "");
        }
        if (request.httpRequest().method() == SdkHttpMethod.HEAD) {
            String path = request.httpRequest().encodedPath();
            looked.add(path.substring(1));
            return response(
                    ok().appendHeader("Content-Length", "42")
                            .appendHeader(
                                    "x-amz-server-side-encryption",
                                    path.endsWith("plain.log") ? "AES256" : "aws:kms")
                            .appendHeader(
                                    "x-amz-server-side-encryption-aws-kms-key-id", BUCKET_KEY),
                    "");
        }
        return response(ok(), "<ListVersionsResult></ListVersionsResult>");
    }

    private HttpExecuteResponse describe(HttpExecuteRequest request) throws IOException {
        String id = Objects.toString(input(request).get("AccountId"));
        String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElseThrow();
        asked.add(target.substring(target.indexOf('.') + 1) + " " + id);
        onAsked.run();
        if (isThrottled) {
            return refused("TooManyRequestsException");
        }
        return accounts.containsKey(id)
                ? response(
                        ok(),
                        Json.write(Map.of("Account", Map.of("Id", id, "State", accounts.get(id)))))
                : refused("AccountNotFoundException");
    }

    private static HttpExecuteResponse refused(String code) {
        return response(
                SdkHttpFullResponse.builder().statusCode(400),
                Json.write(Map.of("__type", code, "message", "no")));
    }

    private static Map<String, Object> input(HttpExecuteRequest request) throws IOException {
        var body = request.contentStreamProvider().orElseThrow().newStream().readAllBytes();
        return Json.object(new String(body, StandardCharsets.UTF_8));
    }

    private String publish(HttpExecuteRequest request) throws IOException {
        var input = input(request);
        List<Map<String, Object>> results = new ArrayList<>();
        for (Object entry : (List<?>) Objects.requireNonNull(input.get("Entries"))) {
            published.add(detail((Map<?, ?>) entry));
            results.add(Map.of("EventId", "e-" + published.size()));
        }
        return Json.write(Map.of("FailedEntryCount", 0, "Entries", results));
    }

    private static Map<String, Object> detail(Map<?, ?> entry) throws JsonProcessingException {
        return Json.object(Objects.toString(entry.get("Detail")));
    }

    private static SdkHttpFullResponse.Builder ok() {
        return SdkHttpFullResponse.builder().statusCode(200);
    }

    private static HttpExecuteResponse response(SdkHttpFullResponse.Builder head, String body) {
        return HttpExecuteResponse.builder()
                .response(head.build())
                .responseBody(
                        AbortableInputStream.create(
                                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    @Override
    public void close() {}
}

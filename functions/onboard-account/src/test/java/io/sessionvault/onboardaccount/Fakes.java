package io.sessionvault.onboardaccount;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.AccountId;
import io.sessionvault.reconcile.ReleaseRequest;
import io.sessionvault.reconcile.ReleaseResult;
import io.sessionvault.reconcile.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/// What the onboarding calls, in memory.
final class Fakes {
    private Fakes() {}

    /// For events that no person has sent.
    static final class NobodyIsReleased implements OnboardAccount.Releases {
        @Override
        public Optional<ReleaseResult> release(
                ReleaseRequest request, Optional<String> confirm, String by) {
            throw new AssertionError(request);
        }

        @Override
        public Optional<ReleaseResult> resume(AccountId account, Scope scope) {
            throw new AssertionError(account);
        }
    }

    /// For events that no switch has brought about.
    static Watching nothingIsWatched() {
        return new Watching(
                (watch, _) -> {
                    throw new AssertionError(watch);
                },
                true,
                new Pause(
                        "none",
                        () -> {
                            throw new AssertionError("nobody asks");
                        }),
                (account, _) -> {
                    throw new AssertionError(account);
                },
                (message, _) -> {
                    throw new AssertionError(message);
                },
                new CountedMetrics(),
                () -> Instant.EPOCH);
    }

    /// An organization of one page.
    static final class Organization implements OrganizationsClient {
        private final List<Account> accounts = new ArrayList<>();
        int listings;
        boolean isDown;

        void add(String id, String state, Instant joinedAt) {
            accounts.add(Account.builder().id(id).state(state).joinedTimestamp(joinedAt).build());
        }

        @Override
        public ListAccountsResponse listAccounts(ListAccountsRequest request) {
            listings++;
            if (isDown) {
                throw SdkClientException.create("connection refused");
            }
            return ListAccountsResponse.builder().accounts(accounts).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    /// A bucket of texts.
    static final class Bucket implements S3Client {
        final Map<String, String> objects = new TreeMap<>();
        boolean isDenied;

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            try {
                objects.put(
                        request.key(),
                        new String(
                                body.contentStreamProvider().newStream().readAllBytes(),
                                StandardCharsets.UTF_8));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            return PutObjectResponse.builder().build();
        }

        @Override
        public ResponseBytes<GetObjectResponse> getObjectAsBytes(GetObjectRequest request) {
            @Nullable String text = objects.get(request.key());
            if (isDenied) {
                throw S3Exception.builder().statusCode(403).build();
            }
            if (text == null) {
                throw NoSuchKeyException.builder().build();
            }
            return ResponseBytes.fromByteArray(
                    GetObjectResponse.builder().build(), text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    /// A queue that takes messages and delays.
    static final class Queue implements SqsClient {
        private static final JsonMapper JSON = JsonMapper.builder().build();
        private static final int MOST_IN_A_BATCH = 10;

        final List<String> bodies = new ArrayList<>();
        final List<Integer> delays = new ArrayList<>();
        boolean isDown;
        boolean refusesOne;

        /// The accounts that the messages name.
        List<String> accounts() {
            return bodies.stream().map(Queue::account).toList();
        }

        private static String account(String body) {
            try {
                return JSON.readTree(body).at("/detail/accountId").asText();
            } catch (JsonProcessingException malformed) {
                throw new UncheckedIOException(malformed);
            }
        }

        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            if (isDown
                    || request.entries().isEmpty()
                    || request.entries().size() > MOST_IN_A_BATCH) {
                throw SdkClientException.create("refused");
            }
            int taken = request.entries().size() - (refusesOne ? 1 : 0);
            request.entries().stream()
                    .limit(taken)
                    .map(SendMessageBatchRequestEntry::messageBody)
                    .forEach(bodies::add);
            return SendMessageBatchResponse.builder()
                    .failed(
                            request.entries().stream()
                                    .skip(taken)
                                    .map(entry ->
                                            BatchResultErrorEntry.builder()
                                                    .id(entry.id())
                                                    .code("Internal")
                                                    .build())
                                    .toList())
                    .build();
        }

        @Override
        public ChangeMessageVisibilityResponse changeMessageVisibility(
                ChangeMessageVisibilityRequest request) {
            delays.add(request.visibilityTimeout());
            return ChangeMessageVisibilityResponse.builder().build();
        }

        @Override
        public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
                ChangeMessageVisibilityBatchRequest request) {
            if (isDown
                    || request.entries().isEmpty()
                    || request.entries().size() > MOST_IN_A_BATCH) {
                throw SdkClientException.create("refused");
            }
            request.entries().forEach(entry -> delays.add(entry.visibilityTimeout()));
            return ChangeMessageVisibilityBatchResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}

package io.sessionvault.aws;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Whose credentials requests carry, through clients that all members share.
class MemberClientsTest {
    private static final int MEMBERS = 40;
    private static final int CALLS = 25;

    private final SignedBy http = new SignedBy();
    private final MemberEndpoints endpoints =
            new MemberEndpoints(
                    new ClientConfiguration(http, ClientConfiguration.ATTEMPT, Optional.empty()),
                    FRANKFURT);

    @Test
    void manyMembersAtATimeAreNeverTakenForOneAnother() {
        List<Integer> members = IntStream.range(0, MEMBERS).boxed().toList();

        InParallel.map(
                members,
                MEMBERS,
                member -> {
                    MemberClients clients = member(member);
                    for (int call = 0; call < CALLS; call++) {
                        clients.ssm(call % 2 == 0 ? FRANKFURT : IRELAND)
                                .describeDocument(ask -> ask.name("of-" + member));
                    }
                    return member;
                });

        assertThat(http.signers).hasSize(MEMBERS);
        members.forEach(member ->
                assertThat(http.signers.get("of-" + member))
                        .containsOnly(Map.entry(key(member), CALLS)));
    }

    @Test
    void everyPageIsAskedForAsTheSameMember() {
        List<String> names =
                member(7)
                        .ssm(IRELAND)
                        .listDocumentsPaginator(ask -> {})
                        .documentIdentifiers()
                        .stream()
                        .map(document -> document.name())
                        .toList();

        assertThat(names).hasSize(2);
        assertThat(http.signers).containsOnly(Map.entry("a page", Map.of(key(7), 2)));
    }

    @Test
    void aRequestWithoutAMembersCredentialsIsNotSent() {
        SsmClient ssm = endpoints.ssm(IRELAND);
        IamClient iam = endpoints.iam();

        assertThatThrownBy(() -> ssm.describeDocument(ask -> ask.name("of-nobody")))
                .hasStackTraceContaining("a request without a member's credentials");
        assertThatThrownBy(() -> iam.getAccountSummary())
                .hasStackTraceContaining("a request without a member's credentials");
        assertThat(http.signers).isEmpty();
    }

    @Test
    void operationsThatTheVaultDoesNotNeedAreNotThere() {
        IamClient iam = member(1).iam();

        assertThatThrownBy(() -> iam.deleteRole(ask -> ask.roleName("web-server")))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(http.signers).isEmpty();
    }

    @Test
    void closingAMembersClientLeavesTheSharedOneOpen() {
        member(1).ssm(IRELAND).close();

        member(2).ssm(IRELAND).describeDocument(ask -> ask.name("of-2"));

        assertThat(http.signers).containsKey("of-2");
    }

    private MemberClients member(int number) {
        return new MemberClients(
                endpoints,
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key(number), "secret-" + number)));
    }

    private static String key(int member) {
        return "AKIA%04d".formatted(member);
    }

    /// Counts for each document that is asked about whose key signed the requests.
    private static final class SignedBy implements SdkHttpClient {
        final Map<String, Map<String, Integer>> signers = new ConcurrentHashMap<>();

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            String body = FakeHttp.text(request);
            String document =
                    body.contains("of-") ? body.replaceFirst(".*(of-\\d+).*", "$1") : "a page";
            String signer =
                    request.httpRequest()
                            .firstMatchingHeader("Authorization")
                            .orElseThrow()
                            .replaceFirst(".*Credential=([^/]+)/.*", "$1");
            signers.computeIfAbsent(document, _ -> new ConcurrentHashMap<>())
                    .merge(signer, 1, Integer::sum);
            boolean first = !body.contains("NextToken");
            String answer =
                    document.equals("a page")
                            ? "{\"DocumentIdentifiers\": [{\"Name\": \"d\"}]"
                                    + (first ? ", \"NextToken\": \"t\"}" : "}")
                            : "{}";
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpFullResponse.builder().statusCode(200).build())
                            .responseBody(
                                    AbortableInputStream.create(
                                            new ByteArrayInputStream(
                                                    answer.getBytes(StandardCharsets.UTF_8))))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }
}

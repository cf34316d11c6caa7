package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.CalledOperation;
import io.sessionvault.local.aws.call.HttpReply;
import io.sessionvault.local.aws.call.HttpRequest;
import io.sessionvault.local.aws.call.Principal;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.call.WireFormat;
import io.sessionvault.local.aws.organizations.Organization;
import io.sessionvault.local.aws.wire.HttpFront;
import io.sessionvault.local.aws.wire.Protocol;
import io.sessionvault.local.aws.wire.TransferCoding;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/// Every implemented operation: what a real SDK client sends arrives whole, and so does what is answered.
class RoundTripTest {
    private static final byte[] BODY = {1, 2, 3};

    /// Members that clients turn into the header of the copy's source before they send anything.
    private static final Set<String> OF_THE_CLIENT =
            Set.of("SourceBucket", "SourceKey", "SourceVersionId");

    @TestFactory
    Stream<DynamicTest> everyOperationSurvivesTheWire() {
        try (var aws = LocalAws.start(Organization.of(Clients.MANAGEMENT))) {
            return aws.services().stream()
                    // The SDK's client of EC2 is not here; Ec2Test calls it.
                    .filter(service -> service.format() != WireFormat.EC2_QUERY)
                    .flatMap(RoundTripTest::tests)
                    .toList()
                    .stream();
        }
    }

    private static Stream<DynamicTest> tests(Service service) {
        return service.operations().names().stream()
                .map(name ->
                        DynamicTest.dynamicTest(
                                service.signingName() + " " + name,
                                () -> roundTrip(service, name)));
    }

    private static void roundTrip(Service service, String operation) throws Exception {
        var random = new RandomShapes(operation.hashCode());
        SdkPojo sent = random.shape(service.requestClass(operation));
        SdkPojo answered = random.shape(service.responseClass(operation));
        var arrived = new AtomicReference<SdkPojo>();
        Protocol protocol = Protocol.of(service);
        try (var front =
                new HttpFront(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        request -> {
                            HttpRequest plain = request.with(TransferCoding.undo(request));
                            Protocol.Target target = protocol.target(service, plain);
                            arrived.set(target.request().get());
                            return Optional.of(
                                    answer(service, protocol, target.operation(), plain, answered));
                        })) {
            SdkPojo received = call(client(service, front), operation, sent);

            assertThat(arrived.get()).isInstanceOf(service.requestClass(operation));
            assertWhole(sent, arrived.get());
            assertWhole(answered, received);
        }
    }

    private static HttpReply answer(
            Service service,
            Protocol protocol,
            String operation,
            HttpRequest request,
            SdkPojo response) {
        var principal = Principal.of(Principal.Kind.USER, "111122223333", "arn", "id");
        var called = new CalledOperation("111122223333", "us-east-1", "any", operation);
        var call =
                new Call(
                        principal,
                        called,
                        service,
                        "request-1",
                        request,
                        Instant.EPOCH,
                        (caller, permission) -> {});
        if (operation.equals("GetObject")) {
            call.stream(BODY);
        }
        return protocol.answer(operation, response, call);
    }

    private static SdkClient client(Service service, HttpFront front)
            throws ReflectiveOperationException {
        Object builder = service.client().getMethod("builder").invoke(null);
        ((AwsClientBuilder<?, ?>) builder)
                .region(Region.US_EAST_1)
                .endpointOverride(front.endpoint())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("k", "s")));
        ((SdkSyncClientBuilder<?, ?>) builder).httpClient(UrlConnectionHttpClient.create());
        if (builder instanceof SqsClientBuilder sqs) {
            // Random digests do not fit random bodies.
            sqs.checksumValidationEnabled(false);
        }
        return (SdkClient) ((SdkBuilder<?, ?>) builder).build();
    }

    private static SdkPojo call(SdkClient client, String operation, SdkPojo request)
            throws ReflectiveOperationException {
        String name = operation.substring(0, 1).toLowerCase(Locale.ROOT) + operation.substring(1);
        Method method =
                Arrays.stream(client.getClass().getMethods())
                        .filter(m -> m.getName().equals(name))
                        .filter(m -> m.getParameterCount() > 0)
                        .filter(m -> m.getParameterTypes()[0].isInstance(request))
                        .max((a, b) -> Integer.compare(rank(a), rank(b)))
                        .orElseThrow();
        method.setAccessible(true);
        Object response =
                switch (rank(method)) {
                    case 2 -> method.invoke(client, request, RequestBody.fromBytes(BODY));
                    case 1 -> method.invoke(client, request, ResponseTransformer.toBytes());
                    default -> method.invoke(client, request);
                };
        if (response instanceof ResponseBytes<?> bytes) {
            assertThat(bytes.asByteArray()).isEqualTo(BODY);
            return (SdkPojo) bytes.response();
        }
        return (SdkPojo) response;
    }

    private static int rank(Method method) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length == 1) {
            return 0;
        }
        return types[1] == RequestBody.class ? 2 : types[1] == ResponseTransformer.class ? 1 : -1;
    }

    private static void assertWhole(SdkPojo from, SdkPojo to) {
        for (SdkField<?> field : from.sdkFields()) {
            Object value = field.getValueOrDefault(from);
            if (value != null && !OF_THE_CLIENT.contains(field.memberName())) {
                assertThat(field.getValueOrDefault(to)).as(field.memberName()).isEqualTo(value);
            }
        }
    }
}

package io.sessionvault.local.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.account.Regions;
import io.sessionvault.local.aws.call.Access;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.CalledOperation;
import io.sessionvault.local.aws.call.HttpReply;
import io.sessionvault.local.aws.call.HttpRequest;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Principal;
import io.sessionvault.local.aws.call.Refusals;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.events.ApiCallEvents;
import io.sessionvault.local.aws.fault.CallLog;
import io.sessionvault.local.aws.fault.ConnectionDropped;
import io.sessionvault.local.aws.fault.Faults;
import io.sessionvault.local.aws.fault.RecordedCall;
import io.sessionvault.local.aws.sts.AccessKeys;
import io.sessionvault.local.aws.wire.Protocol;
import io.sessionvault.local.aws.wire.Signature;
import io.sessionvault.local.aws.wire.TransferCoding;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.utils.Md5Utils;

/// Takes a request through its stations: who calls, faults, what the caller may do, the operation,
/// events, the answer, the log.
final class Dispatcher {
    private record Route(Service service, Protocol protocol) {}

    private static final System.Logger LOGGER = System.getLogger(Dispatcher.class.getName());

    private static final String EXPECTED_OWNER = "x-amz-expected-bucket-owner";

    private final Map<String, Route> routes = new TreeMap<>();
    private final ReentrantLock lock;
    private final AccessKeys keys;
    private final Access access;
    private final Regions regions;
    private final Faults faults;
    private final CallLog log;
    private final Ids ids;
    private final InstantSource clock;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> callListeners = new CopyOnWriteArrayList<>();
    private final ApiCallEvents callEvents;

    Dispatcher(
            ReentrantLock lock,
            AccessKeys keys,
            Access access,
            Regions regions,
            Faults faults,
            CallLog log,
            Ids ids,
            InstantSource clock) {
        this.lock = lock;
        this.keys = keys;
        this.access = access;
        this.regions = regions;
        this.faults = faults;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
        this.callEvents = new ApiCallEvents(ids);
    }

    void add(Service service) {
        routes.put(service.signingName(), new Route(service, Protocol.of(service)));
    }

    /// Everything that is implemented.
    List<Service> services() {
        return routes.values().stream().map(Route::service).toList();
    }

    void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    void listenToCalls(Consumer<String> listener) {
        callListeners.add(listener);
    }

    private void tell(Call call, SdkRequest input, Optional<String> refusedWith) {
        if (!callListeners.isEmpty()) {
            callEvents
                    .of(call, input, refusedWith)
                    .ifPresent(event -> callListeners.forEach(each -> each.accept(event)));
        }
    }

    /// The answer to a request; empty when the connection is to be closed without one.
    Optional<HttpReply> answer(HttpRequest request) {
        Optional<Signature> signature = Signature.of(request);
        Route route = signature.map(s -> routes.get(s.service())).orElse(null);
        if (signature.isPresent() && route != null) {
            return new Exchange(route, signature.get(), request, ids.uuid()).answer();
        }
        AwsError error =
                signature
                        .map(s -> AwsError.notImplemented("the service " + s.service()))
                        .orElseGet(() ->
                                new AwsError(
                                        "MissingAuthenticationToken",
                                        403,
                                        "Request is missing Authentication Token"));
        var unknown =
                new Service("unknown", Protocol.guess(request), Object.class, new Operations());
        return Optional.of(Protocol.of(unknown).refuse(request, error, ids.uuid()));
    }

    /// Answers a call that an account's administrator makes without the wire; no fault strikes it and
    /// the log of calls does not have it.
    ///
    /// @param content the body, where the operation streams one
    SdkResponse answer(
            AccountId account,
            String region,
            String service,
            SdkRequest request,
            SdkBytes content) {
        Service called = Objects.requireNonNull(routes.get(service), service).service();
        String operation = request.getClass().getSimpleName().replaceFirst("Request$", "");
        var http = new HttpRequest("POST", "/", "", digest(content), content, "127.0.0.1");
        Instant now = clock.instant();
        String key = AccessKeys.administratorKey(account.value());
        record Made(SdkResponse response, List<String> events) {}
        Made made =
                locked(() -> {
                    Principal caller = keys.principal(key, Optional.empty(), called, now);
                    var operationCalled =
                            new CalledOperation(account.value(), region, service, operation);
                    var call =
                            new Call(
                                    caller, operationCalled, called, ids.uuid(), http, now, access);
                    SdkResponse response = called.operations().answer(call, operation, request);
                    call.finish();
                    return new Made(response, call.events());
                });
        made.events().forEach(event -> listeners.forEach(l -> l.accept(event)));
        return made.response();
    }

    /// The header with which clients send the digest of what they send.
    private static Map<String, List<String>> digest(SdkBytes content) {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-MD5", List.of(Md5Utils.md5AsBase64(content.asByteArrayUnsafe())));
        return headers;
    }

    /// What is answered.
    ///
    /// @param errorCode the error code of a refusal
    private record Answer(HttpReply reply, Optional<String> errorCode) {
        Answer at(HttpReply.Pace pace) {
            return new Answer(reply.at(pace), errorCode);
        }
    }

    /// One request on its way.
    private final class Exchange {
        private final Service service;
        private final Protocol protocol;
        private final Signature signature;
        private final HttpRequest request;
        private final String requestId;
        private String operation = "Unknown";
        private String account = "unknown";
        private String principal = "anonymous";

        Exchange(Route route, Signature signature, HttpRequest request, String requestId) {
            this.service = route.service();
            this.protocol = route.protocol();
            this.signature = signature;
            this.request = request;
            this.requestId = requestId;
        }

        Optional<HttpReply> answer() {
            try {
                Answer answer = carryOut();
                record(answer.reply().status(), answer.errorCode());
                return Optional.of(answer.reply());
            } catch (AwsError refused) {
                record(refused.status(), Optional.of(refused.code()));
                return Optional.of(protocol.refuse(request, refused, requestId));
            } catch (ConnectionDropped dropped) {
                record(0, Optional.empty());
                return Optional.empty();
            } catch (RuntimeException broken) {
                // A defect of the stand-in, not of the caller: it must not look like an answer of
                // AWS.
                LOGGER.log(System.Logger.Level.ERROR, "the stand-in broke in " + operation, broken);
                record(500, Optional.of("InternalFailure"));
                var error = new AwsError("InternalFailure", 500, "the stand-in broke: " + broken);
                return Optional.of(protocol.refuse(request, error, requestId));
            }
        }

        private Answer carryOut() {
            HttpRequest plain = request.with(TransferCoding.undo(request));
            Protocol.Target target = protocol.target(service, plain);
            operation = target.operation();
            if (!service.operations().has(operation)) {
                throw AwsError.notImplemented(service.signingName() + ":" + operation);
            }
            Principal caller = locked(this::identify);
            account = caller.account();
            principal = caller.arn();
            faults.before(called(), service, clock.instant());
            SdkRequest input = target.request().get();
            Answer answer =
                    operate(
                            new Call(
                                    caller,
                                    called(),
                                    service,
                                    requestId,
                                    plain,
                                    clock.instant(),
                                    access),
                            input);
            faults.after(called(), service);
            return answer.at(faults.delivery(called()));
        }

        /// A refusal of the operation is an answer like any other, and can be lost like any other.
        private Answer operate(Call call, SdkRequest input) {
            try {
                SdkResponse output =
                        locked(() -> {
                            SdkResponse made = service.operations().answer(call, operation, input);
                            call.finish();
                            return made;
                        });
                call.events().forEach(event -> listeners.forEach(l -> l.accept(event)));
                tell(call, input, Optional.empty());
                return new Answer(protocol.answer(operation, output, call), Optional.empty());
            } catch (AwsError refused) {
                tell(call, input, Optional.of(refused.code()));
                return new Answer(
                        protocol.refuse(request, refused, requestId), Optional.of(refused.code()));
            }
        }

        private Principal identify() {
            Principal caller =
                    keys.principal(
                            signature.accessKey(),
                            signature.sessionToken(),
                            service,
                            clock.instant());
            if (!regions.isEnabled(caller.account(), signature.region())) {
                throw Refusals.unknownCredentials(service);
            }
            return caller;
        }

        private CalledOperation called() {
            return new CalledOperation(
                    account, signature.region(), service.signingName(), operation);
        }

        private void record(int status, Optional<String> errorCode) {
            Optional<String> owner =
                    request.header(EXPECTED_OWNER)
                            .filter(stated -> signature.headers().contains(EXPECTED_OWNER));
            log.add(new RecordedCall(called(), principal, status, errorCode, requestId, owner));
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}

package io.sessionvault.local.aws.call;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One call while it is answered: its caller and circumstances, and the effects it has beside its answer.
public final class Call {
    private final Principal principal;
    private final CalledOperation operation;
    private final Service service;
    private final String requestId;
    private final HttpRequest http;
    private final Instant now;
    private final Access access;
    private final List<Runnable> afterwards = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private byte @Nullable [] stream;
    private int status;

    /// @param http the request with its body as the operation sees it, every transfer coding undone
    /// @param access decides what the caller may do
    public Call(
            Principal principal,
            CalledOperation operation,
            Service service,
            String requestId,
            HttpRequest http,
            Instant now,
            Access access) {
        this.principal = principal;
        this.operation = operation;
        this.service = service;
        this.requestId = requestId;
        this.http = http;
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
        this.access = access;
    }

    /// Who calls.
    public Principal principal() {
        return principal;
    }

    /// The 12 digits of the caller's account.
    public String account() {
        return principal.account();
    }

    /// What is called, and where.
    public CalledOperation operation() {
        return operation;
    }

    /// The Region called.
    public String region() {
        return operation.region();
    }

    /// The id under which the call is answered.
    public String requestId() {
        return requestId;
    }

    /// The time of the stand-in's clock, to the millisecond.
    public Instant now() {
        return now;
    }

    /// The HTTP request.
    public HttpRequest http() {
        return http;
    }

    /// Where the caller reached the stand-in, e.g. `http://127.0.0.1:4566`.
    public URI endpoint() {
        return URI.create("http://" + http.header("Host").orElse("localhost"));
    }

    /// Goes on only when the caller is allowed something.
    ///
    /// @throws AwsError when it is not
    public void require(Permission permission) {
        access.require(this, permission);
    }

    /// The caller may not do this: the service's own way to say so.
    public AwsError denied() {
        return denied(operation.service() + ":" + operation.operation());
    }

    /// The caller may not do this: the service's own way to say so.
    ///
    /// @param what the action, on which resource and why, as far as it is told
    public AwsError denied(String what) {
        return Refusals.denied(
                service, "User: " + principal.arn() + " is not authorized to perform: " + what);
    }

    /// Has `work` done when this operation has its answer and before anybody sees it.
    public void afterwards(Runnable work) {
        afterwards.add(work);
    }

    /// Publishes an event, delivered when the call is over and before its answer is sent.
    ///
    /// @param event the whole EventBridge event as JSON
    public void emit(String event) {
        events.add(event);
    }

    /// Answers with these bytes as the body, beside the response's headers.
    public void stream(byte[] bytes) {
        stream = bytes.clone();
    }

    /// The bytes to stream, when the operation streams its answer.
    public Optional<byte[]> streamed() {
        return Optional.ofNullable(stream);
    }

    /// Answers with another HTTP status than the usual one.
    public void status(int code) {
        status = code;
    }

    /// The HTTP status of the answer.
    ///
    /// @param usual the one to use unless the operation chose another
    public int statusOr(int usual) {
        return status == 0 ? usual : status;
    }

    /// Does the work put off until the answer was known.
    public void finish() {
        afterwards.forEach(Runnable::run);
        afterwards.clear();
    }

    /// The events this call publishes, in order.
    public List<String> events() {
        return List.copyOf(events);
    }
}
